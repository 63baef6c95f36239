package dev.interlock.cli.file.graph.layout;

import java.util.ArrayList;
import java.util.List;

/** A place in a row: of a box, or of a line that passes between the boxes of a row. */
final class Spot {

    static final int PASSING = -1;

    /** The box; {@link #PASSING} if it is a line's. */
    final int box;

    final int row;
    final double width;
    final List<Spot> above = new ArrayList<>();
    final List<Spot> below = new ArrayList<>();

    /** Its place in the row. */
    int order;

    /** Its middle. */
    double x;

    Spot(int box, int row, double width) {
        this.box = box;
        this.row = row;
        this.width = width;
    }

    boolean passes() {
        return box == PASSING;
    }

    /** How far its middle has to be from that of its neighbour on the right. */
    double distance(Spot right) {
        double gap = passes() && right.passes() ? 14 : passes() || right.passes() ? 20 : 28;
        return width / 2 + gap + right.width / 2;
    }
}
