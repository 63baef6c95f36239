package dev.interlock.verification.model;

import dev.interlock.CascadeMode;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Nodes and edges, and every question about them answered by recursion over sets. */
final class ReferenceGraph {

    private static final int MAX_DIRECT = 256;
    private static final int MAX_DEPTH = 64;

    final Map<String, ReferenceNode> nodes = new TreeMap<>();
    final List<Edge> edges = new ArrayList<>();

    /** Edges by where they begin, made again when they have changed. */
    private @Nullable Map<String, List<Edge>> index;

    private final Map<String, Set<String>> below = new HashMap<>();
    private final Map<String, List<String>> hard = new HashMap<>();
    private final Map<String, List<String>> direct = new HashMap<>();

    /** Edges have changed: what was worked out from them is forgotten. */
    void changed() {
        index = null;
        hard.clear();
        direct.clear();
        below.clear();
    }

    private List<Edge> from(String name) {
        Map<String, List<Edge>> known = index;
        if (known == null) {
            known = new HashMap<>();
            for (Edge edge : edges) {
                known.computeIfAbsent(edge.from(), unused -> new ArrayList<>()).add(edge);
            }
            index = known;
        }
        return known.getOrDefault(name, List.of());
    }

    /** What a node points at, in the order in which the edges came. */
    List<String> targets(String from, EdgeKind kind, CascadeMode mode) {
        return from(from).stream()
                .filter(edge -> edge.kind() == kind && edge.mode() == mode)
                .map(Edge::to)
                .toList();
    }

    List<String> hard(String name) {
        return hard.computeIfAbsent(name, from -> targets(from, EdgeKind.DEPENDS_ON, CascadeMode.ENFORCE));
    }

    private List<String> soft(String name) {
        return targets(name, EdgeKind.RECOVERS_AFTER, CascadeMode.ENFORCE);
    }

    List<String> direct(String name) {
        return direct.computeIfAbsent(name, from -> {
            List<String> all = new ArrayList<>(hard(from));
            all.addAll(soft(from));
            return all;
        });
    }

    /** Every transitive hard dependency. */
    Set<String> below(String name) {
        Set<String> known = below.get(name);
        if (known == null) {
            known = new HashSet<>();
            for (String dependency : hard(name)) {
                known.add(dependency);
                known.addAll(below(dependency));
            }
            below.put(name, known);
        }
        return known;
    }

    boolean isOpen(String name) {
        ReferenceNode node = nodes.get(name);
        return node != null && node.state.isOpen();
    }

    /** The open nodes among the transitive hard dependencies. */
    Set<String> blockedBy(String name) {
        return sorted(below(name), this::isOpen);
    }

    boolean isUp(String name) {
        return !isOpen(name) && blockedBy(name).isEmpty();
    }

    /** The open nodes at the ends of the chains; the node itself if it is open and not blocked. */
    Set<String> rootCauses(String name) {
        Set<String> open = blockedBy(name);
        if (open.isEmpty()) {
            return isOpen(name) ? Set.of(name) : Set.of();
        }
        return sorted(open, each -> blockedBy(each).isEmpty());
    }

    /** How many edges the shortest way down has. */
    int distance(String from, String to) {
        Set<String> reached = new HashSet<>(Set.of(from));
        for (int distance = 0; distance <= nodes.size() + edges.size(); distance++) {
            if (reached.contains(to)) {
                return distance;
            }
            for (String each : List.copyOf(reached)) {
                reached.addAll(hard(each));
            }
        }
        throw new IllegalArgumentException("no way from " + from + " to " + to);
    }

    /** The nodes that the way from one node through dependencies of both kinds leads to. */
    private boolean leadsTo(String from, String goal, Set<String> visited) {
        return from.equals(goal)
                || (visited.add(from) && direct(from).stream().anyMatch(next -> leadsTo(next, goal, visited)));
    }

    boolean wouldCloseACycle(String from, String to) {
        return leadsTo(to, from, new HashSet<>());
    }

    /** Whether the edges as they are pass a limit. */
    boolean isBeyondTheLimits() {
        Map<String, Integer> depths = new HashMap<>();
        return index().stream().anyMatch(name -> direct(name).size() > MAX_DIRECT || depth(name, depths) > MAX_DEPTH);
    }

    private Collection<String> index() {
        return edges.stream().map(Edge::from).distinct().toList();
    }

    private int depth(String name, Map<String, Integer> known) {
        Integer found = known.get(name);
        if (found == null) {
            found = 1;
            for (String dependency : direct(name)) {
                found = Math.max(found, 1 + depth(dependency, known));
            }
            known.put(name, found);
        }
        return found;
    }

    /**
     * Whom it may concern that a node became up or its edges changed: the node, and whoever depends directly, hard or soft, on it or on one of
     * its transitive hard dependents.
     */
    Set<String> concernedBy(String name) {
        Set<String> concerned = new TreeSet<>(Set.of(name));
        for (String each : nodes.keySet()) {
            for (String dependency : direct(each)) {
                if (dependency.equals(name) || below(dependency).contains(name)) {
                    concerned.add(each);
                }
            }
        }
        return concerned;
    }

    /** Names that are defined or that an edge leads to. */
    Set<String> visible() {
        Set<String> visible = new TreeSet<>(nodes.keySet());
        edges.forEach(edge -> visible.add(edge.to()));
        return visible;
    }

    private static Set<String> sorted(Set<String> names, Predicate<String> which) {
        Set<String> sorted = new TreeSet<>();
        names.stream().filter(which).forEach(sorted::add);
        return sorted;
    }
}
