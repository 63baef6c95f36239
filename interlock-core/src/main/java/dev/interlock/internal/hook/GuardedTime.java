package dev.interlock.internal.hook;

import dev.interlock.TimeSource;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock of the user's that may throw: then the last known time is taken, and the failure counted. Never throws itself. */
public final class GuardedTime implements TimeSource {

    private final TimeSource time;
    private final AtomicLong failures = new AtomicLong();
    private volatile long lastNanos;
    private volatile Instant lastInstant = Instant.EPOCH;

    /** Guards a clock. */
    public GuardedTime(TimeSource time) {
        this.time = time;
    }

    @Override
    public long nanoTime() {
        try {
            long now = time.nanoTime();
            lastNanos = now;
            return now;
        } catch (Throwable thrown) { // whatever a clock throws, a call must not notice
            failures.incrementAndGet();
            return lastNanos;
        }
    }

    @Override
    public Instant instant() {
        try {
            Instant now = time.instant();
            lastInstant = now;
            return now;
        } catch (Throwable thrown) {
            failures.incrementAndGet();
            return lastInstant;
        }
    }

    /** How often the clock threw. */
    public long failures() {
        return failures.get();
    }
}
