package dev.interlock.cli.demo.run;

import dev.interlock.cli.demo.guard.Phase;
import dev.interlock.cli.demo.mesh.Script;
import java.util.List;
import java.util.Map;

/**
 * A run at one moment, for those who show it.
 *
 * @param leg     which run of how many, and with what
 * @param script  what happens in it
 * @param seconds how far it is
 * @param rows    the breakers, dependencies first
 * @param served  calls from outside that were served so far
 * @param refused calls from outside that a breaker refused so far
 * @param failed  calls from outside that failed otherwise so far
 * @param moments what happened so far, oldest first
 * @param timeline for each breaker its states so far
 */
public record Status(
        LegName leg,
        Script script,
        double seconds,
        List<Row> rows,
        long served,
        long refused,
        long failed,
        List<Moment> moments,
        Map<String, List<Span>> timeline) {

    /**
     * Copies the collections.
     *
     * @param leg     which run of how many, and with what
     * @param script  what happens in it
     * @param seconds how far it is
     * @param rows    the breakers, dependencies first
     * @param served  calls from outside that were served so far
     * @param refused calls from outside that a breaker refused so far
     * @param failed  calls from outside that failed otherwise so far
     * @param moments what happened so far, oldest first
     * @param timeline for each breaker its states so far
     */
    public Status {
        rows = List.copyOf(rows);
        moments = List.copyOf(moments);
        timeline = Map.copyOf(timeline);
    }

    /**
     * The breakers that are open.
     *
     * @return names, dependencies first
     */
    public List<String> open() {
        return rows.stream()
                .filter(row -> row.view().phase() == Phase.OPEN)
                .map(row -> row.view().name())
                .toList();
    }

    /**
     * How many breakers are blocked.
     *
     * @return a number
     */
    public long blocked() {
        return rows.stream().filter(row -> !row.view().blockedBy().isEmpty()).count();
    }
}
