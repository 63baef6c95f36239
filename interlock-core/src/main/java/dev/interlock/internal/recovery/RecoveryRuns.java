package dev.interlock.internal.recovery;

import dev.interlock.Interlock;
import dev.interlock.RecoveryOptions;
import dev.interlock.RecoveryRun;
import dev.interlock.Scheduler;
import dev.interlock.TimeSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongBinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One recovery at a time: who asks while one runs gets that one. A dry run changes nothing and is always a new one. */
public final class RecoveryRuns {

    private final Interlock interlock;
    private final Scheduler scheduler;
    private final TimeSource time;
    private final LongBinaryOperator slept;
    private final Executor hooks;
    private final AtomicReference<@Nullable RunImpl> current = new AtomicReference<>();
    private final Predicate<String> lacksPlace;
    private volatile boolean closed;

    /**
     * Recoveries of one interlock.
     *
     * @param slept      for how long of the time between two moments this process did not run
     * @param lacksPlace whether all that a circuit lacks is a place in the recovery budget
     */
    public RecoveryRuns(
            Interlock interlock,
            Scheduler scheduler,
            TimeSource time,
            LongBinaryOperator slept,
            Executor hooks,
            Predicate<String> lacksPlace) {
        this.slept = slept;
        this.lacksPlace = lacksPlace;
        this.interlock = interlock;
        this.scheduler = scheduler;
        this.time = time;
        this.hooks = hooks;
    }

    /** Begins a run, or returns the one under way. */
    public RecoveryRun recover(RecoveryOptions options) {
        if (options.dryRun()) {
            return DryRun.plan(interlock);
        }
        RunImpl fresh = new RunImpl(interlock, scheduler, time, slept, hooks, lacksPlace, options);
        while (true) {
            RunImpl running = current.get();
            if (running != null && !running.isDone()) {
                return running;
            }
            if (current.compareAndSet(running, fresh)) {
                if (!closed) {
                    start(fresh);
                }
                if (closed) { // close() may have looked before the run was there to be seen
                    fresh.close();
                }
                return fresh;
            }
        }
    }

    /** A run that cannot begin, because a scheduler or executor of the user's threw, is over: it must not stand in for later ones. */
    private static void start(RunImpl fresh) {
        boolean begun = false;
        try {
            fresh.start();
            begun = true;
        } finally {
            if (!begun) {
                fresh.close();
            }
        }
    }

    /** The interlock closes: the run under way ends at once, and later ones before they begin. */
    public void close() {
        closed = true;
        RunImpl running = current.get();
        if (running != null) {
            running.close();
        }
    }
}
