package dev.interlock.internal.graph;

import dev.interlock.CascadeMode;
import dev.interlock.CircuitConfig;
import dev.interlock.CyclePolicy;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.NodeKind;
import dev.interlock.SignalConfig;
import dev.interlock.internal.state.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Commits changes of the graph: each whole or not at all, the cycle test inside the same compare-and-set. */
public final class GraphChanges {

    private final GraphRoot root;
    private final Commits commits;
    private final Names names;
    private final CyclePolicy cycles;
    private final Supplier<Moment> moments;

    /** Changes the graph of a root. */
    public GraphChanges(GraphRoot root, Commits commits, Names names, CyclePolicy cycles, Supplier<Moment> moments) {
        this.root = root;
        this.commits = commits;
        this.names = names;
        this.cycles = cycles;
        this.moments = moments;
    }

    /** A circuit to define. */
    public record NewCircuit(String name, CircuitConfig config, Counters counters, Object owner) {}

    /** Defines circuits in one commit. */
    public void defineCircuits(List<NewCircuit> circuits) {
        define(circuits.stream()
                .map(circuit -> new Topology.Definition(
                        circuit.name(),
                        NodeKind.CIRCUIT,
                        circuit.config(),
                        circuit.counters(),
                        circuit.owner(),
                        edges(circuit.name(), circuit.config())))
                .toList());
    }

    /** Defines a signal. */
    public void defineSignal(String name, SignalConfig config, Object owner) {
        List<Edge> edges = new ArrayList<>();
        config.cascadesTo().forEach((to, mode) -> edges.add(new Edge(name, EdgeKind.CASCADES_TO, to, mode)));
        CircuitConfig empty = CircuitConfig.builder().build(name);
        define(List.of(new Topology.Definition(name, NodeKind.SIGNAL, empty, null, owner, edges)));
    }

    /** Adds an edge; {@code to} is checked by the caller to be a name. */
    public void link(String from, EdgeKind kind, String to) {
        if (!known(from)) { // asked before a number is given to it: names from outside must not fill the memory
            throw Topology.nothingToLinkFrom(root.read(), from);
        }
        change(topology -> topology.link(new Edge(from, kind, to, CascadeMode.ENFORCE)));
    }

    /** Takes an edge away. */
    public boolean unlink(String from, EdgeKind kind, String to) {
        return known(from) && known(to) && change(topology -> topology.unlink(from, kind, to));
    }

    /** Takes a circuit or signal away. */
    public boolean remove(String name) {
        return known(name) && change(topology -> topology.remove(name));
    }

    private boolean known(String name) {
        int index = names.find(name);
        return index >= 0 && index < root.read().size() && root.read().vertexOrNull(index) != null;
    }

    private void define(List<Topology.Definition> definitions) {
        change(topology -> {
            // A name that is taken keeps its edges out: they would be another circuit's, and could close a cycle that
            // nobody asked for.
            List<Topology.Definition> made =
                    definitions.stream().filter(topology::define).toList();
            made.forEach(topology::defineEdges);
            topology.condense();
            return true;
        });
    }

    private boolean change(Predicate<Topology> change) {
        Moment moment = moments.get();
        while (true) {
            Graph graph = root.read();
            if (graph.isClosed()) {
                throw new IllegalStateException("the interlock is closed: its graph does not change any more");
            }
            Draft draft = new Draft(graph);
            List<String> problems = new ArrayList<>();
            boolean changed = change.test(new Topology(draft, cycles, names::number, moment, problems));
            if (!problems.isEmpty()) {
                throw new InvalidConfigurationException(problems);
            }
            if (!changed) {
                return false;
            }
            if (commits.publish(graph, draft)) {
                return true;
            }
        }
    }

    private static List<Edge> edges(String name, CircuitConfig config) {
        List<Edge> edges = new ArrayList<>();
        config.dependsOn().forEach(to -> edges.add(new Edge(name, EdgeKind.DEPENDS_ON, to, CascadeMode.ENFORCE)));
        config.recoversAfter()
                .forEach(to -> edges.add(new Edge(name, EdgeKind.RECOVERS_AFTER, to, CascadeMode.ENFORCE)));
        config.cascadesTo().forEach((to, mode) -> edges.add(new Edge(name, EdgeKind.CASCADES_TO, to, mode)));
        return edges;
    }
}
