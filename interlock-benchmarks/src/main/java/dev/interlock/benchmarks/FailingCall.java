package dev.interlock.benchmarks;

import com.alibaba.csp.sentinel.slots.block.BlockException;
import dev.failsafe.CircuitBreaker;
import dev.interlock.Circuit;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Calls of which one in eight succeeds, on a circuit that tolerates it. All threads share one circuit. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FailingCall {

    /** Each thread's place in the row. */
    @State(Scope.Thread)
    public static class Place {
        private int call;

        int next() {
            return call++;
        }
    }

    /** Interlock. */
    @State(Scope.Benchmark)
    public static class OfInterlock extends Measured.InInterlock {
        final Circuit circuit = interlock.define(
                "measured", c -> c.failureRate(1.0).minimumCalls(Peers.CALLS).failureWindow(Peers.WINDOW));
    }

    /** Resilience4j. */
    @State(Scope.Benchmark)
    public static class OfResilience4j {
        final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = Peers.resilience4j(builder -> {
            Peers.timeWindow(builder);
            builder.failureRateThreshold(100);
        });
    }

    /** Failsafe. */
    @State(Scope.Benchmark)
    public static class OfFailsafe {
        final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
                .withFailureRateThreshold(100, Peers.CALLS, Peers.WINDOW)
                .withDelay(Peers.WAIT)
                .build();
    }

    /** SmallRye Fault Tolerance. */
    @State(Scope.Benchmark)
    public static class OfSmallRye {
        final TypedGuard<Object> guard = Peers.smallrye(1.0);
    }

    /** Sentinel. */
    @State(Scope.Benchmark)
    public static class OfSentinel {
        /** Loads its rule. */
        @Setup
        public void load() {
            Peers.sentinel("measured", 1.0);
        }
    }

    /** Pekko. */
    @State(Scope.Benchmark)
    public static class OfPekko extends Measured.InPekko {}

    /** Interlock. */
    @Benchmark
    public Object interlock(OfInterlock state, Place place) {
        int call = place.next();
        try {
            return state.circuit.call(() -> Work.mostlyFailing(call));
        } catch (Work.Failure failure) {
            return failure;
        }
    }

    /** Resilience4j. */
    @Benchmark
    public Object resilience4j(OfResilience4j state, Place place) {
        int call = place.next();
        try {
            return state.breaker.executeSupplier(() -> Work.mostlyFailing(call));
        } catch (Work.Failure failure) {
            return failure;
        }
    }

    /** Failsafe without its executor. */
    @Benchmark
    public Object failsafeBarePermit(OfFailsafe state, Place place) {
        if (!state.breaker.tryAcquirePermit()) {
            throw new IllegalStateException("open");
        }
        try {
            Object result = Work.mostlyFailing(place.next());
            state.breaker.recordSuccess();
            return result;
        } catch (Work.Failure failure) {
            state.breaker.recordFailure();
            return failure;
        }
    }

    /** SmallRye Fault Tolerance. */
    @Benchmark
    public Object smallrye(OfSmallRye state, Place place) {
        int call = place.next();
        try {
            return state.guard.get(() -> Work.mostlyFailing(call));
        } catch (Work.Failure failure) {
            return failure;
        }
    }

    /** Sentinel. */
    @Benchmark
    public Object sentinel(OfSentinel state, Place place) throws BlockException {
        int call = place.next();
        try {
            return Peers.sentinelCall("measured", () -> Work.mostlyFailing(call));
        } catch (Work.Failure failure) {
            return failure;
        }
    }

    /** Pekko: failures in a row, no window. */
    @Benchmark
    public Object pekko(OfPekko state, Place place) {
        int call = place.next();
        try {
            return state.breaker.callWithSyncCircuitBreaker(() -> Work.mostlyFailing(call));
        } catch (Work.Failure failure) {
            return failure;
        }
    }
}
