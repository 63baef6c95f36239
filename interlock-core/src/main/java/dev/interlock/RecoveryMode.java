package dev.interlock;

/** Who attempts the recovery of an OPEN circuit once its wait is over. */
public enum RecoveryMode {
    /** A timer; the default. The only mode in which a graph cannot get stuck. */
    AUTOMATIC,
    /** The next call. A circuit that is never called stays OPEN. */
    ON_CALL,
    /** Only {@link Circuit#attemptRecovery()}, {@link Circuit#reset()}, {@link Interlock#recover} or an operator. */
    MANUAL
}
