package dev.interlock.internal.state;

import dev.interlock.internal.lazy.FirstWins;
import dev.interlock.internal.text.ErrorText;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Totals of one circuit since it was defined, for metrics. Nothing is decided by them but who finds a bulkhead place. The successes of the
 * permitted path are not counted here but by the window they were recorded in, so that such a call writes one counter and not two; see
 * {@link Successes}.
 *
 * <p>The counters are made when there is something to count: most circuits never see most of it, and a million of them would carry half a
 * gigabyte of zeros.
 */
public final class Counters {

    private static final AtomicReferenceFieldUpdater<Counters, Ends> ENDS =
            AtomicReferenceFieldUpdater.newUpdater(Counters.class, Ends.class, "ends");
    private static final AtomicReferenceFieldUpdater<Counters, Refusals> REFUSALS =
            AtomicReferenceFieldUpdater.newUpdater(Counters.class, Refusals.class, "refusals");
    private static final AtomicIntegerFieldUpdater<Counters> PLACES =
            AtomicIntegerFieldUpdater.newUpdater(Counters.class, "placesTaken");

    /** Places taken of a circuit that nobody can call any more. */
    private static final int RETIRED = Integer.MIN_VALUE;

    private static final Ends NO_ENDS = new Ends();
    private static final Refusals NO_REFUSALS = new Refusals();

    private volatile @Nullable Ends ends;
    private volatile @Nullable Refusals refusals;
    private volatile @Nullable ErrorText lastError;
    private volatile int placesTaken;

    /** What became of asking for a bulkhead place. */
    public enum Place {
        /** It is the caller's, until it is given back. */
        TAKEN,
        /** As many as may be are taken. */
        FULL,
        /** The circuit gives none: its key's calls go through another one, or are about to. */
        RETIRED
    }

    /** Calls that ended otherwise than by a success in CLOSED. */
    public static final class Ends {

        /** Good probes: in HALF_OPEN no window records them. */
        public final LongAdder probeSuccesses = new LongAdder();

        public final LongAdder failures = new LongAdder();
        public final LongAdder slowCalls = new LongAdder();
        public final LongAdder ignored = new LongAdder();

        /** When the last failure was. */
        private volatile long lastErrorNanos;

        /** The failures before the last ones, which are of one type. */
        private volatile long failuresBefore;

        private Ends() {}
    }

    /** What was refused: calls, and moves of the circuit itself. */
    public static final class Refusals {

        public final LongAdder open = new LongAdder();
        public final LongAdder blocked = new LongAdder();
        public final LongAdder permits = new LongAdder();
        public final LongAdder guard = new LongAdder();
        public final LongAdder bulkhead = new LongAdder();
        public final LongAdder ramping = new LongAdder();
        public final LongAdder wouldHaveRefused = new LongAdder();
        public final LongAdder recoveries = new LongAdder();
        public final LongAdder resets = new LongAdder();

        /** The last attempt to recover that was refused; null if none was. */
        public volatile @Nullable Refused recovery;

        /** The last reset that was refused; null if none was. */
        public volatile @Nullable Refused reset;

        /** The last call, if a guard refused it; null if none did, or one was admitted since. */
        public volatile @Nullable Refused call;

        private Refusals() {}
    }

    /** To count in. */
    public Ends ends() {
        Ends present = ends;
        return present != null ? present : FirstWins.fill(ENDS, this, new Ends());
    }

    /** To read only: as long as there is nothing to read, all circuits share one that stays empty. */
    public Ends readEnds() {
        Ends present = ends;
        return present != null ? present : NO_ENDS;
    }

    /** To count in. */
    public Refusals refusals() {
        Refusals present = refusals;
        return present != null ? present : FirstWins.fill(REFUSALS, this, new Refusals());
    }

    /** To read only, as {@link #readEnds()}. */
    public Refusals readRefusals() {
        Refusals present = refusals;
        return present != null ? present : NO_REFUSALS;
    }

    /**
     * Takes a bulkhead place, if fewer than {@code max} are taken. The answer comes from one look: who asked a second time why there was
     * none could be told of another moment, in which {@link #unretire} had come between.
     */
    public Place takePlace(int max) {
        while (true) {
            int taken = placesTaken;
            if (taken == RETIRED) {
                return Place.RETIRED;
            }
            if (taken >= max) {
                return Place.FULL;
            }
            if (PLACES.compareAndSet(this, taken, taken + 1)) {
                return Place.TAKEN;
            }
        }
    }

    /** Gives one back. */
    public void givePlaceBack() {
        PLACES.decrementAndGet(this);
    }

    /** Bulkhead places that are taken. */
    public int placesTaken() {
        int taken = placesTaken;
        return taken == RETIRED ? 0 : taken;
    }

    /** From now on no place is given; false, and nothing is changed, if one is taken. */
    public boolean retire() {
        return PLACES.compareAndSet(this, 0, RETIRED);
    }

    /** Takes {@link #retire} back. */
    public void unretire() {
        placesTaken = 0;
    }

    /** The last failure that was counted, as text; null if there was none. */
    public @Nullable String lastError() {
        ErrorText error = lastError;
        return error == null ? null : error.toString();
    }

    /** The last failure that was counted, in its parts; null if there was none. */
    public @Nullable ErrorText errorText() {
        return lastError;
    }

    /** When the last failure was, by the coarse clock; only if there was one. */
    public long lastErrorNanos() {
        return readEnds().lastErrorNanos;
    }

    /** How many calls failed like the last one, in the type of their error, since one failed otherwise; up to those that are just being counted. */
    public long alikeErrors() {
        Ends ended = readEnds();
        return ended.failures.sum() - ended.failuresBefore;
    }

    /** Remembers a failure. */
    public void lastError(Throwable thrown, long nowNanos) {
        remember(ErrorText.of(thrown, lastError), nowNanos);
    }

    /** Remembers a failure that was no throwable. */
    public void lastError(ErrorText error, long nowNanos) {
        remember(error, nowNanos);
    }

    @SuppressWarnings("ReferenceEquality") // the very object comes back if nothing is new
    private void remember(ErrorText now, long nowNanos) {
        Ends ended = ends();
        ErrorText before = lastError;
        if (now != before) { // threads that fail alike only read
            if (before == null || !now.type().equals(before.type())) {
                ended.failuresBefore = ended.failures.sum();
            }
            lastError = now;
        }
        if (ended.lastErrorNanos != nowNanos) { // moves once for each tick
            ended.lastErrorNanos = nowNanos;
        }
    }
}
