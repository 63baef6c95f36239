package dev.interlock.benchmarks;

import com.alibaba.csp.sentinel.slots.block.BlockException;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.interlock.Circuit;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A permitted, successful call; the window is of time, and no durations are asked for. All threads share one circuit. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimeWindowCall {

    /** Interlock. */
    @State(Scope.Benchmark)
    public static class OfInterlock extends Measured.InInterlock {
        final Circuit circuit = Peers.interlock(interlock, c -> c.failureWindow(Peers.WINDOW));
    }

    /** Resilience4j. */
    @State(Scope.Benchmark)
    public static class OfResilience4j {
        final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = Peers.resilience4j(Peers::timeWindow);
    }

    /** Failsafe. */
    @State(Scope.Benchmark)
    public static class OfFailsafe {
        final CircuitBreaker<Object> breaker = Peers.failsafeTimeWindow();
        final FailsafeExecutor<Object> executor = Failsafe.with(breaker);
    }

    /** Sentinel. */
    @State(Scope.Benchmark)
    public static class OfSentinel {
        /** Loads its rule. */
        @Setup
        public void load() {
            Peers.sentinel("measured", 0.5);
        }
    }

    /** Pekko. */
    @State(Scope.Benchmark)
    public static class OfPekko extends Measured.InPekko {}

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

    /** Failsafe. */
    @Benchmark
    public Object failsafe(OfFailsafe state) {
        return state.executor.get(() -> Work.RESULT);
    }

    /** Failsafe without its executor: the least that it can do. */
    @Benchmark
    public Object failsafeBarePermit(OfFailsafe state) {
        return Measured.barePermit(state.breaker);
    }

    /** Sentinel. */
    @Benchmark
    public Object sentinel(OfSentinel state) throws BlockException {
        return Peers.sentinelCall("measured", Work.SUPPLIER);
    }

    /** Pekko: failures in a row, no window. */
    @Benchmark
    public Object pekko(OfPekko state) {
        return state.breaker.callWithSyncCircuitBreaker(Work.CALLABLE);
    }
}
