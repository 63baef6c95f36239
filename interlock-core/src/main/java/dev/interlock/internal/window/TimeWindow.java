package dev.interlock.internal.window;

import dev.interlock.CircuitConfig;
import dev.interlock.internal.text.Nanos;
import dev.interlock.internal.text.Texts;
import dev.interlock.internal.time.CoarseClock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the last while.
 *
 * <p>The counters only ever grow. A {@link Roll} remembers how far they were when each bucket began; what is in the window is the
 * difference between now and the oldest bucket that still matters. So nothing is set to zero while others count, and three things
 * hold: no call is lost, for a recorder that is late counts in a later bucket; none counts twice, for there is one total; and no
 * difference is negative, for a total that is read after the roll is never less than what was written into the roll before.
 *
 * <p>Who sees that the bucket is over makes the next roll and publishes it by compare-and-set. Who loses finds a roll that another
 * one made, and goes on. Only later buckets are ever added, so a recorder with an older time just counts in the present one.
 *
 * <p>Cost of a success: one read each of the roll and of the coarse clock, a comparison, and an addition to a striped counter.
 *
 * <p>Precision: a call counts for at most the length of the window, and for at least nine tenths of it, less what the coarse clock is
 * behind where it was a success. The failure threshold is exact up to {@value LatestFailures#LARGEST} failures; see
 * {@link LatestFailures}. A call that is exactly as old as the window is long still counts.
 */
final class TimeWindow extends Window {

    /** Each bucket is this part of the window. */
    private static final int BUCKETS = 10;

    /**
     * In shorter windows the successes ask for the exact time: the coarse clock may be late by much of such a window, and successes that
     * are forgotten too early would raise the rates.
     */
    private static final long SHORT_NANOS = 1_000_000_000L;

    private static final AtomicReferenceFieldUpdater<TimeWindow, Roll> ROLL =
            AtomicReferenceFieldUpdater.newUpdater(TimeWindow.class, Roll.class, "roll");

    private final CoarseClock clock;
    private final long windowNanos;
    private final long bucketNanos;
    private final boolean isShort;
    private final long originNanos;
    private final @Nullable LatestFailures latest;
    private final AtomicLong failures;
    private final AtomicLong slow;

    /** Whether it holds failures that its ring may have had no place for. */
    private final boolean continued;

    private volatile Roll roll;

    /** Empty; perhaps in place of a window of another kind. */
    TimeWindow(CircuitConfig config, @Nullable Window before, CoarseClock clock) {
        super(config, before);
        this.clock = clock;
        this.windowNanos = Nanos.of(config.failureWindow());
        this.bucketNanos = bucketOf(windowNanos);
        this.isShort = windowNanos < SHORT_NANOS;
        this.originNanos = clock.nanos();
        this.latest = ringFor(config);
        this.failures = new AtomicLong();
        this.slow = new AtomicLong();
        this.continued = false;
        this.roll = Roll.empty(originNanos);
    }

    /** With the counters of another one, and its buckets: they are as far apart as they were, and the next one is as long as it should be. */
    private TimeWindow(CircuitConfig config, TimeWindow before) {
        super(config, before);
        this.clock = before.clock;
        this.windowNanos = Nanos.of(config.failureWindow());
        this.bucketNanos = bucketOf(windowNanos);
        this.isShort = windowNanos < SHORT_NANOS;
        this.originNanos = before.originNanos;
        this.latest = ringFor(config, before.latest);
        this.failures = before.failures;
        this.slow = before.slow;
        this.continued = true;
        // Totals before the roll: a call that is recorded in the other window from here on, in whichever bucket of its
        // own, is in the last bucket of this one.
        long failed = failures.get();
        long slowed = slow.get();
        long succeeded = successes.sum();
        long now = clock.nanos();
        Roll seen = before.roll;
        boolean goesOn = bucketNanos == before.bucketNanos && seen.endNanos - now > 0;
        this.roll = goesOn ? seen : seen.next(now, bucketNanos, windowNanos, succeeded, failed, slowed);
    }

    @Override
    public Window under(CircuitConfig next, CoarseClock sameClock) {
        return Kind.of(next) == Kind.TIME ? new TimeWindow(next, this) : super.under(next, sameClock);
    }

    private static long bucketOf(long windowNanos) {
        return Math.max(1, (windowNanos + BUCKETS - 1) / BUCKETS);
    }

    @Override
    public void recordSuccess() {
        rollTo(isShort ? clock.exact() : clock.nanos());
        successes.increment();
        endRow();
    }

    @Override
    public void recordSlowSuccess() {
        rollTo(clock.exact());
        successes.increment();
        slow.incrementAndGet();
        endRow();
    }

    @Override
    public void recordAnswer(boolean wasSlow) {
        rollTo(wasSlow || isShort ? clock.exact() : clock.nanos());
        successes.increment();
        if (wasSlow) {
            slow.incrementAndGet();
        }
    }

    @Override
    public void recordFailure(boolean wasSlow) {
        // A threshold asks when the failure was; the rates are as content with the coarse time as successes are.
        long now = latest != null || isShort ? clock.exact() : clock.nanos();
        rollTo(now);
        failures.incrementAndGet();
        if (wasSlow) {
            slow.incrementAndGet();
        }
        if (latest != null) {
            latest.record(mark(now));
        }
        extendRow();
    }

    @Override
    public @Nullable String evaluate() {
        String met = evaluate(false);
        // About to open: not because of calls that left the window since the last tick. With a threshold, whoever
        // recorded
        // has just moved the coarse clock, and that moment is the one to judge by.
        return met == null || latest != null ? met : evaluate(true);
    }

    private @Nullable String evaluate(boolean exactly) {
        Counts sums = sums(exactly);
        long exactFailures = latest != null ? latest.within(windowNanos, mark(clock.nanos())) : sums.failures();
        if (continued) { // neither number has a failure that is too old
            exactFailures = Math.max(exactFailures, sums.failures());
        }
        return firstMet(exactFailures, sums, config.minimumCalls());
    }

    @Override
    public Counts counts() {
        Counts sums = sums(true);
        if (latest == null) {
            return sums;
        }
        // Neither number has a failure that is too old, so the larger one is nearer to the truth. Rates do not do this:
        // they would
        // count failures of the oldest tenth without its successes.
        long failed = Math.max(sums.failures(), latest.within(windowNanos, mark(clock.exact())));
        return new Counts(sums.calls() - sums.failures() + failed, failed, sums.slow());
    }

    @Override
    public boolean needsTicks() {
        if (config.failureRate().isEmpty() && config.slowCallRate().isEmpty()) {
            return false;
        }
        Roll seen = roll;
        long failed = failures.get();
        long slowed = slow.get();
        long succeeded = successes.sum();
        long now = clock.exact();
        // As the oldest buckets leave, each of the later ones becomes the first: the rate of what is left may be the
        // higher one.
        for (int first = seen.firstWithin(now, windowNanos); first < seen.buckets(); first++) {
            if (ratesInReach(seen.since(first, succeeded, failed, slowed), config.minimumCalls())) {
                return true;
            }
        }
        return false;
    }

    /** Begins the next bucket if the present one is over. */
    private void rollTo(long nowNanos) {
        Roll seen = roll;
        while (nowNanos - seen.endNanos >= 0) {
            // Read before the roll is published: what is counted in between belongs to the new bucket, and is not lost.
            Roll next = seen.next(nowNanos, bucketNanos, windowNanos, successes.sum(), failures.get(), slow.get());
            if (ROLL.compareAndSet(this, seen, next)) {
                return;
            }
            seen = roll;
        }
    }

    private Counts sums(boolean exactly) {
        Roll seen = roll; // before the totals, which then are never less than what the roll holds
        long failed = failures.get();
        long slowed = slow.get();
        long succeeded = successes.sum(); // after the slow ones: a slow call is among the calls
        // The time last: were it older than the totals, they could hold calls that are further apart than the window is
        // long.
        int first = seen.firstWithin(exactly ? clock.exact() : clock.nanos(), windowNanos);
        return first == seen.buckets() ? Counts.NONE : seen.since(first, succeeded, failed, slowed);
    }

    /** Time as a mark: positive, and free of the wrap for as long as anything runs. */
    private long mark(long nowNanos) {
        return nowNanos - originNanos + 1;
    }

    @Override
    String span(Counts sums) {
        return "within " + Texts.duration(config.failureWindow());
    }
}
