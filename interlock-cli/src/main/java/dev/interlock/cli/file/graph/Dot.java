package dev.interlock.cli.file.graph;

import dev.interlock.Edge;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.file.model.Node;

/** A digraph for Graphviz. */
final class Dot {

    private Dot() {}

    static String write(String title, Graph graph) {
        StringBuilder text = new StringBuilder("// " + title + ": " + graph.size() + "\n");
        text.append("digraph interlock {\n");
        text.append("    node [shape=box, style=rounded, fontname=\"Helvetica\"];\n");
        for (Node node : graph.nodes()) {
            text.append("    ").append(quoted(node.name())).append(shape(node)).append(";\n");
        }
        for (Edge edge : graph.edges()) {
            text.append("    ").append(quoted(edge.from())).append(" -> ").append(quoted(edge.to()));
            text.append(line(edge)).append(";\n");
        }
        return text.append("}\n").toString();
    }

    /** Names have neither quotes nor backslashes in them. */
    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private static String shape(Node node) {
        return switch (node.kind()) {
            case CIRCUIT -> "";
            case SIGNAL -> " [shape=ellipse, style=solid]";
            case UNRESOLVED -> " [style=\"rounded,dashed\"]";
        };
    }

    /** A cascade is no dependency, so it does not say who stands above whom. */
    private static String line(Edge edge) {
        return switch (Style.of(edge)) {
            case HARD -> "";
            case SOFT -> " [style=dashed]";
            case CASCADE -> " [style=bold, color=red, arrowhead=empty, constraint=false]";
            case DRY_RUN -> " [style=dotted, color=red, arrowhead=empty, constraint=false]";
        };
    }
}
