package dev.interlock.internal.state;

import dev.interlock.internal.text.ErrorText;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Totals of one circuit since it was defined, for metrics. Nothing is decided by them. The successes of the permitted path are not
 * counted here but by the window they were recorded in, so that such a call writes one counter and not two; see {@link Successes}.
 */
public final class Counters {

    /** Good probes: in HALF_OPEN no window records them. */
    public final LongAdder probeSuccesses = new LongAdder();

    public final AtomicLong failures = new AtomicLong();
    public final AtomicLong slowCalls = new AtomicLong();
    public final LongAdder ignored = new LongAdder();
    public final LongAdder rejectedOpen = new LongAdder();
    public final LongAdder rejectedBlocked = new LongAdder();
    public final LongAdder rejectedPermits = new LongAdder();
    public final LongAdder rejectedGuard = new LongAdder();
    public final LongAdder rejectedBulkhead = new LongAdder();
    public final LongAdder wouldHaveRejected = new LongAdder();
    public final AtomicLong blockedRecoveries = new AtomicLong();
    public final AtomicLong blockedResets = new AtomicLong();

    /** Bulkhead places that are taken. */
    public final AtomicInteger inFlight = new AtomicInteger();

    private volatile @Nullable ErrorText lastError;

    /** The last failure that was counted, as text; null if there was none. */
    public @Nullable String lastError() {
        ErrorText error = lastError;
        return error == null ? null : error.toString();
    }

    /** Remembers a failure. */
    @SuppressWarnings("ReferenceEquality") // it gives back the very object if nothing is new
    public void lastError(Throwable thrown) {
        ErrorText before = lastError;
        ErrorText now = ErrorText.of(thrown, before);
        if (now != before) { // threads that fail alike only read
            lastError = now;
        }
    }

    /** Remembers a failure that was no throwable. */
    public void lastError(String words) {
        lastError = ErrorText.of(words);
    }
}
