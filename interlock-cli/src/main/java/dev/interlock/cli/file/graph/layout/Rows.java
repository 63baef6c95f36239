package dev.interlock.cli.file.graph.layout;

import dev.interlock.cli.file.graph.layout.Sketch.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Which row each box stands in, the lowest first: one above the highest of what it leads to. A line over several rows gets a spot in each row
 * that it passes, so that it keeps out of the way of boxes. Boxes without lines are in no row.
 */
final class Rows {

    private static final double PORT = 14;
    private static final double PASSING_WIDTH = 6;

    private final Sketch sketch;
    private final List<List<Integer>> needs = new ArrayList<>();
    private final int[] row;
    private final List<List<Spot>> rows = new ArrayList<>();
    private final Spot[] boxes;

    /** For each line the spots from its upper box to its lower one; empty within a row. */
    private final List<List<Spot>> chains = new ArrayList<>();

    private int spots;

    Rows(Sketch sketch) {
        this.sketch = sketch;
        int size = sketch.boxes().size();
        this.row = new int[size];
        this.boxes = new Spot[size];
        int[] lines = new int[size];
        for (int i = 0; i < size; i++) {
            needs.add(new ArrayList<>());
        }
        for (Line line : sketch.lines()) {
            lines[line.from()]++;
            lines[line.to()]++;
            if (line.ranks()) {
                needs.get(line.from()).add(line.to());
            }
        }
        Arrays.fill(row, -1);
        for (int box = 0; box < size; box++) {
            Spot spot =
                    new Spot(box, rowOf(box), Math.max(sketch.boxes().get(box).width(), PORT * (lines[box] + 1)));
            boxes[box] = spot;
            if (lines[box] > 0) {
                add(spot);
            }
        }
        sketch.lines().forEach(line -> chains.add(chain(line)));
        renumber();
    }

    /** Chains are short (the core allows 64), so the recursion is no danger. */
    private int rowOf(int box) {
        if (row[box] < 0) {
            int highest = -1;
            for (int need : needs.get(box)) {
                highest = Math.max(highest, rowOf(need));
            }
            row[box] = highest + 1;
        }
        return row[box];
    }

    private List<Spot> chain(Line line) {
        boolean down = row[line.from()] >= row[line.to()];
        Spot upper = boxes[down ? line.from() : line.to()];
        Spot lower = boxes[down ? line.to() : line.from()];
        if (upper.row == lower.row) {
            return List.of();
        }
        List<Spot> chain = new ArrayList<>(List.of(upper));
        for (int each = upper.row - 1; each > lower.row; each--) {
            Spot passing = new Spot(Spot.PASSING, each, PASSING_WIDTH);
            add(passing);
            chain.add(passing);
        }
        chain.add(lower);
        for (int i = 1; i < chain.size(); i++) {
            chain.get(i - 1).below.add(chain.get(i));
            chain.get(i).above.add(chain.get(i - 1));
        }
        return chain;
    }

    private void add(Spot spot) {
        spots++;
        if (spots > Layout.MOST_PLACES) {
            throw new IllegalArgumentException("more than " + Layout.MOST_PLACES + " boxes and turns of lines");
        }
        while (rows.size() <= spot.row) {
            rows.add(new ArrayList<>());
        }
        rows.get(spot.row).add(spot);
    }

    /** After rows were sorted: each spot learns its place. */
    void renumber() {
        for (List<Spot> each : rows) {
            for (int i = 0; i < each.size(); i++) {
                each.get(i).order = i;
            }
        }
    }

    Sketch sketch() {
        return sketch;
    }

    List<List<Spot>> rows() {
        return rows;
    }

    Spot box(int box) {
        return boxes[box];
    }

    List<Spot> chain(int line) {
        return Collections.unmodifiableList(chains.get(line));
    }

    int spots() {
        return spots;
    }
}
