package dev.interlock.verification.graph;

import dev.interlock.CircuitEvent;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Replays the states from the transitions alone, in the order they are told, and checks each guarded event against the states it
 * replaces (S2): every direct dependency was up.
 */
final class EventReplay {

    private final Map<String, State> states = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final Map<String, List<String>> hard;
    private final Map<String, List<String>> direct;
    private long lastSequence = -1;

    /** Begins where the snapshot is. */
    EventReplay(Snapshot start) {
        for (NodeView node : start.nodes()) {
            states.put(node.name(), node.state());
            epochs.put(node.name(), node.epoch());
        }
        hard = dependencies(start.edges().stream()
                .filter(edge -> edge.kind() == EdgeKind.DEPENDS_ON)
                .toList());
        direct = dependencies(start.edges().stream()
                .filter(edge -> edge.kind() != EdgeKind.CASCADES_TO)
                .toList());
    }

    private static Map<String, List<String>> dependencies(List<Edge> edges) {
        return edges.stream()
                .collect(Collectors.groupingBy(Edge::from, Collectors.mapping(Edge::to, Collectors.toList())));
    }

    /** One transition, the next in order. */
    void apply(CircuitTransitioned event) {
        String name = event.circuit();
        require(event.sequence() > lastSequence, "out of order", event);
        require(event.from() == states.get(name), "does not leave the state before", event);
        require(event.epoch() == epochs.getOrDefault(name, 0L) + 1, "skips an epoch", event);
        CircuitEvent cause = event.cause().event();
        if (cause == CircuitEvent.ATTEMPT_RECOVERY || cause == CircuitEvent.RESET) {
            for (String dependency : direct.getOrDefault(name, List.of())) {
                require(isUp(dependency), "S2: '" + dependency + "' is not up in " + states, event);
            }
        }
        lastSequence = event.sequence();
        states.put(name, event.to());
        epochs.put(name, event.epoch());
    }

    private boolean isUp(String name) {
        return isUp(name, new HashSet<>());
    }

    private boolean isUp(String name, Set<String> seen) {
        return !states.get(name).isOpen()
                && (!seen.add(name)
                        || hard.getOrDefault(name, List.of()).stream().allMatch(next -> isUp(next, seen)));
    }

    /** The published states are those that the events tell of. */
    void requireSame(Snapshot snapshot) {
        for (NodeView node : snapshot.nodes()) {
            if (node.state() != states.get(node.name())
                    || node.epoch() != epochs.get(node.name()).longValue()) {
                throw new AssertionError("'" + node.name() + "' is " + node.state() + " in epoch " + node.epoch()
                        + ", but by its events " + states.get(node.name()) + " in " + epochs.get(node.name()));
            }
        }
    }

    private static void require(boolean condition, String problem, CircuitTransitioned event) {
        if (!condition) {
            throw new AssertionError(problem + ": " + event);
        }
    }
}
