package dev.interlock.cli.text;

import java.util.Collection;
import java.util.List;
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
     * The name with the fewest edits.
     *
     * @param wanted what was typed
     * @param names  the names there are
     * @return the nearest; empty if none is near
     */
    public static Optional<String> nearest(String wanted, Collection<String> names) {
        String best = null;
        int fewest = Math.max(2, wanted.length() / 2 + 1);
        for (String name : names) {
            int whole = edits(wanted, name);
            // The beginning of a name is enough, so a slip in the beginning is near it too.
            int begun = wanted.length() > 1 && wanted.length() < name.length()
                    ? 1 + edits(wanted, name.substring(0, wanted.length()))
                    : whole;
            int edits = Math.min(whole, begun);
            if (edits < fewest) {
                fewest = edits;
                best = name;
            }
        }
        return Optional.ofNullable(best);
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

    private static int edits(String one, String other) {
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
            }
            last = row;
        }
        return last[other.length()];
    }
}
