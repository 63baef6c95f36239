package dev.interlock;

import java.time.Duration;
import java.util.Optional;

/**
 * Another process said that a call failed because of a circuit of its own. It is not counted here if that circuit is a
 * dependency of the calling one, see {@link RemoteAttribution}.
 *
 * <p>The class {@code RemoteFailures} of {@code dev.interlock.spi} makes it from the headers of a response.
 */
public class RemoteFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The circuit the other process named. */
    private final String remoteCircuit;
    /** How long it asked to wait; null if it did not. */
    private final @org.jspecify.annotations.Nullable Duration retryAfter;
    /** Whether the circuit was slow. */
    private final boolean slow;

    /**
     * A remote failure.
     *
     * @param remoteCircuit the circuit the other process named
     * @param retryAfter    how long it asked to wait, if it did
     * @param slow          whether it failed by being slow
     */
    public RemoteFailureException(String remoteCircuit, Optional<Duration> retryAfter, boolean slow) {
        super("the remote service " + (slow ? "was slowed by circuit '" : "failed because of circuit '")
                + PrintableText.of(remoteCircuit) + "'"
                + retryAfter
                        .map(wait -> "; retry after " + wait.toSeconds() + " s")
                        .orElse(""));
        this.remoteCircuit = remoteCircuit;
        this.retryAfter = retryAfter.orElse(null);
        this.slow = slow;
    }

    /**
     * The circuit the other process named.
     *
     * @return its name
     */
    public String remoteCircuit() {
        return remoteCircuit;
    }

    /**
     * How long the other process asked to wait.
     *
     * @return the wait, or empty
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * Whether the named circuit was slow rather than failing.
     *
     * @return true if slow
     */
    public boolean isSlow() {
        return slow;
    }
}
