package dev.interlock;

/** The circuit is open, by itself or because of a dependency. */
public class CircuitOpenException extends CallRejectedException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the library.
     *
     * @param details what the refusal knows
     */
    public CircuitOpenException(Details details) {
        super(details);
    }
}
