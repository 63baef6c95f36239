package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.testkit.ManualTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An outage of very many roots under a wide graph: what is asked in it must not cost more than the graph is large. */
class WideOutageTest {

    private static final int WIDTH = 60;
    private static final int LAYERS = 4;

    @Test
    @Timeout(20) // a comparison that walks the graph took minutes here; it is not a matter of a fast machine
    void sixtyOpenRoots_refusalsDiagnosticsAndDryRuns_areAnswered() {
        ManualTime time = ManualTime.create();
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time))) {
            interlock.defineAll(all -> {
                for (int layer = 0; layer < LAYERS; layer++) {
                    for (int place = 0; place < WIDTH; place++) {
                        int below = layer - 1;
                        String[] needs = layer == 0
                                ? new String[0]
                                : IntStream.range(0, WIDTH)
                                        .mapToObj(i -> name(below, i))
                                        .toArray(String[]::new);
                        all.define(name(layer, place), c -> c.dependsOn(needs));
                    }
                }
            });
            String top = name(LAYERS - 1, 0);
            interlock.circuit(name(LAYERS - 1, 1)).operator().metricsOnly(OPS, "watch");
            for (int i = 0; i < WIDTH; i++) {
                interlock.circuit(name(0, i)).operator().forceOpen(OPS, "outage");
            }

            for (int i = 0; i < 100; i++) {
                assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
                DependencyOpenException refusal =
                        catchThrowableOfType(DependencyOpenException.class, () -> good(interlock.circuit(top)));
                assertThat(refusal.rootCauses()).hasSize(WIDTH);
                assertThat(refusal.chain()).hasSize(LAYERS).startsWith(top).endsWith(name(0, 0));
                good(interlock.circuit(name(LAYERS - 1, 1)), 100);
            }
        }
    }

    private static String name(int layer, int place) {
        return "l" + layer + "-" + (place < 10 ? "0" : "") + place;
    }
}
