package dev.interlock.benchmarks;

import dev.failsafe.CircuitBreaker;
import dev.interlock.Circuit;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A permitted, successful call; the window is of the last calls. All threads share one circuit. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CountWindowCall {

    /** Interlock. */
    @State(Scope.Benchmark)
    public static class OfInterlock extends Measured.InInterlock {
        final Circuit circuit = Peers.interlock(interlock, c -> c.countWindow(Peers.CALLS));
    }

    /** Resilience4j. */
    @State(Scope.Benchmark)
    public static class OfResilience4j {
        final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = Peers.resilience4j(Peers::countWindow);
    }

    /** Failsafe. */
    @State(Scope.Benchmark)
    public static class OfFailsafe {
        final CircuitBreaker<Object> breaker = Peers.failsafeCountWindow();
    }

    /** SmallRye Fault Tolerance. */
    @State(Scope.Benchmark)
    public static class OfSmallRye {
        final TypedGuard<Object> guard = Peers.smallrye(0.5);
    }

    /** Interlock. */
    @Benchmark
    public Object interlock(OfInterlock state) {
        return state.circuit.call(() -> Work.RESULT);
    }

    /** Resilience4j. */
    @Benchmark
    public Object resilience4j(OfResilience4j state) {
        return state.breaker.executeSupplier(Work.SUPPLIER);
    }

    /** Failsafe without its executor. */
    @Benchmark
    public Object failsafeBarePermit(OfFailsafe state) {
        return Measured.barePermit(state.breaker);
    }

    /** SmallRye Fault Tolerance. */
    @Benchmark
    public Object smallrye(OfSmallRye state) {
        return state.guard.get(Work.SUPPLIER);
    }
}
