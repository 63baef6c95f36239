package dev.interlock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a workflow over several circuits would be admitted, from one published state of the graph. Made by
 * {@link Interlock#check}. Nothing was taken: a place that is free now may be taken before the workflow comes to it.
 *
 * @param obstacles one for each circuit that would refuse a call, in the order in which they were asked
 */
public record Preflight(List<Obstacle> obstacles) {

    /**
     * Copies the obstacles.
     *
     * @param obstacles one for each circuit that would refuse a call, in the order in which they were asked
     */
    public Preflight {
        obstacles = List.copyOf(obstacles);
    }

    /**
     * Whether every circuit would admit a call now.
     *
     * @return true if nothing stands in the way
     */
    public boolean isClear() {
        return obstacles.isEmpty();
    }

    /**
     * How long to wait until all of them could admit a call: the longest of their waits.
     *
     * @return zero if they would now; empty if one of the waits is unknown
     */
    public Optional<Duration> earliest() {
        Duration longest = Duration.ZERO;
        for (Obstacle each : obstacles) {
            if (each.retryAfter().isEmpty()) {
                return Optional.empty();
            }
            Duration wait = each.retryAfter().get();
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }
        return Optional.of(longest);
    }

    @Override
    public String toString() {
        return isClear() ? "clear" : obstacles.stream().map(Obstacle::message).collect(Collectors.joining("; "));
    }
}
