package dev.interlock.verification.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.DependencyReadiness;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.RecoveryMode;
import dev.interlock.Scheduler;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.InterlockChecks;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * The real core on one small graph, with manual time. Calls enter at circuits that nobody depends on and go down through the
 * dependencies; one backend may fail on the way.
 */
final class MeshSubject implements Explorer.Subject {

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration STEP = WAIT.dividedBy(2);

    /** A call, or a step of time. */
    record Action(int top, int failing) {
        static final int NONE = -1;

        boolean isTime() {
            return top == NONE;
        }

        boolean isHealthy() {
            return failing == NONE;
        }
    }

    private final SmallGraph graph;
    private final List<Action> actions;
    private final ManualTime time = ManualTime.create();
    private final boolean idlenessMatters;
    private boolean refusing;
    private final Interlock interlock =
            Interlock.create(s -> s.timeSource(time).scheduler(this::schedule).hookExecutor(time));
    private final List<Circuit> circuits = new ArrayList<>();

    /** The states as the events tell them, one after the other. */
    private final State[] told = {State.CLOSED, State.CLOSED, State.CLOSED};

    MeshSubject(SmallGraph graph, List<Action> actions, RecoveryMode mode) {
        this(graph, actions, mode, DependencyReadiness.UP);
    }

    MeshSubject(SmallGraph graph, List<Action> actions, RecoveryMode mode, DependencyReadiness readiness) {
        this.graph = graph;
        this.actions = actions;
        this.idlenessMatters = readiness == DependencyReadiness.CLOSED_ONLY;
        interlock.defineAll(all -> {
            for (int i = 0; i < 3; i++) {
                String[] dependencies = names(graph.dependencies(i));
                String[] targets = names(graph.targets(i));
                all.define(
                        SmallGraph.NAMES.get(i),
                        c -> c.failureThreshold(1)
                                .countWindow(1)
                                .resetTimeout(WAIT)
                                .recoveryMode(mode)
                                .dependencyReadiness(readiness)
                                .dependsOn(dependencies)
                                .cascadesTo(targets));
            }
        });
        SmallGraph.NAMES.forEach(name -> circuits.add(interlock.circuit(name)));
        interlock.on(CircuitTransitioned.class, this::check);
    }

    static List<Action> actions(SmallGraph graph) {
        List<Action> actions = new ArrayList<>(List.of(new Action(Action.NONE, Action.NONE)));
        for (int top : graph.tops()) {
            actions.add(new Action(top, Action.NONE));
            graph.below(top).forEach(failing -> actions.add(new Action(top, failing)));
        }
        return actions;
    }

    private Scheduler.Cancellable schedule(Runnable task, Duration delay) {
        if (refusing) {
            throw new RejectedExecutionException("planned");
        }
        return time.schedule(task, delay);
    }

    /** Whether the scheduler takes no timer from now on. */
    void refuseTimers(boolean yes) {
        refusing = yes;
    }

    @Override
    public String state() {
        Snapshot snapshot = interlock.snapshot();
        StringBuilder text = new StringBuilder();
        for (String name : SmallGraph.NAMES) {
            NodeView node = snapshot.node(name);
            text.append(name).append(':').append(node.state()).append(node.isBlocked() ? "/blocked" : "");
            if (node.state() == State.OPEN || (node.state() == State.HALF_OPEN && idlenessMatters)) {
                long age = Duration.between(node.since(), snapshot.takenAt()).toMillis();
                text.append('+').append(Math.min(age, WAIT.toMillis()));
            }
            text.append(' ');
        }
        return text.toString();
    }

    @Override
    public void take(int number) {
        Action action = actions.get(number);
        if (action.isTime()) {
            time.advance(STEP);
        } else {
            try {
                call(action.top(), action.failing());
            } catch (IllegalStateException | dev.interlock.CallRejectedException expected) {
                // Failures and refusals are what is explored.
            }
        }
        InterlockChecks.assertConsistent(interlock.snapshot());
        for (int i = 0; i < 3; i++) {
            assertThat(circuits.get(i).state()).as("events and state agree").isEqualTo(told[i]);
        }
    }

    private void call(int index, int failing) {
        circuits.get(index).run(() -> {
            for (int dependency : graph.dependencies(index)) {
                call(dependency, failing);
            }
            if (index == failing) {
                throw new IllegalStateException("planned");
            }
        });
    }

    /** No guarded event while a direct dependency is open or blocked in the state it replaces. */
    private void check(CircuitTransitioned event) {
        int index = SmallGraph.NAMES.indexOf(event.circuit());
        CircuitEvent cause = event.cause().event();
        if (cause == CircuitEvent.ATTEMPT_RECOVERY || cause == CircuitEvent.RESET) {
            for (int dependency : graph.dependencies(index)) {
                for (int each : graph.below(dependency)) {
                    assertThat(told[each].isOpen())
                            .as(
                                    "%s of %s while %s is %s",
                                    cause, event.circuit(), SmallGraph.NAMES.get(each), told[each])
                            .isFalse();
                }
            }
        }
        told[index] = event.to();
    }

    private static String[] names(List<Integer> indexes) {
        return indexes.stream().map(SmallGraph.NAMES::get).toArray(String[]::new);
    }

    @Override
    public void close() {
        assertThat(interlock.diagnostics().listenerFailures())
                .as("guard violations")
                .isZero();
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
        interlock.close();
    }
}
