package dev.interlock.cli.file.graph.layout;

import java.util.List;

/**
 * A finished layout.
 *
 * @param width  how wide all is
 * @param height how high all is
 * @param boxes  where the boxes stand, in the order of the sketch
 * @param routes how the lines go, in the order of the sketch
 */
public record Layout(double width, double height, List<Place> boxes, List<Route> routes) {

    /** With more, turns of long lines included, a picture takes minutes, and nobody finds anything in it. */
    public static final int MOST_PLACES = 20_000;

    /**
     * Where a box stands.
     *
     * @param left   its left side
     * @param top    its upper side
     * @param width  from left to right
     * @param height from top to bottom
     */
    public record Place(double left, double top, double width, double height) {

        /**
         * Its middle.
         *
         * @return from the left
         */
        public double middle() {
            return left + width / 2;
        }
    }

    /**
     * A point of a line.
     *
     * @param x from the left
     * @param y from the top
     */
    public record Point(double x, double y) {}

    /**
     * How a line goes: straight between points one above or beside the other, else in a curve that leaves and arrives upright, and
     * therefore stays between their heights.
     *
     * @param points at least two
     */
    public record Route(List<Point> points) {}

    /**
     * Lays a sketch out. The same sketch gives the same layout.
     *
     * @param sketch what there is
     * @return where it goes
     * @throws IllegalArgumentException if it is larger than {@link #MOST_PLACES}
     */
    public static Layout of(Sketch sketch) {
        Rows rows = new Rows(sketch);
        new Crossings(rows).reduce();
        new Columns(rows).spread();
        return new Routing(sketch, rows).layout();
    }
}
