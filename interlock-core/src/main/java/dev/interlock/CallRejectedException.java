package dev.interlock;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call was refused without being made. Never counts as a failure of any circuit.
 *
 * <p>The message is built when it is asked for, and there is no stack trace unless
 * {@link InterlockSettings.Builder#rejectionStackTraces} asks for it.
 */
public abstract class CallRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Looks into the graph as it was, and is worked out when asked; a serialized copy carries the answers instead. */
    private transient Details details;

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
     * How long to wait before the call could be admitted: until all that is open on its way has tried to recover. Never too short; up to 100 ms
     * too long.
     *
     * @return the wait at the moment of the refusal; empty where that depends on a guard, an operator or a signal, or has no known time
     */
    public Optional<Duration> retryAfter() {
        return details.retryAfter();
    }

    @Override
    public String getMessage() {
        return details.message();
    }

    /**
     * Writes the answers in place of the graph.
     *
     * @param out where to
     * @throws IOException if it cannot be written
     * @serialData the default fields, then an object with the answers of this refusal
     */
    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeObject(new Answers(
                circuit,
                details.state(),
                List.copyOf(details.chain()),
                List.copyOf(details.rootCauses()),
                details.retryAfter().orElse(null),
                details.message()));
    }

    /**
     * Reads what {@code writeObject} wrote.
     *
     * @param in where from
     * @throws IOException            if it cannot be read
     * @throws ClassNotFoundException if it is of another version
     */
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        details = (Answers) in.readObject();
    }

    /**
     * What a serialized refusal knows.
     *
     * @param circuit    as {@link Details#circuit}
     * @param state      as {@link Details#state}
     * @param chain      as {@link Details#chain}
     * @param rootCauses as {@link Details#rootCauses}
     * @param known      the wait; null if it is unknown
     * @param message    as {@link Details#message}
     */
    @SuppressWarnings("serial") // what List.copyOf makes is serializable
    private record Answers(
            String circuit,
            State state,
            List<String> chain,
            List<String> rootCauses,
            @Nullable Duration known,
            String message)
            implements Details, Serializable {

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(known);
        }

        @Override
        public boolean wantsStackTrace() {
            return false;
        }
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
