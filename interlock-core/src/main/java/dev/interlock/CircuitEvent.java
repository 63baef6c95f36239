package dev.interlock;

/** What can happen to a circuit. The states from which each event is possible are in its comment; elsewhere it is refused. */
public enum CircuitEvent {
    /** Window conditions or a failed probe. CLOSED, HALF_OPEN to OPEN. */
    TRIP(false),
    /** Another circuit's opening. CLOSED, HALF_OPEN to OPEN. */
    CASCADE(false),
    /** The timer or a caller. OPEN to HALF_OPEN, if every direct dependency is up and the recovery guards pass. */
    ATTEMPT_RECOVERY(false),
    /**
     * Enough good probes or a caller. OPEN, HALF_OPEN to CLOSED, if every direct dependency is up and the reset guards pass.
     * A CLOSED circuit stays, and the event succeeds.
     */
    RESET(false),
    /** An operator. Any state to OPEN; recovers as usual. */
    OPEN(true),
    /** An operator. Any state to FORCED_OPEN. */
    FORCE_OPEN(true),
    /** An operator. Any state to CLOSED; no dependency and no guard is asked. */
    FORCE_CLOSE(true),
    /** An operator. Any state to DISABLED. */
    DISABLE(true),
    /** An operator. Any state to METRICS_ONLY. */
    METRICS_ONLY(true),
    /** An operator. FORCED_OPEN to OPEN; DISABLED, METRICS_ONLY to CLOSED. */
    RELEASE(true);

    private final boolean operatorEvent;

    CircuitEvent(boolean operatorEvent) {
        this.operatorEvent = operatorEvent;
    }

    /**
     * Whether only an operator can cause this event.
     *
     * @return true for the events of {@link CircuitOperator}
     */
    public boolean isOperatorEvent() {
        return operatorEvent;
    }
}
