package dev.interlock.internal.engine;

import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookKind;
import dev.interlock.internal.time.CoarseClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Timers of what was promised to callers. They hold through the interlock's close() and after it, because somebody waits: a time limit ends its call
 * whatever became of the interlock.
 *
 * <p>While the interlock is open they are armed as all others. When it closes nothing may stay behind in the scheduler, which may be the user's, so
 * what is left of their time goes on in the JDK's own timer, by the time of the machine. So it does if the scheduler takes no more.
 */
public final class LastingTimers {

    private final Timers timers;
    private final CoarseClock clock;
    private final Executor threads;
    private final HookFailures failures;
    private final Set<Timer> armed = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * None yet.
     *
     * @param timers   where they run while the interlock is open
     * @param clock    how much of their time is left
     * @param threads  run what is due after close(), because the JDK's timer is everybody's
     * @param failures what the scheduler throws
     */
    public LastingTimers(Timers timers, CoarseClock clock, Executor threads, HookFailures failures) {
        this.timers = timers;
        this.clock = clock;
        this.threads = threads;
        this.failures = failures;
    }

    /** Runs a task once, later, on the scheduler's thread or another one. */
    public Timer schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(task, clock.exact() + delay.toNanos());
        armed.add(timer);
        if (!closed) {
            timer.arm(delay);
        }
        if (closed) { // by now: close() may have missed it
            timer.goOnElsewhere();
        }
        return timer;
    }

    /** How many are armed. */
    public int pending() {
        return armed.size();
    }

    /** The scheduler's time is over; theirs is not. */
    public void close() {
        closed = true;
        armed.forEach(Timer::goOnElsewhere);
    }

    /** One armed timer. */
    public final class Timer implements Runnable {

        private final Runnable task;
        private final long dueNanos;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicBoolean movedOn = new AtomicBoolean();
        private volatile Timers.@Nullable Timer scheduled;
        private volatile @Nullable CompletableFuture<Boolean> elsewhere;

        private Timer(Runnable task, long dueNanos) {
            this.task = task;
            this.dueNanos = dueNanos;
        }

        private void arm(Duration delay) {
            try {
                Timers.Timer timer = timers.scheduleAwake(delay, this);
                scheduled = timer;
                if (ended.get()) {
                    timer.cancel();
                }
            } catch (Throwable refused) { // a scheduler of the user's; the promise is ours
                failures.threw(HookKind.PLATFORM, "scheduler", refused);
                goOnElsewhere();
            }
        }

        private void goOnElsewhere() {
            if (!movedOn.compareAndSet(false, true)) {
                return;
            }
            CompletableFuture<Boolean> rest = new CompletableFuture<>();
            CompletableFuture<Void> unused = rest.thenAccept(due -> {
                if (due) {
                    hand();
                }
            });
            elsewhere = rest;
            CompletableFuture<Boolean> unusedToo =
                    rest.completeOnTimeout(true, Math.max(0, dueNanos - clock.exact()), TimeUnit.NANOSECONDS);
            if (ended.get()) {
                rest.complete(false);
            }
        }

        private void hand() {
            try {
                threads.execute(this);
            } catch (Throwable none) { // better on the JDK's thread than never
                run();
            }
        }

        @Override
        public void run() {
            if (ended.compareAndSet(false, true)) {
                armed.remove(this);
                task.run();
            }
        }

        /** Cancels it, unless it ran or runs. */
        public void cancel() {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            armed.remove(this);
            Timers.Timer timer = scheduled;
            if (timer != null) {
                timer.cancel();
            }
            CompletableFuture<Boolean> rest = elsewhere;
            if (rest != null) {
                rest.complete(false);
            }
        }
    }
}
