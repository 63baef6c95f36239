package dev.interlock.verification.interleaving;

import static dev.interlock.verification.interleaving.Violation.unless;

import dev.interlock.DependencyCycleException;
import dev.interlock.EdgeKind;
import dev.interlock.InterlockEvent;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.event.GraphChanged;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.graph.Graph;
import dev.interlock.verification.interleaving.Shape.Result;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;

/** A change of the graph at run time: an edge or a circuit more or less. */
final class GraphChange implements Participant {

    private final String name;
    private final int circuit;
    private final GraphChanged.Change change;
    private final Supplier<Object> code;
    private final Function<Shape, Result> expected;

    private GraphChange(
            String name,
            int circuit,
            GraphChanged.Change change,
            Supplier<Object> code,
            Function<Shape, Result> expected) {
        this.name = name;
        this.circuit = circuit;
        this.change = change;
        this.code = code;
        this.expected = expected;
    }

    static GraphChange link(World world, int from, EdgeKind kind, int to) {
        return new GraphChange(
                "link " + edge(from, kind, to),
                from,
                GraphChanged.Change.LINKED,
                () -> {
                    world.changes.link(Wiring.NAMES.get(from), kind, Wiring.NAMES.get(to));
                    return "ended";
                },
                shape -> shape.link(from, kind, to));
    }

    static GraphChange unlink(World world, int from, EdgeKind kind, int to) {
        return new GraphChange(
                "unlink " + edge(from, kind, to),
                from,
                GraphChanged.Change.UNLINKED,
                () -> world.changes.unlink(Wiring.NAMES.get(from), kind, Wiring.NAMES.get(to)),
                shape -> shape.unlink(from, kind, to));
    }

    static GraphChange remove(World world, int at) {
        return new GraphChange(
                "remove " + Wiring.NAMES.get(at),
                at,
                GraphChanged.Change.REMOVED,
                () -> world.changes.remove(Wiring.NAMES.get(at)),
                shape -> shape.remove(at));
    }

    /** Defines a circuit, with a handle of its own, that depends on another. */
    static GraphChange define(World world, int at, int dependency) {
        CircuitImpl handle = world.handle(at, dependency);
        return new GraphChange(
                "define " + edge(at, EdgeKind.DEPENDS_ON, dependency),
                at,
                GraphChanged.Change.DEFINED,
                () -> {
                    world.define(handle);
                    return "ended";
                },
                shape -> shape.define(at, dependency));
    }

    private static String edge(int from, EdgeKind kind, int to) {
        return Wiring.NAMES.get(from) + " " + kind + " " + Wiring.NAMES.get(to);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Object run() {
        return code.get();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // who does not move keeps the very state, with its window and its permits
    public void committed(Graph before, Graph after) {
        List<InterlockEvent> told = CommitRules.added(before, after);
        Result result = expected.apply(Shape.of(before));
        unless(
                result.kind() == Result.Kind.CHANGED && Shape.of(after).equals(result.shape()),
                "S13: %s made %s of %s",
                name,
                Shape.of(after),
                Shape.of(before));
        unless(
                told.size() == 1
                        && told.get(0) instanceof GraphChanged changed
                        && changed.change() == change
                        && changed.node().equals(Wiring.NAMES.get(circuit)),
                "S4: %s told %s",
                name,
                told);
        Naive was = new Naive(before);
        Naive is = new Naive(after);
        for (int at : is.nodes()) {
            boolean stays = is.isDefined(at) && !(at == circuit && change == GraphChanged.Change.DEFINED);
            unless(!stays || is.circuitState(at) == was.circuitState(at), "S4: %s moved '%s'", name, is.name(at));
        }
    }

    /** Made once, or not at all with nothing to do, or refused; by the graph that it read last. */
    @Override
    public void ended(List<Object> answers, Object result) {
        Graph read = (Graph) answers.stream()
                .filter(Graph.class::isInstance)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        long commits = answers.stream().filter(answer -> answer.equals(true)).count();
        Result.Kind kind = expected.apply(Shape.of(read)).kind();
        boolean refused = result instanceof DependencyCycleException
                || result instanceof InvalidConfigurationException
                || result instanceof NoSuchElementException;
        unless(refused || !(result instanceof Throwable), "S13: %s ended with %s", name, result);
        unless(refused == (kind == Result.Kind.REFUSED), "S13: %s ended with %s where it was %s", name, result, kind);
        unless(commits == (kind == Result.Kind.CHANGED ? 1 : 0), "S4: %s committed %d times", name, commits);
    }
}
