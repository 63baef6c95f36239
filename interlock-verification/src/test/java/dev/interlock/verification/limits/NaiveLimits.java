package dev.interlock.verification.limits;

import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.State;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the limits say, computed from states and edges in the plainest way there is: from each circuit everything that can be reached. Shares
 * no idea with the core.
 */
final class NaiveLimits {

    /** A circuit as its events tell it. */
    record Told(State state, Instant since) {}

    private final Map<String, Set<String>> hard = new TreeMap<>();
    private final Map<String, Set<String>> any = new TreeMap<>();
    private final Set<String> probed;

    NaiveLimits(Set<String> names, List<Edge> edges, Set<String> probed) {
        this.probed = probed;
        for (String name : names) {
            hard.put(name, reached(name, edges, false));
            any.put(name, reached(name, edges, true));
        }
    }

    private static Set<String> reached(String from, List<Edge> edges, boolean softToo) {
        Set<String> reached = new TreeSet<>();
        int before = -1;
        while (before != reached.size()) {
            before = reached.size();
            for (Edge edge : edges) {
                boolean counts =
                        edge.kind() == EdgeKind.DEPENDS_ON || (softToo && edge.kind() == EdgeKind.RECOVERS_AFTER);
                if (counts && (edge.from().equals(from) || reached.contains(edge.from()))) {
                    reached.add(edge.to());
                }
            }
        }
        return reached;
    }

    boolean isOpen(String name, Map<String, Told> told) {
        State state = told.get(name).state();
        return state.isOpen() || (state == State.HALF_OPEN && probed.contains(name));
    }

    long open(Map<String, Told> told) {
        return told.keySet().stream().filter(name -> isOpen(name, told)).count();
    }

    private boolean isBlocked(String name, Map<String, Told> told) {
        return hard.get(name).stream().anyMatch(below -> !below.equals(name) && isOpen(below, told));
    }

    private boolean inOneCycle(String one, String other) {
        return one.equals(other)
                || (any.get(one).contains(other) && any.get(other).contains(one));
    }

    /** Places held: by who is HALF_OPEN, not blocked and not idle; one for each cycle; none for who is below another. */
    int places(Map<String, Told> told, Set<String> idle) {
        List<String> active = told.keySet().stream()
                .filter(name -> told.get(name).state() == State.HALF_OPEN)
                .filter(name -> !isBlocked(name, told) && !idle.contains(name))
                .toList();
        Set<String> places = new HashSet<>();
        for (String name : active) {
            boolean below = active.stream()
                    .anyMatch(
                            other -> !inOneCycle(name, other) && hard.get(other).contains(name));
            boolean belowByItsCycle = active.stream()
                    .filter(other -> inOneCycle(name, other))
                    .anyMatch(member -> active.stream()
                            .anyMatch(other -> !inOneCycle(member, other)
                                    && hard.get(other).contains(member)));
            if (!below && !belowByItsCycle) {
                places.add(active.stream()
                        .filter(other -> inOneCycle(name, other))
                        .findFirst()
                        .orElseThrow());
            }
        }
        return places.size();
    }
}
