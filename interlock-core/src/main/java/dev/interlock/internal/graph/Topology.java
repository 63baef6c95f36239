package dev.interlock.internal.graph;

import dev.interlock.CascadeMode;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.CyclePolicy;
import dev.interlock.DependencyCycleException;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.NodeKind;
import dev.interlock.PrintableText;
import dev.interlock.Problem;
import dev.interlock.event.GraphChanged;
import dev.interlock.internal.graph.Vertex.EdgeList;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Changes of the graph inside a draft: definitions, edges, removals, with their limits and the cycle test. Pure. */
final class Topology {

    private final Draft draft;
    private final CyclePolicy cycles;
    private final Mention mention;
    private final Moment moment;
    private final List<Problem> problems = new ArrayList<>();
    private final List<DependencyCycleException> refusedCycles = new ArrayList<>();

    /** Where changed edges of dependency begin. */
    private final IntWalk rewired = new IntWalk();

    Topology(Draft draft, CyclePolicy cycles, Mention mention, Moment moment) {
        this.draft = draft;
        this.cycles = cycles;
        this.mention = mention;
        this.moment = moment;
    }

    /** Throws all that was found wrong: cycles, if there is nothing else, as what they are. */
    void refuseIfWrong() {
        if (problems.isEmpty() && refusedCycles.size() == 1) {
            throw refusedCycles.get(0);
        }
        for (DependencyCycleException cycle : refusedCycles) {
            problems.add(problem(cycle));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    static Problem problem(DependencyCycleException cycle) {
        return Problem.of(cycle.path().get(0), String.valueOf(cycle.getMessage()), "");
    }

    boolean hasCircuit(String name) {
        return draft.vertex(number(name)).kind() == NodeKind.CIRCUIT;
    }

    /** Makes a node of a name, without its edges; false, and a problem, if the name is taken. */
    boolean define(NewNode definition) {
        int index = number(definition.name());
        if (draft.vertex(index).kind() != NodeKind.UNRESOLVED) {
            String kind = draft.vertex(index).kind() == NodeKind.SIGNAL ? "signal" : "circuit";
            problems.add(Problem.of(
                    definition.name(),
                    "there is a " + kind + " of this name already",
                    "remove it first, or choose another name"));
            return false;
        }
        boolean circuit = definition.kind() == NodeKind.CIRCUIT;
        draft.vertex(
                index,
                draft.vertex(index)
                        .as(
                                definition.kind(),
                                circuit ? definition.terms().config() : null,
                                circuit ? definition.counters() : null,
                                definition.owner()));
        draft.state(
                index,
                CircuitState.initial(
                        definition.owner(), definition.terms(), moment.clock(), moment.nanos(), moment.instant()));
        draft.blockedCount(index, 0);
        draft.addCircuits(circuit ? 1 : 0);
        if (!circuit && draft.vertex(index).sources().size() > 0) {
            problems.add(Problem.of(
                    definition.name(), "a signal cannot be a cascade target", "remove the edge, or name a circuit"));
        }
        return true;
    }

    /** Adds the edges of a definition whose nodes are all there, and tells of it. */
    void defineEdges(NewNode definition) {
        List<Edge> edges = definition.edges();
        edges.forEach(this::add);
        int index = number(definition.name());
        Blocking.recount(draft, index);
        draft.emit(sequence ->
                new GraphChanged(sequence, moment.instant(), GraphChanged.Change.DEFINED, definition.name(), edges));
    }

    /**
     * Adds one edge; false if it is there already. Whether there is anything to link from is asked here, inside the commit: an edge from
     * a name that was removed a moment ago would block dependents through nothing.
     */
    boolean link(Edge edge) {
        NodeKind from = draft.vertex(number(edge.from())).kind();
        if (from == NodeKind.UNRESOLVED) {
            throw nothingToLinkFrom(draft, edge.from());
        }
        if (from == NodeKind.SIGNAL && edge.kind() != EdgeKind.CASCADES_TO) {
            problems.add(Problem.of(edge.from(), "a signal depends on nothing", "only a cascade can begin at it"));
            return false;
        }
        if (!add(edge)) {
            return false;
        }
        if (edge.kind() == EdgeKind.DEPENDS_ON) {
            Blocking.recount(draft, number(edge.from()));
        }
        draft.emit(sequence ->
                new GraphChanged(sequence, moment.instant(), GraphChanged.Change.LINKED, edge.from(), List.of(edge)));
        return true;
    }

    /** What is thrown where an edge would begin at nothing; names the nearest circuit. */
    static NoSuchElementException nothingToLinkFrom(GraphReader graph, String name) {
        return new NoSuchElementException("there is no circuit or signal '" + PrintableText.of(name) + "' to link from"
                + Nearest.nearest(name, graph.circuitNames())
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse(""));
    }

    /** Takes one edge away; false if it is not there. */
    boolean unlink(String from, EdgeKind kind, String to) {
        int source = number(from);
        int target = number(to);
        EdgeList list = list(kind, CascadeMode.ENFORCE);
        CascadeMode mode = CascadeMode.ENFORCE;
        if (kind == EdgeKind.CASCADES_TO && draft.vertex(source).dryTargets().contains(target)) {
            list = EdgeList.DRY_TARGETS;
            mode = CascadeMode.DRY_RUN;
        }
        if (!draft.vertex(source).edges(list).contains(target)) {
            return false;
        }
        change(source, list, target, false);
        if (kind == EdgeKind.DEPENDS_ON) {
            Blocking.recount(draft, source);
        }
        Edge edge = new Edge(from, kind, to, mode);
        draft.emit(sequence ->
                new GraphChanged(sequence, moment.instant(), GraphChanged.Change.UNLINKED, from, List.of(edge)));
        return true;
    }

    /** Takes a circuit or signal away. Edges towards it stay, its own go. */
    boolean remove(String name) {
        int index = number(name);
        Vertex vertex = draft.vertex(index);
        if (vertex.kind() == NodeKind.UNRESOLVED) {
            return false;
        }
        List<Edge> edges = edgesFrom(draft, index);
        boolean wasOpen = Gate.isOpen(draft.gate(index));
        for (EdgeList list : List.of(EdgeList.HARD, EdgeList.SOFT, EdgeList.TARGETS, EdgeList.DRY_TARGETS)) {
            for (int target : Roots.list(vertex.edges(list))) {
                change(index, list, target, false);
            }
        }
        draft.gone(index);
        draft.vertex(index, draft.vertex(index).as(NodeKind.UNRESOLVED, null, null, null));
        draft.addCircuits(vertex.kind() == NodeKind.CIRCUIT ? -1 : 0);
        if (wasOpen || vertex.hard().size() > 0) { // dependents lose it, or what it led to
            Blocking.recount(draft, index);
        }
        draft.emit(sequence -> new GraphChanged(sequence, moment.instant(), GraphChanged.Change.REMOVED, name, edges));
        return true;
    }

    /** For nodes that are configured anew. */
    Rewiring rewiring() {
        return new Rewiring(draft, this, moment);
    }

    /** Marks the members of cycles, once all edges of the change are there. */
    void condense(Graph before) {
        if (cycles == CyclePolicy.CONDENSE && rewired.size() > 0) {
            Components.mark(draft, before, rewired);
        }
    }

    boolean add(Edge edge) {
        int source = number(edge.from());
        int target = number(edge.to());
        Vertex from = draft.vertex(source);
        EdgeList list = list(edge.kind(), edge.mode());
        if (from.edges(list).contains(target)
                || (list == EdgeList.SOFT && from.hard().contains(target))) {
            return false; // a hard edge beats a soft one
        }
        if (list == EdgeList.TARGETS || list == EdgeList.DRY_TARGETS) {
            return addTarget(edge, source, target, list);
        }
        if (source == target) {
            refusedCycles.add(new DependencyCycleException(List.of(edge.from(), edge.to())));
            return false;
        }
        if (cycles == CyclePolicy.REFUSE) {
            List<Integer> back = Cycles.path(draft, target, source);
            if (!back.isEmpty()) {
                List<String> cycle = new ArrayList<>(List.of(edge.from()));
                back.forEach(at -> cycle.add(draft.vertex(at).name()));
                refusedCycles.add(new DependencyCycleException(cycle, softEdges(back, edge)));
                return false;
            }
        }
        if (list == EdgeList.HARD && from.soft().contains(target)) {
            change(source, EdgeList.SOFT, target, false);
        }
        change(source, list, target, true);
        int direct =
                draft.vertex(source).hard().size() + draft.vertex(source).soft().size();
        if (direct > CircuitConfigBuilder.MAX_DEPENDENCIES) {
            problems.add(Problem.of(
                    edge.from(),
                    direct + " direct dependencies",
                    "at most " + CircuitConfigBuilder.MAX_DEPENDENCIES + " are allowed, put a circuit in between"));
        }
        if (Cycles.depthThrough(draft, source) > Cycles.MAX_DEPTH) {
            change(source, list, target, false); // so that the next edge is tested against a graph within the limit
            problems.add(Problem.of(
                    edge.from(),
                    "depending on '" + edge.to() + "' makes a chain of more than " + Cycles.MAX_DEPTH + " circuits",
                    "make the graph flatter"));
        }
        return true;
    }

    /** The soft ones on a way round that begins with an edge which is not there yet. */
    private List<Edge> softEdges(List<Integer> back, Edge first) {
        List<Edge> soft = new ArrayList<>();
        if (first.kind() == EdgeKind.RECOVERS_AFTER) {
            soft.add(first);
        }
        for (int step = 0; step + 1 < back.size(); step++) {
            Vertex from = draft.vertex(back.get(step));
            int to = back.get(step + 1);
            if (!from.hard().contains(to)) {
                soft.add(new Edge(
                        from.name(), EdgeKind.RECOVERS_AFTER, draft.vertex(to).name(), CascadeMode.ENFORCE));
            }
        }
        return soft;
    }

    private boolean addTarget(Edge edge, int source, int target, EdgeList list) {
        if (draft.vertex(target).kind() == NodeKind.SIGNAL) {
            problems.add(Problem.of(
                    edge.from(),
                    "the signal '" + edge.to() + "' cannot be a cascade target",
                    "name a circuit instead"));
            return false;
        }
        EdgeList other = list == EdgeList.TARGETS ? EdgeList.DRY_TARGETS : EdgeList.TARGETS;
        if (draft.vertex(source).edges(other).contains(target)) {
            change(source, other, target, false); // the mode is changed
        }
        change(source, list, target, true);
        int targets = draft.vertex(source).targets().size()
                + draft.vertex(source).dryTargets().size();
        if (targets > CircuitConfigBuilder.MAX_CASCADE_TARGETS) {
            problems.add(Problem.of(
                    edge.from(),
                    targets + " cascade targets",
                    "at most " + CircuitConfigBuilder.MAX_CASCADE_TARGETS + " are allowed, put a circuit in between"));
        }
        return true;
    }

    /** Adds an edge that is not there, or takes away one that is. */
    void change(int source, EdgeList list, int target, boolean added) {
        set(source, list, target, added);
        set(target, reverse(list), source, added);
        if (list == EdgeList.HARD || list == EdgeList.SOFT) {
            rewired.add(source, -1);
        }
        if (!added) {
            mention.leaves(draft.vertex(target).name());
        }
    }

    private void set(int at, EdgeList list, int other, boolean added) {
        Vertex vertex = draft.vertex(at);
        Ints edges = vertex.edges(list);
        draft.vertex(at, vertex.withEdges(list, added ? edges.appended(other) : edges.minus(other)));
    }

    int number(String name) {
        int index = mention.numberOf(name);
        Vertex vertex = draft.vertexOrNull(index);
        if (vertex == null || !vertex.name().equals(name)) { // a new number, or one that another name gave back
            if (vertex != null && !vertex.isUnused()) {
                throw new IllegalStateException("'" + name + "' has the number of '" + vertex.name() + "'");
            }
            draft.vertex(index, Vertex.unresolved(name));
        }
        return index;
    }

    private static EdgeList list(EdgeKind kind, CascadeMode mode) {
        return switch (kind) {
            case DEPENDS_ON -> EdgeList.HARD;
            case RECOVERS_AFTER -> EdgeList.SOFT;
            case CASCADES_TO -> mode == CascadeMode.DRY_RUN ? EdgeList.DRY_TARGETS : EdgeList.TARGETS;
        };
    }

    private static EdgeList reverse(EdgeList list) {
        return switch (list) {
            case HARD -> EdgeList.HARD_DEPENDENTS;
            case SOFT -> EdgeList.SOFT_DEPENDENTS;
            case TARGETS, DRY_TARGETS, SOURCES, HARD_DEPENDENTS, SOFT_DEPENDENTS -> EdgeList.SOURCES;
        };
    }

    /** The edges that begin at a node, in the order of its lists. */
    static List<Edge> edgesFrom(GraphReader graph, int index) {
        Vertex vertex = graph.vertex(index);
        List<Edge> edges = new ArrayList<>();
        describe(graph, vertex, vertex.hard(), EdgeKind.DEPENDS_ON, CascadeMode.ENFORCE, edges);
        describe(graph, vertex, vertex.soft(), EdgeKind.RECOVERS_AFTER, CascadeMode.ENFORCE, edges);
        describe(graph, vertex, vertex.targets(), EdgeKind.CASCADES_TO, CascadeMode.ENFORCE, edges);
        describe(graph, vertex, vertex.dryTargets(), EdgeKind.CASCADES_TO, CascadeMode.DRY_RUN, edges);
        return edges;
    }

    private static void describe(
            GraphReader graph, Vertex from, Ints targets, EdgeKind kind, CascadeMode mode, List<Edge> edges) {
        for (int target : Roots.list(targets)) {
            edges.add(new Edge(from.name(), kind, graph.vertex(target).name(), mode));
        }
    }
}
