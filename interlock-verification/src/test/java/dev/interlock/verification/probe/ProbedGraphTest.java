package dev.interlock.verification.probe;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.call.Traffic.OPS;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.CyclePolicy;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.Reason;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.InterlockChecks;
import dev.interlock.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random graphs in which some circuits have a probe, through random outages. After each step the blocked counts are computed anew from
 * states and edges (S6); no probe is made while a dependency is not up; no call reaches a circuit whose probe decides; and when
 * all services are healthy again, everything closes in bounded time (L5).
 */
class ProbedGraphTest {

    private static final int GRAPHS = 150;
    private static final int STEPS = 60;

    private final Random random = new Random(20_260_611);
    private final List<Circuit> circuits = new ArrayList<>();
    private boolean[] healthy = {};
    private int probes;
    private final List<String> wrong = new ArrayList<>();
    private Interlock interlock;
    private final ManualTime time = ManualTime.create();

    @ParameterizedTest
    @EnumSource(CyclePolicy.class)
    void randomGraphs_throughOutages_holdTheInvariants_andComeBack(CyclePolicy cycles) {
        for (int graph = 0; graph < GRAPHS; graph++) {
            try (Interlock fresh = Interlock.create(s -> s.timeSource(time)
                    .scheduler(time)
                    .hookExecutor(time)
                    .cycles(cycles)
                    .seed(random.nextLong()))) {
                interlock = fresh;
                play(2 + random.nextInt(7), cycles);
            }
        }
        assertThat(probes).isGreaterThan(1_000);
    }

    private void play(int size, CyclePolicy cycles) {
        circuits.clear();
        healthy = new boolean[size];
        for (int i = 0; i < size; i++) {
            healthy[i] = true;
            int at = i;
            circuits.add(interlock.define("c" + i, c -> configure(c, at, size, cycles)));
        }
        interlock.on(CircuitTransitioned.class, moved -> check(interlock.snapshot(), cycles));
        for (int step = 0; step < STEPS; step++) {
            step(size);
            check(interlock.snapshot(), cycles);
        }
        comeBack();
        assertThat(wrong).isEmpty();
        assertThat(time.takeFailures()).isEmpty();
        assertThat(interlock.diagnostics().listenerFailures())
                .as("no check failed in a listener")
                .isZero();
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
    }

    private void configure(CircuitConfigBuilder c, int at, int size, CyclePolicy cycles) {
        c.failureThreshold(1).resetTimeout(ofSeconds(10)).jitter(0.25);
        if (random.nextInt(3) > 0) {
            c.probe(() -> probe(at), ofSeconds(1)).successThreshold(1 + random.nextInt(2));
        }
        for (int to = 0; to < (cycles == CyclePolicy.CONDENSE ? size : at); to++) {
            if (to != at && random.nextInt(3) == 0) {
                if (random.nextInt(4) == 0) {
                    c.recoversAfter("c" + to);
                } else {
                    c.dependsOn("c" + to);
                }
            }
        }
        if (random.nextInt(4) == 0 && size > 1) {
            int to = (at + 1) % size;
            c.cascadesTo("c" + to);
        }
    }

    /** What is wrong is noted and not thrown: a probe that throws has failed, and that is all. */
    private boolean probe(int at) {
        probes++;
        if (circuits.get(at).isClosed()) {
            wrong.add("probed while it is closed: c" + at);
        }
        circuits.get(at).recoveryVerdict().reasons().stream()
                .filter(reason -> reason.kind() == Reason.Kind.DEPENDENCY)
                .forEach(reason -> wrong.add("c" + at + " is probed, but " + reason.message()));
        return healthy[at];
    }

    private void step(int size) {
        int at = random.nextInt(size);
        switch (random.nextInt(10)) {
            case 0 -> healthy[at] = false;
            case 1, 2 -> healthy[at] = true;
            case 3, 4, 5 -> call(at);
            case 6 -> circuits.get(at).operator().open(OPS, "test");
            case 7 -> circuits.get(at).attemptRecovery();
            case 8 -> time.advance(ofMillis(random.nextInt(3_000)));
            default -> reconfigure(at);
        }
    }

    private void reconfigure(int at) {
        if (random.nextInt(4) == 0) {
            interlock.reconfigure("c" + at, c -> c.probe(() -> probe(at), ofMillis(500 + random.nextInt(1_000))));
        }
    }

    private void call(int at) {
        NodeView before = interlock.snapshot().node("c" + at);
        boolean[] reached = {false};
        try {
            circuits.get(at).run(() -> {
                reached[0] = true;
                if (!healthy[at]) {
                    throw new IllegalStateException("down");
                }
            });
        } catch (CallRejectedException | IllegalStateException expected) {
            // either is an answer
        }
        assertThat(reached[0] && !before.isUp())
                .as("a call of %s got through", before)
                .isFalse();
    }

    private void check(Snapshot snapshot, CyclePolicy cycles) {
        if (cycles == CyclePolicy.CONDENSE) {
            assertThat(snapshot).isConsistent(InterlockChecks.Option.ALLOW_CYCLES);
        } else {
            assertThat(snapshot).isConsistent();
        }
        for (NodeView node : snapshot.nodes()) {
            Circuit circuit = circuits.get(Integer.parseInt(node.name().substring(1)));
            if (node.epoch() == 0 || circuit.config().probe().isEmpty()) {
                continue;
            }
            if (snapshot.version() == interlock.snapshot().version()) {
                assertThat(node.probing()).isEqualTo(node.state() == State.HALF_OPEN);
            }
        }
    }

    private void comeBack() {
        java.util.Arrays.fill(healthy, true);
        for (int second = 0; second < 120 && !circuits.stream().allMatch(Circuit::isClosed); second++) {
            time.advance(ofSeconds(1));
            for (int at = 0; at < circuits.size(); at++) {
                call(at);
            }
        }
        assertThat(circuits).allMatch(Circuit::isClosed, "closed");
    }
}
