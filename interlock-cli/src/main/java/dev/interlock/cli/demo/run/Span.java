package dev.interlock.cli.demo.run;

import java.util.List;

/**
 * A stretch of time in which a breaker did not change.
 *
 * @param from      when it began, in seconds of the run
 * @param condition what it was
 * @param blockedBy root causes, if it was blocked
 */
public record Span(double from, Condition condition, List<String> blockedBy) {

    /** What a service's breaker is to its callers. */
    public enum Condition {
        /** Calls pass. */
        UP,
        /** Calls are refused, because something it depends on is open. */
        BLOCKED,
        /** A probe decides. */
        HALF_OPEN,
        /** Calls are refused. */
        OPEN
    }

    /**
     * Copies the list.
     *
     * @param from      when it began, in seconds of the run
     * @param condition what it was
     * @param blockedBy root causes, if it was blocked
     */
    public Span {
        blockedBy = List.copyOf(blockedBy);
    }
}
