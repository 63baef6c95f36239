package dev.interlock;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a circuit is configured with. Immutable; made by a {@link CircuitConfigBuilder}, where each option is explained, and by nothing else: all its
 * values were checked. It knows what was set, and answers with that, or else with what holds by default. Two are equal if the same was set
 * in both.
 */
public final class CircuitConfig {

    private final OptionValues values;

    // These two are asked in each call through a circuit that holds something for it.
    private final OptionalInt maxConcurrent;
    private final Map<String, Guard> callGuards;

    CircuitConfig(OptionValues values) {
        this.values = values;
        this.maxConcurrent = values.whole(CircuitOptions.MAX_CONCURRENT);
        this.callGuards = values.value(CircuitOptions.CALL_GUARDS);
    }

    /**
     * All options of circuits.
     *
     * @return in the order in which they are told
     */
    public static List<Option<?>> options() {
        return CircuitOptions.ALL;
    }

    /**
     * A builder without templates.
     *
     * @return a builder with the defaults
     */
    public static CircuitConfigBuilder builder() {
        return builder(name -> null);
    }

    /**
     * A builder that knows templates.
     *
     * @param templates finds a template by name; null if there is none
     * @return a builder with the defaults
     */
    public static CircuitConfigBuilder builder(
            Function<String, @Nullable Consumer<? super CircuitConfigBuilder>> templates) {
        return new CircuitConfigBuilder(templates, CircuitOptions.ALL);
    }

    OptionValues values() {
        return values;
    }

    /**
     * Whether a value was set, by the circuit's own options, a template or an earlier configuration.
     *
     * @param option one of {@link #options()}
     * @return false if what holds is the default, or derived from other options
     * @throws IllegalArgumentException if it is none of them
     */
    public boolean isSet(Option<?> option) {
        return values.isSet(option);
    }

    /**
     * What holds: the value that was set, or the default, or what is derived from other options.
     *
     * @param option one of {@link #options()}
     * @param <T>    what its values are
     * @return empty if it is off
     * @throws IllegalArgumentException if it is none of them
     */
    public <T> Optional<T> get(Option<T> option) {
        return values.find(option);
    }

    /**
     * Failures in the window that open the circuit.
     *
     * @return the value; empty: this condition is off
     */
    public OptionalInt failureThreshold() {
        return values.whole(CircuitOptions.FAILURE_THRESHOLD);
    }

    /**
     * Failures in a row that open it.
     *
     * @return the value; empty: off
     */
    public OptionalInt consecutiveFailures() {
        return values.whole(CircuitOptions.CONSECUTIVE_FAILURES);
    }

    /**
     * Share of failures that opens it.
     *
     * @return the value; empty: off
     */
    public OptionalDouble failureRate() {
        return values.real(CircuitOptions.FAILURE_RATE);
    }

    /**
     * Share of slow calls that opens it.
     *
     * @return the value; empty: off
     */
    public OptionalDouble slowCallRate() {
        return values.real(CircuitOptions.SLOW_CALL_RATE);
    }

    /**
     * From which duration a call is slow.
     *
     * @return the value
     */
    public Duration slowCallThreshold() {
        return values.value(CircuitOptions.SLOW_CALL_THRESHOLD);
    }

    /**
     * Calls in the window before rates are asked.
     *
     * @return the value
     */
    public int minimumCalls() {
        return values.value(CircuitOptions.MINIMUM_CALLS);
    }

    /**
     * Length of the time window.
     *
     * @return the value
     */
    public Duration failureWindow() {
        return values.value(CircuitOptions.FAILURE_WINDOW);
    }

    /**
     * Calls in the count window.
     *
     * @return the value; empty: a time window
     */
    public OptionalInt countWindow() {
        return values.whole(CircuitOptions.COUNT_WINDOW);
    }

    /**
     * The wait before a recovery.
     *
     * @return the value
     */
    public Duration resetTimeout() {
        return values.value(CircuitOptions.RESET_TIMEOUT);
    }

    /**
     * Share of the wait that is drawn by chance.
     *
     * @return the value
     */
    public double jitter() {
        return values.value(CircuitOptions.JITTER);
    }

    /**
     * Growth of the wait for each reopening in a row.
     *
     * @return the value
     */
    public double backoffMultiplier() {
        return values.value(CircuitOptions.BACKOFF_MULTIPLIER);
    }

    /**
     * The longest wait.
     *
     * @return the value
     */
    public Duration maxResetTimeout() {
        return values.value(CircuitOptions.MAX_RESET_TIMEOUT);
    }

    /**
     * HALF_OPEN permits out at once.
     *
     * @return the value
     */
    public int halfOpenCalls() {
        return values.value(CircuitOptions.HALF_OPEN_CALLS);
    }

    /**
     * Good probes that ask for the reset.
     *
     * @return the value
     */
    public int successThreshold() {
        return values.value(CircuitOptions.SUCCESS_THRESHOLD);
    }

