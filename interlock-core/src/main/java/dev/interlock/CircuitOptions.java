package dev.interlock;

import static dev.interlock.Option.Default.always;
import static dev.interlock.Option.Default.derived;
import static dev.interlock.Option.Default.derivedOrOff;
import static dev.interlock.Option.Default.none;
import static dev.interlock.Option.Default.off;
import static dev.interlock.OptionType.cascades;
import static dev.interlock.OptionType.choice;
import static dev.interlock.OptionType.code;
import static dev.interlock.OptionType.codes;
import static dev.interlock.OptionType.duration;
import static dev.interlock.OptionType.factor;
import static dev.interlock.OptionType.flag;
import static dev.interlock.OptionType.guards;
import static dev.interlock.OptionType.names;
import static dev.interlock.OptionType.share;
import static dev.interlock.OptionType.shareOrNothing;
import static dev.interlock.OptionType.whole;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The options of circuits, a row for each, in the order in which they are told. The only list of them there is: checks, copies, differences, what is
 * set and what files take are made from it. A new option is a row here, a method of {@link CircuitConfigBuilder} and one of
 * {@link CircuitConfig}; tools/write-options tells schema and page of it.
 */
final class CircuitOptions {

    private static final OptionRows OPTIONS = new OptionRows();
    private static final String TARGETS = "at most " + CircuitConfigBuilder.MAX_CASCADE_TARGETS + " targets";

    static final Option<Integer> FAILURE_THRESHOLD = OPTIONS.row(
            "failureThreshold",
            whole(1, 1_000_000, "failures"),
            derivedOrOff("`5` if no other condition is set, else off", CircuitOptions::thresholdByDefault),
            "Opens the circuit on this many failures within the window.");

    static final Option<Integer> CONSECUTIVE_FAILURES = OPTIONS.row(
            "consecutiveFailures",
            whole(1, 1_000_000, "failures"),
            off("off"),
            "Opens the circuit on this many failures in a row, however long that takes.");

    static final Option<Double> FAILURE_RATE = OPTIONS.row(
            "failureRate",
            share(),
            off("off"),
            "Opens the circuit when this share of the calls in the window failed, once there are `minimumCalls`.");

    static final Option<Double> SLOW_CALL_RATE = OPTIONS.row(
            "slowCallRate",
            share(),
            off("off"),
            "Opens the circuit when this share of the calls in the window was slow; a slow probe is then a failed probe.");

    static final Option<Duration> SLOW_CALL_THRESHOLD = OPTIONS.row(
            "slowCallThreshold",
            duration(),
            always(CircuitConfigBuilder.DEFAULT_SLOW_CALL_THRESHOLD),
            "From which duration a call is slow. Exact below 2 s; from there on a call may be slow up to 100 ms early.");

    static final Option<Integer> MINIMUM_CALLS = OPTIONS.row(
            "minimumCalls",
            whole(1, 1_000_000_000, "calls"),
            always(CircuitConfigBuilder.DEFAULT_MINIMUM_CALLS),
            "How many calls the window must hold before rates are asked.");

    static final Option<Duration> FAILURE_WINDOW = OPTIONS.row(
            "failureWindow",
            duration(),
            always(CircuitConfigBuilder.DEFAULT_FAILURE_WINDOW),
            "The time window: what happened longer ago is forgotten, in steps of a tenth of it.");

    static final Option<Integer> COUNT_WINDOW = OPTIONS.row(
            "countWindow",
            whole(1, 1_000_000, "calls"),
            off("off: a time window"),
            "Looks at the last calls instead of the last seconds.");

    static final Option<Duration> RESET_TIMEOUT = OPTIONS.row(
            "resetTimeout",
            duration(),
            always(CircuitConfigBuilder.DEFAULT_RESET_TIMEOUT),
            "How long the circuit stays OPEN before it tries to recover.");

    static final Option<Double> JITTER = OPTIONS.row(
            "jitter",
            shareOrNothing(),
            always(0.0),
            "Multiplies each wait by a number from 1 - jitter to 1, so that many processes do not probe at once.");

