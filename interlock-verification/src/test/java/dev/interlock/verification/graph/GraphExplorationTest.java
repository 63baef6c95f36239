package dev.interlock.verification.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.RecoveryMode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * All graphs of three circuits, each explored until nothing new comes up. Every step is checked: guards (S2), order of events (S4),
 * blocked counts (S6), attribution (S14). And no state is a dead end: with healthy backends, calls and time bring every circuit back.
 */
class GraphExplorationTest {

    private static final int GRAPHS = 1_600;
    private static final int WITHOUT_DEPENDENCY = 64;

    @Test
    void smallGraphs_all_areEnumerated() {
        List<SmallGraph> graphs = SmallGraph.all();
        assertThat(graphs).hasSize(GRAPHS);
        assertThat(graphs.stream().map(SmallGraph::toString)).doesNotHaveDuplicates();
        assertThat(graphs).filteredOn(graph -> !graph.hasDependencies()).hasSize(WITHOUT_DEPENDENCY);
    }

    @Test
    void automaticRecovery_anyGraph_isNeverStuck() {
        Totals totals = new Totals(RecoveryMode.AUTOMATIC);
        for (SmallGraph graph : SmallGraph.all()) {
            Exploration exploration = Exploration.of(graph, RecoveryMode.AUTOMATIC);
            Set<String> stuck = totals.add(exploration);
            if (!stuck.isEmpty()) {
                String first = new TreeSet<>(stuck).first();
                throw new AssertionError(
                        graph + " is stuck in " + stuck + "; " + first + " after " + exploration.path(first));
            }
        }
        totals.print();
        assertThat(totals.states).isGreaterThan(10 * GRAPHS);
    }

    /**
     * The planted fault. With recovery driven by calls, a call enters at the top and is refused there, for its dependency is open; so nobody
     * calls the dependency, and it never recovers. Every graph with a dependency can stick, and no other.
     */
    @Test
    void callDrivenRecovery_graphWithDependency_isFoundStuck() {
        Totals totals = new Totals(RecoveryMode.ON_CALL);
        for (SmallGraph graph : SmallGraph.all()) {
            Exploration exploration = Exploration.of(graph, RecoveryMode.ON_CALL);
            boolean stuck = !totals.add(exploration).isEmpty();
            assertThat(stuck).as("stuck: %s", graph).isEqualTo(graph.hasDependencies());
        }
        totals.print();
        assertThat(totals.stuckGraphs).isEqualTo(GRAPHS - WITHOUT_DEPENDENCY);
    }

    private static final class Totals {
        private final RecoveryMode mode;
        private final long begun = System.nanoTime();
        private int graphs;
        private int states;
        private int transitions;
        private int stuckStates;
        private int stuckGraphs;

        private Totals(RecoveryMode mode) {
            this.mode = mode;
        }

        private Set<String> add(Exploration exploration) {
            Set<String> stuck = exploration.stuck();
            graphs++;
            states += exploration.states().size();
            transitions += exploration.transitions();
            stuckStates += stuck.size();
            stuckGraphs += stuck.isEmpty() ? 0 : 1;
            return stuck;
        }

        private void print() {
            System.out.printf(
                    "%s: %,d graphs, %,d states, %,d transitions, %,d graphs stuck (%,d states), %,d ms%n",
                    mode,
                    graphs,
                    states,
                    transitions,
                    stuckGraphs,
                    stuckStates,
                    (System.nanoTime() - begun) / 1_000_000);
        }
    }
}
