package dev.interlock.internal.graph;

import dev.interlock.Edge;
import dev.interlock.Explanation;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.PrintableText;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.internal.advice.RecoveryOrder;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.state.Episode;
import dev.interlock.internal.text.Nearest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One published graph, shown. Views are built when asked; the graph itself never changes. */
public final class SnapshotView implements Snapshot {

    private final Graph graph;
    private final Names names;
    private final Explainer explainer;
    private final Instant takenAt;

    /** Made when a name is not found by its present number: it may have had another one when the graph was published. */
    private volatile @Nullable Map<String, Integer> byName;

    /** Shows a graph as it looks at one moment. */
    public SnapshotView(Graph graph, Names names, long nowNanos, Instant now) {
        this.graph = graph;
        this.names = names;
        this.explainer = new Explainer(graph, nowNanos, now);
        this.takenAt = now;
    }

    @Override
    public long version() {
        return graph.version();
    }

    @Override
    public Instant takenAt() {
        return takenAt;
    }

    @Override
    public List<NodeView> nodes() {
        return visible().stream()
                .map(this::view)
                .sorted(Comparator.comparing(NodeView::name))
                .toList();
    }

    @Override
    public Optional<NodeView> find(String name) {
        int index = index(name);
        return index < 0 ? Optional.empty() : Optional.of(view(index));
    }

    @Override
    public NodeView node(String name) {
        return view(known(name));
    }

    @Override
    public int openCircuits() {
        return graph.openCircuits();
    }

    @Override
    public double openShare() {
        return graph.circuits() == 0 ? 0 : (double) graph.openCircuits() / graph.circuits();
    }

    @Override
    public boolean isPanicking() {
        return graph.isPanicking();
    }

    @Override
    public List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int index : visible()) {
            edges.addAll(Topology.edgesFrom(graph, index));
        }
        edges.sort(Comparator.comparing(Edge::from).thenComparing(Edge::kind).thenComparing(Edge::to));
        return List.copyOf(edges);
    }

    @Override
    public Explanation explain(String name) {
        return explainer.explain(known(name));
    }

    @Override
    public List<List<String>> recoveryOrder() {
        List<String> circuits = visible().stream()
                .map(graph::vertex)
                .filter(vertex -> vertex.kind() == NodeKind.CIRCUIT)
                .map(Vertex::name)
                .toList();
        return RecoveryOrder.waves(circuits, name -> {
            Vertex vertex = graph.vertex(known(name));
            List<String> dependencies = new ArrayList<>();
            Roots.list(vertex.hard())
                    .forEach(to -> dependencies.add(graph.vertex(to).name()));
            Roots.list(vertex.soft())
                    .forEach(to -> dependencies.add(graph.vertex(to).name()));
            return dependencies;
        });
    }

    private NodeView view(int index) {
        Vertex vertex = graph.vertex(index);
        CircuitState state = vertex.kind() == NodeKind.UNRESOLVED ? null : graph.stateOrNull(index);
        Counters counters = vertex.counters();
        Episode episode = state == null ? null : state.episode();
        return new NodeView(
                vertex.name(),
                vertex.kind(),
                state == null ? State.CLOSED : state.state(),
                state == null ? 0 : state.epoch(),
                state == null ? takenAt : state.enteredAt(),
                state == null ? Optional.empty() : Optional.ofNullable(state.cause()),
                Gate.isProbing(graph.gate(index)),
                Gate.blockedCount(graph.gate(index)),
                Roots.open(graph, index).stream()
                        .map(at -> graph.vertex(at).name())
                        .toList(),
                explainer.rootCauses(index),
                explainer.nextAttempt(index).map(takenAt::plus),
                counters == null ? Optional.empty() : Optional.ofNullable(counters.lastError()),
                episode == null ? 0 : episode.outstanding(),
                counters == null ? 0 : counters.placesTaken());
    }

    /** Nodes that are defined, or that an edge names. */
    private List<Integer> visible() {
        List<Integer> visible = new ArrayList<>(graph.size());
        for (int index = 0; index < graph.size(); index++) {
            if (isVisible(index)) {
                visible.add(index);
            }
        }
        return visible;
    }

    private boolean isVisible(int index) {
        Vertex vertex = graph.vertexOrNull(index);
        return vertex != null && !vertex.isUnused();
    }

    private int index(String name) {
        int index = names.find(graph, name);
        return index >= 0 && isVisible(index) ? index : byName().getOrDefault(name, -1);
    }

    private Map<String, Integer> byName() {
        Map<String, Integer> known = byName;
        if (known == null) {
            known = new HashMap<>();
            for (int index : visible()) {
                known.put(graph.vertex(index).name(), index);
            }
            byName = known;
        }
        return known;
    }

    private int known(String name) {
        int index = index(name);
        if (index < 0) {
            List<String> known =
                    visible().stream().map(at -> graph.vertex(at).name()).toList();
            throw new NoSuchElementException("there is no circuit or signal '" + PrintableText.of(name) + "'"
                    + Nearest.nearest(name, known)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse(""));
        }
        return index;
    }

    @Override
    public String toString() {
        return "Snapshot[version=" + version() + ", takenAt=" + takenAt + ", nodes="
                + visible().size() + ", openCircuits=" + openCircuits() + "]";
    }
}
