package dev.interlock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call was refused without being made. Never counts as a failure of any circuit.
 *
 * <p>The message is built when it is asked for, and there is no stack trace unless
 * {@link InterlockSettings.Builder#rejectionStackTraces} asks for it.
 */
public abstract class CallRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // kept for the same process; a serialized copy has its message only
    private final transient Details details;

    /** The circuit that refused the call. */
    private final String circuit;

    CallRejectedException(Details details) {
        super(null, null, true, details.wantsStackTrace());
        this.details = details;
        this.circuit = details.circuit();
    }

    /**
     * The circuit that refused the call.
     *
     * @return its name
     */
    public String circuit() {
        return circuit;
    }

    /**
     * The state that circuit was in.
     *
     * @return the state at the moment of the refusal
     */
    public State state() {
        return details.state();
    }

    /**
     * The way through the graph from {@link #circuit()} to the root cause, both included; only the circuit itself
     * if it is not blocked. It existed in one published state of the graph.
     *
     * @return names, at least one
     */
    public List<String> chain() {
        return details.chain();
    }

    /**
     * The root causes: the open nodes at the ends of the chains; the circuit itself if it is open and not blocked.
     *
     * @return names; empty if the refusal has nothing to do with an open circuit
     */
    public List<String> rootCauses() {
        return details.rootCauses();
    }

    /**
     * How long to wait before the call could be admitted: until the latest of the root causes' next attempts.
     *
     * @return the wait at the moment of the refusal; empty when a root is forced open, is a signal, or has no known time
     */
    public Optional<Duration> retryAfter() {
        return details.retryAfter();
    }

    @Override
    public String getMessage() {
        return details == null ? "Circuit '" + circuit + "' rejected the call" : details.message();
    }

    /** What a refusal knows; worked out when asked. Implemented by the library. */
    public interface Details {

        /**
         * The circuit that refused.
         *
         * @return its name
         */
        String circuit();

        /**
         * Its state.
         *
         * @return the state at the moment of the refusal
         */
        State state();

        /**
         * The way to the root cause.
         *
         * @return names, at least the circuit's own
         */
        List<String> chain();

        /**
         * The root causes.
         *
         * @return names, may be empty
         */
        List<String> rootCauses();

        /**
         * How long to wait.
         *
         * @return the wait, or empty if unknown
         */
        Optional<Duration> retryAfter();

        /**
         * The sentence for people.
         *
         * @return one line
         */
        String message();

        /**
         * Whether the exception takes a stack trace.
         *
         * @return true to take it
         */
        boolean wantsStackTrace();
    }
}
