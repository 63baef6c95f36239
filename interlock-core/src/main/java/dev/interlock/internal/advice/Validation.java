package dev.interlock.internal.advice;

import dev.interlock.CircuitConfig;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Finding;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.RecoveryMode;
import dev.interlock.Snapshot;
import dev.interlock.internal.text.Nearest;
import dev.interlock.internal.text.Texts;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Looks for what is allowed and probably not meant. Two walks for each source of cascades, whatever the number of its targets; all
 * else is one pass over nodes and edges.
 */
public final class Validation {

    private final List<NodeView> nodes;
    private final List<Edge> edges;
    private final Function<String, Optional<CircuitConfig>> configs;
    private final List<Finding> findings = new ArrayList<>();

    private Validation(Snapshot snapshot, Function<String, Optional<CircuitConfig>> configs) {
        this.nodes = snapshot.nodes();
        this.edges = snapshot.edges();
        this.configs = configs;
    }

    /** Everything found, sorted by subject. */
    public static List<Finding> findings(Snapshot snapshot, Function<String, Optional<CircuitConfig>> configs) {
        Validation validation = new Validation(snapshot, configs);
        validation.unresolved();
        validation.cascades();
        validation.recoveryOnCall();
        for (Edge edge : validation.edges) {
            if (edge.kind() == EdgeKind.DEPENDS_ON) {
                validation.slowThreshold(edge);
            }
        }
        validation.findings.sort(Comparator.comparing(Finding::subject)
                .thenComparing(Finding::kind)
                .thenComparing(finding -> finding.others().toString()));
        return List.copyOf(validation.findings);
    }

    private void unresolved() {
        List<String> defined = nodes.stream()
                .filter(node -> node.kind() != NodeKind.UNRESOLVED)
                .map(NodeView::name)
                .toList();
        Map<String, Set<String>> namedBy = new HashMap<>();
        for (Edge edge : edges) {
            namedBy.computeIfAbsent(edge.to(), unused -> new TreeSet<>()).add(edge.from());
        }
        for (NodeView node : nodes) {
            if (node.kind() == NodeKind.UNRESOLVED) {
                List<String> from = List.copyOf(namedBy.getOrDefault(node.name(), Set.of()));
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

    private void cascades() {
        Map<String, List<String>> dependencies = new HashMap<>();
        Map<String, List<String>> hardDependents = new HashMap<>();
        Map<String, List<String>> targets = new TreeMap<>();
        for (Edge edge : edges) {
            if (edge.kind() == EdgeKind.CASCADES_TO) {
                add(targets, edge.from(), edge.to());
            } else {
                add(dependencies, edge.from(), edge.to());
                if (edge.kind() == EdgeKind.DEPENDS_ON) {
                    add(hardDependents, edge.to(), edge.from());
                }
            }
        }
        targets.forEach((source, opened) -> {
            Set<String> blocked = reachable(source, hardDependents);
            Set<String> needed = reachable(source, dependencies);
            for (String target : opened) {
                if (blocked.contains(target)) {
                    findings.add(new Finding(
                            Finding.Kind.REDUNDANT_CASCADE,
                            source,
                            List.of(target),
                            "the cascade from '" + source + "' to '" + target + "' is redundant: '" + target
                                    + "' depends on it and is blocked anyway; take the cascade away"));
                }
                if (needed.contains(target)) {
                    findings.add(new Finding(
                            Finding.Kind.CASCADE_INTO_DEPENDENCY,
                            source,
                            List.of(target),
                            "'" + source + "' opens '" + target + "', which it depends on, and will wait for it; "
                                    + "take one of the two edges away"));
                }
            }
        });
    }

    private void recoveryOnCall() {
        Map<String, Set<String>> dependents = new TreeMap<>();
        for (Edge edge : edges) {
            if (edge.kind() == EdgeKind.DEPENDS_ON) {
                dependents.computeIfAbsent(edge.to(), unused -> new TreeSet<>()).add(edge.from());
            }
        }
        dependents.forEach((name, callers) -> {
            if (configs.apply(name)
                    .filter(config -> config.recoveryMode() == RecoveryMode.ON_CALL)
                    .isPresent()) {
                findings.add(new Finding(
                        Finding.Kind.RECOVERY_WAITS_FOR_BLOCKED_CALLS,
                        name,
                        List.copyOf(callers),
                        "'" + name + "' recovers with its next call, but calls of " + String.join(", ", callers)
                                + " are refused while it is OPEN; unless somebody else calls it, make it AUTOMATIC"));
            }
        });
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
                            + Texts.duration(caller.get().slowCallThreshold())
                            + ", no later than '" + edge.to() + "' below it ("
                            + Texts.duration(callee.get().slowCallThreshold()) + "); make it longer"));
        }
    }

    private static void add(Map<String, List<String>> lists, String key, String value) {
        lists.computeIfAbsent(key, unused -> new ArrayList<>()).add(value);
    }

    /** Everything that can be reached from one node, without it unless it is in a cycle. */
    private static Set<String> reachable(String start, Map<String, List<String>> edges) {
        Set<String> reached = new HashSet<>();
        Deque<String> stack = new ArrayDeque<>(List.of(start));
        while (!stack.isEmpty()) {
            for (String next : edges.getOrDefault(stack.pop(), List.of())) {
                if (reached.add(next)) {
                    stack.push(next);
                }
            }
        }
        return reached;
    }
}
