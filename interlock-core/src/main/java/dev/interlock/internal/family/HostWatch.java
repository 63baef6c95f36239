package dev.interlock.internal.family;

import dev.interlock.CircuitEvent;
import dev.interlock.InterlockEvent;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.engine.Engine;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.state.CircuitState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Opens the host circuit of a family when enough of its keys are open, and closes it when fewer are. Follows committed events, and decides by
 * the graph as it is then: an event that comes late or twice changes nothing.
 *
 * <p>A host has no probes: it is HALF_OPEN while its keys recover, and the one that falls again is its failed probe.
 */
public final class HostWatch {

    private static final int NAMED = 3;

    private final GraphRoot root;
    private final Engine engine;
    private final List<Host> hosts = new CopyOnWriteArrayList<>();

    /** Watches one graph. */
    public HostWatch(GraphRoot root, Engine engine) {
        this.root = root;
        this.engine = engine;
    }

    /** From now on the family's host is watched. */
    public void add(FamilyImpl family, CircuitImpl host, int opensAt) {
        hosts.add(new Host(family, host, opensAt));
    }

    /** One committed event; called one at a time and in order. */
    public void onEvent(InterlockEvent event) {
        if (event instanceof CircuitTransitioned moved) {
            for (Host host : hosts) {
                if (moved.circuit().startsWith(host.circuit.name())) {
                    look(host, moved);
                }
            }
        }
    }

    private void look(Host host, CircuitTransitioned moved) {
        Graph graph = root.read();
        CircuitState state = graph.stateOrNull(host.circuit.index());
        if (state == null || state.owner() != host.circuit) { // the host was removed
            return;
        }
        if (state.state() != State.CLOSED && state.state() != State.HALF_OPEN) {
            return;
        }
        List<String> down = host.down(graph);
        boolean many = down.size() >= host.opensAt;
        if (state.state() == State.CLOSED && many) {
            engine.trip(host.circuit, state, down.size() + " of its keys are open: " + named(down));
        } else if (state.state() == State.HALF_OPEN && host.isFallen(moved)) {
            engine.trip(host.circuit, state, "'" + moved.circuit() + "' fell again");
        } else if (state.state() == State.HALF_OPEN && !many) {
            engine.askReset(host.circuit, state.epoch());
        }
    }

    private static String named(List<String> down) {
        List<String> first = down.stream().sorted().limit(NAMED).toList();
        return String.join(", ", first) + (down.size() > NAMED ? " and " + (down.size() - NAMED) + " more" : "");
    }

    private record Host(FamilyImpl family, CircuitImpl circuit, int opensAt) {

        List<String> down(Graph graph) {
            List<String> down = new ArrayList<>();
            for (Place place : family.places()) {
                CircuitState state = graph.stateOrNull(place.circuit.index());
                if (state != null
                        && state.owner() == place.circuit
                        && (state.state().isOpen() || state.state() == State.HALF_OPEN)) {
                    down.add(place.circuit.name());
                }
            }
            return down;
        }

        boolean isFallen(CircuitTransitioned moved) {
            return moved.from() == State.HALF_OPEN
                    && moved.to() == State.OPEN
                    && moved.cause().event() == CircuitEvent.TRIP
                    && moved.circuit().startsWith(circuit.name() + "/");
        }
    }
}
