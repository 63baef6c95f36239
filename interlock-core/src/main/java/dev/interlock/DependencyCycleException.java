package dev.interlock;

import java.util.List;
import java.util.stream.Collectors;

/** An edge would have closed a cycle of dependencies; nothing was changed. */
public final class DependencyCycleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The cycle, its first name repeated at its end. */
    @SuppressWarnings("serial") // what List.copyOf makes is serializable
    private final List<String> path;

    /**
     * A refused edge.
     *
     * @param path the cycle, its first name repeated at its end
     */
    public DependencyCycleException(List<String> path) {
        this(path, List.of());
    }

    /**
     * A refused edge of a cycle that has soft edges, too.
     *
     * @param path          the cycle, its first name repeated at its end
     * @param recoversAfter those of its edges that are {@link EdgeKind#RECOVERS_AFTER}: often the ones that can be left out
     */
    public DependencyCycleException(List<String> path, List<Edge> recoversAfter) {
        super("dependency cycle: " + String.join(" -> ", path) + soft(recoversAfter)
                + "; a circuit cannot wait for itself. Define a circuit per operation instead of one per service, or allow"
                + " cycles with cycles(CyclePolicy.CONDENSE)");
        this.path = List.copyOf(path);
    }

    private static String soft(List<Edge> edges) {
        return edges.isEmpty()
                ? ""
                : edges.stream()
                        .map(edge -> edge.from() + " recoversAfter " + edge.to())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /**
     * The whole cycle.
     *
     * @return names in order, the first repeated at the end
     */
    public List<String> path() {
        return path;
    }
}
