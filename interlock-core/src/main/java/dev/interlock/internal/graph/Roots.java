package dev.interlock.internal.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Finds what blocks a node: the open nodes below it, the root causes among them, and the shortest way to each. */
final class Roots {

    private Roots() {}

    /** The open nodes among the transitive hard dependencies, sorted by name. */
    static List<Integer> open(GraphReader graph, int index) {
        return sorted(graph, openBelow(graph, index, new IntWalk()));
    }

    /**
     * The root causes: open nodes with nothing open below them, sorted by how near they are, then by name; the node itself if it is
     * open and not blocked. Where open nodes form a cycle and no end can be told, all of them.
     */
    static List<Integer> causes(GraphReader graph, int index) {
        if (Gate.blockedCount(graph.gate(index)) == 0) {
            return Gate.isOpen(graph.gate(index)) ? List.of(index) : List.of();
        }
        IntWalk walk = new IntWalk();
        List<Integer> open = openBelow(graph, index, walk);
        List<Integer> ends = open.stream()
                .filter(at -> Gate.blockedCount(graph.gate(at)) == 0)
                .toList();
        // The walk goes breadth first, so the way it came is a shortest one. Worked out once for each, not for each
        // comparison.
        return (ends.isEmpty() ? open : ends)
                .stream()
                        .map(at -> new Cause(
                                at, distance(walk, at), graph.vertex(at).name()))
                        .sorted(Comparator.comparingInt(Cause::distance).thenComparing(Cause::name))
                        .map(Cause::index)
                        .toList();
    }

    private static int distance(IntWalk walk, int index) {
        int distance = 0;
        for (int at = walk.cameFrom(index); at != -1; at = walk.cameFrom(at)) {
            distance++;
        }
        return distance;
    }

    private record Cause(int index, int distance, String name) {}

    /** The shortest way from a node to one below it, both included. */
    static List<String> chain(GraphReader graph, int index, int root) {
        IntWalk walk = new IntWalk();
        walk.add(index, -1);
        while (walk.hasNext()) {
            int at = walk.next();
            if (at == root) {
                break;
            }
            for (int next : sorted(graph, list(graph.vertex(at).hard()))) { // by name, so that ties are deterministic
                walk.add(next, at);
            }
        }
        Deque<String> names = new ArrayDeque<>();
        for (int at = root; at != -1; at = walk.cameFrom(at)) {
            names.addFirst(graph.vertex(at).name());
        }
        return List.copyOf(names);
    }

    private static List<Integer> openBelow(GraphReader graph, int index, IntWalk walk) {
        List<Integer> open = new ArrayList<>();
        walk.add(index, -1);
        while (walk.hasNext()) {
            int at = walk.next();
            if (at != index && Gate.isOpen(graph.gate(at))) {
                open.add(at);
            }
            Blocking.addAll(walk, graph.vertex(at).hard(), at);
        }
        return open;
    }

    static List<Integer> list(Ints edges) {
        List<Integer> list = new ArrayList<>(edges.size());
        for (int i = 0; i < edges.size(); i++) {
            list.add(edges.get(i));
        }
        return list;
    }

    private static List<Integer> sorted(GraphReader graph, List<Integer> indexes) {
        List<Integer> sorted = new ArrayList<>(indexes);
        sorted.sort(Comparator.comparing(at -> graph.vertex(at).name()));
        return sorted;
    }
}
