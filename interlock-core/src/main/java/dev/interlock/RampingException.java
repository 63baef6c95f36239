package dev.interlock;

/** The circuit has just recovered, and admits a growing share of the calls; this one was not among them. */
public final class RampingException extends CallRejectedException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the library.
     *
     * @param details what the refusal knows
     */
    public RampingException(Details details) {
        super(details);
    }
}
