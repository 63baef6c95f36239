package dev.interlock.examples.retries;

import dev.interlock.Circuit;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;

/** Resilience4j's retry, told by a circuit when to stop and how long to wait. */
public final class Resilience4jRetries {

    private Resilience4jRetries() {}

    /**
     * Makes a retry listen to a circuit: after a failure that leaves the circuit open or blocked it gives up at once, and where the circuit says how
     * long to wait it waits as long as that.
     *
     * @param config   the retry's configuration, with its own number of attempts
     * @param circuit  the circuit through which the calls go
     * @param interval the wait where the circuit has nothing to say
     * @param <R>      what the calls return
     * @return the configuration
     */
    public static <R> RetryConfig.Builder<R> listeningTo(
            RetryConfig.Builder<R> config, Circuit circuit, IntervalFunction interval) {
        return config.retryOnException(failure -> !circuit.retryAdvice().isStop())
                .intervalBiFunction((attempt, outcome) ->
                        circuit.retryAdvice().after().map(Duration::toMillis).orElseGet(() -> interval.apply(attempt)));
    }
}