    static final Option<Double> BACKOFF_MULTIPLIER = OPTIONS.row(
            "backoffMultiplier",
            factor(1, 10),
            always(1.0),
            "Lengthens the wait by this factor for each reopening in a row.");

    static final Option<Duration> MAX_RESET_TIMEOUT = OPTIONS.row(
            "maxResetTimeout",
            duration(", at least `resetTimeout`"),
            derived(
                    "`5m`, or `resetTimeout` if that is longer",
                    held -> atLeast(CircuitConfigBuilder.DEFAULT_MAX_RESET_TIMEOUT, held.value(RESET_TIMEOUT))),
            "The longest wait that `backoffMultiplier` leads to.");

    static final Option<Integer> HALF_OPEN_CALLS = OPTIONS.row(
            "halfOpenCalls", whole(1, 10_000, "calls"), always(1), "How many permits may be out at once in HALF_OPEN.");

    static final Option<Integer> SUCCESS_THRESHOLD = OPTIONS.row(
            "successThreshold", whole(1, 10_000, "successes"), always(1), "How many good probes ask for the reset.");

    static final Option<Duration> PERMIT_DEADLINE = OPTIONS.row(
            "permitDeadline",
            duration(),
            derived(
                    "`1m`, or `resetTimeout` if that is longer",
                    held -> atLeast(CircuitConfigBuilder.DEFAULT_PERMIT_DEADLINE, held.value(RESET_TIMEOUT))),
            "When a HALF_OPEN permit that was never reported expires as a failed probe.");

    static final Option<Duration> RAMP_UP = OPTIONS.row(
            "rampUp",
            duration(),
            off("off: all calls at once"),
            "After a recovery a growing share of the calls is admitted for so long, and all of them then.");

    static final Option<Double> RAMP_UP_FROM = OPTIONS.row(
            "rampUpFrom",
            share(),
            always(CircuitConfigBuilder.DEFAULT_RAMP_UP_FROM),
            "The share of the calls at the beginning of `rampUp`.");

    static final Option<RampCurve> RAMP_UP_CURVE = OPTIONS.row(
            "rampUpCurve",
            choice(RampCurve.class),
            always(RampCurve.LINEAR),
            "How the share grows during `rampUp`: by the same share, or by the same factor, in the same time.");

    static final Option<Duration> RETRY_INTERVAL = OPTIONS.row(
            "retryInterval",
            duration(),
            always(CircuitConfigBuilder.DEFAULT_RETRY_INTERVAL),
            "How long after a guard refused a recovery or reset it is asked again.");

    static final Option<Guard> PROBE =
            OPTIONS.row("probe", code(), off("none"), "An active check of the circuit's own, made in place of calls.");

    static final Option<Duration> PROBE_INTERVAL = OPTIONS.row(
            "probeInterval",
            duration(),
            always(CircuitConfigBuilder.DEFAULT_PROBE_INTERVAL),
            "How long from the end of one probe to the start of the next.");

    static final Option<RecoveryMode> RECOVERY_MODE = OPTIONS.row(
            "recoveryMode",
            choice(RecoveryMode.class),
            always(RecoveryMode.AUTOMATIC),
            "Who attempts the recovery: a timer, the next call, or only code and operators.");

    static final Option<DependencyReadiness> DEPENDENCY_READINESS = OPTIONS.row(
            "dependencyReadiness",
            choice(DependencyReadiness.class),
            always(DependencyReadiness.UP),
            "What is asked of direct dependencies before recovery and reset: up (HALF_OPEN will do), or really closed.");

    static final Option<AttributionPolicy> ATTRIBUTION = OPTIONS.row(
            "attribution",
            choice(AttributionPolicy.class),
            always(AttributionPolicy.INNERMOST),
            "Whose failure it is when a call fails inside several circuits.");

    static final Option<RemoteAttribution> REMOTE_ATTRIBUTION = OPTIONS.row(
            "remoteAttribution",
            choice(RemoteAttribution.class),
            always(RemoteAttribution.DEPENDENCIES),
            "Whether another process is believed that names the circuit which failed.");

