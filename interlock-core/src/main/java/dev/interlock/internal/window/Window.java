package dev.interlock.internal.window;

import dev.interlock.CircuitConfig;
import dev.interlock.internal.time.CoarseClock;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one circuit that still count, and the conditions on them. A circuit that becomes CLOSED gets a new window; nothing is
 * ever set back.
 *
 * <p>Cost: {@link #recordSuccess} takes no lock, allocates nothing but at the change of a bucket, and judges nothing. All that is
 * dear is done on failures, slow calls and ticks. Progress: every method is lock-free.
 *
 * <p>A call counts from the moment its recording ends. A caller that records and then evaluates sees its own call; of callers that do so
 * at once, the last one sees the calls of all, so that a threshold reached by several at once is never missed.
 */
public abstract class Window {

    /** What a window holds: none is negative, and neither failures nor slow calls are more than the calls. */
    public record Counts(long calls, long failures, long slow) {

        /** Nothing. */
        public static final Counts NONE = new Counts(0, 0, 0);
    }

    /** How the words of a condition on slow calls begin. */
    public static final String SLOW_CALL_RATE = "slow-call rate";

    private static final AtomicIntegerFieldUpdater<Window> ROW =
            AtomicIntegerFieldUpdater.newUpdater(Window.class, "failuresInARow");

    final CircuitConfig config;
    final LongAdder successes;
    private volatile int failuresInARow;

    /** A new one; or one that goes on counting what another one counted. */
    Window(CircuitConfig config, @Nullable Window before) {
        this.config = config;
        this.successes = before == null ? new LongAdder() : before.successes;
        this.failuresInARow = before == null || config.consecutiveFailures().isEmpty() ? 0 : before.failuresInARow;
    }

    /** The window a configuration asks for. Pure and cheap: what is large is allocated at its first use. */
    public static Window create(CircuitConfig config, CoarseClock clock) {
        return empty(config, null, clock);
    }

    private static Window empty(CircuitConfig config, @Nullable Window before, CoarseClock clock) {
        return switch (Kind.of(config)) {
            case COUNT -> new CountWindow(config, before);
            case ROW -> new ConsecutiveWindow(config, before);
            case TIME -> new TimeWindow(config, before, clock);
        };
    }

    /**
     * This window under another configuration, with what it holds. The two share their counters, so that a call which is recorded in this one
     * meanwhile or afterwards is not lost. A window of another kind begins empty, but for the row of failures: when the calls of a count window were,
     * and in which order those of a time window came, is not known. Pure.
     */
    public Window under(CircuitConfig next, CoarseClock clock) {
        return empty(next, this, clock);
    }

    /** Whether the two count the same calls, under the same configuration or another. */
    public final boolean countsWith(Window other) {
        return successes == other.successes;
    }

    /** What a window remembers. */
    enum Kind {
        COUNT,
        ROW,
        TIME;

        static Kind of(CircuitConfig config) {
            if (config.countWindow().isPresent()) {
                return COUNT;
            }
            boolean rowOnly = config.consecutiveFailures().isPresent()
                    && config.failureThreshold().isEmpty()
                    && config.failureRate().isEmpty()
                    && config.slowCallRate().isEmpty();
            return rowOnly ? ROW : TIME;
        }
    }

    /** A call that ended well and in time. */
    public abstract void recordSuccess();

    /** A call that ended well but was slow. */
    public abstract void recordSlowSuccess();

    /**
     * A call that was answered, and not as one wished. In rates it is a call which did not fail. It ends no row of failures: between calls that
     * all fail, a client's own mistake says only that somebody is there.
     */
    public abstract void recordAnswer(boolean slow);

    /** A call that failed. */
    public abstract void recordFailure(boolean slow);

    /** The condition that is met, in words; null if none is. */
    public abstract @Nullable String evaluate();

    /** What the window holds now. */
    public abstract Counts counts();

    /** Whether a rate is among the conditions, so that time or successes may yet meet one. */
    public final boolean hasRates() {
        return config.failureRate().isPresent() || config.slowCallRate().isPresent();
    }

    /**
     * Whether a rate can still become met though no call fails or is slow from now on: by successes that complete the minimum of calls, or
     * by old successes that leave the window. Once false, it stays false until the next failure or slow call.
     */
    public abstract boolean needsTicks();

    /** All successes ever recorded here, slow ones included. */
    public final LongAdder successes() {
        return successes;
    }

    /** Ends a row of failures. Only a row that exists is written: in quiet times every caller just reads. */
    final void endRow() {
        if (failuresInARow != 0) {
            failuresInARow = 0;
        }
    }

    /** Adds to the row of failures, if anybody asks for rows. */
    final void extendRow() {
        if (config.consecutiveFailures().isPresent()) {
            ROW.getAndUpdate(this, row -> row == Integer.MAX_VALUE ? row : row + 1);
        }
    }

    final int failuresInARow() {
        return failuresInARow;
    }

    /** The ring that makes {@code failureThreshold} exact; null if there is no threshold, or one too large for a ring. */
    static @Nullable LatestFailures ringFor(CircuitConfig config) {
        int threshold = config.failureThreshold().orElse(0);
        return threshold >= 1 && threshold <= LatestFailures.LARGEST ? new LatestFailures(threshold) : null;
    }

    /** The ring, with what another one holds. */
    static @Nullable LatestFailures ringFor(CircuitConfig config, @Nullable LatestFailures before) {
        LatestFailures empty = ringFor(config);
        return empty == null || before == null
                ? empty
                : before.resized(config.failureThreshold().orElseThrow());
    }

    /** What the counts are of, in words: as {@code within 10 s}. */
    abstract String span(Counts sums);

    /** The first condition that is met: the threshold on {@code failures}, the row, then the rates on {@code sums}. */
    final @Nullable String firstMet(long failures, Counts sums, int requiredCalls) {
        if (failures >= config.failureThreshold().orElse(Integer.MAX_VALUE)) {
            return failures + (failures == 1 ? " failure " : " failures ") + span(sums);
        }
        int row = failuresInARow;
        if (row >= config.consecutiveFailures().orElse(Integer.MAX_VALUE)) {
            return row + (row == 1 ? " failure" : " failures") + " in a row";
        }
        if (Rates.met(config.failureRate(), sums.failures(), sums.calls(), requiredCalls)) {
            return Rates.text("failure rate", config.failureRate(), sums.failures(), sums.calls());
        }
        if (Rates.met(config.slowCallRate(), sums.slow(), sums.calls(), requiredCalls)) {
            return Rates.text(SLOW_CALL_RATE, config.slowCallRate(), sums.slow(), sums.calls());
        }
        return null;
    }

    /** The slow-call rate, in words, if it is met by what has ended and so many calls that are slow and have not ended; else null. */
    public final @Nullable String evaluateInFlight(Counts ended, long inFlight) {
        long calls = ended.calls() + inFlight;
        long slow = ended.slow() + inFlight;
        return inFlight > 0 && Rates.met(config.slowCallRate(), slow, calls, requiredCalls())
                ? Rates.text(SLOW_CALL_RATE, config.slowCallRate(), slow, calls) + ", " + inFlight
                        + " of them in flight"
                : null;
    }

    /** How many calls there have to be before a rate counts. */
    int requiredCalls() {
        return config.minimumCalls();
    }

    /** Whether successes alone can bring a rate from these sums to its limit: at best, just as many as complete the minimum. */
    final boolean ratesInReach(Counts sums, int requiredCalls) {
        long calls = Math.max(sums.calls(), requiredCalls);
        return Rates.met(config.failureRate(), sums.failures(), calls, requiredCalls)
                || Rates.met(config.slowCallRate(), sums.slow(), calls, requiredCalls);
    }
}
