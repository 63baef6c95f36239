package dev.interlock;

/** The circuit is blocked: something it depends on is open. Preferred to {@link CircuitOpenException} when both apply, because it names the root. */
public final class DependencyOpenException extends CircuitOpenException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the library.
     *
     * @param details what the refusal knows
     */
    public DependencyOpenException(Details details) {
        super(details);
    }
}
