package dev.interlock.internal.advice;

import dev.interlock.CascadeMode;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Explanation;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Circuits that are all CLOSED, and edges; what edges name and nobody added is unresolved. */
final class HandMadeSnapshot implements Snapshot {

    private final Set<String> circuits = new TreeSet<>();
    private final Set<String> names = new TreeSet<>();
    private final List<Edge> edges = new ArrayList<>();

    HandMadeSnapshot circuits(String... added) {
        circuits.addAll(List.of(added));
        names.addAll(List.of(added));
        return this;
    }

    HandMadeSnapshot edge(String from, EdgeKind kind, String to) {
        edges.add(new Edge(from, kind, to, CascadeMode.ENFORCE));
        names.add(to);
        return this;
    }

    @Override
    public long version() {
        return 1;
    }

    @Override
    public Instant takenAt() {
        return Instant.EPOCH;
    }

    @Override
    public List<NodeView> nodes() {
        return names.stream().map(this::node).toList();
    }

    @Override
    public Optional<NodeView> find(String name) {
        return names.contains(name) ? Optional.of(node(name)) : Optional.empty();
    }

    @Override
    public NodeView node(String name) {
        if (!names.contains(name)) {
            throw new NoSuchElementException(name);
        }
        return new NodeView(
                name,
                circuits.contains(name) ? NodeKind.CIRCUIT : NodeKind.UNRESOLVED,
                State.CLOSED,
                0,
                Instant.EPOCH,
                Optional.empty(),
                false,
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                0);
    }

    @Override
    public List<Edge> edges() {
        return edges.stream()
                .sorted(Comparator.comparing(Edge::from)
                        .thenComparing(Edge::kind)
                        .thenComparing(Edge::to))
                .toList();
    }

    @Override
    public int openCircuits() {
        throw new UnsupportedOperationException("not needed here");
    }

    @Override
    public double openShare() {
        throw new UnsupportedOperationException("not needed here");
    }

    @Override
    public boolean isPanicking() {
        throw new UnsupportedOperationException("not needed here");
    }

    @Override
    public Explanation explain(String name) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public List<List<String>> recoveryOrder() {
        throw new UnsupportedOperationException();
    }
}
