package dev.interlock.simulator.policy;

import dev.interlock.CircuitConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;

/**
 * The settings of Resilience4j that come nearest to those of a circuit. {@code docs/demo.md} tells the same in words.
 *
 * <p>Resilience4j has rates over one window, and no count of failures. "N failures" becomes "half of the last 2 N calls": as in the
 * circuit it takes N failures, and forgets them by newer calls where the circuit forgets them by time. All else is the same: the wait, one
 * probe, recovery by a timer; and what is counted is the default, every exception.
 */
public final class Resilience4jSettings {

    private static final float HALF = 50;
    private static final float ALL = 100;

    private Resilience4jSettings() {}

    /**
     * The settings for a circuit.
     *
     * @param circuit its configuration
     * @return settings that change to HALF_OPEN by a timer
     */
    public static CircuitBreakerConfig of(CircuitConfig circuit) {
        return builder(circuit)
                .waitDurationInOpenState(circuit.resetTimeout())
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .build();
    }

    /** All but the wait and what ends it. */
    static CircuitBreakerConfig.Builder builder(CircuitConfig circuit) {
        CircuitBreakerConfig.Builder settings =
                CircuitBreakerConfig.custom().permittedNumberOfCallsInHalfOpenState(circuit.halfOpenCalls());
        window(circuit, settings);
        if (circuit.slowCallRate().isPresent()) {
            settings.slowCallRateThreshold(percent(circuit.slowCallRate().getAsDouble()))
                    .slowCallDurationThreshold(circuit.slowCallThreshold());
        }
        return settings;
    }

    private static void window(CircuitConfig circuit, CircuitBreakerConfig.Builder settings) {
        boolean rate =
                circuit.failureRate().isPresent() || circuit.slowCallRate().isPresent();
        if (rate) {
            settings.failureRateThreshold(
                    circuit.failureRate().isPresent()
                            ? percent(circuit.failureRate().getAsDouble())
                            : HALF);
            if (circuit.countWindow().isPresent()) {
                int calls = circuit.countWindow().getAsInt();
                settings.slidingWindow(calls, Math.min(calls, circuit.minimumCalls()), SlidingWindowType.COUNT_BASED);
            } else {
                int seconds =
                        (int) Math.max(1, Math.round(circuit.failureWindow().toMillis() / 1000.0));
                settings.slidingWindow(seconds, circuit.minimumCalls(), SlidingWindowType.TIME_BASED);
            }
        } else if (circuit.failureThreshold().isPresent()) {
            int calls = 2 * circuit.failureThreshold().getAsInt();
            settings.failureRateThreshold(HALF).slidingWindow(calls, calls, SlidingWindowType.COUNT_BASED);
        } else {
            int calls = circuit.consecutiveFailures().orElseThrow();
            settings.failureRateThreshold(ALL).slidingWindow(calls, calls, SlidingWindowType.COUNT_BASED);
        }
    }

    private static float percent(double rate) {
        return (float) (rate * 100);
    }
}
