package dev.interlock.internal.recovery;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Finds circuits that a run saw closed and that opened again before it was over. Which of their openings came after that is told by the
 * epoch: events are delivered later than they happen, and may be of the outage before.
 */
final class Relapses {

    private final Interlock interlock;

    /** Openings that nobody asked for; told by events, taken by steps. */
    private final Queue<CircuitTransitioned> openings = new ConcurrentLinkedQueue<>();

    /** The epoch in which each circuit was seen closed. Only steps touch it. */
    private final Map<String, Long> closedIn = new HashMap<>();

    Relapses(Interlock interlock) {
        this.interlock = interlock;
    }

    /** An operator knows what he does; what opens without one has fallen. */
    void onTransition(CircuitTransitioned event) {
        if (event.to() == State.OPEN && event.cause().actor().isEmpty()) {
            openings.add(event);
        }
    }

    /** The run counts on this circuit from now on. */
    void sawClosed(String name) {
        interlock
                .snapshot()
                .find(name)
                .map(node ->
                        node.state() == State.CLOSED ? node.epoch() : node.epoch() - 1) // it may have fallen just now
                .ifPresent(epoch -> closedIn.put(name, epoch));
    }

    /** The circuits that fell since the last time, in order. */
    List<Circuit> take() {
        List<Circuit> fallen = new ArrayList<>();
        for (CircuitTransitioned next = openings.poll(); next != null; next = openings.poll()) {
            Long seen = closedIn.get(next.circuit());
            if (seen != null && next.epoch() > seen) {
                closedIn.remove(next.circuit()); // said once
                interlock.find(next.circuit()).ifPresent(fallen::add);
            }
        }
        return fallen;
    }
}
