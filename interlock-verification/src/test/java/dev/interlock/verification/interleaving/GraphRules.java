package dev.interlock.verification.interleaving;

import static dev.interlock.verification.interleaving.Violation.unless;

import dev.interlock.Explanation;
import dev.interlock.internal.graph.Explainer;
import dev.interlock.internal.graph.Gate;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.Ints;
import dev.interlock.internal.graph.Vertex;
import java.time.Instant;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What has to hold in every published graph: S6, S8, S13, and that its parts agree. Calls on it are the business of {@link World}. */
final class GraphRules {

    private final Set<String> checked = new HashSet<>();
    private final IdentityHashMap<Object, Integer> owners = new IdentityHashMap<>();
    private final Calls calls;

    /** Checks what calls meet in a graph. */
    @FunctionalInterface
    interface Calls {
        void check(Graph graph);
    }

    GraphRules(Calls calls) {
        this.calls = calls;
    }

    /** Checks a graph, unless one that looks the same was checked. */
    void check(Graph graph) {
        if (!checked.add(look(graph))) {
            return;
        }
        Naive naive = new Naive(graph);
        for (int at : naive.nodes()) {
            checkGate(graph, naive, at);
            checkEdges(naive, at);
            checkExplanation(graph, naive, at);
        }
        calls.check(graph);
    }

    private static void checkGate(Graph graph, Naive naive, int at) {
        int gate = graph.gate(at);
        if (!naive.isDefined(at)) {
            unless(Gate.isGone(gate), "S6: '%s' is not defined, and its gate says that it is", naive.name(at));
            return;
        }
        unless(
                !Gate.isGone(gate) && Gate.state(gate) == naive.state(at),
                "S6: '%s' is %s, and its gate says %s",
                naive.name(at),
                naive.state(at),
                Gate.state(gate));
        unless(
                Gate.blockedCount(gate) == naive.openBelow(at).size(),
                "S6: '%s' is blocked by %s, and its blocked count is %d",
                naive.name(at),
                naive.openBelow(at),
                Gate.blockedCount(gate));
    }

    private static void checkEdges(Naive naive, int at) {
        Set<Integer> dependencies = new TreeSet<>();
        collectDependencies(naive, at, dependencies);
        unless(!dependencies.contains(at), "S13: '%s' depends on itself", naive.name(at));
        Vertex vertex = naive.vertex(at);
        for (int other : naive.nodes()) {
            Vertex end = naive.vertex(other);
            boolean agrees = Naive.list(vertex.hard()).contains(other)
                            == Naive.list(end.hardDependents()).contains(at)
                    && Naive.list(vertex.soft()).contains(other)
                            == Naive.list(end.softDependents()).contains(at)
                    && Naive.list(vertex.targets()).contains(other)
                            == Naive.list(end.sources()).contains(at);
            unless(agrees, "S13: '%s' and '%s' do not agree on an edge", vertex.name(), end.name());
        }
    }

    private static void collectDependencies(Naive naive, int at, Set<Integer> all) {
        for (List<Integer> edges : List.of(naive.hard(at), naive.soft(at))) {
            for (int next : edges) {
                if (all.add(next)) {
                    collectDependencies(naive, next, all);
                }
            }
        }
    }

    private static void checkExplanation(Graph graph, Naive naive, int at) {
        Explanation told = new Explainer(graph, 0, Instant.EPOCH).explain(at);
        boolean blocked = naive.isDefined(at) && !naive.openBelow(at).isEmpty();
        Set<String> roots = naive.isDefined(at) ? naive.roots(at) : Set.of();
        boolean right = told.blocked() == blocked
                && new TreeSet<>(told.rootCauses()).equals(roots)
                && told.chains().stream().allMatch(chain -> naive.isChain(at, chain));
        unless(right, "S8: '%s' is explained by %s in %s", naive.name(at), told, describe(graph));
    }

    /** What the rules here depend on. */
    private static String look(Graph graph) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < graph.size(); at++) {
            Vertex vertex = graph.vertexOrNull(at);
            if (vertex == null) {
                text.append('-');
                continue;
            }
            text.append((char) ('0' + graph.gate(at)));
            text.append(
                    graph.stateOrNull(at) == null
                            ? "-"
                            : graph.state(at).state().name());
            text.append((char) ('0' + set(vertex.hard()))).append((char) ('0' + set(vertex.soft())));
            text.append((char) ('0' + set(vertex.targets()))).append((char) ('0' + set(vertex.sources())));
            text.append((char) ('0' + set(vertex.hardDependents())));
            text.append((char) ('0' + set(vertex.softDependents())));
        }
        return text.toString();
    }

    private static int set(Ints numbers) {
        int set = 0;
        for (int i = 0; i < numbers.size(); i++) {
            set |= 1 << numbers.get(i);
        }
        return set;
    }

    /** What tells graphs apart that no participant may take for each other. */
    String identity(Graph graph) {
        StringBuilder text = new StringBuilder(look(graph));
        text.append(' ').append(graph.version());
        for (int at = 0; at < graph.size(); at++) {
            Vertex vertex = graph.vertexOrNull(at);
            if (vertex != null && graph.stateOrNull(at) != null) {
                text.append(' ').append(graph.state(at).epoch());
                text.append('/').append(owners.computeIfAbsent(vertex.owner(), unused -> owners.size()));
            }
        }
        return text.toString();
    }

    /** For people. */
    static String describe(Graph graph) {
        StringBuilder text = new StringBuilder("graph ").append(graph.version());
        Naive naive = new Naive(graph);
        for (int at : naive.nodes()) {
            text.append(", ").append(naive.name(at)).append(' ');
            if (!naive.isDefined(at)) {
                text.append("undefined");
                continue;
            }
            text.append(naive.state(at)).append(" epoch ").append(naive.epoch(at));
            int blocked = Gate.blockedCount(graph.gate(at));
            text.append(blocked > 0 ? " blocked " + blocked : "");
            text.append(naive.hard(at).isEmpty() ? "" : " depends on " + named(naive, naive.hard(at)));
            text.append(naive.soft(at).isEmpty() ? "" : " recovers after " + named(naive, naive.soft(at)));
            List<Integer> targets = Naive.list(naive.vertex(at).targets());
            text.append(targets.isEmpty() ? "" : " cascades to " + named(naive, targets));
        }
        return text.toString();
    }

    private static List<String> named(Naive naive, List<Integer> nodes) {
        return nodes.stream().map(naive::name).toList();
    }
}
