package dev.interlock.cli.file.graph;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What somebody sees who looks at an SVG: its boxes, and its lines as many points. */
final class Drawn {

    private static final Pattern COMMAND = Pattern.compile("([MVHC])([-0-9. ]+)");
    private static final int STEPS = 40;

    static {
        // Only tests parse XML: the module has no need to require the parser.
        Drawn.class
                .getModule()
                .addReads(ModuleLayer.boot().findModule("java.xml").orElseThrow());
    }

    /** A box. */
    record Box(double left, double top, double right, double bottom) {

        boolean overlaps(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }

        /** Inside by more than what rounding makes. */
        boolean contains(double[] point) {
            return point[0] > left + 0.2 && point[0] < right - 0.2 && point[1] > top + 0.2 && point[1] < bottom - 0.2;
        }

        boolean touches(double[] point) {
            return point[0] >= left - 0.2
                    && point[0] <= right + 0.2
                    && (Math.abs(point[1] - top) < 0.2 || Math.abs(point[1] - bottom) < 0.2);
        }
    }

    final List<Box> boxes = new ArrayList<>();
    final List<List<double[]>> lines = new ArrayList<>();

    /** Reads it, and fails if it is not well-formed. */
    static Drawn read(String svg) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        Drawn drawn = new Drawn();
        NodeList rectangles = document.getElementsByTagName("rect");
        for (int i = 0; i < rectangles.getLength(); i++) {
            Element each = (Element) rectangles.item(i);
            if (each.getAttribute("class").startsWith("n ")) {
                double left = Double.parseDouble(each.getAttribute("x"));
                double top = Double.parseDouble(each.getAttribute("y"));
                drawn.boxes.add(new Box(
                        left,
                        top,
                        left + Double.parseDouble(each.getAttribute("width")),
                        top + Double.parseDouble(each.getAttribute("height"))));
            }
        }
        NodeList paths = document.getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            Element each = (Element) paths.item(i);
            if (each.getAttribute("class").startsWith("e ")) {
                drawn.lines.add(points(each.getAttribute("d")));
            }
        }
        return drawn;
    }

    /** How often one line crosses another, as far as the points tell. */
    int crossings() {
        int crossings = 0;
        for (int i = 0; i < lines.size(); i++) {
            for (int j = 0; j < i; j++) {
                crossings += crossings(lines.get(i), lines.get(j));
            }
        }
        return crossings;
    }

    private static int crossings(List<double[]> one, List<double[]> other) {
        int crossings = 0;
        for (int i = 1; i < one.size(); i++) {
            for (int j = 1; j < other.size(); j++) {
                double[] a = one.get(i - 1);
                double[] b = one.get(i);
                double[] c = other.get(j - 1);
                double[] d = other.get(j);
                crossings += side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0 ? 1 : 0;
            }
        }
        return crossings;
    }

    private static double side(double[] from, double[] to, double[] point) {
        return (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]);
    }

    private static List<double[]> points(String path) {
        List<double[]> points = new ArrayList<>();
        double[] at = new double[2];
        Matcher commands = COMMAND.matcher(path);
        while (commands.find()) {
            String[] words = commands.group(2).strip().split(" ", -1);
            double[] values = new double[words.length];
            for (int i = 0; i < words.length; i++) {
                values[i] = Double.parseDouble(words[i]);
            }
            double[] from = at;
            double[] to = switch (commands.group(1)) {
                case "V" -> new double[] {from[0], values[0]};
                case "H" -> new double[] {values[0], from[1]};
                default -> new double[] {values[values.length - 2], values[values.length - 1]};
            };
            boolean curve = commands.group(1).equals("C");
            double[] one = curve ? new double[] {values[0], values[1]} : from;
            double[] other = curve ? new double[] {values[2], values[3]} : to;
            for (int step = commands.group(1).equals("M") ? STEPS : 0; step <= STEPS; step++) {
                double t = (double) step / STEPS;
                points.add(new double[] {
                    bezier(t, from[0], one[0], other[0], to[0]), bezier(t, from[1], one[1], other[1], to[1])
                });
            }
            at = to;
        }
        return points;
    }

    private static double bezier(double t, double from, double one, double other, double to) {
        double s = 1 - t;
        return s * s * s * from + 3 * s * s * t * one + 3 * s * t * t * other + t * t * t * to;
    }
}
