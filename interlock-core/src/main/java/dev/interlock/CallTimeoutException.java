package dev.interlock;

import java.time.Duration;

/**
 * A call was ended because its {@linkplain ProtectedCall#timeout time limit} was over.
 *
 * <p>It is a failure (TIMEOUT) of the innermost circuit that was in flight under the limit, for at least its own slow threshold if it looks for slow
 * calls; else of the circuit whose limit it is; and of no other. {@link Attribution#of} tells which circuit it was. What the
 * interrupted work threw is among the suppressed ones.
 */
public class CallTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The circuit whose protected call had the limit. */
    private final String circuit;
    /** The limit. */
    private final Duration timeout;

    /**
     * A call that was ended.
     *
     * @param circuit the circuit whose protected call had the limit
     * @param timeout the limit
     * @param message the sentence for people
     */
    public CallTimeoutException(String circuit, Duration timeout, String message) {
        super(message);
        this.circuit = circuit;
        this.timeout = timeout;
    }

    /**
     * The circuit whose protected call had the limit.
     *
     * @return its name
     */
    public String circuit() {
        return circuit;
    }

    /**
     * The limit.
     *
     * @return how long the call was allowed to take
     */
    public Duration timeout() {
        return timeout;
    }
}
