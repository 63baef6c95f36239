package dev.interlock;

/** The circuit is HALF_OPEN, and every place for a probe is taken. */
public final class PermitsExhaustedException extends CallRejectedException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the library.
     *
     * @param details what the refusal knows
     */
    public PermitsExhaustedException(Details details) {
        super(details);
    }
}
