package dev.interlock.internal.advice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The order in which circuits can recover: waves, dependencies first (Kahn 1962, a layer at a time). Deterministic: each wave is sorted.
 * Where cycles are condensed, a cycle comes as one wave once all that it needs outside is placed.
 */
public final class RecoveryOrder {

    private RecoveryOrder() {}

    /** The waves of these names. Dependencies that are not among the names are ignored. */
    public static List<List<String>> waves(
            Collection<String> names, Function<String, ? extends Collection<String>> dependencies) {
        Map<String, Set<String>> open = new TreeMap<>(); // what each still waits for
        Map<String, List<String>> dependents = new HashMap<>();
        Set<String> all = new HashSet<>(names);
        for (String name : names) {
            Set<String> needs = new LinkedHashSet<>(dependencies.apply(name));
            needs.retainAll(all);
            needs.remove(name);
            open.put(name, needs);
            needs.forEach(need -> dependents
                    .computeIfAbsent(need, unused -> new ArrayList<>())
                    .add(name));
        }
        List<List<String>> waves = new ArrayList<>();
        Set<String> ready = new TreeSet<>();
        open.forEach((name, needs) -> {
            if (needs.isEmpty()) {
                ready.add(name);
            }
        });
        while (!open.isEmpty()) {
            List<String> wave = ready.isEmpty() ? cycle(open) : List.copyOf(ready);
            ready.clear();
            waves.add(wave);
            wave.forEach(open::remove);
            for (String placed : wave) {
                for (String dependent : dependents.getOrDefault(placed, List.of())) {
                    Set<String> needs = open.get(dependent);
                    if (needs != null && needs.remove(placed) && needs.isEmpty()) {
                        ready.add(dependent);
                    }
                }
            }
        }
        return List.copyOf(waves);
    }

    /** Everything waits for something: the smallest closed set of names that wait only for each other is a cycle. */
    private static List<String> cycle(Map<String, Set<String>> open) {
        return open.keySet().stream()
                .map(start -> closure(start, open))
                .min(Comparator.<Set<String>>comparingInt(Set::size).thenComparing(Set::toString))
                .map(List::copyOf)
                .orElseThrow();
    }

    private static Set<String> closure(String start, Map<String, Set<String>> open) {
        Set<String> reached = new TreeSet<>(Set.of(start));
        List<String> stack = new ArrayList<>(List.of(start));
        while (!stack.isEmpty()) {
            for (String next : open.getOrDefault(stack.remove(stack.size() - 1), Set.of())) {
                if (reached.add(next)) {
                    stack.add(next);
                }
            }
        }
        return reached;
    }
}
