package dev.interlock.internal.call;

import dev.interlock.CircuitConfig;
import dev.interlock.internal.engine.Ticker;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.time.CoarseClock;

/**
 * From which duration on a circuit's calls are slow, and how their durations are measured.
 *
 * <p>Two readings of an exact clock cost more than all the rest of a permitted call. Where the threshold is so long that a tick is at most
 * a twentieth of it, the beginning of a call is the coarse time, and its end is read exactly only if it may have been slow. Such a
 * call is slow at the threshold for sure, and may be found slow up to a tick before it. Shorter thresholds are exact.
 */
final class SlowThreshold {

    private static final long TICK_NANOS = Ticker.SLOWEST.toNanos();

    private final CircuitImpl circuit;
    private final CoarseClock clock;
    private final long nanos;
    private final boolean coarse;

    SlowThreshold(CircuitImpl circuit, CircuitConfig config, CoarseClock clock) {
        this.circuit = circuit;
        this.clock = clock;
        this.nanos = config.slowCallThreshold().toNanos();
        this.coarse = nanos / 20 >= TICK_NANOS;
        circuit.calls.inFlight.expectCalls();
    }

    CircuitImpl circuit() {
        return circuit;
    }

    long nanos() {
        return nanos;
    }

    /** Begins a call that returns on this thread. */
    SlowFrame begin(CircuitState admittedIn) {
        return SlowFrame.begin(admittedIn, this, now());
    }

    /** Begins a call that may end on any thread, and after the calls around it. Whoever holds it has to end it. */
    SlowFrame beginDetached(CircuitState admittedIn) {
        return SlowFrame.beginDetached(admittedIn, this, now());
    }

    private long now() {
        return coarse ? clock.nanos() : clock.raw();
    }

    /** For how long of the time since a call began this process did not run. */
    long slept(long startNanos, long nowNanos) {
        return clock.slept(startNanos, nowNanos);
    }

    /** Whether the call that ends now is slow; if slowness is attributed, by itself and not by a call inside it. */
    boolean isPassedBy(SlowFrame frame, boolean attributed) {
        if (!coarse) {
            return frame.isSlow(clock.raw(), attributed);
        }
        long now = clock.nanos();
        boolean unclear = frame.hasLasted(now) >= nanos - TICK_NANOS;
        return frame.isSlow(unclear ? clock.exact() : now, attributed);
    }
}
