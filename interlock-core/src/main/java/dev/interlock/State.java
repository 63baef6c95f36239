package dev.interlock;

/**
 * The state of a circuit.
 *
 * <p>Being blocked is not a state: a circuit whose dependency is open keeps its own state, see
 * {@link Circuit#isBlocked()}.
 */
public enum State {
    /** Calls pass and are counted. */
    CLOSED,
    /** Calls are refused until the wait is over and a recovery is attempted. */
    OPEN,
    /**
     * A limited number of calls pass as probes. Counts as not open for the circuits that depend on this one, unless the circuit has a
     * {@linkplain CircuitConfigBuilder#probe(Guard) probe} of its own.
     */
    HALF_OPEN,
    /** Calls are refused until an operator moves the circuit. */
    FORCED_OPEN,
    /** Calls pass, blocked or not, and are recorded in no window. Left only through an operator. */
    DISABLED,
    /** Calls pass, blocked or not, and are counted; what would have happened is only told. Left only through an operator. */
    METRICS_ONLY;

    /**
     * Whether this state is open: {@link #OPEN} or {@link #FORCED_OPEN}.
     *
     * @return true if calls are refused because of this state
     */
    public boolean isOpen() {
        return this == OPEN || this == FORCED_OPEN;
    }
}
