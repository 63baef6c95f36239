package dev.interlock.verification.fault;

/** Where user code runs inside the library. */
enum Hook {
    CALL_GUARD,
    RECOVERY_GUARD,
    RESET_GUARD,
    LISTENER,
    THROWABLE_PREDICATE,
    RESULT_PREDICATE,
    SIGNAL,
    CLOCK,
    WORK,
    ASYNC_WORK
}
