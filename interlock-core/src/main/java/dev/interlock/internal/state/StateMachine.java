package dev.interlock.internal.state;

import dev.interlock.CircuitEvent;
import dev.interlock.State;
import dev.interlock.internal.state.Decision.Effect;

/**
 * The table of states and events: which event is possible from which state, and where it leads. One pure function; everything
 * else carries its decisions out. Whether dependencies and guards allow a guarded event is not asked here.
 */
public final class StateMachine {

    private StateMachine() {}

    /** What {@code event} does to a circuit in {@code state}. */
    public static Decision decide(State state, CircuitEvent event) {
        return switch (event) {
            case TRIP, CASCADE ->
                state == State.CLOSED || state == State.HALF_OPEN ? moves(State.OPEN) : refused(state);
            case ATTEMPT_RECOVERY -> state == State.OPEN ? moves(State.HALF_OPEN) : refused(state);
            case RESET ->
                switch (state) {
                    case OPEN, HALF_OPEN -> moves(State.CLOSED);
                    case CLOSED -> new Decision(Effect.STAYS, state);
                    case FORCED_OPEN, DISABLED, METRICS_ONLY -> refused(state);
                };
            case OPEN -> moves(State.OPEN);
            case FORCE_OPEN -> moves(State.FORCED_OPEN);
            case FORCE_CLOSE -> moves(State.CLOSED);
            case DISABLE -> moves(State.DISABLED);
            case METRICS_ONLY -> moves(State.METRICS_ONLY);
            case RELEASE ->
                switch (state) {
                    case FORCED_OPEN -> moves(State.OPEN);
                    case DISABLED, METRICS_ONLY -> moves(State.CLOSED);
                    case CLOSED, OPEN, HALF_OPEN -> refused(state);
                };
        };
    }

    /** Whether dependencies and guards are asked before the event takes place. */
    public static boolean isGuarded(CircuitEvent event) {
        return event == CircuitEvent.ATTEMPT_RECOVERY || event == CircuitEvent.RESET;
    }

    /**
     * Whether entering {@code to} starts a cascade. The failed probe of a HALF_OPEN circuit does not: its first opening cascaded
     * already.
     */
    public static boolean cascades(State from, State to, CircuitEvent event) {
        boolean failedProbe = from == State.HALF_OPEN && event == CircuitEvent.TRIP;
        return to.isOpen() && (from == State.CLOSED || from == State.HALF_OPEN) && !failedProbe;
    }

    private static Decision moves(State to) {
        return new Decision(Effect.MOVES, to);
    }

    private static Decision refused(State state) {
        return new Decision(Effect.REFUSED, state);
    }
}
