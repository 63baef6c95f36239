package dev.interlock.benchmarks;

import dev.failsafe.CircuitBreaker;
import dev.interlock.Interlock;
import org.apache.pekko.actor.ActorSystem;
import org.openjdk.jmh.annotations.TearDown;

/** What the states of several benchmarks have in common. */
final class Measured {

    private Measured() {}

    /** Failsafe without its executor: the least that it can do for a permitted call. */
    static Object barePermit(CircuitBreaker<Object> breaker) {
        if (!breaker.tryAcquirePermit()) {
            throw new IllegalStateException("open");
        }
        Object result = Work.SUPPLIER.get();
        breaker.recordSuccess();
        return result;
    }

    /** An interlock whose threads end with the benchmark. */
    abstract static class InInterlock {
        final Interlock interlock = Interlock.create();

        /** Ends its threads. */
        @TearDown
        public void close() {
            interlock.close();
        }
    }

    /** A breaker of Pekko, whose threads end with the benchmark. */
    abstract static class InPekko {
        private final ActorSystem system = ActorSystem.create("benchmark");
        final org.apache.pekko.pattern.CircuitBreaker breaker = Peers.pekko(system);

        /** Ends its threads. */
        @TearDown
        public void close() {
            system.terminate();
        }
    }
}
