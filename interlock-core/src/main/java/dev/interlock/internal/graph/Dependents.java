package dev.interlock.internal.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Questions about ways through the graph that the engine and the calls ask. */
public final class Dependents {

    private Dependents() {}

    /**
     * The circuits that depend on a node over hard edges, directly or not.
     *
     * @param circuits how many there are
     * @param free     how many of them nothing blocks
     */
    public record Above(int circuits, int free) {

        /** Nobody depends on it. */
        public static final Above NOBODY = new Above(0, 0);
    }

    /** Counts the circuits above a node. */
    public static Above above(Graph graph, int index) {
        IntWalk walk = new IntWalk();
        walk.add(index, -1);
        int circuits = 0;
        int free = 0;
        while (walk.hasNext()) {
            int at = walk.next();
            Vertex vertex = graph.vertex(at);
            Blocking.addAll(walk, vertex.hardDependents(), at);
            if (at != index && vertex.owner() instanceof Member) {
                circuits++;
                free += Gate.blockedCount(graph.gate(at)) == 0 ? 1 : 0;
            }
        }
        return new Above(circuits, free);
    }

    /** Whether a name is a direct or transitive dependency, hard or soft, of a node. */
    public static boolean isDependency(Graph graph, int index, int dependency) {
        return dependency >= 0
                && dependency < graph.size()
                && graph.vertexOrNull(dependency) != null
                && dependency != index
                && !Cycles.path(graph, index, dependency).isEmpty();
    }

    /** Whether one node is a direct or transitive hard dependency of another. */
    static boolean dependsOnHard(GraphReader graph, int index, int dependency) {
        IntWalk walk = new IntWalk();
        walk.add(index, -1);
        while (walk.hasNext()) {
            int at = walk.next();
            if (at == dependency && at != index) {
                return true;
            }
            Blocking.addAll(walk, graph.vertex(at).hard(), at);
        }
        return false;
    }

    /** Whether a node has hard dependencies of its own; not if it is not there. */
    public static boolean hasHardDependencies(Graph graph, int index) {
        Vertex vertex = graph.vertexOrNull(index);
        return vertex != null && vertex.hard().size() > 0;
    }

    /** Whether any of these is a direct or transitive hard dependency of a node. The members of its own cycle are not: they depend on it, too. */
    public static boolean dependsOnAny(Graph graph, int index, Set<Integer> others) {
        int component = graph.vertex(index).component();
        IntWalk walk = new IntWalk();
        walk.add(index, -1);
        while (walk.hasNext()) {
            int at = walk.next();
            Vertex vertex = graph.vertex(at);
            boolean inside = component >= 0 && vertex.component() == component;
            if (at != index && !inside && others.contains(at)) {
                return true;
            }
            Blocking.addAll(walk, vertex.hard(), at);
        }
        return false;
    }

    /** The names of the direct dependencies, hard ones first. */
    public static List<String> direct(Graph graph, int index) {
        Vertex vertex = graph.vertex(index);
        List<String> names = new ArrayList<>();
        Roots.list(vertex.hard()).forEach(to -> names.add(graph.vertex(to).name()));
        Roots.list(vertex.soft()).forEach(to -> names.add(graph.vertex(to).name()));
        return names;
    }
}
