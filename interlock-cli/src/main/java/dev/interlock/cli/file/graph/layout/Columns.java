package dev.interlock.cli.file.graph.layout;

import java.util.List;

/**
 * Gives each spot its middle: as near as can be to the middles of what it is joined to, without changing the order of a row or coming too near
 * to a neighbour. Row by row that is a regression under order (pool adjacent violators), which has one best answer.
 */
final class Columns {

    private static final int SWEEPS = 24;

    private final Rows rows;

    Columns(Rows rows) {
        this.rows = rows;
    }

    void spread() {
        for (List<Spot> row : rows.rows()) {
            double x = 0;
            for (int i = 0; i < row.size(); i++) {
                x += i == 0 ? 0 : row.get(i - 1).distance(row.get(i));
                row.get(i).x = x;
            }
            double middle = x / 2;
            row.forEach(spot -> spot.x -= middle);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < rows.rows().size(); i++) {
                place(rows.rows().get(down ? rows.rows().size() - 1 - i : i));
            }
        }
    }

    private static void place(List<Spot> row) {
        int size = row.size();
        double[] offset = new double[size];
        for (int i = 1; i < size; i++) {
            offset[i] = offset[i - 1] + row.get(i - 1).distance(row.get(i));
        }
        // Blocks of spots that touch: each has the middle that is best for all of its spots together.
        double[] middle = new double[size];
        double[] weight = new double[size];
        int[] from = new int[size];
        int blocks = 0;
        for (int i = 0; i < size; i++) {
            middle[blocks] = wanted(row.get(i)) - offset[i];
            weight[blocks] = weight(row.get(i));
            from[blocks] = i;
            blocks++;
            while (blocks > 1 && middle[blocks - 2] > middle[blocks - 1]) {
                double sum = weight[blocks - 2] + weight[blocks - 1];
                middle[blocks - 2] =
                        (middle[blocks - 2] * weight[blocks - 2] + middle[blocks - 1] * weight[blocks - 1]) / sum;
                weight[blocks - 2] = sum;
                blocks--;
            }
        }
        for (int block = 0; block < blocks; block++) {
            int end = block + 1 < blocks ? from[block + 1] : size;
            for (int i = from[block]; i < end; i++) {
                row.get(i).x = middle[block] + offset[i];
            }
        }
    }

    /** The weighted middle of what it is joined to. */
    private static double wanted(Spot spot) {
        double sum = 0;
        double weights = 0;
        for (List<Spot> others : List.of(spot.above, spot.below)) {
            for (Spot other : others) {
                sum += other.x * pull(spot, other);
                weights += pull(spot, other);
            }
        }
        return weights == 0 ? spot.x : sum / weights;
    }

    private static double weight(Spot spot) {
        double weights = 0;
        for (List<Spot> others : List.of(spot.above, spot.below)) {
            for (Spot other : others) {
                weights += pull(spot, other);
            }
        }
        return Math.max(weights, 0.1);
    }

    /** Long lines are to be straight: they are what the eye has to follow. */
    private static double pull(Spot one, Spot other) {
        return one.passes() && other.passes() ? 8 : one.passes() || other.passes() ? 2 : 1;
    }
}
