package dev.interlock.cli.file.graph.layout;

import java.util.List;

/**
 * What is to be laid out.
 *
 * @param boxes the boxes, each known by its place in this list
 * @param lines the lines between them
 */
public record Sketch(List<Size> boxes, List<Line> lines) {

    /**
     * How large a box is at least; it grows with the number of lines at it.
     *
     * @param width  from left to right
     * @param height from top to bottom
     */
    public record Size(double width, double height) {}

    /**
     * A line with an arrow at its end.
     *
     * @param from  the box it leaves
     * @param to    the box it leads to
     * @param ranks whether the box it leaves is to stand higher; these lines have no cycles
     */
    public record Line(int from, int to, boolean ranks) {}
}
