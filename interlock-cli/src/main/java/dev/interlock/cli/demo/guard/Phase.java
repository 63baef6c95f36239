package dev.interlock.cli.demo.guard;

/** The state of a breaker, in the words that both libraries share. */
public enum Phase {
    /** Calls pass. */
    CLOSED,
    /** A probe is let through. */
    HALF_OPEN,
    /** Calls are refused. */
    OPEN
}
