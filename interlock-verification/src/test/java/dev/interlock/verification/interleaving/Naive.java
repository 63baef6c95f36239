package dev.interlock.verification.interleaving;

import dev.interlock.NodeKind;
import dev.interlock.State;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.Ints;
import dev.interlock.internal.graph.Vertex;
import dev.interlock.internal.state.CircuitState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A graph, asked in the plainest way: states and edges are read, everything else is worked out anew from the words of the specification. */
final class Naive {

    private final Graph graph;

    Naive(Graph graph) {
        this.graph = graph;
    }

    List<Integer> nodes() {
        List<Integer> nodes = new ArrayList<>();
        for (int at = 0; at < graph.size(); at++) {
            if (graph.vertexOrNull(at) != null) {
                nodes.add(at);
            }
        }
        return nodes;
    }

    boolean isDefined(int at) {
        return graph.vertex(at).kind() != NodeKind.UNRESOLVED;
    }

    State state(int at) {
        return circuitState(at).state();
    }

    long epoch(int at) {
        return circuitState(at).epoch();
    }

    CircuitState circuitState(int at) {
        return graph.state(at);
    }

    String name(int at) {
        return graph.vertex(at).name();
    }

    boolean isOpen(int at) {
        return isDefined(at) && (state(at) == State.OPEN || state(at) == State.FORCED_OPEN);
    }

    /** Everything it depends on by hard edges, itself not counted. */
    Set<Integer> below(int at) {
        Set<Integer> below = new TreeSet<>();
        collectBelow(at, below);
        below.remove(at);
        return below;
    }

    private void collectBelow(int at, Set<Integer> below) {
        for (int next : hard(at)) {
            if (below.add(next)) {
                collectBelow(next, below);
            }
        }
    }

    Set<Integer> openBelow(int at) {
        Set<Integer> open = below(at);
        open.removeIf(each -> !isOpen(each));
        return open;
    }

    boolean isUp(int at) {
        return !isOpen(at) && openBelow(at).isEmpty();
    }

    /** Names of the open nodes that answer for it: those below it with nothing open below themselves, or itself. */
    Set<String> roots(int at) {
        Set<String> roots = new TreeSet<>();
        for (int open : openBelow(at)) {
            if (openBelow(open).isEmpty()) {
                roots.add(name(open));
            }
        }
        if (roots.isEmpty() && isOpen(at)) {
            roots.add(name(at));
        }
        return roots;
    }

    /** Whether names are a way down hard edges that begins at a node and ends at one that answers for it. */
    boolean isChain(int at, List<String> names) {
        int here = at;
        if (names.isEmpty() || !names.get(0).equals(name(at))) {
            return false;
        }
        for (String name : names.subList(1, names.size())) {
            int next = -1;
            for (int each : hard(here)) {
                next = name(each).equals(name) ? each : next;
            }
            if (next < 0) {
                return false;
            }
            here = next;
        }
        return roots(at).contains(name(here));
    }

    /** The direct dependencies, hard or soft, that are not up. */
    Set<String> notUp(int at) {
        Set<String> notUp = new TreeSet<>();
        List<Integer> direct = new ArrayList<>(hard(at));
        direct.addAll(soft(at));
        for (int each : direct) {
            if (!isUp(each)) {
                notUp.add(name(each));
            }
        }
        return notUp;
    }

    /** What the opening of a circuit opens too: CLOSED and HALF_OPEN ones, each of which opens others in turn. */
    Set<Integer> cascadeOf(int source) {
        Set<Integer> opened = new TreeSet<>(Set.of(source));
        collectTargets(source, opened);
        opened.remove(source);
        return opened;
    }

    private void collectTargets(int from, Set<Integer> opened) {
        for (int target : list(graph.vertex(from).targets())) {
            boolean opens = isDefined(target) && (state(target) == State.CLOSED || state(target) == State.HALF_OPEN);
            if (opens && opened.add(target)) {
                collectTargets(target, opened);
            }
        }
    }

    List<Integer> hard(int at) {
        return list(graph.vertex(at).hard());
    }

    List<Integer> soft(int at) {
        return list(graph.vertex(at).soft());
    }

    Vertex vertex(int at) {
        return graph.vertex(at);
    }

    static List<Integer> list(Ints numbers) {
        List<Integer> list = new ArrayList<>(numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            list.add(numbers.get(i));
        }
        return list;
    }
}
