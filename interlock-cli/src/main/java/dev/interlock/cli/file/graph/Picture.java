package dev.interlock.cli.file.graph;

import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.NodeKind;
import dev.interlock.cli.file.graph.layout.Layout;
import dev.interlock.cli.file.graph.layout.Layout.Place;
import dev.interlock.cli.file.graph.layout.Sketch;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.file.model.Node;
import dev.interlock.cli.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The graph as SVG. It stands on a card of its own, which is dark where the reader likes dark, so that it can be read on every page; it
 * loads nothing.
 */
final class Picture {

    private static final double MARGIN = 28;
    private static final double HEAD = 84;
    private static final double CHARACTER = 7.9; // of the widest of the fonts that are asked for
    private static final double LINE = 16;

    private final String title;
    private final Graph graph;
    private final Svg svg = new Svg();

    private Picture(String title, Graph graph) {
        this.title = title;
        this.graph = graph;
    }

    static String write(String title, Graph graph) {
        return new Picture(title, graph).draw();
    }

    private String draw() {
        Layout layout;
        try {
            layout = Layout.of(sketch());
        } catch (IllegalArgumentException tooLarge) {
            throw new IllegalArgumentException(
                    "the graph is too large for a picture (" + tooLarge.getMessage()
                            + "); write it as dot, mermaid or text",
                    tooLarge);
        }
        Legend legend = new Legend(graph);
        double inner = Math.max(Math.max(layout.width(), legend.width()), headWidth());
        double width = inner + 2 * MARGIN;
        double height = HEAD + layout.height() + (layout.height() > 0 ? MARGIN : 0) + legend.height() + MARGIN / 2;
        svg.line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\""
                        + " role=\"img\">",
                width, height, width, height);
        svg.line("<title>%s</title>", Text.escape(title + ": " + graph.size()));
        Theme.write(svg, Style.in(graph));
        svg.line(
                "<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"%.1f\" height=\"%.1f\" rx=\"8\"/>",
                width - 1, height - 1);
        svg.text(MARGIN, 32, "h", title);
        svg.text(MARGIN, 52, "s", subtitle());
        double left = (width - layout.width()) / 2;
        for (int i = 0; i < graph.edges().size(); i++) {
            svg.path(
                    layout.routes().get(i),
                    left,
                    HEAD,
                    Style.of(graph.edges().get(i)).name().toLowerCase(Locale.ROOT));
        }
        for (int i = 0; i < graph.nodes().size(); i++) {
            box(graph.nodes().get(i), layout.boxes().get(i), left);
        }
        legend.draw(svg, MARGIN, height - legend.height() - MARGIN / 2);
        svg.line("</svg>");
        return svg.toString();
    }

    private String subtitle() {
        return graph.nodes().isEmpty() ? "no circuits" : graph.size();
    }

    private double headWidth() {
        return Math.max(title.length() * CHARACTER * 1.2, subtitle().length() * CHARACTER);
    }

    private Sketch sketch() {
        Map<String, Integer> indexes = new HashMap<>();
        List<Sketch.Size> sizes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            indexes.put(node.name(), indexes.size());
            List<String> lines = Label.lines(node.name());
            int longest = lines.stream().mapToInt(String::length).max().orElse(0);
            sizes.add(new Sketch.Size(Math.max(64, longest * CHARACTER + 28), lines.size() * LINE + 18));
        }
        List<Sketch.Line> lines = new ArrayList<>();
        for (Edge edge : graph.edges()) {
            lines.add(new Sketch.Line(
                    indexes.getOrDefault(edge.from(), 0),
                    indexes.getOrDefault(edge.to(), 0),
                    edge.kind() != EdgeKind.CASCADES_TO));
        }
        return new Sketch(sizes, lines);
    }

    private void box(Node node, Place place, double left) {
        svg.line(
                "<rect class=\"n %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\"/>",
                node.word(),
                place.left() + left,
                place.top() + HEAD,
                place.width(),
                place.height(),
                node.kind() == NodeKind.SIGNAL ? 17.0 : 5.0);
        List<String> lines = Label.lines(node.name());
        double y = place.top() + HEAD + place.height() / 2 - (lines.size() - 1) * LINE / 2 + 4.5;
        for (String line : lines) {
            svg.text(place.middle() + left, y, "l", line);
            y += LINE;
        }
    }
}
