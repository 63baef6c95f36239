package dev.interlock.verification.graph;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.RecoveryMode;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.InterlockChecks;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A small graph on the real core. Every step is checked as it is made. */
final class LiveGraph implements AutoCloseable {

    /** What a bad backend throws. */
    private static final class BackendFailure extends Exception {
        private static final long serialVersionUID = 1L;

        BackendFailure() {
            super("planned", null, false, false);
        }
    }

    private final SmallGraph graph;
    private final ManualTime time = ManualTime.create();
    private final Interlock interlock;
    private final List<Circuit> circuits = new ArrayList<>();
    private final EventReplay replay;
    private final List<CircuitTransitioned> events = new ArrayList<>();
    private boolean backendFailed;

    LiveGraph(SmallGraph graph, RecoveryMode mode) {
        this.graph = graph;
        interlock = Interlock.create(settings ->
                settings.timeSource(time).scheduler(time).hookExecutor(time).seed(1));
        graph.defineIn(interlock, mode);
        SmallGraph.NAMES.forEach(name -> circuits.add(interlock.circuit(name)));
        replay = new EventReplay(interlock.snapshot());
        interlock.on(CircuitTransitioned.class, events::add);
    }

    /** Makes a step; returns the state it leads to. */
    String step(Action action) {
        events.clear();
        backendFailed = false;
        if (action.kind() == Action.Kind.ADVANCE) {
            time.advance(SmallGraph.HALF_WAIT);
        } else {
            try {
                call(action, action.top());
            } catch (CallRejectedException | BackendFailure expected) {
                // What the steps do to the states is all that matters here.
            }
        }
        events.forEach(replay::apply);
        Snapshot snapshot = interlock.snapshot();
        replay.requireSame(snapshot);
        InterlockChecks.assertConsistent(snapshot);
        requireBlame(action, snapshot);
        return key(snapshot);
    }

    private void call(Action action, int at) throws BackendFailure {
        circuits.get(at).<BackendFailure>run(() -> {
            boolean backendFirst = action.kind() == Action.Kind.CALL_BACKEND_FIRST;
            if (backendFirst) {
                backend(action, at);
            }
            for (int dependency = 0; dependency < SmallGraph.SIZE; dependency++) {
                if (graph.dependsOn()[at][dependency]) {
                    call(action, dependency);
                }
            }
            if (!backendFirst) {
                backend(action, at);
            }
        });
    }

    private void backend(Action action, int at) throws BackendFailure {
        if (action.failing() == at) {
            backendFailed = true;
            throw new BackendFailure();
        }
    }

    /** A failure opens the circuit it belongs to, and a trip has no other reason (S14). */
    private void requireBlame(Action action, Snapshot snapshot) {
        List<String> tripped = events.stream()
                .filter(event -> event.cause().event() == CircuitEvent.TRIP)
                .map(CircuitTransitioned::circuit)
                .toList();
        List<String> blamed = backendFailed ? List.of(SmallGraph.NAMES.get(action.failing())) : List.of();
        if (!tripped.equals(blamed)) {
            throw new AssertionError("tripped " + tripped + ", but the backend of " + blamed + " failed");
        }
        if (interlock.diagnostics().permitsOutstanding() != 0) {
            throw new AssertionError("a permit is out after the call");
        }
        if (backendFailed && !snapshot.node(blamed.get(0)).isOpen()) {
            throw new AssertionError(blamed + " failed and is not open");
        }
    }

    /** The state as far as it matters for what can come: states, blocked counts, and how much of each wait is left, in halves. */
    String key() {
        return key(interlock.snapshot());
    }

    private static String key(Snapshot snapshot) {
        StringBuilder key = new StringBuilder();
        for (String name : SmallGraph.NAMES) {
            NodeView node = snapshot.node(name);
            key.append(node.state().name().charAt(0)).append(node.blockedCount());
            if (node.state() == State.OPEN) {
                Duration waited = Duration.between(node.since(), snapshot.takenAt());
                key.append('w').append(Math.max(0, 2 - waited.dividedBy(SmallGraph.HALF_WAIT)));
            }
            key.append(' ');
        }
        return key.toString();
    }

    @Override
    public void close() {
        interlock.close();
    }
}
