package dev.interlock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a call would be refused for, from one published state of the graph.
 *
 * @param circuit    the circuit that would refuse it
 * @param state      its state
 * @param chain      the way through the graph to the root cause, both included; only the circuit if it is not blocked
 * @param rootCauses the open nodes at the ends of the chains; empty if the refusal has nothing to do with an open circuit
 * @param retryAfter how long to wait before the call could be admitted; empty if a guard or an operator decides, or nobody knows
 * @param message    a sentence for people, one line
 */
public record Obstacle(
        String circuit,
        State state,
        List<String> chain,
        List<String> rootCauses,
        Optional<Duration> retryAfter,
        String message) {

    /**
     * Copies the lists.
     *
     * @param circuit    the circuit that would refuse it
     * @param state      its state
     * @param chain      the way through the graph to the root cause, both included; only the circuit if it is not blocked
     * @param rootCauses the open nodes at the ends of the chains; empty if the refusal has nothing to do with an open circuit
     * @param retryAfter how long to wait before the call could be admitted; empty if a guard or an operator decides, or nobody knows
     * @param message    a sentence for people, one line
     */
    public Obstacle {
        chain = List.copyOf(chain);
        rootCauses = List.copyOf(rootCauses);
    }

    @Override
    public String toString() {
        return message;
    }
}
