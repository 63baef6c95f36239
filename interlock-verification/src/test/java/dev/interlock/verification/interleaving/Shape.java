package dev.interlock.verification.interleaving;

import dev.interlock.EdgeKind;
import dev.interlock.internal.graph.Graph;
import java.util.List;

/**
 * Which circuits there are and how they are linked, and what changes do to that: the words of the specification once more, plainly.
 *
 * @param wiring  the edges
 * @param defined the circuits that are defined, a bit for each
 */
record Shape(Wiring wiring, int defined) {

    static Shape of(Graph graph) {
        Naive naive = new Naive(graph);
        int hard = 0;
        int soft = 0;
        int cascades = 0;
        int defined = 0;
        for (int from : naive.nodes()) {
            hard |= set(from, naive.hard(from));
            soft |= set(from, naive.soft(from));
            cascades |= set(from, Naive.list(naive.vertex(from).targets()));
            defined |= naive.isDefined(from) ? 1 << from : 0;
        }
        return new Shape(new Wiring(hard, soft, cascades), defined);
    }

    private static int set(int from, List<Integer> ends) {
        int set = 0;
        for (int to : ends) {
            set |= edge(from, to);
        }
        return set;
    }

    private static int edge(int from, int to) {
        return 1 << (Wiring.CIRCUITS * from + to);
    }

    boolean isDefined(int at) {
        return ((defined >> at) & 1) == 1;
    }

    /** What a change makes of a shape. */
    record Result(Kind kind, Shape shape) {

        /** Whether it is made, has nothing to do, or must not be made. */
        enum Kind {
            CHANGED,
            NOTHING,
            REFUSED
        }
    }

    private Result changed(int hard, int soft, int cascades, int nowDefined) {
        return new Result(Result.Kind.CHANGED, new Shape(new Wiring(hard, soft, cascades), nowDefined));
    }

    private Result nothing() {
        return new Result(Result.Kind.NOTHING, this);
    }

    private Result refused() {
        return new Result(Result.Kind.REFUSED, this);
    }

    Result link(int from, EdgeKind kind, int to) {
        int edge = edge(from, to);
        if (!isDefined(from)) {
            return refused();
        }
        if (kind == EdgeKind.CASCADES_TO) {
            return (wiring.cascades() & edge) != 0
                    ? nothing()
                    : changed(wiring.hard(), wiring.soft(), wiring.cascades() | edge, defined);
        }
        if ((wiring.hard() & edge) != 0 || (kind == EdgeKind.RECOVERS_AFTER && (wiring.soft() & edge) != 0)) {
            return nothing();
        }
        boolean isHard = kind == EdgeKind.DEPENDS_ON;
        Wiring linked = new Wiring(
                wiring.hard() | (isHard ? edge : 0),
                isHard ? wiring.soft() & ~edge : wiring.soft() | edge,
                wiring.cascades());
        return linked.hasCycle() ? refused() : new Result(Result.Kind.CHANGED, new Shape(linked, defined));
    }

    Result unlink(int from, EdgeKind kind, int to) {
        int left = ~edge(from, to);
        Wiring without = switch (kind) {
            case DEPENDS_ON -> new Wiring(wiring.hard() & left, wiring.soft(), wiring.cascades());
            case RECOVERS_AFTER -> new Wiring(wiring.hard(), wiring.soft() & left, wiring.cascades());
            case CASCADES_TO -> new Wiring(wiring.hard(), wiring.soft(), wiring.cascades() & left);
        };
        return without.equals(wiring) ? nothing() : new Result(Result.Kind.CHANGED, new Shape(without, defined));
    }

    Result remove(int at) {
        int others = ~(edge(at, 0) | edge(at, 1) | edge(at, 2));
        return isDefined(at)
                ? changed(
                        wiring.hard() & others,
                        wiring.soft() & others,
                        wiring.cascades() & others,
                        defined & ~(1 << at))
                : nothing();
    }

    /** Defines a circuit that depends on another one. */
    Result define(int at, int dependency) {
        Wiring linked = new Wiring(wiring.hard() | edge(at, dependency), wiring.soft(), wiring.cascades());
        return isDefined(at) || linked.hasCycle()
                ? refused()
                : new Result(Result.Kind.CHANGED, new Shape(linked, defined | (1 << at)));
    }
}
