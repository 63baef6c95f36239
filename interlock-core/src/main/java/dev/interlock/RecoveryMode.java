package dev.interlock;

/** Who attempts the recovery of an OPEN circuit once its wait is over. */
public enum RecoveryMode {
    /** A timer; the default. The only mode in which a graph cannot get stuck. */
    AUTOMATIC,
    /**
     * The next call of the circuit itself. One that is never called stays OPEN, and calls of its dependents do not count: they are refused
     * before they reach it. So it is for circuits that nobody depends on; {@link Interlock#validate()} names the others.
     */
    ON_CALL,
    /** Only {@link Circuit#attemptRecovery()}, {@link Circuit#reset()}, {@link Interlock#recover} or an operator. */
    MANUAL
}
