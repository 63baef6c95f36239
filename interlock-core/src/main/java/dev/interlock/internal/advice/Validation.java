package dev.interlock.internal.advice;

import dev.interlock.CircuitConfig;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Finding;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.internal.text.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Looks for what is allowed and probably not meant. */
public final class Validation {

    private final Snapshot snapshot;
    private final Function<String, Optional<CircuitConfig>> configs;
    private final List<Edge> edges;
    private final Map<String, List<Edge>> dependencies = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private Validation(Snapshot snapshot, Function<String, Optional<CircuitConfig>> configs) {
        this.snapshot = snapshot;
        this.configs = configs;
        this.edges = snapshot.edges();
        for (Edge edge : edges) {
            if (edge.kind() != EdgeKind.CASCADES_TO) {
                dependencies
                        .computeIfAbsent(edge.from(), unused -> new ArrayList<>())
                        .add(edge);
            }
        }
    }

    /** Everything found, sorted by subject. */
    public static List<Finding> findings(Snapshot snapshot, Function<String, Optional<CircuitConfig>> configs) {
        Validation validation = new Validation(snapshot, configs);
        validation.unresolved();
        for (Edge edge : validation.edges) {
            if (edge.kind() == EdgeKind.CASCADES_TO) {
                validation.cascade(edge);
            } else if (edge.kind() == EdgeKind.DEPENDS_ON) {
                validation.slowThreshold(edge);
            }
        }
        validation.findings.sort(Comparator.comparing(Finding::subject)
                .thenComparing(Finding::kind)
                .thenComparing(finding -> finding.others().toString()));
        return List.copyOf(validation.findings);
    }

    private void unresolved() {
        List<NodeView> nodes = snapshot.nodes();
        List<String> defined = nodes.stream()
                .filter(node -> node.kind() != NodeKind.UNRESOLVED)
                .map(NodeView::name)
                .toList();
        for (NodeView node : nodes) {
            if (node.kind() == NodeKind.UNRESOLVED) {
                List<String> from = edges.stream()
                        .filter(edge -> edge.to().equals(node.name()))
                        .map(Edge::from)
                        .distinct()
                        .toList();
                String hint = Nearest.nearest(node.name(), defined)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("; define it, or take the edge away");
                findings.add(new Finding(
                        Finding.Kind.UNRESOLVED_NAME,
                        node.name(),
                        from,
                        "'" + node.name() + "' is named by " + String.join(", ", from)
                                + " but not defined, and blocks nothing" + hint));
            }
        }
    }

    private void cascade(Edge edge) {
        if (reaches(edge.to(), edge.from(), false)) {
            findings.add(new Finding(
                    Finding.Kind.REDUNDANT_CASCADE,
                    edge.from(),
                    List.of(edge.to()),
                    "the cascade from '" + edge.from() + "' to '" + edge.to() + "' is redundant: '" + edge.to()
                            + "' depends on it and is blocked anyway; take the cascade away"));
        }
        if (reaches(edge.from(), edge.to(), true)) {
            findings.add(new Finding(
                    Finding.Kind.CASCADE_INTO_DEPENDENCY,
                    edge.from(),
                    List.of(edge.to()),
                    "'" + edge.from() + "' opens '" + edge.to() + "', which it depends on, and will wait for it; "
                            + "take one of the two edges away"));
        }
    }

    private void slowThreshold(Edge edge) {
        Optional<CircuitConfig> caller = configs.apply(edge.from()).filter(CircuitConfig::hasSlowCondition);
        Optional<CircuitConfig> callee = configs.apply(edge.to()).filter(CircuitConfig::hasSlowCondition);
        if (caller.isPresent()
                && callee.isPresent()
                && caller.get().slowCallThreshold().compareTo(callee.get().slowCallThreshold()) <= 0) {
            findings.add(new Finding(
                    Finding.Kind.SLOW_THRESHOLD_NOT_GROWING,
                    edge.from(),
                    List.of(edge.to()),
                    "'" + edge.from() + "' calls a call slow from "
                            + caller.get().slowCallThreshold()
                            + ", no later than '" + edge.to() + "' below it ("
                            + callee.get().slowCallThreshold() + "); make it longer"));
        }
    }

    private boolean reaches(String from, String to, boolean softToo) {
        Set<String> seen = new HashSet<>(Set.of(from));
        Deque<String> stack = new ArrayDeque<>(List.of(from));
        while (!stack.isEmpty()) {
            for (Edge edge : dependencies.getOrDefault(stack.pop(), List.of())) {
                if ((softToo || edge.kind() == EdgeKind.DEPENDS_ON) && seen.add(edge.to())) {
                    if (edge.to().equals(to)) {
                        return true;
                    }
                    stack.push(edge.to());
                }
            }
        }
        return false;
    }
}
