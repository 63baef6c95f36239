package dev.interlock.config;

import static dev.interlock.config.NameTypes.CASCADE;
import static dev.interlock.config.NameTypes.NAME;
import static dev.interlock.config.NameTypes.NAMES;
import static dev.interlock.config.ValueTypes.DURATION;
import static dev.interlock.config.ValueTypes.FACTOR;
import static dev.interlock.config.ValueTypes.FLAG;
import static dev.interlock.config.ValueTypes.SHARE;
import static dev.interlock.config.ValueTypes.WHOLE_NUMBER;

import dev.interlock.AttributionPolicy;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.DependencyReadiness;
import dev.interlock.RampCurve;
import dev.interlock.RecoveryMode;
import dev.interlock.RemoteAttribution;
import java.util.ArrayList;
import java.util.List;

/** The options of circuits, templates and the defaults of groups: the names and meanings of {@link CircuitConfigBuilder}. */
final class CircuitOptions {

    private CircuitOptions() {}

    static final Option<CircuitConfigBuilder> DEPENDS_ON =
            Option.data("dependsOn", NAMES, (builder, names, code) -> builder.dependsOn(array(names)));

    static final Option<CircuitConfigBuilder> RECOVERS_AFTER =
            Option.data("recoversAfter", NAMES, (builder, names, code) -> builder.recoversAfter(array(names)));

    static final Option<CircuitConfigBuilder> CASCADES_TO =
            Option.data("cascadesTo", CASCADE, (builder, targets, code) -> targets.forEach(builder::cascadesTo));

    /** Not given to the builder: templates are applied while the file is read. */
    static final Option<CircuitConfigBuilder> TEMPLATE = Option.data("template", NAMES, (builder, names, code) -> {});

    /** Not given to the builder: becomes {@link #DEPENDS_ON} with the group's prefix. */
    static final Option<CircuitConfigBuilder> DEPENDS_ON_MEMBERS =
            Option.data("dependsOnMembers", NAMES, (builder, names, code) -> {});

    /** What templates, defaults and circuits take, in the order in which it is written. */
    static final List<Option<CircuitConfigBuilder>> ALL = List.of(
            TEMPLATE,
            Option.data("failureThreshold", WHOLE_NUMBER, (builder, value, code) -> builder.failureThreshold(value)),
            Option.data(
                    "consecutiveFailures", WHOLE_NUMBER, (builder, value, code) -> builder.consecutiveFailures(value)),
            Option.data("failureRate", SHARE, (builder, value, code) -> builder.failureRate(value)),
            Option.data("slowCallRate", SHARE, (builder, value, code) -> builder.slowCallRate(value)),
            Option.data("slowCallThreshold", DURATION, (builder, value, code) -> builder.slowCallThreshold(value)),
            Option.data("minimumCalls", WHOLE_NUMBER, (builder, value, code) -> builder.minimumCalls(value)),
            Option.data("failureWindow", DURATION, (builder, value, code) -> builder.failureWindow(value)),
            Option.data("countWindow", WHOLE_NUMBER, (builder, value, code) -> builder.countWindow(value)),
            Option.data("resetTimeout", DURATION, (builder, value, code) -> builder.resetTimeout(value)),
            Option.data("jitter", SHARE, (builder, value, code) -> builder.jitter(value)),
            Option.data("backoffMultiplier", FACTOR, (builder, value, code) -> builder.backoffMultiplier(value)),
            Option.data("maxResetTimeout", DURATION, (builder, value, code) -> builder.maxResetTimeout(value)),
            Option.data("halfOpenCalls", WHOLE_NUMBER, (builder, value, code) -> builder.halfOpenCalls(value)),
            Option.data("successThreshold", WHOLE_NUMBER, (builder, value, code) -> builder.successThreshold(value)),
            Option.data("permitDeadline", DURATION, (builder, value, code) -> builder.permitDeadline(value)),
            Option.data("rampUp", DURATION, (builder, value, code) -> builder.rampUp(value)),
            Option.data("rampUpFrom", SHARE, (builder, value, code) -> builder.rampUpFrom(value)),
            Option.data(
                    "rampUpCurve",
                    ValueTypes.oneOf(RampCurve.class),
                    (builder, value, code) -> builder.rampUpCurve(value)),
            Option.data("retryInterval", DURATION, (builder, value, code) -> builder.retryInterval(value)),
            Option.code("probe", NAME, Code.Kind.GUARD, (builder, name, code) -> builder.probe(code.guard(name))),
            Option.data("probeInterval", DURATION, (builder, value, code) -> builder.probeInterval(value)),
            Option.data(
                    "recoveryMode",
                    ValueTypes.oneOf(RecoveryMode.class),
                    (builder, value, code) -> builder.recoveryMode(value)),
            Option.data(
                    "dependencyReadiness",
                    ValueTypes.oneOf(DependencyReadiness.class),
                    (builder, value, code) -> builder.dependencyReadiness(value)),
            Option.data(
                    "attribution",
                    ValueTypes.oneOf(AttributionPolicy.class),
                    (builder, value, code) -> builder.attribution(value)),
            Option.data(
                    "remoteAttribution",
                    ValueTypes.oneOf(RemoteAttribution.class),
                    (builder, value, code) -> builder.remoteAttribution(value)),
            Option.data("maxConcurrent", WHOLE_NUMBER, (builder, value, code) -> builder.maxConcurrent(value)),
            DEPENDS_ON,
            RECOVERS_AFTER,
            CASCADES_TO,
            Option.data("cascadeLimit", SHARE, (builder, value, code) -> builder.cascadeLimit(value)),
            Option.code("recoveryGuards", NAMES, Code.Kind.GUARD, (builder, names, code) -> {
                names.forEach(name -> builder.recoveryGuard(name, code.guard(name)));
            }),
            Option.code("resetGuards", NAMES, Code.Kind.GUARD, (builder, names, code) -> {
                names.forEach(name -> builder.resetGuard(name, code.guard(name)));
            }),
            Option.code("callGuards", NAMES, Code.Kind.GUARD, (builder, names, code) -> {
                names.forEach(name -> builder.callGuard(name, code.guard(name)));
            }),
            Option.data("callGuardFailureRefuses", FLAG, (builder, refuses, code) -> {
                if (refuses) {
                    builder.refuseWhenCallGuardFails();
                }
            }),
            Option.code("failOn", NAMES, Code.Kind.FAILURE, (builder, names, code) -> {
                names.forEach(name -> code.failOn(builder, name));
            }),
            Option.code("ignore", NAMES, Code.Kind.THROWABLE, (builder, names, code) -> {
                names.forEach(name -> code.ignore(builder, name));
            }),
            Option.code(
                    "failOnResult",
                    NAME,
                    Code.Kind.RESULT,
                    (builder, name, code) -> builder.failOnResult(code.result(name))));

    /** What members of groups take. */
    static final List<Option<CircuitConfigBuilder>> OF_MEMBERS = withMembers();

    private static List<Option<CircuitConfigBuilder>> withMembers() {
        List<Option<CircuitConfigBuilder>> options = new ArrayList<>(ALL);
        options.add(options.indexOf(RECOVERS_AFTER), DEPENDS_ON_MEMBERS);
        return List.copyOf(options);
    }

    private static String[] array(List<String> names) {
        return names.toArray(String[]::new);
    }
}
