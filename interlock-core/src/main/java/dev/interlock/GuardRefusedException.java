package dev.interlock;

/** A call guard said no. */
public final class GuardRefusedException extends CallRejectedException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the library.
     *
     * @param details what the refusal knows
     */
    public GuardRefusedException(Details details) {
        super(details);
    }
}
