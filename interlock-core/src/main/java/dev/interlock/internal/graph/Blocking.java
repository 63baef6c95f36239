package dev.interlock.internal.graph;

/**
 * Keeps the blocked counts: for each node the number of open nodes among its transitive hard dependencies, itself not counted.
 *
 * <p>An opening or leaving changes the count of each transitive dependent by one, once, however many ways lead there: the walk
 * visits each node once, so a diamond is not counted twice. A changed edge recounts the node and its transitive
 * dependents from scratch; edges change rarely.
 */
final class Blocking {

    private Blocking() {}

    /** A node became open (1) or left open (-1). */
    static void adjust(Draft draft, int index, int by) {
        IntWalk walk = new IntWalk();
        walk.add(index, -1);
        while (walk.hasNext()) {
            int at = walk.next();
            if (at != index) {
                draft.blockedCount(at, Gate.blockedCount(draft.gate(at)) + by);
            }
            addAll(walk, draft.vertex(at).hardDependents(), at);
        }
    }

    /** Edges below a node changed: recounts it and all that depend on it. */
    static void recount(Draft draft, int index) {
        IntWalk affected = new IntWalk();
        affected.add(index, -1);
        while (affected.hasNext()) {
            int at = affected.next();
            if (!Gate.isGone(draft.gate(at))) {
                int count = draft.anyOpen() ? count(draft, at) : 0;
                if (count != Gate.blockedCount(draft.gate(at))) {
                    draft.blockedCount(at, count);
                }
            }
            addAll(affected, draft.vertex(at).hardDependents(), at);
        }
    }

    /** The blocked count of a node, from scratch. */
    static int count(GraphReader graph, int index) {
        int count = 0;
        IntWalk walk = new IntWalk();
        walk.add(index, -1);
        while (walk.hasNext()) {
            int at = walk.next();
            if (at != index && Gate.isOpen(graph.gate(at))) {
                count++;
            }
            addAll(walk, graph.vertex(at).hard(), at);
        }
        return count;
    }

    static void addAll(IntWalk walk, Ints edges, int cameFrom) {
        for (int i = 0; i < edges.size(); i++) {
            walk.add(edges.get(i), cameFrom);
        }
    }
}
