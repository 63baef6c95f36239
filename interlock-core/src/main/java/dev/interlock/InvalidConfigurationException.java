package dev.interlock;

import java.util.List;

/** A configuration was refused. Tells every problem at once, each with its path, the value, the rule and the fix. */
public final class InvalidConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Every problem, one line each. */
    @SuppressWarnings("serial") // what List.copyOf makes is serializable
    private final List<String> problems;

    /**
     * A refused configuration.
     *
     * @param problems every problem, one line each, with its path
     */
    public InvalidConfigurationException(List<String> problems) {
        super(
                problems.size() == 1
                        ? problems.get(0)
                        : problems.size() + " problems:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
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
