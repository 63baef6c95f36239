package dev.interlock.simulator.engine;

import org.jspecify.annotations.Nullable;

/**
 * What stands between callers and services: one breaker for each service, which all its callers share. A permission is whatever the
 * protection wants to have back when the call has ended.
 */
public interface Protection extends AutoCloseable {

    /**
     * Asks whether a call may be made.
     *
     * @param service the number of the service
     * @param around  the permission of the call inside which this one is made; null for a client's
     * @return the permission, or a {@link Refusal}
     */
    Object ask(int service, @Nullable Object around);

    /**
     * A call ended well.
     *
     * @param permission what {@link #ask} gave
     * @param nanos      how long it took
     */
    void succeeded(Object permission, long nanos);

    /**
     * A call failed.
     *
     * @param permission what {@link #ask} gave
     * @param nanos      how long it took
     * @param failure    the failure; the same object in all calls around the one that it came from
     */
    void failed(Object permission, long nanos, Throwable failure);

    /**
     * A call came to nothing, and nothing can be said about its service.
     *
     * @param permission what {@link #ask} gave
     */
    void ignored(Object permission);

    /**
     * Whether a time limit that ends several calls, one inside the other, is to be reported of the innermost first.
     *
     * @return false if only the breaker whose limit it was is told, as libraries do that do not know of each other's calls
     */
    boolean attributesTimeouts();

    /** Ends it. */
    @Override
    void close();

    /**
     * An answer of {@link #ask}: no.
     *
     * @param because what the caller is told, to be handed up as a failure
     */
    record Refusal(Throwable because) {}
}
