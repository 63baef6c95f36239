package dev.interlock.internal.window;

import dev.interlock.internal.lazy.FirstWins;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * When the latest k failures happened: the failure threshold k is reached exactly if all k of them are recent enough. Buckets would
 * know that only to a tenth of the window. Failures are rare, so the cost of one ring of at most {@value #LARGEST} numbers is nothing.
 *
 * <p>A mark is any positive number that grows from failure to failure: a moment, or the number of a call. Every place holds one
 * failure that no other place holds, whatever the order of writes, so a failure is never counted twice. A place only ever gets a newer
 * mark, so a writer that was held up for a whole round cannot hide a newer failure.
 */
final class LatestFailures {

    /** Larger thresholds are left to the buckets. */
    static final int LARGEST = 1_000;

    private static final AtomicReferenceFieldUpdater<LatestFailures, AtomicLongArray> MARKS =
            AtomicReferenceFieldUpdater.newUpdater(LatestFailures.class, AtomicLongArray.class, "marks");

    private final int size;
    private final AtomicLong written = new AtomicLong();
    private volatile @Nullable AtomicLongArray marks;

    LatestFailures(int size) {
        this.size = size;
    }

    /** Remembers a failure in place of the oldest one. */
    void record(long mark) {
        AtomicLongArray ring = ring();
        int place = (int) (written.getAndIncrement() % size);
        long held = ring.get(place);
        while (held < mark && !ring.compareAndSet(place, held, mark)) {
            held = ring.get(place);
        }
    }

    /** How many of the latest failures are at most {@code length} before {@code now}; never more than the size. */
    int within(long length, long now) {
        AtomicLongArray ring = marks;
        if (ring == null) {
            return 0;
        }
        // The caller's moment may be past: failures that came since must not meet ones that had left by then.
        long newest = now;
        for (int place = 0; place < size; place++) {
            newest = Math.max(newest, ring.get(place));
        }
        long oldest = Math.max(1, newest - length); // an empty place holds 0
        int count = 0;
        for (int place = 0; place < size; place++) {
            long mark = ring.get(place);
            if (mark >= oldest && mark <= newest) { // whoever wrote a newer one asks after us
                count++;
            }
        }
        return count;
    }

    /** A ring of this size with as many of the latest failures as it takes; the same one if it has it. */
    LatestFailures resized(int newSize) {
        if (newSize == size) {
            return this;
        }
        LatestFailures resized = new LatestFailures(newSize);
        AtomicLongArray ring = marks;
        if (ring != null) {
            LongStream.range(0, size)
                    .map(place -> ring.get((int) place))
                    .filter(mark -> mark > 0)
                    .map(mark -> -mark)
                    .sorted()
                    .limit(newSize)
                    .forEach(mark -> resized.record(-mark));
        }
        return resized;
    }

    private AtomicLongArray ring() {
        AtomicLongArray present = marks;
        return present != null ? present : FirstWins.fill(MARKS, this, new AtomicLongArray(size));
    }
}
