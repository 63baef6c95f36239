package dev.interlock.verification.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A graph of three circuits whose dependencies, hard and soft together, have a cycle. Bit {@code 3 * from + to} stands for an edge.
 *
 * @param hard the hard dependencies
 * @param soft the soft ones, none of which is hard, too
 */
record CyclicGraph(int hard, int soft) {

    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    /** Those with hard edges only, each shape once: the 39 sets of edges that have a cycle are 10 shapes. */
    static List<CyclicGraph> hardOnly() {
        return shapes(all().stream().filter(graph -> graph.soft == 0).toList());
    }

    /** Those with a soft edge, each shape once. */
    static List<CyclicGraph> withSoftOnes() {
        return shapes(all().stream().filter(graph -> graph.soft != 0).toList());
    }

    /** One of those that differ in the names of their circuits only. */
    private static List<CyclicGraph> shapes(List<CyclicGraph> graphs) {
        Set<CyclicGraph> met = new HashSet<>();
        List<CyclicGraph> different = new ArrayList<>();
        for (CyclicGraph graph : graphs) {
            if (met.add(graph)) {
                different.add(graph);
                for (int[] order : ORDERS) {
                    met.add(graph.renamed(order));
                }
            }
        }
        return different;
    }

    private static List<CyclicGraph> all() {
        List<CyclicGraph> all = new ArrayList<>();
        for (int hard = 0; hard < 1 << 9; hard++) {
            for (int soft = 0; soft < 1 << 9; soft++) {
                int edges = hard | soft;
                boolean loop = ((edges | (edges >> 4) | (edges >> 8)) & 1) == 1;
                CyclicGraph graph = new CyclicGraph(hard, soft);
                if (!loop && (hard & soft) == 0 && graph.hasCycle()) {
                    all.add(graph);
                }
            }
        }
        return all;
    }

    private CyclicGraph renamed(int[] order) {
        return new CyclicGraph(renamed(hard, order), renamed(soft, order));
    }

    private static int renamed(int edges, int[] order) {
        int renamed = 0;
        for (int from = 0; from < 3; from++) {
            for (int to = 0; to < 3; to++) {
                if (has(edges, from, to)) {
                    renamed |= 1 << (3 * order[from] + order[to]);
                }
            }
        }
        return renamed;
    }

    private boolean hasCycle() {
        return reaches(0, 0) || reaches(1, 1) || reaches(2, 2);
    }

    /** Whether there is a way of one edge or more. */
    private boolean reaches(int from, int to) {
        Set<Integer> reached = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            for (int next = 0; next < 3; next++) {
                for (int at = 0; at < 3; at++) {
                    if ((at == from || reached.contains(at)) && has(hard | soft, at, next)) {
                        reached.add(next);
                    }
                }
            }
        }
        return reached.contains(to);
    }

    boolean dependsHard(int from, int to) {
        return has(hard, from, to);
    }

    boolean dependsSoft(int from, int to) {
        return has(soft, from, to);
    }

    /** What has to be up before a circuit recovers: what its cycle, or else it itself, depends on outside. */
    Set<Integer> gates(int circuit) {
        Set<Integer> gates = new HashSet<>();
        for (int member = 0; member < 3; member++) {
            for (int to = 0; to < 3; to++) {
                if (inOneCycle(circuit, member) && !inOneCycle(circuit, to) && has(hard | soft, member, to)) {
                    gates.add(to);
                }
            }
        }
        return gates;
    }

    private boolean inOneCycle(int one, int other) {
        return one == other || (reaches(one, other) && reaches(other, one));
    }

    private static boolean has(int edges, int from, int to) {
        return ((edges >> (3 * from + to)) & 1) == 1;
    }
}
