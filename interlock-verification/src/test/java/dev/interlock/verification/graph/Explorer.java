package dev.interlock.verification.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Visits every state that a system can reach, by its actions. The system cannot be copied, so a state is reached again by repeating the
 * actions that led to it; from there the walk goes on as long as it finds something new.
 */
final class Explorer {

    /** A live system. */
    interface Subject extends AutoCloseable {

        /** What tells its states apart. */
        String state();

        /** Takes an action, and checks what has to hold at all times. */
        void take(int action);

        /** Takes an action that was taken and checked before, on the way to a state that is known. */
        default void repeat(int action) {
            take(action);
        }

        @Override
        void close();
    }

    private final Supplier<Subject> fresh;
    private final int actions;
    private final Map<String, List<Integer>> paths = new HashMap<>();
    private final Map<String, Map<Integer, String>> transitions = new HashMap<>();

    Explorer(Supplier<Subject> fresh, int actions) {
        this.fresh = fresh;
        this.actions = actions;
    }

    /** Explores until every action was taken in every state. */
    Explorer run() {
        try (Subject start = fresh.get()) {
            meet(start.state(), List.of());
            walk(start, List.of());
        }
        Deque<String> open = new ArrayDeque<>(paths.keySet());
        while (!open.isEmpty()) {
            String state = open.peek();
            if (transitions.get(state).size() == actions) {
                open.poll();
                continue;
            }
            int before = paths.size();
            try (Subject subject = fresh.get()) {
                List<Integer> path = paths.get(state);
                path.forEach(subject::repeat);
                if (!subject.state().equals(state)) {
                    throw new AssertionError("the same actions led to " + subject.state() + " and not to " + state);
                }
                walk(subject, path);
            }
            if (paths.size() > before) {
                open.clear();
                open.addAll(paths.keySet());
            }
        }
        return this;
    }

    private void walk(Subject subject, List<Integer> pathHere) {
        String state = subject.state();
        List<Integer> path = new ArrayList<>(pathHere);
        while (transitions.get(state).size() < actions) {
            int action = transitions.get(state).size();
            subject.take(action);
            String next = subject.state();
            transitions.get(state).put(action, next);
            path.add(action);
            meet(next, path);
            state = next;
        }
    }

    private void meet(String state, List<Integer> path) {
        List<Integer> known = paths.get(state);
        if (known == null || known.size() > path.size()) {
            paths.put(state, List.copyOf(path));
        }
        transitions.computeIfAbsent(state, unused -> new HashMap<>());
    }

    int states() {
        return paths.size();
    }

    int transitions() {
        return transitions.values().stream().mapToInt(Map::size).sum();
    }

    /** States from which the goal cannot be reached by some of the actions, with the actions that led into one. */
    Map<String, List<Integer>> stuck(String goal, Set<Integer> healthy) {
        Map<String, Set<String>> backwards = new HashMap<>();
        transitions.forEach((from, byAction) -> byAction.forEach((action, to) -> {
            if (healthy.contains(action)) {
                backwards.computeIfAbsent(to, unused -> new HashSet<>()).add(from);
            }
        }));
        Set<String> reached = new HashSet<>(Set.of(goal));
        Deque<String> queue = new ArrayDeque<>(reached);
        while (!queue.isEmpty()) {
            for (String from : backwards.getOrDefault(queue.poll(), Set.of())) {
                if (reached.add(from)) {
                    queue.add(from);
                }
            }
        }
        Map<String, List<Integer>> stuck = new LinkedHashMap<>(paths);
        stuck.keySet().removeAll(reached);
        return stuck;
    }

    /** States from which some rounds of the same actions do not lead to the goal, with the actions that led into one. */
    Map<String, List<Integer>> farFrom(String goal, List<Integer> round, int rounds) {
        Map<String, List<Integer>> far = new LinkedHashMap<>();
        paths.forEach((start, path) -> {
            String state = start;
            for (int i = 0; i < rounds && !state.equals(goal); i++) {
                for (int action : round) {
                    state = transitions.get(state).get(action);
                }
            }
            if (!state.equals(goal)) {
                far.put(start, path);
            }
        });
        return far;
    }
}
