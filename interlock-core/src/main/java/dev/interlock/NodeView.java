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
 * @param blockedCount       how many transitive hard dependencies are open, as the gate has it
 * @param blockedBy          the names of these dependencies, sorted
 * @param rootCauses         the open nodes at the ends of its chains; itself if open and not blocked
 * @param nextAttempt        when its wait is over; empty unless OPEN and going to recover by itself or by a call. What it then still waits for is told by
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
     * @param blockedCount how many transitive hard dependencies are open, as the gate has it
     * @param blockedBy the names of these dependencies, sorted
     * @param rootCauses the open nodes at the ends of its chains; itself if open and not blocked
     * @param nextAttempt when its wait is over; empty unless OPEN and going to recover by itself or by a call
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
     * Whether it is neither open nor blocked.
     *
     * @return true if up
     */
    public boolean isUp() {
        return !isOpen() && !isBlocked();
    }
}
