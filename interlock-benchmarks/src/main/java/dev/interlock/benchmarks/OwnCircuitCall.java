package dev.interlock.benchmarks;

import dev.interlock.Circuit;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A permitted, successful call with a time window; each thread has a circuit of its own, in one interlock. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OwnCircuitCall {

    /** What the threads share. */
    @State(Scope.Benchmark)
    public static class Shared extends Measured.InInterlock {
        final AtomicInteger circuits = new AtomicInteger();
    }

    /** Each thread's circuit. */
    @State(Scope.Thread)
    public static class OfInterlock {
        private @Nullable Circuit circuit;

        /** Defines it. */
        @Setup
        public void define(Shared shared) {
            circuit = shared.interlock.define(
                    "c" + shared.circuits.incrementAndGet(),
                    c -> c.failureRate(0.5).minimumCalls(Peers.CALLS).failureWindow(Peers.WINDOW));
        }

        Circuit circuit() {
            return Objects.requireNonNull(circuit);
        }
    }

    /** Each thread's breaker. */
    @State(Scope.Thread)
    public static class OfResilience4j {
        final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = Peers.resilience4j(Peers::timeWindow);
    }

    /** Interlock. */
    @Benchmark
    public Object interlock(OfInterlock state) {
        return state.circuit().call(() -> Work.RESULT);
    }

    /** Resilience4j. */
    @Benchmark
    public Object resilience4j(OfResilience4j state) {
        return state.breaker.executeSupplier(Work.SUPPLIER);
    }
}
