package dev.interlock.verification.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * A graph of three circuits. Bit {@code 3 * from + to} of a set of edges stands for an edge.
 *
 * @param dependencies hard dependencies, without a cycle
 * @param cascades     cascade edges, any
 */
record SmallGraph(int dependencies, int cascades) {

    static final List<String> NAMES = List.of("a", "b", "c");

    /** All 25 acyclic dependency graphs with each of the 64 cascade graphs. */
    static List<SmallGraph> all() {
        List<SmallGraph> all = new ArrayList<>();
        for (int dependencies : edgeSets()) {
            if (isAcyclic(dependencies)) {
                for (int cascades : edgeSets()) {
                    all.add(new SmallGraph(dependencies, cascades));
                }
            }
        }
        return all;
    }

    /** The 25 dependency graphs alone. */
    static List<SmallGraph> withoutCascades() {
        return all().stream().filter(graph -> graph.cascades == 0).toList();
    }

    List<Integer> dependencies(int from) {
        return ends(dependencies, from);
    }

    List<Integer> targets(int from) {
        return ends(cascades, from);
    }

    /** Circuits that nobody depends on: calls enter there. */
    List<Integer> tops() {
        List<Integer> tops = new ArrayList<>(List.of(0, 1, 2));
        for (int from = 0; from < 3; from++) {
            tops.removeAll(dependencies(from));
        }
        return tops;
    }

    /** A circuit and everything it depends on. */
    List<Integer> below(int index) {
        List<Integer> below = new ArrayList<>(List.of(index));
        for (int i = 0; i < below.size(); i++) {
            for (int next : dependencies(below.get(i))) {
                if (!below.contains(next)) {
                    below.add(next);
                }
            }
        }
        return below;
    }

    private static List<Integer> ends(int edges, int from) {
        List<Integer> ends = new ArrayList<>();
        for (int to = 0; to < 3; to++) {
            if (((edges >> (3 * from + to)) & 1) == 1) {
                ends.add(to);
            }
        }
        return ends;
    }

    /** Every set of edges without loops. */
    private static List<Integer> edgeSets() {
        List<Integer> sets = new ArrayList<>();
        for (int edges = 0; edges < 1 << 9; edges++) {
            boolean loop = ((edges | (edges >> 4) | (edges >> 8)) & 1) == 1;
            if (!loop) {
                sets.add(edges);
            }
        }
        return sets;
    }

    private static boolean isAcyclic(int edges) {
        for (int start = 0; start < 3; start++) {
            for (int next : ends(edges, start)) {
                if (new SmallGraph(edges, 0).reaches(next, start, 3)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean reaches(int from, int to, int steps) {
        return from == to || (steps > 0 && dependencies(from).stream().anyMatch(next -> reaches(next, to, steps - 1)));
    }
}