    /**
     * When what was never reported expires.
     *
     * @return the value
     */
    public Duration permitDeadline() {
        return values.value(CircuitOptions.PERMIT_DEADLINE);
    }

    /**
     * For how long a growing share of calls is admitted after a recovery.
     *
     * @return the value; empty: all calls at once
     */
    public Optional<Duration> rampUp() {
        return values.some(CircuitOptions.RAMP_UP);
    }

    /**
     * The share at its beginning.
     *
     * @return the value
     */
    public double rampUpFrom() {
        return values.value(CircuitOptions.RAMP_UP_FROM);
    }

    /**
     * How the share grows.
     *
     * @return the value
     */
    public RampCurve rampUpCurve() {
        return values.value(CircuitOptions.RAMP_UP_CURVE);
    }

    /**
     * When a guard that refused is asked again.
     *
     * @return the value
     */
    public Duration retryInterval() {
        return values.value(CircuitOptions.RETRY_INTERVAL);
    }

    /**
     * An active check of the circuit's own.
     *
     * @return the value; empty: calls are the probes
     */
    public Optional<Guard> probe() {
        return values.some(CircuitOptions.PROBE);
    }

    /**
     * How often it is made.
     *
     * @return the value
     */
    public Duration probeInterval() {
        return values.value(CircuitOptions.PROBE_INTERVAL);
    }

    /**
     * Who attempts the recovery.
     *
     * @return the value
     */
    public RecoveryMode recoveryMode() {
        return values.value(CircuitOptions.RECOVERY_MODE);
    }

    /**
     * What is asked of dependencies.
     *
     * @return the value
     */
    public DependencyReadiness dependencyReadiness() {
        return values.value(CircuitOptions.DEPENDENCY_READINESS);
    }

    /**
     * Whose failure it is.
     *
     * @return the value
     */
    public AttributionPolicy attribution() {
        return values.value(CircuitOptions.ATTRIBUTION);
    }

    /**
     * Whether other processes are believed.
     *
     * @return the value
     */
    public RemoteAttribution remoteAttribution() {
        return values.value(CircuitOptions.REMOTE_ATTRIBUTION);
    }

    /**
     * Calls in flight at once.
     *
     * @return the value; empty: unlimited
     */
    public OptionalInt maxConcurrent() {
        return maxConcurrent;
    }

    /**
     * Hard dependencies.
     *
     * @return the value
     */
    public Set<String> dependsOn() {
        return values.value(CircuitOptions.DEPENDS_ON);
    }

    /**
     * Soft dependencies.
     *
     * @return the value
     */
    public Set<String> recoversAfter() {
        return values.value(CircuitOptions.RECOVERS_AFTER);
    }

    /**
     * Cascade targets.
     *
     * @return the value
     */
    public Map<String, CascadeMode> cascadesTo() {
        return values.value(CircuitOptions.CASCADES_TO);
    }

    /**
     * Share of all circuits that one cascade of this one may open.
     *
     * @return the value
     */
    public double cascadeLimit() {
        return values.value(CircuitOptions.CASCADE_LIMIT);
    }

    /**
     * Guards on recovery, by name.
     *
     * @return the value
     */
    public Map<String, Guard> recoveryGuards() {
        return values.value(CircuitOptions.RECOVERY_GUARDS);
    }

    /**
     * Guards on reset, by name.
     *
     * @return the value
     */
    public Map<String, Guard> resetGuards() {
        return values.value(CircuitOptions.RESET_GUARDS);
    }

    /**
     * Guards on calls, by name.
     *
     * @return the value
     */
    public Map<String, Guard> callGuards() {
        return callGuards;
    }

    /**
     * Whether a call guard that throws refuses the call.
     *
     * @return the value
     */
    public boolean callGuardFailureRefuses() {
        return values.value(CircuitOptions.CALL_GUARD_FAILURE_REFUSES);
    }

    /**
     * Throwables that count as failures.
     *
     * @return the value; empty: all
     */
    public List<Class<? extends Throwable>> failOn() {
        return values.value(CircuitOptions.FAIL_ON);
    }

    /**
     * Throwables that count as nothing.
     *
     * @return the value
     */
    public List<Class<? extends Throwable>> ignore() {
        return values.value(CircuitOptions.IGNORE);
    }

    /**
     * Further tests for failures, on each throwable of the cause chain.
     *
     * @return the value
     */
    public List<Predicate<? super Throwable>> failurePredicates() {
        return values.value(CircuitOptions.FAILURE_PREDICATES);
    }

    /**
     * Results that count as failures.
     *
     * @return the value
     */
    public Optional<Predicate<@Nullable Object>> failOnResult() {
        return values.some(CircuitOptions.FAIL_ON_RESULT);
    }

    /**
     * Whether slow calls are looked for.
     *
     * @return true if a slow-call rate is set
     */
    public boolean hasSlowCondition() {
        return slowCallRate().isPresent();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CircuitConfig config && values.equals(config.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** What was set. */
    @Override
    public String toString() {
        return "CircuitConfig" + values;
    }
}
