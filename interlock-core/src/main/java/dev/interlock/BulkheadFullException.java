package dev.interlock;

/** As many calls as {@link CircuitConfigBuilder#maxConcurrent} allows are in flight. */
public final class BulkheadFullException extends CallRejectedException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the library.
     *
     * @param details what the refusal knows
     */
    public BulkheadFullException(Details details) {
        super(details);
    }
}
