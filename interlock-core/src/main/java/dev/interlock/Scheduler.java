package dev.interlock;

import java.time.Duration;

/**
 * Runs the library's timers. One of its two inputs from outside, with {@link TimeSource}; tests give manual ones.
 *
 * <p>Tasks are short and never run user code. Implementations are thread-safe, run tasks one at a time and in the order
 * of their times, and never run a task inside {@link #schedule} while another of its tasks is running.
 */
public interface Scheduler {

    /**
     * Runs a task once.
     *
     * @param task  what to run
     * @param delay how long from now; zero for as soon as possible
     * @return the means to cancel it
     */
    Cancellable schedule(Runnable task, Duration delay);

    /** A task that may still be cancelled. */
    @FunctionalInterface
    interface Cancellable {

        /** Cancels the task. Does nothing if it ran or was cancelled before. */
        void cancel();
    }
}
