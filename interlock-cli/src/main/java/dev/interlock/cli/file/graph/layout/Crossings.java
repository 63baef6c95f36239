package dev.interlock.cli.file.graph.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts each row so that few lines cross: by the middle of what a spot is joined to, downwards and upwards in turns (Sugiyama, Tagawa and
 * Toda 1981), then by swaps of neighbours. The best order that was seen stays.
 */
final class Crossings {

    private static final int SWEEPS = 24;

    /** Of more, swaps take too long. */
    private static final int MOST_FOR_SWAPS = 3_000;

    private final Rows rows;

    Crossings(Rows rows) {
        this.rows = rows;
    }

    void reduce() {
        begin();
        long fewest = count();
        List<List<Spot>> best = copy();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 1; i < rows.rows().size(); i++) {
                sort(down ? rows.rows().size() - 1 - i : i, down);
            }
            swap();
            long crossings = count();
            if (crossings < fewest) {
                fewest = crossings;
                best = copy();
            }
        }
        for (int i = 0; i < best.size(); i++) {
            rows.rows().get(i).clear();
            rows.rows().get(i).addAll(best.get(i));
        }
        rows.renumber();
    }

    /** The order in which a walk from the top comes along: what belongs together begins together. */
    private void begin() {
        Map<Spot, Integer> met = new HashMap<>();
        Set<Spot> seen = new HashSet<>();
        for (int i = rows.rows().size() - 1; i >= 0; i--) {
            for (Spot top : rows.rows().get(i)) {
                Deque<Spot> next = new ArrayDeque<>(List.of(top));
                while (!next.isEmpty()) {
                    Spot spot = next.pop();
                    if (seen.add(spot)) {
                        met.put(spot, met.size());
                        for (int j = spot.below.size() - 1; j >= 0; j--) {
                            next.push(spot.below.get(j));
                        }
                    }
                }
            }
        }
        rows.rows().forEach(row -> row.sort(Comparator.comparingInt(spot -> met.getOrDefault(spot, 0))));
        rows.renumber();
    }

    private void sort(int row, boolean byAbove) {
        Map<Spot, Double> middles = new HashMap<>();
        for (Spot spot : rows.rows().get(row)) {
            List<Spot> others = byAbove ? spot.above : spot.below;
            middles.put(
                    spot,
                    others.stream().mapToInt(other -> other.order).average().orElse(spot.order));
        }
        rows.rows().get(row).sort(Comparator.comparingDouble(spot -> middles.getOrDefault(spot, 0.0)));
        rows.renumber();
    }

    private void swap() {
        if (rows.spots() > MOST_FOR_SWAPS) {
            return;
        }
        boolean better = true;
        for (int round = 0; better && round < 10; round++) {
            better = false;
            for (List<Spot> row : rows.rows()) {
                for (int i = 1; i < row.size(); i++) {
                    Spot left = row.get(i - 1);
                    Spot right = row.get(i);
                    long as = crossings(left.above, right.above) + crossings(left.below, right.below);
                    long swapped = crossings(right.above, left.above) + crossings(right.below, left.below);
                    if (swapped < as) {
                        better = true;
                        row.set(i - 1, right);
                        row.set(i, left);
                        right.order = i - 1;
                        left.order = i;
                    }
                }
            }
        }
    }

    private static long crossings(List<Spot> ofLeft, List<Spot> ofRight) {
        long crossings = 0;
        for (Spot one : ofLeft) {
            for (Spot other : ofRight) {
                crossings += one.order > other.order ? 1 : 0;
            }
        }
        return crossings;
    }

    /** Crossings of all rows, in O(lines times the logarithm of a row), by a tree of sums. */
    long count() {
        long crossings = 0;
        for (int i = 1; i < rows.rows().size(); i++) {
            int[] sums = new int[rows.rows().get(i - 1).size() + 1];
            int before = 0;
            for (Spot upper : rows.rows().get(i)) {
                for (Spot lower : upper.below) {
                    int notRight = 0;
                    for (int at = lower.order + 1; at > 0; at -= at & -at) {
                        notRight += sums[at];
                    }
                    crossings += before - notRight;
                }
                for (Spot lower : upper.below) {
                    before++;
                    for (int at = lower.order + 1; at < sums.length; at += at & -at) {
                        sums[at]++;
                    }
                }
            }
        }
        return crossings;
    }

    private List<List<Spot>> copy() {
        List<List<Spot>> copy = new ArrayList<>();
        rows.rows().forEach(row -> copy.add(List.copyOf(row)));
        return copy;
    }
}
