package dev.interlock.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant, within a budget: a file of nothing but wrong names is not worth minutes. */
final class NearestName {

    /** Cells of distance tables, in all: some tenths of a second. */
    private static final long BUDGET = 50_000_000;

    private long spent;

    /** The name with the fewest edits, whatever the case; the first where several have; empty if none is near. */
    Optional<String> find(String wanted, Collection<String> names) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, Math.min(wanted.length(), 60) / 3) + 1;
        String best = null;
        for (String name : names) {
            if (limit <= 0 || spent > BUDGET || wanted.length() > 2 * CleanText.MAX_LENGTH) {
                break;
            }
            spent++;
            if (Math.abs(name.length() - wanted.length()) < limit) {
                int distance = distance(lower, name.toLowerCase(Locale.ROOT));
                if (distance < limit) {
                    best = name;
                    limit = distance;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Insertions, deletions, replacements and swaps of neighbours. */
    private int distance(String one, String other) {
        spent += (long) one.length() * other.length();
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[other.length()];
    }
}
