package dev.interlock.cli.file.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
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
        InterlockFile file = InterlockFile.parse("random.yaml", random(new Random(seed)));
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

    private static String random(Random random) {
        StringBuilder yaml = new StringBuilder("circuits:\n");
        int size = 2 + random.nextInt(20);
        for (int i = 0; i < size; i++) {
            StringBuilder hard = new StringBuilder();
            StringBuilder soft = new StringBuilder();
            StringBuilder cascades = new StringBuilder();
            for (int j = 0; j < size; j++) {
                int dice = random.nextInt(20);
                if (j < i && dice < 3) {
                    hard.append('c').append(j).append(',');
                } else if (j < i && dice == 3) {
                    soft.append('c').append(j).append(',');
                }
                if (i != j && random.nextInt(20) == 0) {
                    cascades.append('c').append(j).append(random.nextInt(3) > 0 ? ": enforce," : ": dry-run,");
                }
            }
            yaml.append("  c").append(i).append(": {dependsOn: [").append(hard).append("], recoversAfter: [");
            yaml.append(soft).append("], cascadesTo: {").append(cascades).append("}, cascadeLimit: ");
            yaml.append(random.nextBoolean() ? "1" : "0.2").append("}\n");
        }
        return yaml.toString().replaceAll("\\w+: (\\[\\]|\\{\\}), ", ""); // an empty list is an error
    }
}
