package dev.interlock.internal.log;

import dev.interlock.internal.time.CoarseClock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * One logger, and a bound on its lines: {@value #AT_ONCE} at once, then one a second. What is left out is counted, and told every
 * {@value #SUMMARY_SECONDS} s. The log is not ours: it may block, which is why only hook threads come here, and may throw.
 */
final class BoundedLog {

    static final int AT_ONCE = 20;
    static final int SUMMARY_SECONDS = 10;

    private static final long SECOND = 1_000_000_000L;

    private final System.Logger logger;
    private final CoarseClock clock;
    private final AtomicReference<Left> left;
    private final AtomicLong leftOut = new AtomicLong();
    private volatile long summedUpAt;

    BoundedLog(String name, CoarseClock clock) {
        this.logger = System.getLogger(name);
        this.clock = clock;
        this.left = new AtomicReference<>(new Left(AT_ONCE, clock.nanos()));
        this.summedUpAt = clock.nanos();
    }

    /** A line; it is put into words only if it is said. */
    void line(System.Logger.Level level, Supplier<String> words) {
        try {
            if (!logger.isLoggable(level)) {
                return;
            }
            if (take()) {
                logger.log(level, words.get());
            } else {
                leftOut.incrementAndGet();
            }
        } catch (Throwable logFails) {
            // Events have to go on; whoever wants to be sure listens to them.
        }
    }

    private boolean take() {
        long now = clock.nanos();
        Left after = left.updateAndGet(before -> before.after(now));
        return after.taken();
    }

    /** Whether it is time to tell how much was left out. */
    boolean owes() {
        return leftOut.get() > 0 && clock.nanos() - summedUpAt >= SUMMARY_SECONDS * SECOND;
    }

    /** Tells how much was left out, if it is time. */
    void sumUp() {
        if (!owes()) {
            return;
        }
        summedUpAt = clock.nanos();
        long lines = leftOut.getAndSet(0);
        try {
            logger.log(
                    System.Logger.Level.WARNING,
                    lines + " more lines were left out here; snapshot() tells what is open now");
        } catch (Throwable logFails) {
            // As above.
        }
    }

    /**
     * How many lines may be said at once.
     *
     * @param lines how many, after this was asked for
     * @param at    up to when the passing seconds were credited
     * @param taken whether one of them was given to who asked last
     */
    private record Left(int lines, long at, boolean taken) {

        Left(int lines, long at) {
            this(lines, at, false);
        }

        Left after(long now) {
            long seconds = Math.max(0, (now - at) / SECOND);
            int credited = (int) Math.min(AT_ONCE, lines + seconds);
            return new Left(Math.max(0, credited - 1), at + seconds * SECOND, credited > 0);
        }
    }
}
