package dev.interlock.verification.graph;

import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the 1,600 graphs of three circuits: 25 acyclic sets of dependencies, each with 64 sets of cascades.
 *
 * @param dependsOn  {@code dependsOn[from][to]}, without a cycle
 * @param cascadesTo {@code cascadesTo[from][to]}, cycles included
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
record SmallGraph(boolean[][] dependsOn, boolean[][] cascadesTo) {

    static final int SIZE = 3;
    static final List<String> NAMES = List.of("a", "b", "c");

    /** Half of every circuit's wait is one tick, so that replaying time costs little. */
    static final Duration HALF_WAIT = Duration.ofMillis(100);

    /** Every graph there is, circuits being told apart. */
    static List<SmallGraph> all() {
        List<SmallGraph> graphs = new ArrayList<>();
        for (int dependencies = 0; dependencies < 64; dependencies++) {
            boolean[][] dependsOn = edges(dependencies);
            if (isAcyclic(dependsOn)) {
                for (int cascades = 0; cascades < 64; cascades++) {
                    graphs.add(new SmallGraph(dependsOn, edges(cascades)));
                }
            }
        }
        return graphs;
    }

    private static boolean[][] edges(int bits) {
        boolean[][] edges = new boolean[SIZE][SIZE];
        int bit = 0;
        for (int from = 0; from < SIZE; from++) {
            for (int to = 0; to < SIZE; to++) {
                if (from != to) {
                    edges[from][to] = (bits >> bit++ & 1) == 1;
                }
            }
        }
        return edges;
    }

    private static boolean isAcyclic(boolean[][] edges) {
        boolean[][] reaches = closure(edges);
        return !reaches[0][0] && !reaches[1][1] && !reaches[2][2];
    }

    private static boolean[][] closure(boolean[][] edges) {
        boolean[][] reaches = new boolean[SIZE][];
        for (int i = 0; i < SIZE; i++) {
            reaches[i] = edges[i].clone();
        }
        for (int via = 0; via < SIZE; via++) {
            for (int from = 0; from < SIZE; from++) {
                for (int to = 0; to < SIZE; to++) {
                    reaches[from][to] |= reaches[from][via] && reaches[via][to];
                }
            }
        }
        return reaches;
    }

    /** Direct and transitive dependencies. */
    boolean[][] reaches() {
        return closure(dependsOn);
    }

    boolean hasDependencies() {
        for (boolean[] row : dependsOn) {
            for (boolean edge : row) {
                if (edge) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether calls enter here: nobody depends on it. */
    boolean isTop(int circuit) {
        return !dependsOn[0][circuit] && !dependsOn[1][circuit] && !dependsOn[2][circuit];
    }

    void defineIn(Interlock interlock, RecoveryMode mode) {
        interlock.defineAll(definitions -> {
            for (int i = 0; i < SIZE; i++) {
                int from = i;
                definitions.define(NAMES.get(from), config -> {
                    config.failureThreshold(1)
                            .jitter(0)
                            .resetTimeout(HALF_WAIT.multipliedBy(2))
                            .recoveryMode(mode);
                    for (int to = 0; to < SIZE; to++) {
                        if (dependsOn[from][to]) {
                            config.dependsOn(NAMES.get(to));
                        }
                        if (cascadesTo[from][to]) {
                            config.cascadesTo(NAMES.get(to));
                        }
                    }
                });
            }
        });
    }

    @Override
    public String toString() {
        List<String> edges = new ArrayList<>();
        for (int from = 0; from < SIZE; from++) {
            for (int to = 0; to < SIZE; to++) {
                if (dependsOn[from][to]) {
                    edges.add(NAMES.get(from) + " dependsOn " + NAMES.get(to));
                }
                if (cascadesTo[from][to]) {
                    edges.add(NAMES.get(from) + " cascadesTo " + NAMES.get(to));
                }
            }
        }
        return edges.toString();
    }
}
