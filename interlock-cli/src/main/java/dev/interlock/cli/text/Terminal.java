package dev.interlock.cli.text;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the output goes to.
 *
 * @param live    whether it is a terminal, so that a screen can be redrawn
 * @param columns its width
 * @param lines   its height
 * @param colour  whether it takes colours
 */
public record Terminal(boolean live, int columns, int lines, boolean colour) {

    /** Set by the launcher to {@code LINESxCOLUMNS} if the output is a terminal: Java 17 cannot tell by itself. */
    public static final String PROPERTY = "interlock.terminal";

    /** No terminal. */
    public static final Terminal NONE = new Terminal(false, 80, 24, false);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[x ](\\d{1,5})");
    private static final int MIN_COLUMNS = 60;
    private static final int MIN_LINES = 12;

    /**
     * Finds out.
     *
     * @param size        the value of {@link #PROPERTY}; empty if it is not set
     * @param environment the environment
     * @param colour      {@code auto}, {@code always} or {@code never}
     * @return the terminal
     */
    public static Terminal of(String size, Map<String, String> environment, String colour) {
        boolean wanted = colour.equals("always")
                || (colour.equals("auto")
                        && environment.getOrDefault("NO_COLOR", "").isEmpty());
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches() || "dumb".equals(environment.get("TERM"))) {
            return new Terminal(false, NONE.columns(), NONE.lines(), colour.equals("always"));
        }
        int lines = Integer.parseInt(matcher.group(1));
        int columns = Integer.parseInt(matcher.group(2));
        return new Terminal(
                true,
                columns == 0 ? NONE.columns() : Math.max(MIN_COLUMNS, columns),
                lines == 0 ? NONE.lines() : Math.max(MIN_LINES, lines),
                wanted);
    }
}
