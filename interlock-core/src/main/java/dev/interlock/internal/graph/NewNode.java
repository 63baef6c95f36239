package dev.interlock.internal.graph;

import dev.interlock.CascadeMode;
import dev.interlock.CircuitConfig;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.NodeKind;
import dev.interlock.SignalConfig;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.state.SignalTerms;
import dev.interlock.internal.state.Terms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node to define.
 *
 * @param terms    what it goes by
 * @param counters a circuit's counters; null for a signal
 * @param owner    the handle
 */
public record NewNode(
        String name, NodeKind kind, Terms terms, @Nullable Counters counters, Object owner, List<Edge> edges) {

    /** A circuit. */
    public static NewNode circuit(String name, Terms terms, Counters counters, Object owner) {
        return new NewNode(name, NodeKind.CIRCUIT, terms, counters, owner, edges(name, terms.config()));
    }

    /** A signal. */
    public static NewNode signal(String name, SignalConfig config, Object owner) {
        return new NewNode(name, NodeKind.SIGNAL, new SignalTerms(config), null, owner, edges(name, config));
    }

    /** The edges that a circuit's configuration names. */
    public static List<Edge> edges(String name, CircuitConfig config) {
        List<Edge> edges = new ArrayList<>();
        config.dependsOn().forEach(to -> edges.add(new Edge(name, EdgeKind.DEPENDS_ON, to, CascadeMode.ENFORCE)));
        config.recoversAfter()
                .forEach(to -> edges.add(new Edge(name, EdgeKind.RECOVERS_AFTER, to, CascadeMode.ENFORCE)));
        config.cascadesTo().forEach((to, mode) -> edges.add(new Edge(name, EdgeKind.CASCADES_TO, to, mode)));
        return edges;
    }

    /** The edges that a signal's configuration names. */
    public static List<Edge> edges(String name, SignalConfig config) {
        List<Edge> edges = new ArrayList<>();
        config.cascadesTo().forEach((to, mode) -> edges.add(new Edge(name, EdgeKind.CASCADES_TO, to, mode)));
        return edges;
    }
}
