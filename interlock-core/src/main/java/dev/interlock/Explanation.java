package dev.interlock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a node is as it is, from one published state of the graph. No code of the user's runs for it, so guards are told of as they answered
 * last; what they say, and errors, are told as they are, so it is for those who operate and not for callers.
 *
 * @param name        the node
 * @param state       its state
 * @param blocked     whether a hard dependency, direct or transitive, is open
 * @param text        all of it in one sentence for people
 * @param chains      the shortest way to each root cause, node and root included; empty if neither open nor blocked
 * @param rootCauses  the open nodes at the ends of the chains; the node itself if it is open and not blocked
 * @param waitingFor  what stands between the node and its recovery: its wait, dependencies, places, and guards as they answered last
 * @param nextAttempt when a call could be admitted at the earliest; empty if it could be now, or if a guard decides or nobody knows
 * @param lastError   the last failure that the first root cause counted
 */
public record Explanation(
        String name,
        State state,
        boolean blocked,
        String text,
        List<List<String>> chains,
        List<String> rootCauses,
        List<String> waitingFor,
        Optional<Instant> nextAttempt,
        Optional<String> lastError) {

    /**
     * Copies the lists.
     *
     * @param name the node
     * @param state its state
     * @param blocked whether a hard dependency, direct or transitive, is open
     * @param text all of it in one sentence for people
     * @param chains the shortest way to each root cause, node and root included; empty if neither open nor blocked
     * @param rootCauses the open nodes at the ends of the chains; the node itself if it is open and not blocked
     * @param waitingFor what stands between the node and its recovery: its wait, dependencies, places, and guards as they answered last
     * @param nextAttempt when a call could be admitted at the earliest; empty if it could be now, or if a guard decides or nobody knows
     * @param lastError the last failure that the first root cause counted
     */
    public Explanation {
        chains = chains.stream().map(List::copyOf).toList();
        rootCauses = List.copyOf(rootCauses);
        waitingFor = List.copyOf(waitingFor);
    }

    @Override
    public String toString() {
        return text;
    }
}
