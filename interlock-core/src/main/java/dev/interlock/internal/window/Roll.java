package dev.interlock.internal.window;

import dev.interlock.internal.window.Window.Counts;

/**
 * The buckets of a time window that still matter: when each began, and how far the totals had come by then. Immutable.
 *
 * <p>A bucket begins with the call that opens it, not on a raster: no division is needed, and a call that is alone in its bucket is
 * remembered for exactly the length of the window.
 */
final class Roll {

    private static final int START = 0;
    private static final int SUCCESSES = 1;
    private static final int FAILURES = 2;
    private static final int SLOW = 3;
    private static final int WORDS = 4;

    private static final long[] NO_BUCKETS = {};

    /** From here on, the next bucket begins. Times wrap: compare by difference. */
    final long endNanos;

    // Four words for each bucket, oldest first: one object instead of a dozen.
    private final long[] marks;

    private Roll(long endNanos, long[] marks) {
        this.endNanos = endNanos;
        this.marks = marks;
    }

    /** No buckets; the first call begins one. */
    static Roll empty(long nowNanos) {
        return new Roll(nowNanos, NO_BUCKETS);
    }

    /** With one more bucket, and without those that are too old by now. */
    Roll next(long nowNanos, long bucketNanos, long windowNanos, long successes, long failures, long slow) {
        int kept = (buckets() - firstWithin(nowNanos, windowNanos)) * WORDS;
        long[] next = new long[kept + WORDS];
        System.arraycopy(marks, marks.length - kept, next, 0, kept);
        next[kept + START] = nowNanos;
        next[kept + SUCCESSES] = successes;
        next[kept + FAILURES] = failures;
        next[kept + SLOW] = slow;
        return new Roll(nowNanos + bucketNanos, next);
    }

    int buckets() {
        return marks.length / WORDS;
    }

    /** The oldest bucket whose beginning is still in the window; {@link #buckets()} if there is none. */
    int firstWithin(long nowNanos, long windowNanos) {
        int bucket = 0;
        while (bucket < buckets() && nowNanos - marks[bucket * WORDS + START] > windowNanos) {
            bucket++;
        }
        return bucket;
    }

    /** What was recorded since a bucket began. */
    Counts since(int bucket, long successes, long failures, long slow) {
        int at = bucket * WORDS;
        long failed = failures - marks[at + FAILURES];
        long calls = successes - marks[at + SUCCESSES] + failed;
        // A slow call is written in two steps and the bucket may have begun between them: then its call is older than
        // its slowness.
        return new Counts(calls, failed, Math.min(calls, slow - marks[at + SLOW]));
    }
}
