package dev.interlock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The whole graph at one moment: circuits, states, edges, blocked sets and root causes, all of one published state.
 * Immutable and thread-safe. Views are built when asked.
 */
public interface Snapshot {

    /**
     * Which published state this is.
     *
     * @return the number of commits before it
     */
    long version();

    /**
     * When the snapshot was taken.
     *
     * @return the time of day
     */
    Instant takenAt();

    /**
     * Every node, sorted by name.
     *
     * @return circuits, signals and unresolved names
     */
    List<NodeView> nodes();

    /**
     * One node.
     *
     * @param name its name
     * @return the node, or empty if no such name is known
     */
    Optional<NodeView> find(String name);

    /**
     * One node that has to be there.
     *
     * @param name its name
     * @return the node
     * @throws java.util.NoSuchElementException if no such name is known
     */
    NodeView node(String name);

    /**
     * How many circuits count as open: OPEN, FORCED_OPEN, or HALF_OPEN with only their own probe admitted.
     *
     * @return 0 or more; signals are no circuits
     */
    int openCircuits();

    /**
     * Which share of the circuits counts as open: what the panic threshold is compared with.
     *
     * @return 0 to 1; 0 if there is no circuit
     */
    double openShare();

    /**
     * Whether that share is above {@link InterlockSettings#panicThreshold()}: as long as it is, nothing cascades.
     *
     * @return true if cascades stop
     */
    boolean isPanicking();

    /**
     * Every edge, sorted by its ends.
     *
     * @return edges of all three kinds
     */
    List<Edge> edges();

    /**
     * Why a node is as it is, what it waits for, and when it tries again.
     *
     * @param name its name
     * @return the explanation
     * @throws java.util.NoSuchElementException if no such name is known
     */
    Explanation explain(String name);

    /**
     * The order in which circuits can recover: waves of names, dependencies first, each wave sorted.
     *
     * @return waves
     */
    List<List<String>> recoveryOrder();
}
