package dev.interlock.internal.graph;

import dev.interlock.CascadeMode;
import dev.interlock.CyclePolicy;
import dev.interlock.DependencyCycleException;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Problem;
import dev.interlock.event.GraphChanged;
import dev.interlock.internal.state.CircuitState;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    /** For who makes handles: the numbers that it gives stay those of their names until it is closed. */
    public Mention mention() {
        return new Mention(names, root);
    }

    private Mention mention(Collection<String> mentioned) {
        Mention mention = mention();
        mentioned.forEach(mention::number);
        return mention;
    }

    /** Defines nodes in one commit. */
    public void define(List<NewNode> nodes) {
        requireOutside(nodes);
        defineInFamily(nodes);
    }

    /** Defines a circuit, unless there is a circuit of its name by then; false if there is. */
    public boolean defineIfAbsent(NewNode circuit) {
        requireOutside(List.of(circuit));
        Predicate<Topology> defining = defining(List.of(circuit));
        return change(
                GraphPatch.defining(List.of(circuit)).names(),
                topology -> !topology.hasCircuit(circuit.name()) && defining.test(topology));
    }

    /** Defines nodes whose names may be a family's. */
    public void defineInFamily(List<NewNode> nodes) {
        change(GraphPatch.defining(nodes).names(), defining(nodes));
    }

    private static Predicate<Topology> defining(List<NewNode> nodes) {
        return topology -> {
            defineAll(topology, nodes);
            return true;
        };
    }

    /** Makes several changes in one commit; false, and nothing is changed, if one of them was made for something that is not there any more. */
    public boolean apply(GraphPatch patch) {
        requireOutside(patch);
        AtomicReference<@Nullable Rewiring> last = new AtomicReference<>();
        boolean applied = change(patch.names(), patched(patch, last::set));
        Rewiring rewiring = last.get();
        if (applied && rewiring != null) {
            rewiring.handOver();
        }
        return applied;
    }

    /** Whether the changes could be made now; throws what making them would throw. */
    public boolean isPossible(GraphPatch patch, List<GraphPatch.Changed> inFamilies) {
        requireOutside(patch);
        GraphPatch whole = patch.and(inFamilies);
        try (Mention mention = mention(whole.names())) {
            return draft(root.read(), patched(whole, unused -> {}), moments.get(), mention) != null;
        }
    }

    /** As {@link #apply}, with circuits of families that are configured anew as well. {@link #announce} has to follow. */
    public boolean applyUnannounced(GraphPatch patch, List<GraphPatch.Changed> inFamilies) {
        requireOutside(patch);
        AtomicReference<@Nullable Rewiring> last = new AtomicReference<>();
        GraphPatch whole = patch.and(inFamilies);
        boolean applied = changeUnannounced(whole.names(), patched(whole, last::set));
        Rewiring rewiring = last.get();
        if (applied && rewiring != null) {
            rewiring.handOver();
        }
        return applied;
    }

    private static Predicate<Topology> patched(GraphPatch patch, Consumer<Rewiring> each) {
        return topology -> {
            Rewiring rewiring = topology.rewiring();
            each.accept(rewiring);
            for (String name : patch.removed()) {
                if (!topology.remove(name)) {
                    return false;
                }
            }
            for (GraphPatch.Changed change : patch.changed()) {
                if (!rewiring.begin(change)) {
                    return false;
                }
            }
            defineAll(topology, patch.defined());
            patch.changed().forEach(rewiring::end);
            return true;
        };
    }

    /** Adds an edge; {@code to} is checked by the caller to be a name. */
    public void link(String from, EdgeKind kind, String to) {
        names.requireOutside(List.of(from, to));
        if (!known(from)) { // asked before a number is given to it: names from outside must not fill the memory
            throw Topology.nothingToLinkFrom(root.read(), from);
        }
        change(List.of(from, to), topology -> topology.link(new Edge(from, kind, to, CascadeMode.ENFORCE)));
    }

    /** Takes an edge away. */
    public boolean unlink(String from, EdgeKind kind, String to) {
        names.requireOutside(List.of(from, to));
        return known(from) && known(to) && change(List.of(from, to), topology -> topology.unlink(from, kind, to));
    }

    /** Takes a circuit or signal away. */
    public boolean remove(String name) {
        names.requireOutside(List.of(name));
        return known(name) && change(List.of(name), topology -> topology.remove(name));
    }

    /** Defines a node of a family; false if the interlock was closed by then. {@link #announce} has to follow. */
    public boolean defineUnannounced(NewNode node) {
        List<NewNode> nodes = List.of(node);
        Predicate<Topology> defining = defining(nodes);
        Moment moment = moments.get();
        try (Mention mention = mention(GraphPatch.defining(nodes).names())) {
            return commits.changeUnannounced(
                    graph -> graph.isClosed() ? null : draft(graph, defining, moment, mention));
        }
    }

    /** Has the events of what was changed unannounced delivered. */
    public void announce() {
        commits.announce();
    }

    /**
     * Gives the place of a circuit to another one, edges and all: whatever they point to is not touched, however many circuits do so, and so the
     * blocked count stays. False if the circuit is not there, or not to be given away, in the very graph that the commit would replace.
     * {@link #announce} has to follow.
     */
    public boolean replaceUnannounced(Member before, NewNode after, Predicate<CircuitState> may) {
        Moment moment = moments.get();
        return commits.changeUnannounced(graph -> {
            int index = before.index();
            Vertex vertex = graph.vertex(index);
            if (graph.isClosed() || vertex.owner() != before || !may.test(graph.state(index))) {
                return null;
            }
            Draft next = new Draft(graph);
            List<Edge> edges = Topology.edgesFrom(graph, index);
            boolean wasOpen = graph.state(index).countsAsOpen();
            next.vertex(index, vertex.handedTo(after.name(), after.terms().config(), after.counters(), after.owner()));
            next.state(
                    index,
                    CircuitState.initial(
                            after.owner(), after.terms(), moment.clock(), moment.nanos(), moment.instant()));
            next.emit(sequence ->
                    new GraphChanged(sequence, moment.instant(), GraphChanged.Change.REMOVED, before.name(), edges));
            next.emit(sequence -> new GraphChanged(
                    sequence, moment.instant(), GraphChanged.Change.DEFINED, after.name(), after.edges()));
            if (wasOpen) {
                Blocking.adjust(next, index, -1);
                next.tellPanic(moment);
            }
            return next;
        });
    }

    /**
     * Takes a circuit of a family away. False if it is not there, or not to be taken, in the very graph that the commit would replace.
     * {@link #announce} has to follow.
     */
    public boolean removeUnannounced(Member member, Predicate<CircuitState> may) {
        Moment moment = moments.get();
        try (Mention mention = mention(List.of(member.name()))) {
            return commits.changeUnannounced(graph -> {
                int index = member.index();
                boolean mayGo =
                        !graph.isClosed() && graph.vertex(index).owner() == member && may.test(graph.state(index));
                return mayGo ? draft(graph, topology -> topology.remove(member.name()), moment, mention) : null;
            });
        }
    }

    /** All that is wrong with the graph that nodes would make, whatever else is wrong with them. */
    public List<Problem> problems(List<NewNode> defined) {
        return problems(GraphPatch.defining(defined), List.of());
    }

    /** All that is wrong with the graph that changes would make, whatever else is wrong with them. */
    public List<Problem> problems(GraphPatch patch, List<GraphPatch.Changed> inFamilies) {
        List<Problem> problems = names.inside(mentioned(patch));
        GraphPatch whole = patch.and(inFamilies);
        try (Mention mention = mention(whole.names())) {
            Draft unused = draft(root.read(), patched(whole, rewiring -> {}), moments.get(), mention);
        } catch (InvalidConfigurationException refused) {
            problems.addAll(refused.problems());
        } catch (DependencyCycleException cycle) {
            problems.add(Topology.problem(cycle));
        }
        return problems;
    }

    private void requireOutside(GraphPatch patch) {
        if (!names.inside(mentioned(patch)).isEmpty()) {
            throw new InvalidConfigurationException(problems(patch, List.of()));
        }
    }

    private static Set<String> mentioned(GraphPatch patch) {
        Set<String> mentioned = new LinkedHashSet<>(patch.removed());
        patch.defined().forEach(node -> {
            mentioned.add(node.name());
            node.edges().forEach(edge -> mentioned.add(edge.to()));
        });
        patch.changed().forEach(change -> {
            mentioned.add(change.name());
            change.edgesAdded().forEach(edge -> mentioned.add(edge.to()));
        });
        return mentioned;
    }

    private void requireOutside(List<NewNode> nodes) {
        requireOutside(GraphPatch.defining(nodes));
    }

    private boolean known(String name) {
        return names.find(root.read(), name) >= 0;
    }

    private static void defineAll(Topology topology, List<NewNode> nodes) {
        // A name that is taken keeps its edges out: they would be another circuit's, and could close a cycle that
        // nobody asked for.
        List<NewNode> made = nodes.stream().filter(topology::define).toList();
        made.forEach(topology::defineEdges);
    }

    private boolean change(Collection<String> mentioned, Predicate<Topology> change) {
        boolean changed = changeUnannounced(mentioned, change);
        if (changed) {
            announce();
        }
        return changed;
    }

    private boolean changeUnannounced(Collection<String> mentioned, Predicate<Topology> change) {
        Moment moment = moments.get();
        try (Mention mention = mention(mentioned)) {
            return commits.changeUnannounced(graph -> draft(graph, change, moment, mention));
        }
    }

    /** The graph with the change; null if there is nothing to change. */
    private @Nullable Draft draft(Graph graph, Predicate<Topology> change, Moment moment, Mention mention) {
        if (graph.isClosed()) {
            throw new IllegalStateException("the interlock is closed: its graph does not change any more");
        }
        Draft draft = new Draft(graph);
        Topology topology = new Topology(draft, cycles, mention, moment);
        boolean changed = change.test(topology);
        topology.refuseIfWrong();
        if (changed) {
            topology.condense(graph);
            draft.tellPanic(moment);
        }
        return changed ? draft : null;
    }
}
