package dev.interlock.internal.graph;

import dev.interlock.InterlockEvent;
import dev.interlock.NodeKind;
import dev.interlock.State;
import dev.interlock.event.PanicChanged;
import dev.interlock.internal.state.CircuitState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The next graph while it is being made. Seen by one thread only; thrown away if the compare-and-set fails. */
final class Draft implements GraphReader {

    private final Graph base;
    private int size;
    private int circuits;
    private Census census;
    private Chunked.@Nullable Edit<Vertex> vertices;
    private Chunked.@Nullable Edit<CircuitState> states;
    private ChunkedInts.@Nullable Edit gates;
    private final List<InterlockEvent> events = new ArrayList<>(2);

    Draft(Graph base) {
        this.base = base;
        this.size = base.size;
        this.circuits = base.circuits;
        this.census = base.census;
    }

    @Override
    public int size() {
        return size;
    }

    int circuits() {
        return circuits;
    }

    void addCircuits(int more) {
        circuits += more;
    }

    /** Whether so many circuits are open that cascades stop. */
    boolean isPanicking() {
        return census.isPanicking(circuits);
    }

    /** Tells of it, if this commit makes the circuits that are open too many, or not any more. Last of all that it does. */
    void tellPanic(Moment moment) {
        boolean panicking = isPanicking();
        if (panicking != base.isPanicking()) {
            emit(sequence -> new PanicChanged(sequence, moment.instant(), panicking, census.openCircuits(), circuits));
        }
    }

    /** Whether any node is open. Without one, every blocked count is zero. */
    boolean anyOpen() {
        return census.open() > 0;
    }

    @Override
    public @Nullable Vertex vertexOrNull(int index) {
        return vertices != null ? vertices.get(index) : base.vertexOrNull(index);
    }

    void vertex(int index, Vertex vertex) {
        if (vertices == null) {
            vertices = base.vertices.edit();
        }
        boolean known = vertices.get(index) != null;
        vertices.set(index, vertex);
        if (!known) {
            gate(index, Gate.GONE);
        }
        size = Math.max(size, index + 1);
    }

    @Override
    public @Nullable CircuitState stateOrNull(int index) {
        return states != null ? states.get(index) : base.stateOrNull(index);
    }

    /** Sets state and gate of a defined node together; the blocked count stays. */
    void state(int index, CircuitState state) {
        if (states == null) {
            states = base.states.edit();
        }
        states.set(index, state);
        gateState(index, state.state(), state.ramp() != null || state.isProbing());
    }

    /** Sets what is the same state to the gate: other terms, which admit no call and refuse none. */
    void sameState(int index, CircuitState state) {
        if (states == null) {
            states = base.states.edit();
        }
        states.set(index, state);
    }

    /** All calls of a circuit that recovered are admitted from now on. */
    void rampOver(int index) {
        gateState(index, State.CLOSED, false);
    }

    @Override
    public int gate(int index) {
        return gates != null ? gates.get(index) : index < base.size ? base.gate(index) : Gate.GONE;
    }

    void blockedCount(int index, int count) {
        if (count < 0) {
            throw new IllegalStateException("blocked count of '" + vertex(index).name() + "' would be " + count);
        }
        gate(index, Gate.withBlockedCount(gate(index), count));
    }

    /** Takes the circuit or signal away; what remains is a name that blocks nothing. */
    void gone(int index) {
        countAndSet(index, Gate.GONE);
        if (states == null) {
            states = base.states.edit();
        }
        states.clear(index); // or the graph would keep the handle, its guards and its window alive
    }

    private void gateState(int index, State state, boolean restricted) {
        countAndSet(index, Gate.withState(gate(index), state, restricted));
    }

    private void countAndSet(int index, int after) {
        census = census.changed(index, vertex(index).kind() == NodeKind.CIRCUIT, gate(index), after);
        gate(index, after);
    }

    private void gate(int index, int gate) {
        if (gates == null) {
            gates = base.gates.edit();
        }
        gates.set(index, gate);
    }

    /** Adds an event, which is made from its sequence number. */
    void emit(LongFunction<? extends InterlockEvent> event) {
        events.add(event.apply(base.events.lastSequence() + 1 + events.size()));
    }

    Graph build() {
        return new Graph(
                base.version + 1,
                size,
                circuits,
                census,
                base.closed,
                vertices != null ? vertices.done(base.vertices) : base.vertices,
                states != null ? states.done(base.states) : base.states,
                gates != null ? gates.done(base.gates) : base.gates,
                events.isEmpty() ? base.events : base.events.append(events));
    }
}
