package dev.interlock.verification.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.DependencyReadiness;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.Reason;
import dev.interlock.RecoveryMode;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.testkit.InterlockChecks;
import dev.interlock.testkit.InterlockChecks.Option;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The real core on one graph with a condensed cycle, with manual time. Calls come to each circuit by itself. */
final class CycleSubject implements Explorer.Subject {

    /** What can be done to a circuit; time passes for all of them. */
    enum What {
        TIME,
        GOOD,
        BAD,
        OPEN,
        FORCE_CLOSE
    }

    record Action(What what, int circuit) {
        /** Whether it belongs to traffic and time as they go on when every service is healthy. */
        boolean isHealthy() {
            return what == What.TIME || what == What.GOOD;
        }
    }

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration STEP = WAIT.dividedBy(2);
    private static final Actor OPS = Actor.of("ops");

    private final CyclicGraph graph;
    private final List<Action> actions;
    private final boolean checking;
    private final boolean idlenessMatters;
    private final ManualTime time = ManualTime.create();
    private final Interlock interlock = Interlock.create(
            s -> s.timeSource(time).scheduler(time).hookExecutor(time).cycles(CyclePolicy.CONDENSE));
    private final List<Circuit> circuits = new ArrayList<>();

    CycleSubject(
            CyclicGraph graph,
            List<Action> actions,
            boolean checking,
            RecoveryMode mode,
            DependencyReadiness readiness) {
        this.checking = checking;
        this.idlenessMatters = readiness == DependencyReadiness.CLOSED_ONLY;
        this.graph = graph;
        this.actions = actions;
        interlock.defineAll(all -> {
            for (int from = 0; from < 3; from++) {
                String[] hard = names(from, true);
                String[] soft = names(from, false);
                all.define(
                        SmallGraph.NAMES.get(from),
                        c -> c.failureThreshold(1)
                                .countWindow(1)
                                .resetTimeout(WAIT)
                                .recoveryMode(mode)
                                .dependencyReadiness(readiness)
                                .dependsOn(hard)
                                .recoversAfter(soft));
            }
        });
        SmallGraph.NAMES.forEach(name -> circuits.add(interlock.circuit(name)));
    }

    private String[] names(int from, boolean hard) {
        return SmallGraph.NAMES.stream()
                .filter(name -> {
                    int to = SmallGraph.NAMES.indexOf(name);
                    return hard ? graph.dependsHard(from, to) : graph.dependsSoft(from, to);
                })
                .toArray(String[]::new);
    }

    /** Time first, then calls that are good: one round of these is what goes on when every service is healthy. */
    static List<Action> actions() {
        List<Action> actions = new ArrayList<>(List.of(new Action(What.TIME, -1)));
        for (What what : List.of(What.GOOD, What.BAD, What.OPEN, What.FORCE_CLOSE)) {
            for (int circuit = 0; circuit < 3; circuit++) {
                actions.add(new Action(what, circuit));
            }
        }
        return actions;
    }

    @Override
    public String state() {
        Snapshot snapshot = interlock.snapshot();
        StringBuilder text = new StringBuilder();
        for (Circuit circuit : circuits) {
            NodeView node = snapshot.node(circuit.name());
            text.append(node.name()).append(':').append(node.state()).append(node.isBlocked() ? "/blocked" : "");
            if (node.state() == State.OPEN) {
                long age = Duration.between(node.since(), snapshot.takenAt()).toMillis();
                text.append('+').append(Math.min(age, WAIT.toMillis()));
            } else if (node.state() == State.HALF_OPEN) {
                text.append(!node.isBlocked() && !circuit.isCallable() ? "/waits for its reset" : "");
                if (idlenessMatters) {
                    long age =
                            Duration.between(node.since(), snapshot.takenAt()).toMillis();
                    text.append('+').append(Math.min(age, 2 * WAIT.toMillis())); // idle, also after one good call
                }
            }
            text.append(' ');
        }
        return text.toString();
    }

    @Override
    public void take(int number) {
        repeat(number);
        if (checking) {
            InterlockChecks.assertConsistent(interlock.snapshot(), Option.ALLOW_CYCLES);
            checkGuards();
        }
    }

    @Override
    public void repeat(int number) {
        Action action = actions.get(number);
        switch (action.what()) {
            case TIME -> time.advance(STEP);
            case GOOD -> call(action.circuit(), true);
            case BAD -> call(action.circuit(), false);
            case OPEN -> circuits.get(action.circuit()).operator().open(OPS, "explored");
            case FORCE_CLOSE -> circuits.get(action.circuit()).operator().forceClose(OPS, "explored");
        }
    }

    private void call(int circuit, boolean good) {
        try {
            circuits.get(circuit).run(() -> {
                if (!good) {
                    throw new IllegalStateException("planned");
                }
            });
        } catch (IllegalStateException | CallRejectedException expected) {
            // Failures and refusals are what is explored.
        }
    }

    /** Who waits for whom is what a computation from the edges says, and never goes round in a circle. */
    private void checkGuards() {
        boolean[][] waits = new boolean[3][3];
        for (int at = 0; at < 3; at++) {
            Set<Integer> expected = new HashSet<>();
            for (int gate : graph.gates(at)) {
                Circuit other = circuits.get(gate);
                if (other.isOpen() || other.isBlocked()) {
                    expected.add(gate);
                }
            }
            Set<Integer> told = new HashSet<>();
            for (Reason reason : circuits.get(at).recoveryVerdict().reasons()) {
                assertThat(reason.kind()).isEqualTo(Reason.Kind.DEPENDENCY);
                int to = SmallGraph.NAMES.indexOf(reason.subject());
                told.add(to);
                waits[at][to] = true;
            }
            assertThat(told)
                    .as("what %s waits for in %s", SmallGraph.NAMES.get(at), state())
                    .isEqualTo(expected);
        }
        for (int one = 0; one < 3; one++) {
            for (int two = 0; two < 3; two++) {
                for (int three = 0; three < 3; three++) {
                    boolean circle = (waits[one][two] && waits[two][one])
                            || (waits[one][two] && waits[two][three] && waits[three][one]);
                    assertThat(circle).as("guards go round in %s", state()).isFalse();
                }
            }
        }
    }

    @Override
    public void close() {
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
        interlock.close();
    }
}
