package dev.interlock.verification.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.planted.InFaultyCore;
import dev.interlock.verification.planted.PlantedFault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

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

    @Test
    @EnabledIfSystemProperty(named = "interlock.proofs", matches = "short|long", disabledReason = "takes longer")
    void everyCycleWithSoftEdges_neverGetsStuck() {
        List<CyclicGraph> graphs = CyclicGraph.withSoftOnes();
        assertThat(graphs).hasSize(107);

        assertThat(explore(graphs)).isGreaterThan(5_000);
    }

    @Test
    void membersThatGateEachOther_areFoundToBeStuck() throws Exception {
        PlantedFault gating = new PlantedFault("graph/DependencyCheck", "if (!inside) {", "if (dependency >= 0) {");

        assertThat(InFaultyCore.call(StuckCycles.class, gating)).contains("does not come back from");
        assertThat(new StuckCycles().call()).as("without the fault").isEmpty();
    }

    /** How many states there were. */
    private static int explore(List<CyclicGraph> graphs) {
        StuckCycles.Found found = StuckCycles.explore(graphs, true);
        System.out.println("explored condensed cycles: " + graphs.size() + " graphs, " + found.states() + " states, "
                + found.transitions() + " transitions");
        assertThat(found.stuck()).isEmpty();
        return found.states();
    }
}
