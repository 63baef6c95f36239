package dev.interlock.cli.file.graph;

import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.NodeKind;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.file.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Trees from what nothing depends on down; what is below a node is shown once, and referred to after that. */
final class Tree {

    private final Map<String, List<Edge>> needs = new HashMap<>();
    private final Map<String, Node> nodes = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    private Tree() {}

    static String write(String title, Graph graph) {
        return new Tree().text(title, graph);
    }

    private String text(String title, Graph graph) {
        text.append(title).append(": ").append(graph.size()).append('\n');
        Set<String> needed = new HashSet<>();
        graph.nodes().forEach(node -> nodes.put(node.name(), node));
        for (Edge edge : graph.dependencies()) {
            needs.computeIfAbsent(edge.from(), unused -> new ArrayList<>()).add(edge);
            needed.add(edge.to());
        }
        for (Node node : graph.nodes()) {
            if (!needed.contains(node.name())) {
                text.append('\n').append(label(node.name())).append('\n');
                below(node.name(), "");
            }
        }
        cascades(graph);
        return text.toString();
    }

    /** As deep as the longest chain, which the core limits. */
    private void below(String name, String indent) {
        List<Edge> edges = needs.getOrDefault(name, List.of());
        shown.add(name);
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            boolean last = i + 1 == edges.size();
            boolean again = shown.contains(edge.to()) && needs.containsKey(edge.to());
            text.append(indent).append(last ? "└── " : "├── ").append(label(edge.to()));
            text.append(edge.kind() == EdgeKind.RECOVERS_AFTER ? " (recovers after)" : "");
            text.append(again ? " ..." : "").append('\n');
            if (!again) {
                below(edge.to(), indent + (last ? "    " : "│   "));
            }
        }
    }

    private String label(String name) {
        Node node = nodes.get(name);
        return node == null || node.kind() == NodeKind.CIRCUIT ? name : name + " (" + node.word() + ")";
    }

    private void cascades(Graph graph) {
        Map<String, List<String>> targets = new TreeMap<>();
        for (Edge edge : graph.edges()) {
            if (edge.kind() == EdgeKind.CASCADES_TO) {
                targets.computeIfAbsent(edge.from(), unused -> new ArrayList<>())
                        .add(edge.to() + (Style.of(edge) == Style.DRY_RUN ? " (dry run)" : ""));
            }
        }
        if (!targets.isEmpty()) {
            text.append("\nCascades\n");
            targets.forEach((from, to) -> text.append("  ")
                    .append(from)
                    .append(" opens ")
                    .append(String.join(", ", to))
                    .append('\n'));
        }
    }
}
