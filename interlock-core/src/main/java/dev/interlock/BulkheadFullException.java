package dev.interlock;

/**
 * There was no place for the call: as many as {@link CircuitConfigBuilder#maxConcurrent} allows are in flight, or the
 * {@linkplain ProtectedCall#on executor} of the call did not take its work. What the executor threw is then suppressed.
 */
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
