package dev.interlock.internal.time;

import dev.interlock.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Timers that run when a test moves the time, on the test's thread, in the order of their times. */
public final class ManualScheduler implements Scheduler {

    private final ManualClock clock;
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::dueAt).thenComparingLong(Timer::number));
    private long numbers;

    public ManualScheduler(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
        synchronized (timers) {
            Timer timer = new Timer(clock.nanoTime() + Math.max(0, delay.toNanos()), numbers++, task);
            timers.add(timer);
            return () -> {
                synchronized (timers) {
                    timers.remove(timer);
                }
            };
        }
    }

    /** Moves the time on, from timer to timer; each sees its own time. */
    public void advance(Duration duration) {
        long end = clock.nanoTime() + duration.toNanos();
        for (Timer due = next(end); due != null; due = next(end)) {
            clock.advance(Duration.ofNanos(Math.max(0, due.dueAt() - clock.nanoTime())));
            due.task().run();
        }
        clock.advance(Duration.ofNanos(end - clock.nanoTime()));
    }

    private Timer next(long end) {
        synchronized (timers) {
            Timer first = timers.peek();
            return first != null && first.dueAt() <= end ? timers.poll() : null;
        }
    }

    /** How many timers are armed. */
    public int pending() {
        synchronized (timers) {
            return timers.size();
        }
    }

    private record Timer(long dueAt, long number, Runnable task) {}
}
