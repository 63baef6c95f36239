package dev.interlock.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A file was refused, or cannot be defined in an interlock as it is. Nothing was changed.
 *
 * <p>Tells every problem at once, sorted by line; the message has the first twenty, {@link #problems()} has all. Of a file with very many problems the first
 * {@value Problems#MAX_PROBLEMS} that were found are kept, and one more says how many there are beside them.
 */
public final class ConfigurationFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** A message goes into logs, where a thousand lines are worse than twenty. */
    private static final int MOST_IN_MESSAGE = 20;

    private final transient String source;
    private final transient List<Problem> problems;

    ConfigurationFileException(String source, List<Problem> problems) {
        super(message(source, problems));
        this.source = source;
        this.problems = List.copyOf(problems);
    }

    private static String message(String source, List<Problem> problems) {
        String lines = problems.stream()
                .limit(MOST_IN_MESSAGE)
                .map(problem -> problem.describe(source))
                .collect(Collectors.joining("\n"));
        String head = problems.size() == 1 ? "" : problems.size() + " problems:\n";
        int more = problems.size() - MOST_IN_MESSAGE;
        return head + lines + (more > 0 ? "\nand " + more + " more" : "");
    }

    /**
     * The file.
     *
     * @return what it was called when it was read
     */
    public String source() {
        return source;
    }

    /**
     * Every problem.
     *
     * @return sorted by line and column; never empty
     */
    public List<Problem> problems() {
        return problems;
    }
}
