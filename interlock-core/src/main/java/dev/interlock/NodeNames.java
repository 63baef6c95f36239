package dev.interlock;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rule for the names of circuits, signals, groups and templates: 1 to 128 of {@code A-Z a-z 0-9 . _ : / -}, beginning with a letter
 * or digit. So a name can stand in a log line, a header, a metric and an address as it is.
 */
public final class NodeNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");

    private NodeNames() {}

    /**
     * Whether a text is a name.
     *
     * @param text any text
     * @return true if it is
     */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * What is wrong with a name, and what a name is.
     *
     * @param text any text
     * @return the problem, with the text as its value; empty if it is a name
     */
    public static Optional<Problem> problem(String text) {
        return isName(text) ? Optional.empty() : Optional.of(problem("", text));
    }

    static Problem problem(String option, String text) {
        return new Problem(
                "",
                option,
                text,
                "is not a name",
                null,
                "use 1 to 128 of A-Z a-z 0-9 . _ : / -, beginning with a letter or digit");
    }
}
