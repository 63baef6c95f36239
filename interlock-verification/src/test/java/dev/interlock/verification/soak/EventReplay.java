package dev.interlock.verification.soak;

import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.InterlockEvent;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.EventsMissed;
import dev.interlock.event.GraphChanged;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Plays the events back on a model of states and edges, and so checks each commit against the state that it replaced: S2 and S12, and that
 * each event is there once and in order.
 */
final class EventReplay {

    private final Consumer<String> problems;
    private final Map<String, State> states = new TreeMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final Set<Edge> edges = new HashSet<>();
    private long sequence = -1;
    private long transitions;

    EventReplay(Consumer<String> problems) {
        this.problems = problems;
    }

    synchronized void on(InterlockEvent event) {
        if (event instanceof EventsMissed) {
            problems.accept("an event was missed, though nobody was late: " + event);
        }
        if (sequence >= 0 && event.sequence() != sequence + 1) {
            problems.accept("S4: after event " + sequence + " came " + event);
        }
        sequence = event.sequence();
        if (event instanceof CircuitTransitioned moved) {
            onMoved(moved);
        } else if (event instanceof GraphChanged change) {
            onChanged(change);
        }
    }

    synchronized long transitions() {
        return transitions;
    }

    private void onMoved(CircuitTransitioned moved) {
        transitions++;
        String name = moved.circuit();
        if (states.get(name) != moved.from() || epochs.getOrDefault(name, -1L) != moved.epoch() - 1) {
            problems.accept("S4: " + moved + " follows on " + states.get(name) + " of epoch " + epochs.get(name));
        }
        switch (moved.cause().event()) {
            case ATTEMPT_RECOVERY, RESET -> {
                for (Edge edge : edges) {
                    if (edge.from().equals(name) && edge.kind() != EdgeKind.CASCADES_TO && !isUp(edge.to())) {
                        problems.accept("S2: " + moved + " while '" + edge.to() + "' was not up");
                    }
                }
            }
            default -> {}
        }
        boolean held = moved.from() == State.FORCED_OPEN
                || moved.from() == State.DISABLED
                || moved.from() == State.METRICS_ONLY;
        if (held && !moved.cause().event().isOperatorEvent()) {
            problems.accept("S12: " + moved);
        }
        states.put(name, moved.to());
        epochs.put(name, moved.epoch());
    }

    private void onChanged(GraphChanged change) {
        String name = change.node();
        switch (change.change()) {
            case DEFINED -> {
                states.put(name, State.CLOSED);
                epochs.put(name, 0L);
                edges.addAll(change.edges());
            }
            case LINKED -> {
                Edge edge = change.edges().get(0);
                if (edge.kind() != EdgeKind.CASCADES_TO) { // a hard edge beats a soft one
                    edges.removeIf(other -> other.kind() != EdgeKind.CASCADES_TO && sameEnds(other, edge));
                }
                edges.add(edge);
            }
            case UNLINKED -> change.edges().forEach(edges::remove);
            case RECONFIGURED -> {
                edges.removeIf(edge -> edge.from().equals(name));
                edges.addAll(change.edges());
            }
            case REMOVED -> {
                states.remove(name);
                epochs.remove(name);
                edges.removeIf(edge -> edge.from().equals(name));
            }
        }
    }

    private static boolean sameEnds(Edge one, Edge other) {
        return one.from().equals(other.from()) && one.to().equals(other.to());
    }

    private boolean isUp(String name) {
        return !isOpenOrBlocked(name, new HashSet<>());
    }

    private boolean isOpenOrBlocked(String name, Set<String> seen) {
        if (!seen.add(name)) {
            return false;
        }
        State state = states.get(name);
        return (state != null && state.isOpen())
                || edges.stream()
                        .anyMatch(edge -> edge.from().equals(name)
                                && edge.kind() == EdgeKind.DEPENDS_ON
                                && isOpenOrBlocked(edge.to(), seen));
    }

    /** When everything stands still and all events were told, the model is what is published. */
    synchronized void compare(Snapshot snapshot) {
        Map<String, State> published = new TreeMap<>();
        for (NodeView node : snapshot.nodes()) {
            if (node.kind() == NodeKind.CIRCUIT) {
                published.put(node.name(), node.state());
            }
        }
        if (!published.equals(states)) {
            problems.accept("S4: events tell of " + states + ", published is " + published);
        }
        if (!edges.equals(Set.copyOf(snapshot.edges()))) {
            problems.accept("events tell of other edges than are published: " + edges + ", " + snapshot.edges());
        }
    }
}
