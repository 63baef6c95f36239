package dev.interlock.cli.text;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the name somebody meant. */
public final class Names {

    private Names() {}

    /**
     * Finds a service by its name or the beginning of it.
     *
     * @param wanted what was typed
     * @param names  the names there are
     * @return the one name that it can mean
     * @throws IllegalArgumentException if it can mean none or several; the message names the nearest, or all of them
     */
    public static String resolve(String wanted, Collection<String> names) {
        if (names.contains(wanted)) {
            return wanted;
        }
        List<String> beginning = wanted.isEmpty()
                ? List.of()
                : names.stream().filter(name -> name.startsWith(wanted)).toList();
        if (beginning.size() == 1) {
            return beginning.get(0);
        }
        if (beginning.size() > 1) {
            throw new IllegalArgumentException(
                    "'" + wanted + "' can be " + String.join(" or ", beginning) + "; type more of the name");
        }
        throw new IllegalArgumentException("there is no circuit '" + wanted + "'; "
                + nearest(wanted, names)
                        .map(name -> "did you mean " + name + "?")
                        .orElse("there are: " + String.join(", ", names)));
    }

    /**
     * The name with the fewest slips: one is near, and one for each three letters.
     *
     * @param wanted what was typed
     * @param names  the names there are
     * @return the nearest; empty if none is near
     */
    public static Optional<String> nearest(String wanted, Collection<String> names) {
        String best = null;
        String letters = letters(wanted);
        int near = Math.max(1, letters.length() / 3);
        int fewest = Integer.MAX_VALUE;
        for (String name : names) {
            String other = letters(name);
            int whole = edits(letters, other);
            int edits = whole > near ? Integer.MAX_VALUE : whole;
            // The beginning of a name is enough, so a slip in the beginning is near it too.
            if (letters.length() > 2 && letters.length() < other.length()) {
                int begun = edits(letters, other.substring(0, letters.length()));
                edits = begun > near ? edits : Math.min(edits, 1 + begun);
            }
            if (edits < fewest) {
                fewest = edits;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * The file that somebody meant: by its name without the ending, and a configuration before any other.
     *
     * @param wanted what was typed
     * @param files  the names there are
     * @return the nearest; empty if none is near
     */
    public static Optional<String> nearestFile(String wanted, Collection<String> files) {
        for (boolean looksRight : new boolean[] {true, false}) {
            Map<String, String> byStem = new LinkedHashMap<>();
            files.stream()
                    .filter(file -> !file.equals(wanted) && isConfiguration(file) == looksRight)
                    .forEach(file -> byStem.putIfAbsent(stem(file), file));
            Optional<String> nearest = nearest(stem(wanted), byStem.keySet()).map(byStem::get);
            if (nearest.isPresent()) {
                return nearest;
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a file may be a configuration, by its name.
     *
     * @param file the name
     * @return true if its ending is right
     */
    public static boolean isConfiguration(String file) {
        return file.endsWith(".yaml") || file.endsWith(".yml") || file.endsWith(".json");
    }

    private static String stem(String file) {
        int end = file.lastIndexOf('.');
        return end <= 0 ? file : file.substring(0, end);
    }

    /** The hyphens of an option are typed right. */
    private static String letters(String name) {
        return name.startsWith("--") ? name.substring(2) : name;
    }

    /**
     * Checks a value that is one of a few words.
     *
     * @param option what has the value
     * @param value  what was typed
     * @param values what it can be
     * @return the value
     * @throws IllegalArgumentException if it is none of them; the message names the nearest
     */
    public static String oneOf(String option, @Nullable String value, List<String> values) {
        String wanted = String.valueOf(value).strip();
        if (values.contains(wanted)) {
            return wanted;
        }
        throw new IllegalArgumentException(option + " '" + wanted + "' is not one of " + String.join(", ", values)
                + nearest(wanted, values)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse(""));
    }

    /** Insertions, deletions, replacements and swaps of neighbours, which are the commonest slip. */
    private static int edits(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
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
            beforeLast = last;
            last = row;
        }
        return last[other.length()];
    }
}
