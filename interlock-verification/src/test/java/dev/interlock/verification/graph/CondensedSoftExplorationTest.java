package dev.interlock.verification.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.planted.InFaultyCore;
import dev.interlock.verification.planted.PlantedFault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** As {@link CondensedExplorationTest}, for the shapes with soft edges; and that what is stuck is found. */
class CondensedSoftExplorationTest {

    @Test
    @EnabledIfSystemProperty(named = "interlock.proofs", matches = "short|long", disabledReason = "takes longer")
    void everyCycleWithSoftEdges_neverGetsStuck() {
        List<CyclicGraph> graphs = CyclicGraph.withSoftOnes();
        assertThat(graphs).hasSize(107);

        assertThat(CondensedExplorationTest.explore(graphs)).isGreaterThan(5_000);
    }

    @Test
    void membersThatGateEachOther_areFoundToBeStuck() throws Exception {
        PlantedFault gating = new PlantedFault("DependencyCheck.forEachDependency", "!inside", "dependency >= 0");

        assertThat(InFaultyCore.call(StuckCycles.class, gating)).contains("does not come back from");
        assertThat(new StuckCycles().call()).as("without the fault").isEmpty();
    }
}
