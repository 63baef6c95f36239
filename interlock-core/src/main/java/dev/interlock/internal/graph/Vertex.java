package dev.interlock.internal.graph;

import dev.interlock.CircuitConfig;
import dev.interlock.NodeKind;
import dev.interlock.internal.state.Counters;
import org.jspecify.annotations.Nullable;

/**
 * A node with its edges. Immutable; changed only by commits that change the graph. Edges hold the numbers of nodes, and each is
 * kept at both of its ends, so that a transition walks direct edges and no closure is stored.
 *
 * @param name           the name
 * @param kind           what it is
 * @param config         a circuit's configuration; null for others
 * @param counters       a circuit's counters; null for others
 * @param owner          the handle that stands for the node: a call through an older handle of the same name knows it is gone
 * @param component      which cycle it belongs to, where cycles are condensed; -1 if none
 * @param hard           what it depends on
 * @param soft           what it recovers after
 * @param targets        cascade targets
 * @param dryTargets     cascade targets of dry-run edges
 * @param hardDependents who depends on it
 * @param softDependents who recovers after it
 * @param sources        whose cascade target it is, by either sort of edge
 */
public record Vertex(
        String name,
        NodeKind kind,
        @Nullable CircuitConfig config,
        @Nullable Counters counters,
        @Nullable Object owner,
        int component,
        Ints hard,
        Ints soft,
        Ints targets,
        Ints dryTargets,
        Ints hardDependents,
        Ints softDependents,
        Ints sources) {

    static Vertex unresolved(String name) {
        Ints none = Ints.EMPTY;
        return new Vertex(name, NodeKind.UNRESOLVED, null, null, null, -1, none, none, none, none, none, none, none);
    }

    /** The configuration of a node that is known to be a circuit. */
    public CircuitConfig circuitConfig() {
        if (config == null) {
            throw new IllegalStateException("'" + name + "' is not a circuit but " + kind);
        }
        return config;
    }

    /** The counters of a node that is known to be a circuit. */
    public Counters circuitCounters() {
        if (counters == null) {
            throw new IllegalStateException("'" + name + "' is not a circuit but " + kind);
        }
        return counters;
    }

    /** Whether it is nothing but a name: not defined, and no edge leads to it. Those that begin at it went when it was removed. */
    public boolean isUnused() {
        return kind == NodeKind.UNRESOLVED && hardDependents.size() + softDependents.size() + sources.size() == 0;
    }

    Vertex as(
            NodeKind newKind,
            @Nullable CircuitConfig newConfig,
            @Nullable Counters newCounters,
            @Nullable Object newOwner) {
        return new Vertex(
                name,
                newKind,
                newConfig,
                newCounters,
                newOwner,
                component,
                hard,
                soft,
                targets,
                dryTargets,
                hardDependents,
                softDependents,
                sources);
    }

    /** Another circuit in the same place, with the same edges. */
    Vertex handedTo(
            String newName, @Nullable CircuitConfig newConfig, @Nullable Counters newCounters, Object newOwner) {
        return new Vertex(
                newName,
                kind,
                newConfig,
                newCounters,
                newOwner,
                component,
                hard,
                soft,
                targets,
                dryTargets,
                hardDependents,
                softDependents,
                sources);
    }

    Vertex inComponent(int newComponent) {
        return new Vertex(
                name,
                kind,
                config,
                counters,
                owner,
                newComponent,
                hard,
                soft,
                targets,
                dryTargets,
                hardDependents,
                softDependents,
                sources);
    }

    Ints edges(EdgeList list) {
        return switch (list) {
            case HARD -> hard;
            case SOFT -> soft;
            case TARGETS -> targets;
            case DRY_TARGETS -> dryTargets;
            case HARD_DEPENDENTS -> hardDependents;
            case SOFT_DEPENDENTS -> softDependents;
            case SOURCES -> sources;
        };
    }

    Vertex withEdges(EdgeList list, Ints edges) {
        return new Vertex(
                name,
                kind,
                config,
                counters,
                owner,
                component,
                list == EdgeList.HARD ? edges : hard,
                list == EdgeList.SOFT ? edges : soft,
                list == EdgeList.TARGETS ? edges : targets,
                list == EdgeList.DRY_TARGETS ? edges : dryTargets,
                list == EdgeList.HARD_DEPENDENTS ? edges : hardDependents,
                list == EdgeList.SOFT_DEPENDENTS ? edges : softDependents,
                list == EdgeList.SOURCES ? edges : sources);
    }

    /** The lists of edges a vertex has. */
    enum EdgeList {
        HARD,
        SOFT,
        TARGETS,
        DRY_TARGETS,
        HARD_DEPENDENTS,
        SOFT_DEPENDENTS,
        SOURCES
    }
}
