package dev.interlock.internal.time;

import dev.interlock.Scheduler;
import dev.interlock.internal.text.Nanos;
import dev.interlock.internal.text.Texts;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One daemon thread for every timer of an interlock. It starts with the first timer, so an interlock without timers costs
 * no thread. A task that throws neither ends the thread nor keeps the others from their turn.
 */
public final class DefaultScheduler implements Scheduler, AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger("dev.interlock");
    private static final Cancellable NOTHING_TO_CANCEL = () -> {};

    private final ScheduledThreadPoolExecutor timers;
    private final AtomicLong failures = new AtomicLong();

    /** A scheduler without a thread yet. */
    public DefaultScheduler() {
        timers = new ScheduledThreadPoolExecutor(1, DefaultScheduler::thread, (task, executor) -> {
            // Closed between the question and the hand-over: the timer is moot.
        });
        // Recovery waits are long and mostly cancelled: without this, dead timers would pile up until their time.
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread thread(Runnable work) {
        return OwnThread.daemon(work, "interlock-scheduler");
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
        if (timers.isShutdown()) {
            return NOTHING_TO_CANCEL;
        }
        Future<?> timer = timers.schedule(() -> run(task), Math.max(0, Nanos.of(delay)), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            tell(thrown);
        }
    }

    /** Says the 1st, 2nd, 4th, 8th... failure: never silent, and a task that fails on each tick does not fill the log. */
    private void tell(Throwable thrown) {
        long count = failures.incrementAndGet();
        if (Long.bitCount(count) != 1) {
            return;
        }
        try {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "a timer of Interlock threw " + Texts.describe(thrown) + " (" + count + " so far)",
                    thrown);
        } catch (Throwable logFails) {
            // Counted already; the timers matter more than their log.
        }
    }

    /** How many timers are armed. */
    public int pending() {
        return timers.getQueue().size();
    }

    /** How many tasks threw. */
    public long failures() {
        return failures.get();
    }

    /** Drops every timer. A task that is running ends by itself; later ones are not taken. */
    @Override
    public void close() {
        timers.shutdown();
    }
}
