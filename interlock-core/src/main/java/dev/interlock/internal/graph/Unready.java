package dev.interlock.internal.graph;

import dev.interlock.NodeKind;
import dev.interlock.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a node depends on that blocks nothing, and yet is not quite there: circuits that are HALF_OPEN, or refuse calls for a reason of their own.
 * Calls of the node pass, and may fail where they come to such a circuit.
 */
final class Unready {

    private final Graph graph;
    private final Hindrances hindrances;

    Unready(Graph graph, Hindrances hindrances) {
        this.graph = graph;
        this.hindrances = hindrances;
    }

    private record Dependency(int index, Optional<String> refusing, int found) {}

    /** In words, to follow what is said of the node; empty if there is none. */
    String below(int index) {
        List<Dependency> found = new ArrayList<>();
        IntWalk walk = new IntWalk();
        walk.add(index, -1);
        while (walk.hasNext()) {
            int at = walk.next();
            if (at != index && graph.vertex(at).kind() == NodeKind.CIRCUIT) {
                Optional<String> refusing = hindrances.refusing(at);
                if (refusing.isPresent() || Gate.state(graph.gate(at)) == State.HALF_OPEN) {
                    found.add(new Dependency(at, refusing, found.size()));
                }
            }
            Blocking.addAll(walk, graph.vertex(at).hard(), at);
        }
        return found.stream()
                .min(Comparator.comparing((Dependency each) -> each.refusing().isEmpty())
                        .thenComparing(Dependency::found)) // breadth first: the nearest
                .map(first -> words(index, first, found.size() - 1))
                .orElse("");
    }

    private String words(int index, Dependency first, int others) {
        List<String> waiting = hindrances.waitingFor(first.index());
        return "; it depends on '" + graph.vertex(first.index()).name() + "', " + Words.state(graph, first.index())
                + first.refusing().map(" and refusing calls: "::concat).orElse("")
                + " (" + Words.chain(Roots.chain(graph, index, first.index())) + ")"
                + (others == 0
                        ? ""
                        : ", and on " + others + " more that " + (others == 1 ? "is" : "are") + " not ready")
                + (waiting.isEmpty() ? "" : ", which waits for: " + String.join("; ", waiting));
    }
}
