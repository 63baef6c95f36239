package dev.interlock.cli.file.graph;

import dev.interlock.Edge;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.file.model.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A Mermaid flowchart. */
final class Mermaid {

    /** Words of the notation, which cannot name a node. */
    private static final Set<String> RESERVED = Set.of(
            "accdescr",
            "acctitle",
            "call",
            "class",
            "classdef",
            "click",
            "default",
            "direction",
            "end",
            "flowchart",
            "graph",
            "href",
            "interpolate",
            "linkstyle",
            "style",
            "subgraph",
            "v",
            "x",
            "o");

    private final Map<String, String> ids = new HashMap<>();

    private Mermaid(Graph graph) {
        Set<String> taken = new HashSet<>();
        for (Node node : graph.nodes()) {
            String plain = node.name().replaceAll("[^A-Za-z0-9]", "_");
            String id = RESERVED.contains(plain.toLowerCase(Locale.ROOT)) ? plain + "_" : plain;
            for (int number = 2; !taken.add(id); number++) {
                id = plain + "_" + number;
            }
            ids.put(node.name(), id);
        }
    }

    static String write(String title, Graph graph) {
        return new Mermaid(graph).text(title, graph);
    }

    private String text(String title, Graph graph) {
        StringBuilder text = new StringBuilder("%% " + title + ": " + graph.size() + "\nflowchart TD\n");
        for (Node node : graph.nodes()) {
            text.append("    ").append(id(node.name())).append(shape(node)).append('\n');
        }
        for (Edge edge : graph.edges()) {
            text.append("    ").append(id(edge.from())).append(' ').append(arrow(edge));
            text.append(' ').append(id(edge.to())).append('\n');
        }
        return text.toString();
    }

    /** Ids are made of names, so that a circuit more changes one line of a picture that is kept under version control. */
    private String id(String name) {
        return ids.getOrDefault(name, name);
    }

    private static String shape(Node node) {
        return switch (node.kind()) {
            case CIRCUIT -> "[\"" + node.name() + "\"]";
            case SIGNAL -> "([\"" + node.name() + "\"])";
            case UNRESOLVED -> "{{\"" + node.name() + "\"}}";
        };
    }

    private static String arrow(Edge edge) {
        return switch (Style.of(edge)) {
            case HARD -> "-->";
            case SOFT -> "-.->";
            case CASCADE -> "==>|cascade|";
            case DRY_RUN -> "==>|cascade, dry run|";
        };
    }
}
