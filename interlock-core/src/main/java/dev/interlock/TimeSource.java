package dev.interlock;

import java.time.Instant;

/**
 * The time the library works with. One of its two inputs from outside, with {@link Scheduler}; tests give manual ones.
 *
 * <p>Implementations are thread-safe. A clock that runs backwards is taken to stand still.
 */
public interface TimeSource {

    /**
     * Monotonic time with an arbitrary origin, for every wait and window.
     *
     * @return nanoseconds
     */
    long nanoTime();

    /**
     * The time of day, for display only.
     *
     * @return the present moment
     */
    Instant instant();
}
