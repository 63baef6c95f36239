package dev.interlock;

import java.util.List;

/**
 * A configuration was refused. Tells every problem at once, each with its path, the value, the rule and the fix; the message has the first
 * twenty, {@link #problems()} has all.
 */
public final class InvalidConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** A message goes into logs, where a thousand lines are worse than twenty. */
    private static final int MOST_IN_MESSAGE = 20;

    /** Every problem, one line each. */
    @SuppressWarnings("serial") // what List.copyOf makes is serializable
    private final List<String> problems;

    /**
     * A refused configuration.
     *
     * @param problems every problem, one line each, with its path
     */
    public InvalidConfigurationException(List<String> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    private static String message(List<String> problems) {
        if (problems.size() == 1) {
            return problems.get(0);
        }
        int shown = Math.min(MOST_IN_MESSAGE, problems.size());
        int more = problems.size() - shown;
        return problems.size() + " problems:\n  - " + String.join("\n  - ", problems.subList(0, shown))
                + (more > 0 ? "\n  - and " + more + " more" : "");
    }

    /**
     * Every problem.
     *
     * @return one line each
     */
    public List<String> problems() {
        return problems;
    }
}
