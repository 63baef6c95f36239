package dev.interlock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One node as a {@link Snapshot} shows it.
 *
 * @param name               its name
 * @param kind               what it is
 * @param state              its state; a signal that is up, and an unresolved name, show CLOSED, a signal that is down OPEN
 * @param epoch              how many transitions it has made
 * @param since              when it entered its state
 * @param cause              why; empty while it never made a transition
 * @param probing            HALF_OPEN with a probe of its own, which alone decides: calls are refused, and its dependents blocked, as if it were open
 * @param blockedCount       how many transitive hard dependencies are open, as the gate has it
 * @param blockedBy          the names of these dependencies, sorted
 * @param rootCauses         the open nodes at the ends of its chains; itself if open and not blocked
 * @param nextAttempt        when its wait is over or its next probe made, at the latest; empty unless it is going to recover by itself or by a call. What it then still waits for is told by
 *                           {@link Explanation}
 * @param lastError          the last failure it counted, as {@code Type: message}
 * @param permitsOutstanding HALF_OPEN permits that are out, read when the view is made
 * @param callsInFlight      calls in flight where {@code maxConcurrent} is set, read when the view is made; else 0
 */
public record NodeView(
        String name,
        NodeKind kind,
        State state,
        long epoch,
        Instant since,
        Optional<Cause> cause,
        boolean probing,
        int blockedCount,
        List<String> blockedBy,
        List<String> rootCauses,
        Optional<Instant> nextAttempt,
        Optional<String> lastError,
        int permitsOutstanding,
        int callsInFlight) {

    /**
     * Copies the lists.
     *
     * @param name its name
     * @param kind what it is
     * @param state its state; a signal that is up, and an unresolved name, show CLOSED, a signal that is down OPEN
     * @param epoch how many transitions it has made
     * @param since when it entered its state
     * @param cause why; empty while it never made a transition
     * @param probing HALF_OPEN with a probe of its own, which alone decides
     * @param blockedCount how many transitive hard dependencies are open, as the gate has it
     * @param blockedBy the names of these dependencies, sorted
     * @param rootCauses the open nodes at the ends of its chains; itself if open and not blocked
     * @param nextAttempt when its wait is over or its next probe made, at the latest
     * @param lastError the last failure it counted, as {@code Type: message}
     * @param permitsOutstanding HALF_OPEN permits that are out, read when the view is made
     * @param callsInFlight calls in flight where {@code maxConcurrent} is set, read when the view is made; else 0
     */
    public NodeView {
        blockedBy = List.copyOf(blockedBy);
        rootCauses = List.copyOf(rootCauses);
    }

    /**
     * Whether it is OPEN or FORCED_OPEN.
     *
     * @return true if open
     */
    public boolean isOpen() {
        return state.isOpen();
    }

    /**
     * Whether a hard dependency, direct or transitive, is open.
     *
     * @return true if blocked
     */
    public boolean isBlocked() {
        return blockedCount > 0;
    }

    /**
     * Whether its dependents are blocked by it: it is open, or HALF_OPEN until its own probe succeeds.
     *
     * @return true if it counts as open
     */
    public boolean countsAsOpen() {
        return isOpen() || probing;
    }

    /**
     * Whether it neither counts as open nor is blocked.
     *
     * @return true if up
     */
    public boolean isUp() {
        return !countsAsOpen() && !isBlocked();
    }
}
