package dev.interlock.internal.graph;

import dev.interlock.internal.event.EventNode;
import dev.interlock.internal.state.CircuitState;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is decided together, as one immutable value: nodes with their edges, states with their epochs, gates with their
 * blocked counts, and the events of every commit so far.
 *
 * <p>Invariants of each published graph: a gate's blocked count is the number of open nodes among the transitive hard
 * dependencies (the node itself not counted); dependencies have no cycle, or cycles are condensed; a state's epoch is
 * the number of its circuit's transitions; the events are those that led here.
 *
 * <p>Reading is wait-free: one acquire-read of {@link GraphRoot}, then indexed reads. Source of the design: the snapshot option of a comparison of
 * seven ways to make guarded transitions atomic, see {@code docs/decisions/0001-one-snapshot-one-compare-and-set.md}.
 */
public final class Graph implements GraphReader {

    final long version;
    final int size;
    final int circuits;
    final Census census;
    final boolean closed;
    final Chunked<Vertex> vertices;
    final Chunked<CircuitState> states;
    final ChunkedInts gates;
    final EventNode events;

    Graph(
            long version,
            int size,
            int circuits,
            Census census,
            boolean closed,
            Chunked<Vertex> vertices,
            Chunked<CircuitState> states,
            ChunkedInts gates,
            EventNode events) {
        this.version = version;
        this.size = size;
        this.circuits = circuits;
        this.census = census;
        this.closed = closed;
        this.vertices = vertices;
        this.states = states;
        this.gates = gates;
        this.events = events;
    }

    /** The graph without nodes. */
    static Graph empty(RecoveryLimits limits) {
        return new Graph(
                0,
                0,
                0,
                Census.empty(limits),
                false,
                Chunked.empty(),
                Chunked.empty(),
                ChunkedInts.empty(),
                EventNode.first());
    }

    /** The number of commits before this graph. */
    public long version() {
        return version;
    }

    /**
     * The last graph of an interlock: everything looks as it did, but no gate is that of a plain closed call any more, so that each call
     * takes the way on which it is told to be unprotected. No commit follows it.
     */
    Graph close() {
        ChunkedInts.Edit shut = gates.edit();
        for (int index = 0; index < size; index++) {
            shut.set(index, Gate.shut(gate(index)));
        }
        return new Graph(version + 1, size, circuits, census, true, vertices, states, shut.done(gates), events);
    }

    /** Whether no other graph follows. */
    public boolean isClosed() {
        return closed;
    }

    /** The newest event. */
    public EventNode events() {
        return events;
    }

    /** How many circuits there are. */
    public int circuits() {
        return circuits;
    }

    /** How many of them count as open. */
    public int openCircuits() {
        return census.openCircuits();
    }

    /** Whether so many circuits are open that cascades stop. */
    public boolean isPanicking() {
        return census.isPanicking(circuits);
    }

    /** Numbers of nodes are below this. */
    @Override
    public int size() {
        return size;
    }

    @Override
    public int gate(int index) {
        return gates.get(index);
    }

    @Override
    public @Nullable Vertex vertexOrNull(int index) {
        return vertices.get(index);
    }

    /** The state of a circuit or signal; null for an unresolved name. */
    @Override
    public @Nullable CircuitState stateOrNull(int index) {
        return states.get(index);
    }
}
