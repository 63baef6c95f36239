package dev.interlock.internal.graph;

import dev.interlock.State;

/**
 * What admission reads of a node, in one int: the state in the lowest four bits, the blocked count above. Zero means CLOSED and not
 * blocked: the closed path is one comparison, whatever the depth of the graph.
 */
public final class Gate {

    /** No circuit lives here: an unresolved or removed name. Blocks nothing. */
    static final int GONE = 7;

    /** CLOSED, but not the zero of a plain call: it has just recovered, and a share of the calls is admitted. */
    private static final int RAMPING = 6;

    /** HALF_OPEN, and only its own probe takes permits: calls are refused, and it counts as open. */
    private static final int PROBING = 8;

    private static final int STATE_BITS = 4;
    private static final int STATE_MASK = (1 << STATE_BITS) - 1;

    /** Set in every gate of a closed interlock: no state and no blocked count, only not the zero of a plain call. */
    private static final int SHUT = 1 << 31;

    private Gate() {}

    /** The state of a gate that is not {@link #isGone}. */
    public static State state(int gate) {
        return switch (gate & STATE_MASK) {
            case 0 -> State.CLOSED;
            case 1 -> State.OPEN;
            case 2, PROBING -> State.HALF_OPEN;
            case 3 -> State.FORCED_OPEN;
            case 4 -> State.DISABLED;
            case 5 -> State.METRICS_ONLY;
            default -> State.CLOSED; // and RAMPING
        };
    }

    /** How many transitive hard dependencies are open. */
    public static int blockedCount(int gate) {
        return (gate & ~SHUT) >>> STATE_BITS;
    }

    /** Whether the node counts as open: OPEN, FORCED_OPEN, or HALF_OPEN with a probe of its own. */
    public static boolean isOpen(int gate) {
        int bits = gate & STATE_MASK;
        return bits == 1 || bits == 3 || bits == PROBING;
    }

    /** Whether the node is HALF_OPEN, whoever probes it. */
    static boolean isHalfOpen(int gate) {
        return (gate & STATE_MASK) == 2 || isProbing(gate);
    }

    /** Whether the node is HALF_OPEN, and only its own probe takes permits. */
    static boolean isProbing(int gate) {
        return (gate & STATE_MASK) == PROBING;
    }

    /** Whether the node is neither open nor blocked. */
    public static boolean isUp(int gate) {
        return blockedCount(gate) == 0 && !isOpen(gate);
    }

    /** Whether a call is refused whatever else holds: open or blocked, and neither DISABLED, METRICS_ONLY, gone nor closed. */
    public static boolean refuses(int gate) {
        int bits = gate & STATE_MASK;
        return gate > 0 && (bits <= 3 || bits == RAMPING || bits == PROBING) && !isUp(gate);
    }

    /** Whether there is no circuit or signal behind the gate. */
    public static boolean isGone(int gate) {
        return (gate & STATE_MASK) == GONE;
    }

    static int shut(int gate) {
        return gate | SHUT;
    }

    /** The gate with another state; {@code restricted} if CLOSED admits but a share of the calls, or HALF_OPEN only its own probe. */
    static int withState(int gate, State state, boolean restricted) {
        int special = state == State.HALF_OPEN ? PROBING : RAMPING;
        return (gate & ~STATE_MASK) | (restricted ? special : bits(state));
    }

    static int withBlockedCount(int gate, int blockedCount) {
        return (gate & STATE_MASK) | (blockedCount << STATE_BITS);
    }

    private static int bits(State state) {
        return switch (state) {
            case CLOSED -> 0;
            case OPEN -> 1;
            case HALF_OPEN -> 2;
            case FORCED_OPEN -> 3;
            case DISABLED -> 4;
            case METRICS_ONLY -> 5;
        };
    }
}
