package dev.interlock.internal.log;

import dev.interlock.NodeKind;
import dev.interlock.event.GraphChanged;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Ints;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.graph.Vertex;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.text.Nearest;
import dev.interlock.internal.time.CoarseClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Warns once for each name that calls pass although an edge says that it has to be up, and nobody defined it. Calls themselves do not look: once a
 * second the few circuits with such an edge are asked whether they have had calls since.
 */
final class Unresolved {

    /** So that names which come from outside cannot fill the memory; from then on nobody is warned. */
    private static final int MOST_NAMES = 1_000;

    private static final long SECOND = 1_000_000_000L;

    private final GraphRoot root;
    private final Names names;
    private final CoarseClock clock;
    private final BoundedLog log;
    /** Circuits with such an edge, and how many calls they had had when it was seen. */
    private final Map<String, Long> callsBefore = new ConcurrentHashMap<>();

    private final Set<String> external = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile long lookedAt;

    Unresolved(GraphRoot root, Names names, CoarseClock clock, BoundedLog log) {
        this.root = root;
        this.names = names;
        this.clock = clock;
        this.log = log;
        this.lookedAt = clock.nanos();
    }

    void external(Collection<String> more) {
        external.addAll(more);
    }

    void changed(GraphChanged change) {
        Graph graph = root.read();
        boolean fresh = change.change() == GraphChanged.Change.DEFINED;
        int index = names.find(graph, change.node());
        if (index < 0) {
            callsBefore.remove(change.node());
            return;
        }
        if (fresh) {
            told.remove(change.node()); // if it goes again, that is news
        }
        consider(graph, index, fresh);
        if (change.change() == GraphChanged.Change.REMOVED) {
            Vertex vertex = graph.vertex(index);
            for (Ints dependents : List.of(vertex.hardDependents(), vertex.softDependents())) {
                for (int i = 0; i < dependents.size(); i++) {
                    consider(graph, dependents.get(i), false);
                }
            }
        }
    }

    void lookAtAll() {
        Graph graph = root.read();
        for (int index = 0; index < graph.size(); index++) {
            if (graph.vertexOrNull(index) != null) {
                consider(graph, index, false);
            }
        }
    }

    private void consider(Graph graph, int index, boolean fresh) {
        String name = graph.vertex(index).name();
        if (graph.vertex(index).kind() != NodeKind.CIRCUIT
                || missing(graph, index).isEmpty()) {
            callsBefore.remove(name);
        } else {
            callsBefore.putIfAbsent(name, fresh ? 0 : calls(graph, index));
        }
    }

    /** Whether there is something to look at. */
    boolean isDue() {
        return !callsBefore.isEmpty() && clock.nanos() - lookedAt >= SECOND;
    }

    void look() {
        if (!isDue()) {
            return;
        }
        lookedAt = clock.nanos();
        Graph graph = root.read();
        callsBefore.forEach((circuit, before) -> {
            int index = names.find(graph, circuit);
            Optional<String> missing = index < 0 ? Optional.empty() : missing(graph, index);
            if (missing.isEmpty()) {
                callsBefore.remove(circuit);
            } else if (calls(graph, index) > before && told.size() < MOST_NAMES && told.add(missing.get())) {
                log.line(System.Logger.Level.WARNING, () -> words(graph, circuit, missing.get()));
            }
        });
    }

    private static String words(Graph graph, String circuit, String missing) {
        List<String> others = new ArrayList<>(graph.circuitNames());
        others.remove(circuit);
        return "calls pass '" + circuit + "', which depends on '" + missing + "', and that is not defined: it blocks"
                + " nothing, whatever happens to it"
                + Nearest.nearest(missing, others)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; define it, or take the edge away");
    }

    /** The first of its dependencies that is not defined, and that nobody knows of. */
    private Optional<String> missing(Graph graph, int index) {
        Vertex vertex = graph.vertex(index);
        for (Ints edges : List.of(vertex.hard(), vertex.soft())) {
            for (int i = 0; i < edges.size(); i++) {
                Vertex dependency = graph.vertex(edges.get(i));
                boolean known = external.contains(dependency.name()) || told.contains(dependency.name());
                if (dependency.kind() == NodeKind.UNRESOLVED && !known) {
                    return Optional.of(dependency.name());
                }
            }
        }
        return Optional.empty();
    }

    /** Calls that were admitted and have ended. */
    private static long calls(Graph graph, int index) {
        CircuitState state = graph.stateOrNull(index);
        Counters counters = graph.vertex(index).counters();
        if (state == null || counters == null) {
            return 0;
        }
        Counters.Ends ends = counters.readEnds();
        return state.recordedSuccesses() + ends.probeSuccesses.sum() + ends.failures.sum() + ends.ignored.sum();
    }
}
