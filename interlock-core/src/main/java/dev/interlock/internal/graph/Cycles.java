package dev.interlock.internal.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cycles of dependencies, hard and soft together: found before an edge is added; where they are allowed, {@link Components} marks their members. */
final class Cycles {

    /** The longest way down through dependencies that is allowed. */
    static final int MAX_DEPTH = 64;

    private Cycles() {}

    /** The way from {@code start} down to {@code goal}, both included; empty if there is none. */
    static List<Integer> path(GraphReader graph, int start, int goal) {
        IntWalk walk = new IntWalk();
        walk.add(start, -1);
        while (walk.hasNext()) {
            int at = walk.next();
            if (at == goal) {
                Deque<Integer> steps = new ArrayDeque<>();
                for (int step = goal; step != -1; step = walk.cameFrom(step)) {
                    steps.addFirst(step);
                }
                return List.copyOf(steps);
            }
            Blocking.addAll(walk, graph.vertex(at).hard(), at);
            Blocking.addAll(walk, graph.vertex(at).soft(), at);
        }
        return List.of();
    }

    /** Nodes on the longest way through dependencies that runs over {@code index}; more than the limit is not told exactly. */
    static int depthThrough(GraphReader graph, int index) {
        return depth(graph, index, false, new HashMap<>()) + depth(graph, index, true, new HashMap<>()) - 1;
    }

    // Recursion is bounded: every edge is tested as it is added, so ways are at most MAX_DEPTH + 1 long; a condensed
    // cycle ends it.
    private static int depth(GraphReader graph, int at, boolean upwards, Map<Integer, Integer> known) {
        Integer found = known.get(at);
        if (found != null) {
            return found;
        }
        known.put(at, 1); // met again on the way: a condensed cycle
        Vertex vertex = graph.vertex(at);
        int longest = 0;
        for (Ints edges : upwards
                ? List.of(vertex.hardDependents(), vertex.softDependents())
                : List.of(vertex.hard(), vertex.soft())) {
            for (int i = 0; i < edges.size(); i++) {
                longest = Math.max(longest, depth(graph, edges.get(i), upwards, known));
            }
        }
        known.put(at, longest + 1);
        return longest + 1;
    }

    /** The members of the condensed cycle a node is in, itself first, as a walk that has not begun. */
    static IntWalk members(GraphReader graph, int index) {
        int component = graph.vertex(index).component();
        IntWalk found = new IntWalk();
        found.add(index, -1);
        for (int place = 0; place < found.size(); place++) {
            Vertex member = graph.vertex(found.at(place));
            for (Ints edges : List.of(member.hard(), member.soft())) {
                for (int i = 0; i < edges.size(); i++) {
                    if (graph.vertex(edges.get(i)).component() == component) {
                        found.add(edges.get(i), index);
                    }
                }
            }
        }
        return found;
    }
}
