package dev.interlock.config;

/**
 * One thing that is wrong with a file.
 *
 * @param line    where, counted from 1
 * @param column  where, counted from 1, in characters
 * @param path    what it is about, such as {@code circuits.vault.resetTimeout}; empty for the file as a whole
 * @param message the value, the rule and, where there is one, the nearest valid name; one line without control characters
 */
public record Problem(int line, int column, String path, String message) {

    /**
     * The problem in one line, as compilers write it, so that editors can jump to it.
     *
     * @param source what to call the file
     * @return as in {@code interlock.yaml:12:5: circuits.vault.resetTimout: unknown option; did you mean 'resetTimeout'?}
     */
    public String describe(String source) {
        return CleanText.clean(source) + ":" + this;
    }

    /** As {@link #describe}, without the name of the file. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
