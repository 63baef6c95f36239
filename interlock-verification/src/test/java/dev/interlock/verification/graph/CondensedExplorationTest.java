package dev.interlock.verification.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.DependencyReadiness;
import dev.interlock.RecoveryMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every shape of three circuits whose dependencies have a cycle, condensed, explored on the real core until nothing new is found: from every state that
 * calls, time and operators lead to, everything closes within {@value #ROUNDS} rounds of good calls and time. In each of them the
 * blocked sets are those of a computation from the edges, and so is who waits for whom, which never goes round (S6, S13, L5).
 */
class CondensedExplorationTest {

    /** A wait is two steps of time; three circuits that come one after the other, each woken by the one before it. */
    static final int ROUNDS = 6;

    @Test
    void everyCycleOfHardEdges_neverGetsStuck() {
        List<CyclicGraph> graphs = CyclicGraph.hardOnly();
        assertThat(graphs).hasSize(10);

        assertThat(explore(graphs)).isGreaterThan(500);
    }

    /** A circuit is called by its own calls, but its cycle blocks them until all are back: a blocked call attempts the recovery all the same. */
    @Test
    void everyCycleOfHardEdges_withCallDrivenRecovery_neverGetsStuck() {
        assertThat(StuckCycles.explore(CyclicGraph.hardOnly(), true, RecoveryMode.ON_CALL, DependencyReadiness.UP)
                        .stuck())
                .isEmpty();
    }

    @Test
    void everyCycleOfHardEdges_whoseCircuitsWaitForClosedDependencies_neverGetsStuck() {
        assertThat(StuckCycles.explore(
                                CyclicGraph.hardOnly(), false, RecoveryMode.AUTOMATIC, DependencyReadiness.CLOSED_ONLY)
                        .stuck())
                .isEmpty();
    }

    /** How many states there were. */
    static int explore(List<CyclicGraph> graphs) {
        StuckCycles.Found found = StuckCycles.explore(graphs, true);
        System.out.println("explored condensed cycles: " + graphs.size() + " graphs, " + found.states() + " states, "
                + found.transitions() + " transitions");
        assertThat(found.stuck()).isEmpty();
        return found.states();
    }
}
