package dev.interlock.verification.graph;

import dev.interlock.RecoveryMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can become of one small graph: breadth first, on the real core.
 *
 * <p>A state is reached again by replaying the shortest way to it on a fresh interlock. One interlock takes several steps, though: as
 * long as the state it is in has an action that was not tried, it goes on from there; only then is a fresh one begun. So the number of
 * replays is far below the number of transitions, and states are also entered by ways other than the shortest.
 */
final class Exploration {

    private final SmallGraph graph;
    private final RecoveryMode mode;
    private final List<Action> actions;
    private final Map<String, Visited> states = new LinkedHashMap<>();
    private final Deque<Visited> open = new ArrayDeque<>();
    private int transitions;
    private String start = "";

    /** A state, the way to it, and what came of the actions tried in it. */
    private static final class Visited {
        private final List<Action> path;
        private final Map<Action, String> next = new HashMap<>();

        private Visited(List<Action> path) {
            this.path = path;
        }
    }

    private Exploration(SmallGraph graph, RecoveryMode mode) {
        this.graph = graph;
        this.mode = mode;
        this.actions = Action.of(graph);
    }

    static Exploration of(SmallGraph graph, RecoveryMode mode) {
        Exploration exploration = new Exploration(graph, mode);
        exploration.run();
        return exploration;
    }

    private void run() {
        begin();
        while (!open.isEmpty()) {
            Visited from = open.peek();
            if (from.next.size() == actions.size()) {
                open.poll();
            } else {
                walk(from);
            }
        }
    }

    private void begin() {
        try (LiveGraph live = new LiveGraph(graph, mode)) {
            start = live.key();
            visit(start, List.of());
        }
    }

    private void walk(Visited from) {
        List<Action> walked = new ArrayList<>(from.path);
        try (LiveGraph live = new LiveGraph(graph, mode)) {
            from.path.forEach(live::step);
            Visited at = from;
            Action action = untried(at);
            while (action != null) {
                walked.add(action);
                String key = live.step(action);
                at.next.put(action, key);
                transitions++;
                at = visit(key, walked);
                action = untried(at);
            }
        } catch (AssertionError failure) {
            throw new AssertionError(graph + " after " + walked + ": " + failure.getMessage(), failure);
        }
    }

    private Visited visit(String key, List<Action> path) {
        return states.computeIfAbsent(key, unseen -> {
            Visited visited = new Visited(List.copyOf(path));
            open.add(visited);
            return visited;
        });
    }

    private @Nullable Action untried(Visited at) {
        return actions.stream()
                .filter(action -> !at.next.containsKey(action))
                .findFirst()
                .orElse(null);
    }

    SmallGraph graph() {
        return graph;
    }

    Collection<String> states() {
        return states.keySet();
    }

    int transitions() {
        return transitions;
    }

    /** The states from which nothing but successes and time leads back to where all is closed. */
    Set<String> stuck() {
        Map<String, List<String>> before = new HashMap<>();
        states.forEach((key, visited) -> visited.next.forEach((action, next) -> {
            if (action.isHealthy()) {
                before.computeIfAbsent(next, unseen -> new ArrayList<>()).add(key);
            }
        }));
        Set<String> alive = new HashSet<>();
        Deque<String> ahead = new ArrayDeque<>(List.of(start));
        while (!ahead.isEmpty()) {
            String key = ahead.pop();
            if (alive.add(key)) {
                ahead.addAll(before.getOrDefault(key, List.of()));
            }
        }
        Set<String> stuck = new HashSet<>(states.keySet());
        stuck.removeAll(alive);
        return stuck;
    }

    /** How to get there. */
    List<Action> path(String state) {
        Visited visited = states.get(state);
        if (visited == null) {
            throw new IllegalArgumentException("never seen: " + state);
        }
        return visited.path;
    }
}
