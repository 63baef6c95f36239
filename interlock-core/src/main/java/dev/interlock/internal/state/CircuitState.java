package dev.interlock.internal.state;

import dev.interlock.Cause;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitEvent;
import dev.interlock.State;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.window.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the graph holds of one circuit between two of its transitions. Immutable itself; window and episode are the mutable parts
 * that belong to this epoch and to no other.
 *
 * @param owner        the handle that stands for the circuit or signal
 * @param state        the state
 * @param epoch        how many transitions came before
 * @param enteredNanos when, in monotonic time
 * @param enteredAt    when, for display
 * @param cause        why; null while there was no transition
 * @param reopenings   failed probes in a row
 * @param waitNanos    in OPEN, the wait that was drawn for it
 * @param episode      in HALF_OPEN, its permits
 * @param earlier      the successes of the windows before this one
 * @param window       what calls admitted in this epoch are recorded in; in open states nothing is, and it is empty
 */
public record CircuitState(
        Object owner,
        State state,
        long epoch,
        long enteredNanos,
        Instant enteredAt,
        @Nullable Cause cause,
        int reopenings,
        long waitNanos,
        @Nullable Episode episode,
        Successes earlier,
        Window window) {

    /** The state of a circuit that was just defined. */
    public static CircuitState initial(
            Object owner, CircuitConfig config, CoarseClock clock, long nowNanos, Instant now) {
        return new CircuitState(
                owner, State.CLOSED, 0, nowNanos, now, null, 0, 0, null, Successes.NONE, Window.create(config, clock));
    }

    /**
     * The state after a transition. Pure: the same arguments give an equal state, so a commit can be retried.
     *
     * @param draw a number of its own for each circuit, from which the wait's jitter is taken together with the epoch
     */
    public CircuitState enter(
            State to, Cause why, CircuitConfig config, CoarseClock clock, long draw, long nowNanos, Instant now) {
        boolean failedProbe = state == State.HALF_OPEN && why.event() == CircuitEvent.TRIP;
        int nextReopenings = switch (to) {
            case OPEN -> failedProbe ? reopenings + 1 : state == State.HALF_OPEN ? reopenings : 0;
            case HALF_OPEN -> reopenings;
            case CLOSED, FORCED_OPEN, DISABLED, METRICS_ONLY -> 0;
        };
        long nextEpoch = epoch + 1;
        return new CircuitState(
                owner,
                to,
                nextEpoch,
                nowNanos,
                now,
                why,
                nextReopenings,
                to == State.OPEN ? Waits.nanos(config, nextReopenings, draw + nextEpoch * 0x632be59bd9b4e019L) : 0,
                to == State.HALF_OPEN ? new Episode(config.halfOpenCalls(), config.successThreshold()) : null,
                recorded(),
                Window.create(config, clock));
    }

    /** METRICS_ONLY met its conditions: the same epoch goes on with an empty window. */
    public CircuitState withFreshWindow(CircuitConfig config, CoarseClock clock) {
        return new CircuitState(
                owner,
                state,
                epoch,
                enteredNanos,
                enteredAt,
                cause,
                reopenings,
                waitNanos,
                episode,
                recorded(),
                Window.create(config, clock));
    }

    /** Every success that a window of this circuit recorded. */
    public long recordedSuccesses() {
        return earlier.sum() + window.successes().sum();
    }

    /** The earlier successes for the state after this one: only these two record any. */
    private Successes recorded() {
        return state == State.CLOSED || state == State.METRICS_ONLY ? earlier.and(window) : earlier;
    }

    /** In OPEN, how long until the wait is over; not positive if it is. */
    public long remainingWait(long nowNanos) {
        return waitNanos - (nowNanos - enteredNanos); // by difference: monotonic time may wrap
    }
}