    static final Option<Integer> MAX_CONCURRENT = OPTIONS.row(
            "maxConcurrent",
            whole(1, 1_000_000, "calls"),
            off("unlimited"),
            "Refuses calls while this many are in flight (a bulkhead).");

    static final Option<Set<String>> DEPENDS_ON = OPTIONS.row(
            "dependsOn",
            names("at most " + CircuitConfigBuilder.MAX_DEPENDENCIES + " direct dependencies"),
            none(Set.of()),
            "Hard dependencies: while one is open, calls are refused, and recovery and reset wait.");

    static final Option<Set<String>> RECOVERS_AFTER = OPTIONS.row(
            "recoversAfter",
            names("at most " + CircuitConfigBuilder.MAX_DEPENDENCIES + " direct dependencies"),
            none(Set.of()),
            "Soft dependencies: recovery and reset wait for them, but calls pass.");

    static final Option<Map<String, CascadeMode>> CASCADES_TO = OPTIONS.row(
            "cascadesTo",
            cascades(TARGETS + "; a list, or a mapping to `enforce` or `dry-run`"),
            none(Map.of()),
            "Circuits that open in the same commit when this one opens.");

    static final Option<Double> CASCADE_LIMIT = OPTIONS.row(
            "cascadeLimit",
            share(),
            always(1.0),
            "Stops a cascade that would open more than this share of all circuits.");

    static final Option<Map<String, Guard>> RECOVERY_GUARDS = OPTIONS.row(
            "recoveryGuards",
            guards(),
            none(Map.of()),
            "Guards on recovery (OPEN to HALF_OPEN). A guard that throws refuses.");

    static final Option<Map<String, Guard>> RESET_GUARDS = OPTIONS.row(
            "resetGuards", guards(), none(Map.of()), "Guards on reset (to CLOSED). A guard that throws refuses.");

    static final Option<Map<String, Guard>> CALL_GUARDS = OPTIONS.row(
            "callGuards", guards(), none(Map.of()), "Guards on calls. They run on every call, on the caller's thread.");

    static final Option<Boolean> CALL_GUARD_FAILURE_REFUSES = OPTIONS.row(
            "callGuardFailureRefuses",
            flag(),
            always(false),
            "Lets a call guard that throws refuse the call; else it admits it.");

    static final Option<List<Class<? extends Throwable>>> FAIL_ON = OPTIONS.row(
            "failOn",
            codes(),
            always(List.of(), "all throwables"),
            "Counts only these throwables, or those that a predicate accepts, as failures; others are answers, which end no row of failures and close nothing by themselves.");

    static final Option<List<Class<? extends Throwable>>> IGNORE = OPTIONS.row(
            "ignore", codes(), none(List.of()), "Counts these throwables as nothing. Stronger than `failOn`.");

    static final Option<List<Predicate<? super Throwable>>> FAILURE_PREDICATES = OPTIONS.row(
            "failurePredicates",
            codes(),
            none(List.of()),
            "Further tests for failures, on each throwable of the cause chain.");

    static final Option<Predicate<@Nullable Object>> FAIL_ON_RESULT =
            OPTIONS.row("failOnResult", code(), off("none"), "Counts results that a predicate accepts as failures.");

    /** All of them. */
    static final List<Option<?>> ALL = OPTIONS.all();

    /** What opens a circuit. */
    static final List<Option<?>> CONDITIONS =
            List.of(FAILURE_THRESHOLD, CONSECUTIVE_FAILURES, FAILURE_RATE, SLOW_CALL_RATE);

    /** What makes edges. */
    static final List<Option<?>> EDGES = List.of(DEPENDS_ON, RECOVERS_AFTER, CASCADES_TO);

    private CircuitOptions() {}

    private static @Nullable Integer thresholdByDefault(OptionValues held) {
        return CONDITIONS.stream().anyMatch(held::isSet) ? null : CircuitConfigBuilder.DEFAULT_FAILURE_THRESHOLD;
    }

    private static Duration atLeast(Duration least, Duration other) {
        return other.compareTo(least) > 0 ? other : least;
    }
}
