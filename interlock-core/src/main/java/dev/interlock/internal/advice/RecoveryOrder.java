package dev.interlock.internal.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The order in which circuits can recover: waves, dependencies first, each wave sorted; the same graph gives the same waves.
 *
 * <p>One walk in depth (Tarjan 1972) finds the cycles that condensing allows. It ends a cycle, or a circuit that is in none, only
 * when everything below has ended, so the wave is known at that moment: one after the latest of what it needs outside. The members of
 * a cycle share a wave. The walk keeps its own stack, so depth costs memory and not stack frames; in all O(V log V + E), the logarithm
 * for sorting the names.
 */
public final class RecoveryOrder {

    private static final int NOT_SEEN = -1;

    private final String[] names;
    private final int[][] needs;

    /** When the walk came to each, and the earliest that is known to be in the same cycle. */
    private final int[] seen;

    private final int[] earliest;
    private final int[] wave;
    private int moment;

    /** The way from the start of the walk to where it is, and how many of each one's needs are done. */
    private final int[] path;

    private final int[] done;
    private int depth;

    /** What was seen and has no wave yet. */
    private final int[] unplaced;

    private int unplacedCount;

    private RecoveryOrder(String[] names, int[][] needs) {
        int size = names.length;
        this.names = names;
        this.needs = needs;
        this.seen = new int[size];
        this.earliest = new int[size];
        this.wave = new int[size];
        this.path = new int[size];
        this.done = new int[size];
        this.unplaced = new int[size];
        Arrays.fill(seen, NOT_SEEN);
        Arrays.fill(wave, NOT_SEEN);
    }

    /** The waves of these names. Dependencies that are not among the names are ignored. */
    public static List<List<String>> waves(
            Collection<String> names, Function<String, ? extends Collection<String>> dependencies) {
        String[] sorted = new TreeSet<>(names).toArray(String[]::new);
        Map<String, Integer> indexes = new HashMap<>();
        for (int index = 0; index < sorted.length; index++) {
            indexes.put(sorted[index], index);
        }
        int[][] needs = new int[sorted.length][];
        for (int index = 0; index < sorted.length; index++) {
            needs[index] = dependencies.apply(sorted[index]).stream()
                    .mapToInt(name -> indexes.getOrDefault(name, NOT_SEEN))
                    .filter(need -> need != NOT_SEEN)
                    .toArray();
        }
        return new RecoveryOrder(sorted, needs).waves();
    }

    private List<List<String>> waves() {
        for (int index = 0; index < names.length; index++) {
            if (seen[index] == NOT_SEEN) {
                walk(index);
            }
        }
        List<List<String>> waves = new ArrayList<>();
        for (int index = 0; index < names.length; index++) { // in order of names, so each wave is sorted
            while (waves.size() <= wave[index]) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave[index]).add(names[index]);
        }
        return waves.stream().map(List::copyOf).toList();
    }

    private void walk(int start) {
        enter(start);
        while (depth > 0) {
            int at = path[depth - 1];
            if (done[at] < needs[at].length) {
                int need = needs[at][done[at]++];
                if (seen[need] == NOT_SEEN) {
                    enter(need);
                } else if (wave[need] == NOT_SEEN) { // on the way here: a cycle
                    earliest[at] = Math.min(earliest[at], seen[need]);
                }
            } else {
                depth--;
                if (depth > 0) {
                    int above = path[depth - 1];
                    earliest[above] = Math.min(earliest[above], earliest[at]);
                }
                if (earliest[at] == seen[at]) {
                    place(at);
                }
            }
        }
    }

    private void enter(int index) {
        seen[index] = moment;
        earliest[index] = moment;
        moment++;
        path[depth++] = index;
        unplaced[unplacedCount++] = index;
    }

    /** Everything unplaced from here on is one cycle, or one circuit. */
    private void place(int first) {
        int from = unplacedCount;
        int latest = NOT_SEEN;
        do {
            from--;
            for (int need : needs[unplaced[from]]) {
                latest = Math.max(latest, wave[need]); // members have no wave yet and do not count
            }
        } while (unplaced[from] != first);
        for (int i = from; i < unplacedCount; i++) {
            wave[unplaced[i]] = latest + 1;
        }
        unplacedCount = from;
    }
}
