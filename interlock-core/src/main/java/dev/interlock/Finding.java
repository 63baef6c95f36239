package dev.interlock;

import java.util.List;
import java.util.Objects;

/**
 * Something {@link Interlock#validate()} found worth a look. Nothing stops working because of it.
 *
 * @param kind    what sort
 * @param subject the node it is about
 * @param others  other nodes that take part
 * @param message a sentence for people, with the advice
 */
public record Finding(Kind kind, String subject, List<String> others, String message) {

    /**
     * Copies the list.
     *
     * @param kind what sort
     * @param subject the node it is about
     * @param others other nodes that take part
     * @param message a sentence for people, with the advice
     */
    public Finding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
        others = List.copyOf(others);
    }

    /** The sorts of findings. */
    public enum Kind {
        /** An edge names something that is not defined. It blocks nothing. */
        UNRESOLVED_NAME,
        /** A cascade target depends on its source: it is blocked anyway. */
        REDUNDANT_CASCADE,
        /** A cascade source depends on its target: it will wait for what it opens. */
        CASCADE_INTO_DEPENDENCY,
        /** A caller's slow threshold is not longer than that of what it depends on. */
        SLOW_THRESHOLD_NOT_GROWING,
        /** A circuit that only a call of its own recovers blocks the dependents that would call it. */
        RECOVERY_WAITS_FOR_BLOCKED_CALLS
    }

    @Override
    public String toString() {
        return message;
    }
}
