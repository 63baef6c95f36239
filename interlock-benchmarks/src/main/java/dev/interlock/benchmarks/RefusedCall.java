package dev.interlock.benchmarks;

import com.alibaba.csp.sentinel.slots.block.BlockException;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.interlock.Actor;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A call that an open circuit refuses: with an exception, or with a no. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RefusedCall {

    /** Interlock: the root is open, and a circuit above it is blocked. */
    @State(Scope.Benchmark)
    public static class OfInterlock extends Measured.InInterlock {
        final Circuit circuit = Peers.interlock(interlock, c -> c.failureWindow(Peers.WINDOW));
        final Circuit blocked = interlock.define("blocked", c -> c.dependsOn("measured"));

        /** Opens it. */
        @Setup
        public void open() {
            circuit.operator().forceOpen(Actor.of("benchmark"), "refuse");
        }
    }

    /** Resilience4j. */
    @State(Scope.Benchmark)
    public static class OfResilience4j {
        final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = Peers.resilience4j(Peers::timeWindow);

        /** Opens it. */
        @Setup
        public void open() {
            breaker.transitionToForcedOpenState();
        }
    }

    /** Failsafe. */
    @State(Scope.Benchmark)
    public static class OfFailsafe {
        final CircuitBreaker<Object> breaker = Peers.failsafeTimeWindow();
        final FailsafeExecutor<Object> executor = Failsafe.with(breaker);

        /** Opens it. */
        @Setup
        public void open() {
            breaker.open();
        }
    }

    /** Pekko. */
    @State(Scope.Benchmark)
    public static class OfPekko extends Measured.InPekko {

        /** Opens it. */
        @Setup
        public void open() {
            for (int i = 0; i < Peers.CALLS; i++) {
                breaker.fail();
            }
        }
    }

    /** SmallRye Fault Tolerance. */
    @State(Scope.Benchmark)
    public static class OfSmallRye {
        final TypedGuard<Object> guard = Peers.smallrye(0.5);

        /** Opens it. */
        @Setup
        public void open() {
            for (int i = 0; i < Peers.CALLS; i++) {
                try {
                    guard.get(Work::fail);
                } catch (Work.Failure planned) {
                    // as often as it takes
                }
            }
        }
    }

    /** Sentinel. */
    @State(Scope.Benchmark)
    public static class OfSentinel {

        /** Loads its rule, and opens it. */
        @Setup
        public void open() throws BlockException {
            Peers.sentinel("measured", 0.5);
            for (int i = 0; i < Peers.CALLS; i++) {
                try {
                    Peers.sentinelCall("measured", Work::fail);
                } catch (Work.Failure planned) {
                    // as often as it takes
                }
            }
        }
    }

    /** Interlock, the circuit itself open. */
    @Benchmark
    public Object interlock(OfInterlock state) {
        try {
            return state.circuit.call(() -> Work.RESULT);
        } catch (CallRejectedException refused) {
            return refused;
        }
    }

    /** Interlock, blocked by what it depends on. */
    @Benchmark
    public Object interlockBlocked(OfInterlock state) {
        try {
            return state.blocked.call(() -> Work.RESULT);
        } catch (CallRejectedException refused) {
            return refused;
        }
    }

    /** Resilience4j, without stack traces. */
    @Benchmark
    public Object resilience4j(OfResilience4j state) {
        try {
            return state.breaker.executeSupplier(Work.SUPPLIER);
        } catch (CallNotPermittedException refused) {
            return refused;
        }
    }

    /** Failsafe. */
    @Benchmark
    public Object failsafe(OfFailsafe state) {
        try {
            return state.executor.get(() -> Work.RESULT);
        } catch (dev.failsafe.CircuitBreakerOpenException refused) {
            return refused;
        }
    }

    /** Pekko. */
    @Benchmark
    public Object pekko(OfPekko state) {
        try {
            return state.breaker.callWithSyncCircuitBreaker(Work.CALLABLE);
        } catch (RuntimeException refused) {
            return refused;
        }
    }

    /** SmallRye Fault Tolerance. */
    @Benchmark
    public Object smallrye(OfSmallRye state) {
        try {
            return state.guard.get(Work.SUPPLIER);
        } catch (CircuitBreakerOpenException refused) {
            return refused;
        }
    }

    /** Sentinel. */
    @Benchmark
    public Object sentinel(OfSentinel state) {
        try {
            return Peers.sentinelCall("measured", Work.SUPPLIER);
        } catch (BlockException refused) {
            return refused;
        }
    }

    /** Interlock asked for a permit. */
    @Benchmark
    public Object tryAcquireInterlock(OfInterlock state) {
        return state.circuit.tryAcquire();
    }

    /** Resilience4j asked for a permit. */
    @Benchmark
    public boolean tryAcquireResilience4j(OfResilience4j state) {
        return state.breaker.tryAcquirePermission();
    }

    /** Failsafe asked for a permit. */
    @Benchmark
    public boolean tryAcquireFailsafe(OfFailsafe state) {
        return state.breaker.tryAcquirePermit();
    }
}
