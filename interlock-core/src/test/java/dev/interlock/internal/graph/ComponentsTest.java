package dev.interlock.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.CyclePolicy;
import dev.interlock.EdgeKind;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.state.Terms;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.ManualClock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** After each change of edges the marks on the members of cycles are those that a look at the whole graph would give. */
class ComponentsTest {

    private static final int CIRCUITS = 12;
    private static final int STEPS = 3_000;
    private static final CircuitConfig PLAIN = CircuitConfig.builder().build("plain");

    private final ManualClock time = new ManualClock();
    private final Moment moment = new Moment(0, time.instant(), new CoarseClock(time), 1);
    private final GraphRoot root = new GraphRoot();
    private final Names names = new Names();
    private final GraphChanges changes = new GraphChanges(
            root, new Commits(root, () -> moment, () -> {}), names, CyclePolicy.CONDENSE, () -> moment);

    @Test
    void edges_changedAtRandom_leaveTheMembersOfCyclesMarked() {
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            for (int step = 0; step < STEPS; step++) {
                change(random);
                compare("seed " + seed + ", step " + step);
            }
        }
    }

    private void change(Random random) {
        String from = "c" + random.nextInt(CIRCUITS);
        String to = "c" + random.nextInt(CIRCUITS);
        EdgeKind kind = random.nextInt(4) == 0 ? EdgeKind.RECOVERS_AFTER : EdgeKind.DEPENDS_ON;
        boolean there = root.read().circuitNames().contains(from);
        switch (random.nextInt(8)) {
            case 0 -> changes.remove(from);
            case 1, 2, 3, 4 -> changes.unlink(from, kind, to);
            default -> {
                if (!there) {
                    changes.define(List.of(NewNode.circuit(from, new Terms(PLAIN), new Counters(), new Object())));
                } else if (!from.equals(to)) {
                    changes.link(from, kind, to);
                }
            }
        }
    }

    private void compare(String when) {
        Graph graph = root.read();
        for (int a = 0; a < graph.size(); a++) {
            for (int b = 0; b < graph.size(); b++) {
                if (graph.vertexOrNull(a) == null || graph.vertexOrNull(b) == null) {
                    continue;
                }
                boolean together = a != b && reaches(graph, a, b) && reaches(graph, b, a);
                int component = graph.vertex(a).component();
                assertThat(component >= 0 && component == graph.vertex(b).component() && a != b)
                        .as(when + ": " + graph.vertex(a).name() + " and "
                                + graph.vertex(b).name())
                        .isEqualTo(together);
            }
        }
    }

    private static boolean reaches(Graph graph, int from, int to) {
        return !Cycles.path(graph, from, to).isEmpty();
    }
}
