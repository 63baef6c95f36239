package dev.interlock.cli.file.graph;

import dev.interlock.NodeKind;
import dev.interlock.cli.file.graph.layout.Layout.Point;
import dev.interlock.cli.file.graph.layout.Layout.Route;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.file.model.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What boxes and lines mean: only those that occur. */
final class Legend {

    private static final double SAMPLE = 36;
    private static final double CHARACTER = 7.3;
    private static final double GAP = 22;
    private static final double HEIGHT = 30;

    private final List<Style> styles;
    private final List<Node> kinds;

    Legend(Graph graph) {
        this.styles = Style.in(graph);
        this.kinds = Arrays.stream(NodeKind.values())
                .filter(kind -> graph.count(kind) > 0)
                .map(kind -> new Node("", kind))
                .toList();
    }

    double width() {
        double width = -GAP;
        for (Node kind : kinds) {
            width += SAMPLE + kind.word().length() * CHARACTER + GAP;
        }
        for (Style style : styles) {
            width += SAMPLE + style.words().length() * CHARACTER + GAP;
        }
        return Math.max(0, width);
    }

    double height() {
        return kinds.isEmpty() ? 0 : HEIGHT;
    }

    void draw(Svg svg, double left, double top) {
        double x = left;
        double y = top + HEIGHT / 2;
        for (Node kind : kinds) {
            svg.line(
                    "<rect class=\"n %s\" x=\"%.1f\" y=\"%.1f\" width=\"28\" height=\"14\" rx=\"%d\"/>",
                    kind.word(), x, y - 7, kind.kind() == NodeKind.SIGNAL ? 7 : 3);
            svg.text(x + SAMPLE, y + 4, "s", kind.word());
            x += SAMPLE + kind.word().length() * CHARACTER + GAP;
        }
        for (Style style : styles) {
            svg.path(
                    new Route(List.of(new Point(0, 0), new Point(28, 0))),
                    x,
                    y,
                    style.name().toLowerCase(Locale.ROOT));
            svg.text(x + SAMPLE, y + 4, "s", style.words());
            x += SAMPLE + style.words().length() * CHARACTER + GAP;
        }
    }
}
