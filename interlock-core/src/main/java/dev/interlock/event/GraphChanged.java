package dev.interlock.event;

import dev.interlock.Edge;
import dev.interlock.InterlockEvent;
import java.time.Instant;
import java.util.List;

/**
 * Something was defined, configured anew, linked, unlinked or removed.
 *
 * @param sequence its place in the order of all events
 * @param at       when it happened
 * @param change   what
 * @param node     the node, or the edge's dependent or source
 * @param edges    the edges that were added or removed; for RECONFIGURED all that begin at the node now
 */
public record GraphChanged(long sequence, Instant at, Change change, String node, List<Edge> edges)
        implements InterlockEvent {

    /** What can happen to the graph. */
    public enum Change {
        /** A circuit or signal was defined. */
        DEFINED,
        /** A circuit or signal goes by another configuration; its state stays. */
        RECONFIGURED,
        /** An edge was added. */
        LINKED,
        /** An edge was removed. */
        UNLINKED,
        /** A circuit or signal was removed; its name stays unresolved. */
        REMOVED
    }
}
