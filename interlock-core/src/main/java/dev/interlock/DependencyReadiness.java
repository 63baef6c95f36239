package dev.interlock;

/** What a circuit asks of its direct dependencies before it recovers or resets. */
public enum DependencyReadiness {
    /** That they are up: neither open nor blocked. HALF_OPEN will do. The default. */
    UP,
    /**
     * That they are up and not HALF_OPEN: a slower recovery, one layer at a time. A dependency that nobody uses, that is without a permit out and
     * with less than one good call for each of its reset timeouts, is not waited for: its calls may come from this very circuit.
     */
    CLOSED_ONLY
}
