package dev.interlock.internal.diff;

import dev.interlock.CascadeMode;
import dev.interlock.CircuitConfig;
import dev.interlock.Reconfiguration.OptionChange;
import dev.interlock.SignalConfig;
import dev.interlock.internal.text.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares configurations option by option. Options that hold code (guards, predicates) are the same if they hold the same objects. */
public final class OptionDiff {

    private static final Map<String, Function<CircuitConfig, Object>> CIRCUIT = circuitOptions();
    private static final Map<String, Function<SignalConfig, Object>> SIGNAL = signalOptions();

    private OptionDiff() {}

    /** What is different for a circuit. */
    public static List<OptionChange> of(CircuitConfig before, CircuitConfig after) {
        return compare(CIRCUIT, before, after);
    }

    /** What is different for a signal. */
    public static List<OptionChange> of(SignalConfig before, SignalConfig after) {
        return compare(SIGNAL, before, after);
    }

    private static Map<String, Function<CircuitConfig, Object>> circuitOptions() {
        Map<String, Function<CircuitConfig, Object>> options = new LinkedHashMap<>();
        options.put("failureThreshold", CircuitConfig::failureThreshold);
        options.put("consecutiveFailures", CircuitConfig::consecutiveFailures);
        options.put("failureRate", CircuitConfig::failureRate);
        options.put("slowCallRate", CircuitConfig::slowCallRate);
        options.put("slowCallThreshold", CircuitConfig::slowCallThreshold);
        options.put("minimumCalls", CircuitConfig::minimumCalls);
        options.put("failureWindow", CircuitConfig::failureWindow);
        options.put("countWindow", CircuitConfig::countWindow);
        options.put("resetTimeout", CircuitConfig::resetTimeout);
        options.put("jitter", CircuitConfig::jitter);
        options.put("backoffMultiplier", CircuitConfig::backoffMultiplier);
        options.put("maxResetTimeout", CircuitConfig::maxResetTimeout);
        options.put("halfOpenCalls", CircuitConfig::halfOpenCalls);
        options.put("successThreshold", CircuitConfig::successThreshold);
        options.put("permitDeadline", CircuitConfig::permitDeadline);
        options.put("retryInterval", CircuitConfig::retryInterval);
        options.put("probe", config -> new Code(config.probe().stream().toList()));
        options.put("probeInterval", CircuitConfig::probeInterval);
        options.put("recoveryMode", CircuitConfig::recoveryMode);
        options.put("dependencyReadiness", CircuitConfig::dependencyReadiness);
        options.put("attribution", CircuitConfig::attribution);
        options.put("remoteAttribution", CircuitConfig::remoteAttribution);
        options.put("rampUp", CircuitConfig::rampUp);
        options.put("rampUpFrom", CircuitConfig::rampUpFrom);
        options.put("rampUpCurve", CircuitConfig::rampUpCurve);
        options.put("maxConcurrent", CircuitConfig::maxConcurrent);
        options.put("dependsOn", CircuitConfig::dependsOn);
        options.put("recoversAfter", CircuitConfig::recoversAfter);
        options.put("cascadesTo", CircuitConfig::cascadesTo);
        options.put("cascadeLimit", CircuitConfig::cascadeLimit);
        options.put("recoveryGuards", CircuitConfig::recoveryGuards);
        options.put("resetGuards", CircuitConfig::resetGuards);
        options.put("callGuards", CircuitConfig::callGuards);
        options.put("callGuardFailureRefuses", CircuitConfig::callGuardFailureRefuses);
        options.put("failOn", CircuitConfig::failOn);
        options.put("ignore", CircuitConfig::ignore);
        options.put("failurePredicates", config -> new Code(config.failurePredicates()));
        options.put(
                "failureResult",
                config -> new Code(config.failureResult().stream().toList()));
        return options;
    }

    private static Map<String, Function<SignalConfig, Object>> signalOptions() {
        Map<String, Function<SignalConfig, Object>> options = new LinkedHashMap<>();
        options.put("interval", SignalConfig::interval);
        options.put("timeout", SignalConfig::timeout);
        options.put("downAfter", SignalConfig::downAfter);
        options.put("upAfter", SignalConfig::upAfter);
        options.put("cascadesTo", SignalConfig::cascadesTo);
        return options;
    }

    private static <C> List<OptionChange> compare(Map<String, Function<C, Object>> options, C before, C after) {
        List<OptionChange> changes = new ArrayList<>();
        options.forEach((option, value) -> {
            Object old = value.apply(before);
            Object now = value.apply(after);
            if (!old.equals(now)) {
                changes.add(change(option, old, now));
            }
        });
        return changes;
    }

    private static OptionChange change(String option, Object old, Object now) {
        String before = words(old);
        String after = words(now);
        if (!before.equals(after)) {
            return new OptionChange(option, before, after);
        }
        return old instanceof Duration // rounded to the same words
                ? new OptionChange(option, old.toString(), now.toString())
                : new OptionChange(option, before, after + " (other code)");
    }

    private static String words(Object value) {
        if (value instanceof Duration duration) {
            return Texts.duration(duration);
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? words(optional.get()) : "off";
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? String.valueOf(optional.getAsInt()) : "off";
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? String.valueOf(optional.getAsDouble()) : "off";
        }
        if (value instanceof Class<?> type) {
            return type.getSimpleName();
        }
        if (value instanceof Code code) {
            return code.parts().isEmpty() ? "none" : "code";
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + (entry.getValue() == CascadeMode.DRY_RUN ? " (dry run)" : ""))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(OptionDiff::words).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }

    /** Code has no words. */
    private record Code(List<?> parts) {}
}
