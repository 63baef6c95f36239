package dev.interlock.verification.model;

import dev.interlock.CascadeMode;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.event.GraphChanged.Change;
import java.util.ArrayList;
import java.util.List;

/** Changes of the graph as the specification tells them: each whole or not at all. */
final class ReferenceChanges extends ReferenceTime {

    /** What becomes of a change. */
    enum Fate {
        DONE,
        NOTHING_TO_DO,
        /** It would close a cycle. */
        CYCLE,
        /** A limit or rule is passed. */
        INVALID,
        /** It would begin at nothing. */
        NOT_THERE
    }

    ReferenceChanges(Answers answers) {
        super(answers);
    }

    /** Defines nodes in one commit. */
    Fate define(List<NodePlan> plans, Plan plan) {
        if (plans.stream().anyMatch(each -> graph.nodes.containsKey(each.name()))) {
            return Fate.INVALID;
        }
        List<Edge> before = List.copyOf(graph.edges);
        Fate fate = Fate.DONE;
        List<Told> news = new ArrayList<>();
        for (NodePlan each : plans) {
            graph.nodes.put(each.name(), new ReferenceNode(each, now));
            boolean isTarget = graph.edges.stream()
                    .anyMatch(edge ->
                            edge.kind() == EdgeKind.CASCADES_TO && edge.to().equals(each.name()));
            if (each.signal() && isTarget) {
                fate = Fate.INVALID;
            }
        }
        for (NodePlan each : plans) {
            List<Edge> edges = edges(each, plan);
            for (Edge edge : edges) {
                Fate of = add(edge);
                if (of == Fate.CYCLE || of == Fate.INVALID) { // a cycle is told as one if it is all that is wrong
                    fate = fate == Fate.DONE ? of : Fate.INVALID;
                }
            }
            news.add(Told.graph(Change.DEFINED, each.name(), edges));
        }
        if (fate != Fate.DONE) {
            plans.forEach(each -> graph.nodes.remove(each.name()));
            restore(before);
            return fate;
        }
        told.addAll(news);
        for (NodePlan each : plans) {
            ReferenceNode node = graph.nodes.get(each.name());
            if (node != null && each.signal()) {
                start(node);
            }
        }
        return fate;
    }

    private static List<Edge> edges(NodePlan node, Plan plan) {
        return node.edges().stream()
                .map(edge -> new Edge(node.name(), edge.kind(), plan.name(edge.to()), edge.mode()))
                .toList();
    }

    Fate link(String from, EdgeKind kind, String to) {
        ReferenceNode node = graph.nodes.get(from);
        if (node == null) {
            return Fate.NOT_THERE;
        }
        if (!node.isCircuit() && kind != EdgeKind.CASCADES_TO) {
            return Fate.INVALID;
        }
        List<Edge> before = List.copyOf(graph.edges);
        Edge edge = new Edge(from, kind, to, CascadeMode.ENFORCE);
        Fate fate = add(edge);
        if (fate == Fate.DONE) {
            told.add(Told.graph(Change.LINKED, from, List.of(edge)));
        } else {
            restore(before);
        }
        return fate;
    }

    private Fate add(Edge edge) {
        boolean beaten = edge.kind() == EdgeKind.RECOVERS_AFTER
                && graph.hard(edge.from()).contains(edge.to());
        if (graph.edges.contains(edge) || beaten) {
            return Fate.NOTHING_TO_DO;
        }
        ReferenceNode target = graph.nodes.get(edge.to());
        if (edge.kind() == EdgeKind.CASCADES_TO) {
            if (target != null && !target.isCircuit()) {
                return Fate.INVALID;
            }
            graph.edges.removeIf(known -> known.kind() == EdgeKind.CASCADES_TO
                    && known.from().equals(edge.from())
                    && known.to().equals(edge.to()));
        } else if (graph.wouldCloseACycle(edge.from(), edge.to())) {
            return Fate.CYCLE;
        } else {
            graph.edges.remove(new Edge(edge.from(), EdgeKind.RECOVERS_AFTER, edge.to(), CascadeMode.ENFORCE));
        }
        graph.edges.add(edge);
        graph.changed();
        return graph.isBeyondTheLimits() ? Fate.INVALID : Fate.DONE;
    }

    boolean unlink(String from, EdgeKind kind, String to) {
        Edge found = graph.edges.stream()
                .filter(edge -> edge.kind() == kind
                        && edge.from().equals(from)
                        && edge.to().equals(to))
                .findFirst()
                .orElse(null);
        if (found == null) {
            return false;
        }
        graph.edges.remove(found);
        graph.changed();
        told.add(Told.graph(Change.UNLINKED, from, List.of(found)));
        wakeWhoWaitsFor(from);
        return true;
    }

    boolean remove(String name) {
        if (graph.nodes.remove(name) == null) {
            return false;
        }
        List<Edge> own =
                graph.edges.stream().filter(edge -> edge.from().equals(name)).toList();
        graph.edges.removeAll(own);
        graph.changed();
        told.add(Told.graph(Change.REMOVED, name, own));
        wakeWhoWaitsFor(name);
        return true;
    }

    private void restore(List<Edge> before) {
        graph.edges.clear();
        graph.edges.addAll(before);
        graph.changed();
    }
}
