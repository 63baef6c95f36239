package dev.interlock.verification.interleaving;

import static dev.interlock.CircuitEvent.RESET;
import static dev.interlock.CircuitEvent.TRIP;
import static dev.interlock.EdgeKind.CASCADES_TO;
import static dev.interlock.EdgeKind.DEPENDS_ON;
import static dev.interlock.EdgeKind.RECOVERS_AFTER;
import static dev.interlock.State.CLOSED;
import static dev.interlock.State.OPEN;
import static dev.interlock.verification.interleaving.Explorations.changes;
import static dev.interlock.verification.interleaving.Explorations.starts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.EdgeKind;
import dev.interlock.verification.interleaving.Exploration.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * S4, S6, S13: circuits that are defined and removed and edges that come and go while circuits move, in every order. No dependency closes a cycle,
 * every change is whole or not at all, and the blocked counts are exact in each published graph.
 */
class GraphChangeInterleavingsTest {

    private final Depth depth = Depth.wanted();

    @Test
    void twoChanges_ofEverySort_breakNoRule() {
        List<EdgeKind> kinds = depth.of(
                List.of(DEPENDS_ON, RECOVERS_AFTER),
                List.of(DEPENDS_ON, RECOVERS_AFTER, CASCADES_TO),
                List.of(DEPENDS_ON, RECOVERS_AFTER, CASCADES_TO));
        assertNothingBroken(new Exploration(
                "2 changes of edges, circuits and states",
                starts(Wiring.acyclic(), CLOSED, OPEN),
                world -> changes(world, 2, kinds, List.of(TRIP, RESET))));
    }

    @Test
    @EnabledIfSystemProperty(named = "interlock.proofs", matches = "short|long", disabledReason = "takes a while")
    void threeChanges_ofCircuitsAndDependencies_breakNoRule() {
        assertNothingBroken(new Exploration(
                "3 changes of dependencies, circuits and states",
                starts(Wiring.acyclic(), CLOSED, OPEN),
                world -> changes(world, 3, List.of(DEPENDS_ON), List.of(TRIP, RESET))));
    }

    private static void assertNothingBroken(Exploration exploration) {
        Tally tally = exploration.run();
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.states()).isGreaterThan(100_000);
    }
}
