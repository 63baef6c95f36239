package dev.interlock.cli.file.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.cli.file.RandomFiles;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.config.InterlockFile;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plan says of an outage is what the core does in one. */
class OutagesTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void outage_ofEachCircuit_isWhatTheCoreDoesWhenItOpens(long seed) {
        InterlockFile file = InterlockFile.parse("random.yaml", RandomFiles.yaml(new Random(seed), 22, false));
        Plan plan = Plan.of(Graph.of(file));

        for (Outage outage : plan.outages()) {
            try (Interlock interlock = Interlock.create(
                    settings -> settings.scheduler((task, delay) -> () -> {}).hookExecutor(task -> {}))) {
                file.defineIn(interlock);
                interlock.circuit(outage.node().name()).operator().open(Actor.of("test"), "an outage");
                Snapshot after = interlock.snapshot();

                assertThat(count(after, outage, true))
                        .as("opened by %s", outage)
                        .isEqualTo(outage.opened());
                assertThat(count(after, outage, false))
                        .as("blocked by %s", outage)
                        .isEqualTo(outage.blocked());
            }
        }
    }

    private static int count(Snapshot snapshot, Outage outage, boolean open) {
        return (int) snapshot.nodes().stream()
                .filter(node -> !node.name().equals(outage.node().name()))
                .filter(open ? NodeView::isOpen : node -> node.isBlocked() && !node.isOpen())
                .count();
    }
}
