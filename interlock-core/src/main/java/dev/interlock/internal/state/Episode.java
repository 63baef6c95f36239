package dev.interlock.internal.state;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One HALF_OPEN period: its permits and its successes.
 *
 * <p>Invariants: at most {@code places} permits are outstanding; none is granted once {@code successThreshold} probes ended well. A
 * permit refers to its episode, so what is reported late cannot touch the next one. Outstanding permits and successes share
 * one word, so no thread sees one without the other. Lock-free: a failed compare-and-set means another thread made progress.
 */
public final class Episode {

    private static final long ONE_SUCCESS = 1L << 32;
    private static final long OUTSTANDING = ONE_SUCCESS - 1;

    private final int places;
    private final int successThreshold;

    /** Successes in the upper half, outstanding permits in the lower. */
    private final AtomicLong word = new AtomicLong();

    /** When the first probe was answered, and not as one wished; null while none was. */
    private final AtomicReference<@Nullable Long> answeredAt = new AtomicReference<>();

    Episode(int places, int successThreshold) {
        this.places = places;
        this.successThreshold = successThreshold;
    }

    /** Takes a place, if one is free and more successes are wanted. Has to be followed by exactly one of {@link #leave}, {@link #succeed} and {@link #answered}. */
    public boolean tryEnter() {
        while (true) {
            long now = word.get();
            if (!admits(now)) {
                return false;
            }
            if (word.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** Hands the place back without a verdict, or with a bad one. */
    public void leave() {
        word.decrementAndGet();
    }

    /** Hands the place back with a good verdict; true if enough are good now. */
    public boolean succeed() {
        return (word.addAndGet(ONE_SUCCESS - 1) >>> 32) >= successThreshold;
    }

    /**
     * Hands the place back with an answer that proves only that somebody is there; true if enough is good now. One such answer is no
     * success. Answers for as long as the circuit waited, and no failure among them, are: what keeps answering is there, and a circuit whose
     * calls all end so must not stay HALF_OPEN for good.
     */
    public boolean answered(long nowNanos, long longEnoughNanos) {
        Long first = answeredAt.get();
        if (first == null) {
            boolean unused = answeredAt.compareAndSet(null, nowNanos);
        } else if (nowNanos - first >= longEnoughNanos) {
            word.updateAndGet(now -> Math.max(now, successThreshold * ONE_SUCCESS | (now & OUTSTANDING)) - 1);
            return true;
        }
        leave();
        return false;
    }

    /** Whether enough probes were good, so that the reset is asked for. */
    public boolean wantsReset() {
        return (word.get() >>> 32) >= successThreshold;
    }

    /** Probes that were good. */
    public int successes() {
        return (int) (word.get() >>> 32);
    }

    /** Whether a permit would be granted now. */
    public boolean admits() {
        return admits(word.get());
    }

    /** Permits that are out. */
    public int outstanding() {
        return (int) (word.get() & OUTSTANDING);
    }

    private boolean admits(long now) {
        return (now & OUTSTANDING) < places && (now >>> 32) < successThreshold;
    }
}
