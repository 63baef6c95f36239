package dev.interlock.cli.file.model;

import dev.interlock.CircuitConfig;
import dev.interlock.Edge;
import dev.interlock.RecoveryMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A circuit that stays OPEN longer before it tries to recover than circuits that have to wait for it anyway.
 *
 * @param circuit    its name
 * @param resetTimeout how long it waits
 * @param dependents those that depend on it and have shorter ones, with theirs, sorted by name
 */
public record LongWait(String circuit, Duration resetTimeout, Map<String, Duration> dependents) {

    private static final int MOST_NAMES = 5;

    /**
     * Looks for them. A circuit with a probe is none: its first good probe ends the wait. Where recovery is manual there is no wait.
     *
     * @param graph the graph
     * @return sorted by name
     */
    public static List<LongWait> of(Graph graph) {
        Map<String, Map<String, Duration>> shorter = new TreeMap<>();
        Map<String, CircuitConfig> circuits = graph.file().circuits();
        for (Edge edge : graph.dependencies()) {
            CircuitConfig below = circuits.get(edge.to());
            CircuitConfig above = circuits.get(edge.from());
            if (below != null
                    && above != null
                    && waits(below)
                    && waits(above)
                    && !graph.file().sets(edge.to(), "probe")
                    && below.resetTimeout().compareTo(above.resetTimeout()) > 0) {
                shorter.computeIfAbsent(edge.to(), unused -> new LinkedHashMap<>())
                        .put(edge.from(), above.resetTimeout());
            }
        }
        List<LongWait> waits = new ArrayList<>();
        shorter.forEach((name, dependents) -> {
            CircuitConfig config = circuits.get(name);
            if (config != null) {
                waits.add(new LongWait(name, config.resetTimeout(), dependents));
            }
        });
        return List.copyOf(waits);
    }

    private static boolean waits(CircuitConfig config) {
        return config.recoveryMode() != RecoveryMode.MANUAL;
    }

    /**
     * What is odd, and what to do about it.
     *
     * @return a sentence
     */
    public String sentence() {
        String names = dependents.entrySet().stream()
                .limit(MOST_NAMES)
                .map(entry -> "'" + entry.getKey() + "' (" + words(entry.getValue()) + ")")
                .collect(Collectors.joining(", "));
        int more = dependents.size() - MOST_NAMES;
        return "'" + circuit + "' waits " + words(resetTimeout)
                + " before it tries to recover, longer than what recovers after it: "
                + names + (more > 0 ? " and " + more + " more" : "") + "; make this wait shorter or "
                + (dependents.size() == 1 ? "that one" : "those") + " at least " + words(resetTimeout);
    }

    /**
     * A duration as files write it.
     *
     * @param duration the duration
     * @return as in {@code 1m30s}
     */
    public static String words(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.length() == 0 ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long number, String unit) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }
}
