package dev.interlock.verification.call;

import dev.interlock.Scheduler;
import dev.interlock.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time and timers of a process that can stand still: while it sleeps the clock goes on, and nothing runs. All that came due runs when it wakes. */
final class SleepyTime implements TimeSource, Scheduler {

    private final List<Timer> timers = new ArrayList<>();
    private long now;
    private long armed;

    private record Timer(long due, long number, Runnable task) {}

    /** The process runs for so long. */
    void run(Duration duration) {
        long end = now + duration.toNanos();
        while (true) {
            Timer next = timers.stream()
                    .filter(each -> each.due <= end)
                    .min(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number))
                    .orElse(null);
            if (next == null) {
                break;
            }
            timers.remove(next);
            now = Math.max(now, next.due);
            next.task.run();
        }
        now = Math.max(now, end);
    }

    /** Nothing runs for so long. */
    void sleep(Duration duration) {
        now += duration.toNanos();
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
        Timer timer = new Timer(now + delay.toNanos(), armed++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(now);
    }
}
