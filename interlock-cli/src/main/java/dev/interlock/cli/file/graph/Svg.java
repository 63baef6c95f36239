package dev.interlock.cli.file.graph;

import dev.interlock.cli.file.graph.layout.Layout.Point;
import dev.interlock.cli.file.graph.layout.Layout.Route;
import dev.interlock.cli.text.Text;
import java.util.List;

/** Writes the elements of an SVG document. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    void line(String format, Object... values) {
        text.append(Text.format(format, values)).append('\n');
    }

    void text(double x, double y, String style, String words) {
        line("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, Text.escape(words));
    }

    /** Straight where two points are one above or beside the other; else a curve that leaves and arrives upright. */
    void path(Route route, double left, double top, String style) {
        List<Point> points = route.points();
        StringBuilder path = new StringBuilder(Text.format(
                "M%.1f %.1f", points.get(0).x() + left, points.get(0).y() + top));
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            double x = to.x() + left;
            double y = to.y() + top;
            boolean last = i + 1 == points.size();
            if (Math.abs(from.x() - to.x()) < 0.05) {
                if (last || Math.abs(from.y() - to.y()) >= 0.05) {
                    path.append(Text.format("V%.1f", y));
                }
            } else if (Math.abs(from.y() - to.y()) < 0.05) {
                path.append(Text.format("H%.1f", x));
            } else {
                double middle = (from.y() + to.y()) / 2 + top;
                path.append(Text.format("C%.1f %.1f %.1f %.1f %.1f %.1f", from.x() + left, middle, x, middle, x, y));
            }
        }
        line("<path class=\"e %s\" d=\"%s\" marker-end=\"url(#%s)\"/>", style, path, style);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
