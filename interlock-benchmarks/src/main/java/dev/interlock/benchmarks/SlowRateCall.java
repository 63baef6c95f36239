package dev.interlock.benchmarks;

import dev.interlock.Circuit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A permitted, successful call of a circuit that also opens on slow calls, so that each call is timed: by the ticked clock where the
 * threshold is long enough for that, else by the exact one.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SlowRateCall {

    /** Interlock. */
    @State(Scope.Benchmark)
    public static class OfInterlock extends Measured.InInterlock {
        final Circuit circuit = Peers.interlock(
                interlock,
                c -> c.failureWindow(Peers.WINDOW).slowCallRate(0.8).slowCallThreshold(Duration.ofSeconds(5)));
    }

    /** Interlock, with a threshold that asks for exact times. */
    @State(Scope.Benchmark)
    public static class OfInterlockExact extends Measured.InInterlock {
        final Circuit circuit = Peers.interlock(
                interlock,
                c -> c.failureWindow(Peers.WINDOW).slowCallRate(0.8).slowCallThreshold(Duration.ofSeconds(1)));
    }

    /** Resilience4j, which times every call anyway. */
    @State(Scope.Benchmark)
    public static class OfResilience4j {
        final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = Peers.resilience4j(builder -> {
            Peers.timeWindow(builder);
            builder.slowCallRateThreshold(80).slowCallDurationThreshold(Duration.ofSeconds(5));
        });
    }

    /** Interlock. */
    @Benchmark
    public Object interlock(OfInterlock state) {
        return state.circuit.call(() -> Work.RESULT);
    }

    /** Interlock, exact times. */
    @Benchmark
    public Object interlockExact(OfInterlockExact state) {
        return state.circuit.call(() -> Work.RESULT);
    }

    /** Resilience4j. */
    @Benchmark
    public Object resilience4j(OfResilience4j state) {
        return state.breaker.executeSupplier(Work.SUPPLIER);
    }
}
