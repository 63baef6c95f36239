package dev.interlock.internal.state;

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

    private volatile @Nullable String lastError;

    /** The last failure that was counted, as text; null if there was none. */
    public @Nullable String lastError() {
        return lastError;
    }

    /** Remembers a failure. */
    public void lastError(String text) {
        lastError = text;
    }
}
