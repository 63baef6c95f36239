package dev.interlock.testkit;

import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Computes what a snapshot claims a second time, from nothing but states and edges, in the plainest way there is. Slow on purpose: it shares
 * no idea with the code it checks. Cost: nodes times edges.
 */
final class SnapshotChecker {

    private final Map<String, NodeView> nodes = new LinkedHashMap<>();
    private final Map<String, Set<String>> hard = new HashMap<>();
    private final Map<String, Set<String>> dependencies = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private SnapshotChecker() {}

    static List<String> problems(Snapshot snapshot, boolean cyclesAllowed) {
        SnapshotChecker checker = new SnapshotChecker();
        checker.readNodes(snapshot);
        checker.readEdges(snapshot);
        List<String> cycle = checker.cycle();
        if (!cycle.isEmpty() && !cyclesAllowed) {
            checker.problem("dependencies form a cycle: " + String.join(" -> ", cycle));
        }
        checker.nodes.values().forEach(node -> checker.checkNode(node, !cycle.isEmpty()));
        return checker.problems;
    }

    private void readNodes(Snapshot snapshot) {
        for (NodeView node : snapshot.nodes()) {
            if (nodes.put(node.name(), node) != null) {
                problem("node '" + node.name() + "' is there twice");
            }
            if (node.kind() == NodeKind.UNRESOLVED && node.state() != State.CLOSED) {
                problem("unresolved '" + node.name() + "' is " + node.state() + " and should show CLOSED");
            }
            if (node.probing() && node.state() != State.HALF_OPEN) {
                problem("'" + node.name() + "' is probing and should be HALF_OPEN, and is " + node.state());
            }
            if (node.permitsOutstanding() < 0 || node.callsInFlight() < 0) {
                problem("'" + node.name() + "' counts below zero: " + node.permitsOutstanding()
                        + " permits outstanding, " + node.callsInFlight() + " calls in flight");
            }
        }
    }

    private void readEdges(Snapshot snapshot) {
        Set<String> seen = new HashSet<>();
        for (Edge edge : snapshot.edges()) {
            String text = edge.from() + " " + edge.kind() + " " + edge.to();
            if (!seen.add(text)) {
                problem("edge " + text + " is there twice");
            }
            NodeView from = nodes.get(edge.from());
            if (from == null || !nodes.containsKey(edge.to())) {
                problem("edge " + text + " has an end that is no node");
                continue;
            }
            if (from.kind() == NodeKind.UNRESOLVED) {
                problem("edge " + text + " starts at a name that is not defined");
            }
            if (edge.kind() != EdgeKind.CASCADES_TO) {
                dependencies
                        .computeIfAbsent(edge.from(), name -> new TreeSet<>())
                        .add(edge.to());
            }
            if (edge.kind() == EdgeKind.DEPENDS_ON) {
                hard.computeIfAbsent(edge.from(), name -> new TreeSet<>()).add(edge.to());
            }
        }
    }

    private void checkNode(NodeView node, boolean cyclic) {
        Set<String> blockers = blockersOf(node.name());
        if (!node.blockedBy().equals(List.copyOf(blockers))) {
            problem("'" + node.name() + "' says it is blocked by " + node.blockedBy() + ", computed anew: " + blockers);
        }
        if (node.blockedCount() != blockers.size()) {
            problem("'" + node.name() + "' has blocked count " + node.blockedCount() + ", computed anew: "
                    + blockers.size() + " " + blockers);
        }
        Set<String> claimed = new TreeSet<>(node.rootCauses());
        if (claimed.size() != node.rootCauses().size()) {
            problem("'" + node.name() + "' names a root cause twice: " + node.rootCauses());
        }
        Set<String> roots = rootsOf(node, blockers);
        // In a cycle of open nodes each is blocked by the next, and none is the end of a chain: any of them may be
        // named.
        boolean endless = cyclic && roots.isEmpty();
        boolean same = endless ? blockers.containsAll(claimed) : claimed.equals(roots);
        if (!same) {
            problem("'" + node.name() + "' has root causes " + claimed + ", computed anew: " + roots);
        }
    }

    private Set<String> blockersOf(String name) {
        Set<String> reached = new HashSet<>();
        Deque<String> ahead = new ArrayDeque<>(hard.getOrDefault(name, Set.of()));
        while (!ahead.isEmpty()) {
            String next = ahead.pop();
            if (reached.add(next)) {
                ahead.addAll(hard.getOrDefault(next, Set.of()));
            }
        }
        reached.remove(name); // Possible in a cycle only: nothing blocks itself.
        reached.removeIf(other -> !isOpen(other));
        return new TreeSet<>(reached);
    }

    private Set<String> rootsOf(NodeView node, Set<String> blockers) {
        Set<String> roots = new TreeSet<>();
        for (String blocker : blockers) {
            if (blockersOf(blocker).isEmpty()) {
                roots.add(blocker);
            }
        }
        if (blockers.isEmpty() && countsAsOpen(node)) {
            roots.add(node.name());
        }
        return roots;
    }

    private boolean isOpen(String name) {
        NodeView node = nodes.get(name);
        return node != null && countsAsOpen(node);
    }

    private static boolean countsAsOpen(NodeView node) {
        return node.state() == State.OPEN || node.state() == State.FORCED_OPEN || node.probing();
    }

    /** Some cycle of dependencies, hard and soft; empty if there is none. Takes away nodes without dependencies until none is left. */
    private List<String> cycle() {
        Map<String, Set<String>> left = new HashMap<>();
        dependencies.forEach((from, to) -> left.put(from, new TreeSet<>(to)));
        boolean changed = true;
        while (changed) {
            left.values().forEach(to -> to.retainAll(left.keySet()));
            changed = left.values().removeIf(Set::isEmpty);
        }
        if (left.isEmpty()) {
            return List.of();
        }
        // Everything left leads to something left: following it must come back to where it was.
        Set<String> walk = new LinkedHashSet<>();
        String at = new TreeSet<>(left.keySet()).first();
        while (walk.add(at)) {
            at = left.getOrDefault(at, Set.of()).iterator().next();
        }
        List<String> path = new ArrayList<>(walk);
        List<String> cycle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
        cycle.add(at);
        return cycle;
    }

    private void problem(String text) {
        problems.add(text);
    }
}
