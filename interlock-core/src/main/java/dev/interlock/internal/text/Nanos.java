package dev.interlock.internal.text;

import java.time.Duration;

/** Durations as nanoseconds. */
public final class Nanos {

    private Nanos() {}

    /** At most what a long holds: 292 years are long enough for any wait, and must not become an exception. */
    public static long of(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
