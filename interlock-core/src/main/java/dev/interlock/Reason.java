package dev.interlock;

import java.util.Objects;

/**
 * One reason why an event or a call was refused.
 *
 * @param kind    what sort of reason
 * @param subject the circuit, dependency or guard that is the reason
 * @param message a sentence for people, one line
 */
public record Reason(Kind kind, String subject, String message) {

    /**
     * Checks that nothing is missing.
     *
     * @param kind what sort of reason
     * @param subject the circuit, dependency or guard that is the reason
     * @param message a sentence for people, one line
     */
    public Reason {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
    }

    /** The sorts of reasons. */
    public enum Kind {
        /** The event is not possible from the present state. */
        WRONG_STATE,
        /** A dependency is open, blocked, or not closed where that is asked for. */
        DEPENDENCY,
        /** As many circuits are in recovery as the interlock's recovery budget allows. */
        RECOVERY_BUDGET,
        /** A guard said no. */
        GUARD_REFUSED,
        /** A guard threw. */
        GUARD_FAILED,
        /** A guard did not answer within the hook time limit. */
        GUARD_TIMED_OUT,
        /** The circuit was removed, or its interlock closed. */
        GONE
    }

    @Override
    public String toString() {
        return message;
    }
}
