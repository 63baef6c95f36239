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
 * What a circuit is configured with. Immutable; made by a {@link CircuitConfigBuilder}, where each option is explained.
 *
 * @param failureThreshold      failures in the window that open the circuit; empty: this condition is off
 * @param consecutiveFailures   failures in a row that open it; empty: off
 * @param failureRate           share of failures that opens it; empty: off
 * @param slowCallRate          share of slow calls that opens it; empty: off
 * @param slowCallThreshold     from which duration a call is slow
 * @param minimumCalls          calls in the window before rates are asked
 * @param failureWindow         length of the time window
 * @param countWindow           calls in the count window; empty: a time window
 * @param resetTimeout          the wait before a recovery
 * @param jitter                share of the wait that is drawn by chance
 * @param backoffMultiplier     growth of the wait for each reopening in a row
 * @param maxResetTimeout       the longest wait
 * @param halfOpenCalls         HALF_OPEN permits out at once
 * @param successThreshold      good probes that ask for the reset
 * @param permitDeadline        when what was never reported expires
 * @param retryInterval         when a guard that refused is asked again
 * @param probe                 an active check of the circuit's own; empty: calls are the probes
 * @param probeInterval         how often it is made
 * @param recoveryMode          who attempts the recovery
 * @param dependencyReadiness   what is asked of dependencies
 * @param attribution           whose failure it is
 * @param remoteAttribution     whether other processes are believed
 * @param rampUp                for how long a growing share of calls is admitted after a recovery; empty: all calls at once
 * @param rampUpFrom            the share at its beginning
 * @param rampUpCurve           how the share grows
 * @param maxConcurrent         calls in flight at once; empty: unlimited
 * @param dependsOn             hard dependencies
 * @param recoversAfter         soft dependencies
 * @param cascadesTo            cascade targets
 * @param cascadeLimit          share of all circuits that one cascade of this one may open
 * @param recoveryGuards        guards on recovery, by name
 * @param resetGuards           guards on reset, by name
 * @param callGuards            guards on calls, by name
 * @param callGuardFailureRefuses whether a call guard that throws refuses the call
 * @param failOn                throwables that count as failures; empty: all
 * @param ignore                throwables that count as nothing
 * @param failurePredicates     further tests for failures, on each throwable of the cause chain
 * @param failureResult         results that count as failures
 */
public record CircuitConfig(
        OptionalInt failureThreshold,
        OptionalInt consecutiveFailures,
        OptionalDouble failureRate,
        OptionalDouble slowCallRate,
        Duration slowCallThreshold,
        int minimumCalls,
        Duration failureWindow,
        OptionalInt countWindow,
        Duration resetTimeout,
        double jitter,
        double backoffMultiplier,
        Duration maxResetTimeout,
        int halfOpenCalls,
        int successThreshold,
        Duration permitDeadline,
        Duration retryInterval,
        Optional<Guard> probe,
        Duration probeInterval,
        RecoveryMode recoveryMode,
        DependencyReadiness dependencyReadiness,
        AttributionPolicy attribution,
        RemoteAttribution remoteAttribution,
        Optional<Duration> rampUp,
        double rampUpFrom,
        RampCurve rampUpCurve,
        OptionalInt maxConcurrent,
        Set<String> dependsOn,
        Set<String> recoversAfter,
        Map<String, CascadeMode> cascadesTo,
        double cascadeLimit,
        Map<String, Guard> recoveryGuards,
        Map<String, Guard> resetGuards,
        Map<String, Guard> callGuards,
        boolean callGuardFailureRefuses,
        List<Class<? extends Throwable>> failOn,
        List<Class<? extends Throwable>> ignore,
        List<Predicate<? super Throwable>> failurePredicates,
        Optional<Predicate<@Nullable Object>> failureResult) {

    /**
     * A builder without templates.
     *
     * @return a builder with the defaults
     */
    public static CircuitConfigBuilder builder() {
        return new CircuitConfigBuilder(name -> null);
    }

    /**
     * A builder that knows templates.
     *
     * @param templates finds a template by name; null if there is none
     * @return a builder with the defaults
     */
    public static CircuitConfigBuilder builder(
            Function<String, @Nullable Consumer<? super CircuitConfigBuilder>> templates) {
        return new CircuitConfigBuilder(templates);
    }

    /**
     * Whether slow calls are looked for.
     *
     * @return true if a slow-call rate is set
     */
    public boolean hasSlowCondition() {
        return slowCallRate.isPresent();
    }
}
