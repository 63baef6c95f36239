package dev.interlock.verification.fault;

/** What a hook can do wrong. */
enum Fault {
    /** An unchecked exception. */
    THROWS,
    /** An error that is not an exception. */
    THROWS_ERROR,
    /** Recursion without end. */
    OVERFLOWS,
    /** Its thread is interrupted, and it says so both ways. */
    INTERRUPTED,
    /** It does not come back until it is let go. */
    BLOCKS,
    /** It calls the interlock it is a hook of. */
    RE_ENTERS
}
