package dev.interlock;

import java.util.List;

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
        super("dependency cycle: " + String.join(" -> ", path)
                + "; a circuit cannot wait for itself. Define a circuit per operation instead of one per service, or allow"
                + " cycles with cycles(CyclePolicy.CONDENSE)");
        this.path = List.copyOf(path);
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
