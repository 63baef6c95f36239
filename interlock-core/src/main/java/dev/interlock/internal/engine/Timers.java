package dev.interlock.internal.engine;

import dev.interlock.Scheduler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The timers that are armed: each runs at most once, or is cancelled, and is forgotten either way. */
public final class Timers {

    private final Scheduler scheduler;
    private final Set<Timer> armed = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Timers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Runs a task once, later. */
    public Timer schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(task);
        if (closed) {
            return timer;
        }
        armed.add(timer);
        Scheduler.Cancellable scheduled;
        try {
            scheduled = scheduler.schedule(timer, delay);
        } catch (Throwable refused) { // a scheduler of the user's: whoever asked is told, and nothing stays behind
            timer.cancel();
            throw refused;
        }
        timer.scheduled = scheduled;
        if (closed || timer.ended.get()) { // closed or cancelled while it was being armed
            scheduled.cancel();
            armed.remove(timer);
        }
        return timer;
    }

    /** How many are armed. */
    public int pending() {
        return armed.size();
    }

    void close() {
        closed = true;
        armed.forEach(Timer::cancel);
    }

    /** One armed timer. */
    public final class Timer implements Runnable {

        private final Runnable task;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile Scheduler.@Nullable Cancellable scheduled;

        private Timer(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (ended.compareAndSet(false, true)) {
                armed.remove(this);
                task.run();
            }
        }

        boolean hasEnded() {
            return ended.get();
        }

        /** Cancels it, unless it ran or runs. */
        public void cancel() {
            if (ended.compareAndSet(false, true)) {
                armed.remove(this);
                Scheduler.Cancellable armedAs = scheduled;
                if (armedAs != null) {
                    armedAs.cancel();
                }
            }
        }
    }
}
