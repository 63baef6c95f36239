package dev.interlock.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds dependency cycles, and shows of each the whole way round and the place of its first edge. */
final class DependencyCycles {

    /** More are not shown: each has to be broken by itself anyway. */
    private static final int MAX_CYCLES = 20;

    /** Longer ways round are cut. */
    private static final int MAX_SHOWN = 64;

    private record At(Place place, String path) {}

    private final Problems problems;
    private final Map<String, Map<String, At>> edges = new LinkedHashMap<>();

    DependencyCycles(Map<String, NamedCircuit> circuits, Problems problems) {
        this.problems = problems;
        circuits.forEach((name, circuit) -> {
            Map<String, At> targets = new LinkedHashMap<>();
            circuit.dependencies()
                    .forEach(setting -> setting.names().forEach((target, place) -> {
                        if (circuits.containsKey(target)) {
                            targets.putIfAbsent(
                                    target, new At(place, circuit.own().path() + "." + key(setting)));
                        }
                    }));
            edges.put(name, targets);
        });
    }

    private static String key(Setting<?> setting) {
        return setting.path().substring(setting.path().lastIndexOf('.') + 1);
    }

    void check() {
        peel();
        Set<String> shown = new HashSet<>();
        int cycles = 0;
        for (String name : edges.keySet()) {
            if (cycles == MAX_CYCLES) {
                return;
            }
            if (!shown.contains(name)) {
                List<String> cycle = shortest(name);
                cycles += cycle.isEmpty() ? 0 : 1;
                shown.addAll(cycle);
                report(cycle);
            }
        }
    }

    private void report(List<String> cycle) {
        if (cycle.isEmpty()) {
            return;
        }
        At at = edges.getOrDefault(cycle.get(0), Map.of()).get(cycle.get(1));
        if (at != null) {
            problems.add(
                    at.place(),
                    at.path(),
                    "dependency cycle: " + shown(cycle) + soft(cycle)
                            + "; a circuit cannot wait for itself, define a circuit per operation instead of one per service");
        }
    }

    /** Which of its edges are soft: often one of them can be left out. */
    private String soft(List<String> cycle) {
        List<String> soft = new ArrayList<>();
        for (int step = 0; step + 1 < cycle.size(); step++) {
            At at = edges.getOrDefault(cycle.get(step), Map.of()).get(cycle.get(step + 1));
            if (at != null && at.path().endsWith(".recoversAfter")) {
                soft.add(cycle.get(step) + " recoversAfter " + cycle.get(step + 1));
            }
        }
        return soft.isEmpty() ? "" : " (" + String.join(", ", soft.subList(0, Math.min(soft.size(), MAX_SHOWN))) + ")";
    }

    /** Takes away what leads into no cycle: what has no dependencies left, again and again. */
    private void peel() {
        Map<String, List<String>> dependents = new HashMap<>();
        Map<String, Integer> open = new HashMap<>();
        Deque<String> free = new ArrayDeque<>();
        edges.forEach((name, targets) -> {
            targets.keySet()
                    .forEach(target -> dependents
                            .computeIfAbsent(target, unused -> new ArrayList<>())
                            .add(name));
            open.put(name, targets.size());
            if (targets.isEmpty()) {
                free.add(name);
            }
        });
        while (!free.isEmpty()) {
            String name = free.remove();
            edges.remove(name);
            for (String dependent : dependents.getOrDefault(name, List.of())) {
                if (open.merge(dependent, -1, Integer::sum) == 0) {
                    free.add(dependent);
                }
            }
        }
    }

    /** The shortest way from a circuit back to it, its name at both ends; empty if there is none. */
    private List<String> shortest(String start) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            String at = queue.remove();
            for (String next : edges.getOrDefault(at, Map.of()).keySet()) {
                if (next.equals(start)) {
                    return way(start, at, cameFrom);
                }
                if (edges.containsKey(next) && cameFrom.putIfAbsent(next, at) == null) {
                    queue.add(next);
                }
            }
        }
        return List.of();
    }

    private static List<String> way(String start, String end, Map<String, String> cameFrom) {
        List<String> way = new ArrayList<>(List.of(start));
        for (String at = end; !at.equals(start); at = cameFrom.getOrDefault(at, start)) {
            way.add(at);
        }
        way.add(start);
        Collections.reverse(way);
        return way;
    }

    static String shown(List<String> way) {
        boolean cut = way.size() > MAX_SHOWN;
        List<String> names = cut ? way.subList(0, MAX_SHOWN) : way;
        return CleanText.clean(String.join(" -> ", names), 16_000) + (cut ? " -> ... -> " + way.get(0) : "");
    }
}
