package dev.interlock.verification.interleaving;

import java.util.ArrayList;
import java.util.List;

/**
 * The edges of a graph of three circuits. Bit {@code 3 * from + to} of a set stands for an edge.
 *
 * @param hard     what depends on what
 * @param soft     what recovers after what
 * @param cascades whose opening opens what
 */
record Wiring(int hard, int soft, int cascades) {

    static final int CIRCUITS = 3;
    static final List<String> NAMES = List.of("a", "b", "c");

    /** Every way to rename the circuits: where each goes. */
    static final List<List<Integer>> RENAMINGS = List.of(
            List.of(0, 1, 2), List.of(0, 2, 1), List.of(1, 0, 2), List.of(1, 2, 0), List.of(2, 0, 1), List.of(2, 1, 0));

    /** The 25 graphs of hard dependencies that have no cycle. */
    static List<Wiring> acyclic() {
        return edgeSets().stream()
                .map(edges -> new Wiring(edges, 0, 0))
                .filter(wiring -> !wiring.hasCycle())
                .toList();
    }

    /** The same, with each dependency hard or soft: 109. */
    static List<Wiring> acyclicHardOrSoft() {
        List<Wiring> all = new ArrayList<>();
        for (Wiring wiring : acyclic()) {
            for (int soft : edgeSets()) {
                if ((soft & ~wiring.hard) == 0) {
                    all.add(new Wiring(wiring.hard & ~soft, soft, 0));
                }
            }
        }
        return all;
    }

    /** No cascade, each of the six single ones, the three that go both ways, and the two round trips. */
    static List<Integer> simpleCascades() {
        List<Integer> simple = new ArrayList<>();
        for (int edges : edgeSets()) {
            if (Integer.bitCount(edges) <= 1 || isRoundTrip(edges)) {
                simple.add(edges);
            }
        }
        return simple;
    }

    /** Every set of edges between different circuits: 64. */
    static List<Integer> edgeSets() {
        List<Integer> sets = new ArrayList<>();
        for (int edges = 0; edges < 1 << (CIRCUITS * CIRCUITS); edges++) {
            if ((edges & 0b100_010_001) == 0) {
                sets.add(edges);
            }
        }
        return sets;
    }

    private static boolean isRoundTrip(int edges) {
        int starts = 0;
        int ends = 0;
        for (int from = 0; from < CIRCUITS; from++) {
            for (int to : ends(edges, from)) {
                starts |= 1 << from;
                ends |= 1 << to;
            }
        }
        return Integer.bitCount(edges) == Integer.bitCount(starts) && starts == ends;
    }

    Wiring withCascades(int edges) {
        return new Wiring(hard, soft, edges);
    }

    Wiring renamed(List<Integer> places) {
        return new Wiring(renamed(hard, places), renamed(soft, places), renamed(cascades, places));
    }

    private static int renamed(int edges, List<Integer> places) {
        int renamed = 0;
        for (int from = 0; from < CIRCUITS; from++) {
            for (int to : ends(edges, from)) {
                renamed |= 1 << (CIRCUITS * places.get(from) + places.get(to));
            }
        }
        return renamed;
    }

    int edges() {
        return Integer.bitCount(hard) + Integer.bitCount(soft) + Integer.bitCount(cascades);
    }

    /** A number of its own for each. */
    long encoded() {
        return ((long) hard << 18) | ((long) soft << 9) | cascades;
    }

    /** Where edges of a set lead to. */
    static List<Integer> ends(int edges, int from) {
        List<Integer> ends = new ArrayList<>();
        for (int to = 0; to < CIRCUITS; to++) {
            if (((edges >> (CIRCUITS * from + to)) & 1) == 1) {
                ends.add(to);
            }
        }
        return ends;
    }

    boolean hasCycle() {
        int edges = hard | soft;
        for (int round = 0; round < CIRCUITS; round++) { // takes away who depends on nobody any more
            for (int at = 0; at < CIRCUITS; at++) {
                if (ends(edges, at).isEmpty()) {
                    edges &= ~(0b001_001_001 << at);
                }
            }
        }
        return edges != 0;
    }

    @Override
    public String toString() {
        return "depends on " + text(hard) + ", recovers after " + text(soft) + ", cascades to " + text(cascades);
    }

    private static String text(int edges) {
        List<String> all = new ArrayList<>();
        for (int from = 0; from < CIRCUITS; from++) {
            for (int to : ends(edges, from)) {
                all.add(NAMES.get(from) + "->" + NAMES.get(to));
            }
        }
        return all.toString();
    }
}
