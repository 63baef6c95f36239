package dev.interlock.cli.file.graph.layout;

import dev.interlock.cli.file.graph.layout.Layout.Place;
import dev.interlock.cli.file.graph.layout.Layout.Point;
import dev.interlock.cli.file.graph.layout.Layout.Route;
import dev.interlock.cli.file.graph.layout.Sketch.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Turns spots into places and lines. A line curves only between rows, where no box is, and passes a row upright in its own spot. So none
 * can go through a box.
 */
final class Routing {

    private static final double GRID_GAP = 24;
    private static final double LEAST_GRID_WIDTH = 640;
    private static final double LEAST_GAP = 56;
    private static final double MOST_GAP = 150;
    private static final double HEADROOM = 26; // above the highest row, for lines within it

    private final Sketch sketch;
    private final Rows rows;
    private final Ports ports;
    private final double[] top;
    private final double[] bottom;
    private final double left;
    private double width;
    private double height;

    Routing(Sketch sketch, Rows rows) {
        this.sketch = sketch;
        this.rows = rows;
        this.ports = new Ports(sketch, rows);
        this.top = new double[rows.rows().size()];
        this.bottom = new double[rows.rows().size()];
        double from = Double.MAX_VALUE;
        double to = -Double.MAX_VALUE;
        for (List<Spot> row : rows.rows()) {
            Spot first = row.get(0);
            Spot last = row.get(row.size() - 1);
            from = Math.min(from, first.x - first.width / 2);
            to = Math.max(to, last.x + last.width / 2);
        }
        this.left = rows.rows().isEmpty() ? 0 : from;
        this.width = rows.rows().isEmpty() ? 0 : to - from;
        heights();
    }

    Layout layout() {
        List<Place> places = places();
        List<Route> routes = new ArrayList<>();
        for (int line = 0; line < sketch.lines().size(); line++) {
            routes.add(route(line, places));
        }
        return new Layout(width, height, places, List.copyOf(routes));
    }

    /** From the highest row down. Where lines go far to the side, rows are further apart: flat curves cannot be told apart. */
    private void heights() {
        double y = rows.rows().isEmpty() || !hasLineWithin(rows.rows().size() - 1) ? 0 : HEADROOM;
        for (int row = rows.rows().size() - 1; row >= 0; row--) {
            double highest = 0;
            double furthest = 0;
            for (Spot spot : rows.rows().get(row)) {
                if (!spot.passes()) {
                    highest = Math.max(highest, sketch.boxes().get(spot.box).height());
                }
                for (Spot below : spot.below) {
                    furthest = Math.max(furthest, Math.abs(spot.x - below.x));
                }
            }
            top[row] = y;
            bottom[row] = y + highest;
            y = bottom[row] + Math.min(MOST_GAP, LEAST_GAP + furthest * 0.08);
        }
        height = rows.rows().isEmpty() ? 0 : bottom[0];
    }

    private boolean hasLineWithin(int row) {
        return sketch.lines().stream()
                .anyMatch(line -> rows.box(line.from()).row == row && rows.box(line.to()).row == row);
    }

    /** Boxes without lines stand in a grid below. */
    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        double room = Math.max(width, LEAST_GRID_WIDTH);
        double x = 0;
        double y = rows.rows().isEmpty() ? 0 : height + LEAST_GAP;
        double rowHeight = 0;
        for (int box = 0; box < sketch.boxes().size(); box++) {
            Spot spot = rows.box(box);
            double boxHeight = sketch.boxes().get(box).height();
            if (ports.hasLines(box)) {
                double spare = bottom[spot.row] - top[spot.row] - boxHeight;
                places.add(new Place(spot.x - spot.width / 2 - left, top[spot.row] + spare / 2, spot.width, boxHeight));
            } else {
                if (x > 0 && x + spot.width > room) {
                    x = 0;
                    y += rowHeight + GRID_GAP;
                    rowHeight = 0;
                }
                places.add(new Place(x, y, spot.width, boxHeight));
                x += spot.width + GRID_GAP;
                rowHeight = Math.max(rowHeight, boxHeight);
                width = Math.max(width, x - GRID_GAP);
                height = y + rowHeight;
            }
        }
        return List.copyOf(places);
    }

    private Route route(int index, List<Place> places) {
        Line line = sketch.lines().get(index);
        List<Spot> chain = rows.chain(index);
        if (chain.isEmpty()) {
            return within(index, line, places);
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            Spot spot = chain.get(i);
            if (spot.passes()) {
                add(points, spot.x - left, top[spot.row]);
                add(points, spot.x - left, bottom[spot.row]);
            } else if (i == 0) {
                Place place = places.get(spot.box);
                double x = ports.below(index, spot.box) - left;
                add(points, x, place.top() + place.height());
                add(points, x, bottom[spot.row]);
            } else {
                double x = ports.above(index, spot.box) - left;
                add(points, x, top[spot.row]);
                add(points, x, places.get(spot.box).top());
            }
        }
        if (chain.get(0).box != line.from()) {
            Collections.reverse(points);
        }
        return new Route(List.copyOf(points));
    }

    /** Within a row: up, over the boxes and down again, each line at a height of its own as far as there is room. */
    private Route within(int index, Line line, List<Place> places) {
        int row = rows.box(line.from()).row;
        double y = top[row] - 10 - 4 * (index % 4);
        double from = ports.above(index, line.from()) - left;
        double to = ports.above(index, line.to()) - left;
        List<Point> points = new ArrayList<>();
        add(points, from, places.get(line.from()).top());
        add(points, from, y);
        add(points, to, y);
        add(points, to, places.get(line.to()).top());
        return new Route(List.copyOf(points));
    }

    private static void add(List<Point> points, double x, double y) {
        Point point = new Point(x, y);
        if (points.isEmpty() || !points.get(points.size() - 1).equals(point)) {
            points.add(point);
        }
    }
}
