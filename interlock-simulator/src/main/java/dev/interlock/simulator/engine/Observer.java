package dev.interlock.simulator.engine;

import org.jspecify.annotations.Nullable;

/** Is told what happens in a run, in order. Times in nanoseconds. */
public interface Observer {

    /**
     * A request enters.
     *
     * @param now when
     */
    void entered(long now);

    /**
     * A request ended, after all its attempts.
     *
     * @param now     when
     * @param failure why it failed; null if it did not
     */
    void ended(long now, @Nullable Throwable failure);

    /**
     * A call was let through to a service.
     *
     * @param now     when
     * @param service the number of the service
     */
    void called(long now, int service);

    /**
     * A call was refused.
     *
     * @param now   when
     * @param depth how far from the client: 0 for the client's own call
     */
    void refused(long now, int depth);
}
