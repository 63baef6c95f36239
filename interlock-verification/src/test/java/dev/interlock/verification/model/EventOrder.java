package dev.interlock.verification.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitEvent;
import dev.interlock.InterlockEvent;
import dev.interlock.State;
import dev.interlock.event.CascadeHappened;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.GraphChanged;
import dev.interlock.event.SignalChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether what was told makes sense in the order in which it was told: no number is missing or twice, each transition begins where the one
 * before it ended, a cascade is told in one piece, and whatever recovers does so after its dependencies were told to be up.
 */
final class EventOrder {

    private final Map<String, State> states = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private long last;

    /** Those that came since the last time, and the graph as it is now. */
    void check(List<InterlockEvent> events, ReferenceGraph graph) {
        for (int place = 0; place < events.size(); place++) {
            InterlockEvent event = events.get(place);
            Comparison.same("an event", "number", event.sequence(), last + 1);
            last = event.sequence();
            if (event instanceof GraphChanged change) {
                graphChanged(change);
            } else if (event instanceof SignalChanged signal) {
                states.put(signal.signal(), signal.up() ? State.CLOSED : State.OPEN);
            } else if (event instanceof CascadeHappened cascade && !cascade.isStopped()) {
                isInOnePiece(cascade, events.subList(place + 1, events.size()));
            } else if (event instanceof CircuitTransitioned moved) {
                continues(moved);
                if (moved.cause().event() == CircuitEvent.ATTEMPT_RECOVERY
                        || moved.cause().event() == CircuitEvent.RESET) {
                    comesAfterDependencies(moved, graph);
                }
            }
        }
    }

    private void graphChanged(GraphChanged change) {
        switch (change.change()) {
            case DEFINED -> {
                states.put(change.node(), State.CLOSED);
                epochs.put(change.node(), 0L);
            }
            case REMOVED -> states.remove(change.node());
            case LINKED, UNLINKED, RECONFIGURED -> {
                // The graph is asked for edges.
            }
        }
    }

    private void continues(CircuitTransitioned moved) {
        assertThat(moved.from()).as("from of %s", moved).isEqualTo(states.get(moved.circuit()));
        assertThat(moved.epoch()).as("epoch of %s", moved).isEqualTo(epochs.getOrDefault(moved.circuit(), -9L) + 1);
        states.put(moved.circuit(), moved.to());
        epochs.put(moved.circuit(), moved.epoch());
    }

    private static void isInOnePiece(CascadeHappened cascade, List<InterlockEvent> after) {
        assertThat(after)
                .as("what follows %s", cascade)
                .hasSizeGreaterThanOrEqualTo(cascade.affected().size());
        List<String> opened = new ArrayList<>();
        for (InterlockEvent event : after.subList(0, cascade.affected().size())) {
            if (event instanceof CircuitTransitioned moved
                    && moved.to() == State.OPEN
                    && moved.cause().source().equals(java.util.Optional.of(cascade.source()))) {
                opened.add(moved.circuit());
            }
        }
        assertThat(opened).as("opened by %s", cascade).containsExactlyInAnyOrderElementsOf(cascade.affected());
    }

    private void comesAfterDependencies(CircuitTransitioned moved, ReferenceGraph graph) {
        ReferenceNode node = graph.nodes.get(moved.circuit());
        if (node == null) {
            return;
        }
        for (String dependency : graph.direct(moved.circuit())) {
            Set<String> needed = new TreeSet<>(graph.below(dependency));
            needed.add(dependency);
            Set<String> notUp = new HashSet<>();
            for (String each : needed) {
                State state = states.getOrDefault(each, State.CLOSED);
                if (state.isOpen()) { // whether one that is HALF_OPEN would do, the reference knows
                    notUp.add(each);
                }
            }
            assertThat(notUp).as("what is not up when %s", moved).isEmpty();
        }
    }
}
