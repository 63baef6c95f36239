package dev.interlock.internal.graph;

import dev.interlock.Edge;
import dev.interlock.internal.state.Terms;
import java.util.List;

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
            String name, Object owner, Terms before, Terms terms, List<Edge> edgesRemoved, List<Edge> edgesAdded) {}
}
