package dev.interlock;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration was refused. Tells every problem at once, each with its path, the value, the rule and the fix; the message has the first
 * twenty, {@link #problems()} has all.
 */
public final class InvalidConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 2L;

    /** A message goes into logs, where a thousand lines are worse than twenty. */
    private static final int MOST_IN_MESSAGE = 20;

    /** Every problem. */
    @SuppressWarnings("serial") // what List.copyOf makes is serializable
    private final List<Problem> problems;

    /**
     * A refused configuration.
     *
     * @param problems every problem
     */
    public InvalidConfigurationException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    private static String message(List<Problem> problems) {
        if (problems.size() == 1) {
            return problems.get(0).toString();
        }
        int more = problems.size() - MOST_IN_MESSAGE;
        return problems.size() + " problems:"
                + problems.stream()
                        .limit(MOST_IN_MESSAGE)
                        .map(problem -> "\n  - " + problem)
                        .collect(Collectors.joining())
                + (more > 0 ? "\n  - and " + more + " more" : "");
    }

    /**
     * Every problem.
     *
     * @return the problems; {@link Problem#toString()} is one line
     */
    public List<Problem> problems() {
        return problems;
    }
}
