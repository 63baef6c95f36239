package dev.interlock.internal.graph;

import dev.interlock.Edge;
import dev.interlock.internal.state.Terms;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Several changes of the graph that are one commit: first what goes, then what comes, so that the limits and the cycle test see nothing
 * that is only there in between.
 *
 * @param removed circuits and signals to take away
 * @param changed those to configure anew
 * @param defined those to define
 */
public record GraphPatch(List<String> removed, List<Changed> changed, List<NewNode> defined) {

    /**
     * A circuit or signal to configure anew.
     *
     * @param owner        its handle
     * @param before       the terms that the change was made for: if it goes by others by now, the change is void
     * @param terms        what it goes by from now on
     * @param edgesRemoved edges that the new configuration does not have any more
     * @param edgesAdded   edges that only the new configuration has
     */
    public record Changed(
            String name, Object owner, Terms before, Terms terms, List<Edge> edgesRemoved, List<Edge> edgesAdded) {

        /** A circuit that gets other options and edges. */
        public static Changed of(String name, Object owner, Terms before, Terms after) {
            return of(name, owner, before, after, edges(name, before), edges(name, after));
        }

        /** A circuit or signal that had some edges, and is to have others. */
        public static Changed of(
                String name, Object owner, Terms before, Terms after, List<Edge> had, List<Edge> toHave) {
            List<Edge> removed =
                    had.stream().filter(edge -> !toHave.contains(edge)).toList();
            List<Edge> added =
                    toHave.stream().filter(edge -> !had.contains(edge)).toList();
            return new Changed(name, owner, before, after, removed, added);
        }

        private static List<Edge> edges(String name, Terms terms) {
            return NewNode.edges(name, terms.config());
        }
    }

    /** Only definitions. */
    static GraphPatch defining(List<NewNode> nodes) {
        return new GraphPatch(List.of(), List.of(), nodes);
    }

    /** The names of all nodes that it is about, and of both ends of the edges. */
    Set<String> names() {
        Set<String> all = new LinkedHashSet<>(removed);
        for (Changed change : changed) {
            all.add(change.name());
            change.edgesRemoved().forEach(edge -> all.add(edge.to()));
            change.edgesAdded().forEach(edge -> all.add(edge.to()));
        }
        for (NewNode node : defined) {
            all.add(node.name());
            node.edges().forEach(edge -> all.add(edge.to()));
        }
        return all;
    }

    /** With more to configure anew. */
    GraphPatch and(List<Changed> more) {
        List<Changed> all = new ArrayList<>(changed);
        all.addAll(more);
        return new GraphPatch(removed, all, defined);
    }
}
