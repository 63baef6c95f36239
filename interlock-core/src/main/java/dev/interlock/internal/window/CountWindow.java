package dev.interlock.internal.window;

import dev.interlock.CircuitConfig;
import dev.interlock.internal.lazy.FirstWins;
import dev.interlock.internal.time.CoarseClock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The last N calls.
 *
 * <p>Calls are numbered; each puts its outcome into the place of its number, and what it displaces leaves the window. A counter is raised
 * before the outcome goes in and lowered after it came out, so it is never less than what the places hold, and so never negative.
 * When all recorders are done, the counters are exactly what the places hold. While some are not, a counter may be too high by as many
 * calls; the failure threshold does not depend on that, see {@link LatestFailures}.
 *
 * <p>Cost of a success: one atomic addition for its number, one plain read of its place, and an addition to a striped counter. Where
 * the place already says the same, nothing is written; a circuit without failures has no places at all.
 *
 * <p>Time plays no part.
 */
final class CountWindow extends Window {

    // A place that no call has had yet reads as a success: how many calls there are is known from their numbers.
    private static final byte SUCCESS = 0;
    private static final byte FAILURE = 1;
    private static final byte SLOW = 2;

    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final AtomicReferenceFieldUpdater<CountWindow, byte[]> PLACES =
            AtomicReferenceFieldUpdater.newUpdater(CountWindow.class, byte[].class, "places");

    private final int size;
    private final int requiredCalls;
    private final @Nullable LatestFailures latest;
    private final AtomicLong sequence;
    private final AtomicInteger failures;
    private final AtomicInteger slow;

    private volatile byte @Nullable [] places;

    /** Empty; perhaps in place of another one. */
    CountWindow(CircuitConfig config, @Nullable Window before) {
        super(config, before);
        this.size = sizeIn(config);
        this.requiredCalls = Math.min(config.minimumCalls(), size);
        this.latest = ringFor(config);
        this.sequence = new AtomicLong();
        this.failures = new AtomicInteger();
        this.slow = new AtomicInteger();
    }

    /** Of the same size as another one, with its counters and places. */
    private CountWindow(CircuitConfig config, CountWindow before) {
        super(config, before);
        this.size = before.size;
        this.requiredCalls = Math.min(config.minimumCalls(), size);
        this.latest = ringFor(config);
        this.sequence = before.sequence;
        this.failures = before.failures;
        this.slow = before.slow;
        this.places = before.presentPlaces(); // made now, or each would make its own beside the shared counters
        if (latest != null) {
            before.eachOfTheLatest(size, this::rememberFailure);
        }
    }

    /** With the latest calls of the one before; what is recorded there meanwhile may be among them or not. */
    @Override
    public Window under(CircuitConfig next, CoarseClock clock) {
        if (Kind.of(next) != Kind.COUNT) {
            return super.under(next, clock);
        }
        if (sizeIn(next) == size) {
            return new CountWindow(next, this);
        }
        CountWindow resized = new CountWindow(next, (Window) this);
        eachOfTheLatest(resized.size, (unused, outcome) -> {
            long number = resized.sequence.getAndIncrement();
            resized.put(number, outcome);
            resized.rememberFailure(number, outcome);
        });
        return resized;
    }

    private static int sizeIn(CircuitConfig config) {
        return config.countWindow().orElseThrow();
    }

    private void eachOfTheLatest(int calls, OutcomeConsumer consumer) {
        long end = sequence.get();
        byte[] ring = places;
        for (long number = Math.max(0, end - Math.min(size, calls)); number < end; number++) {
            consumer.accept(number, ring == null ? SUCCESS : (byte) PLACE.getOpaque(ring, (int) (number % size)));
        }
    }

    private void rememberFailure(long number, byte outcome) {
        if (latest != null && (outcome & FAILURE) != 0) {
            latest.record(mark(number));
        }
    }

    private interface OutcomeConsumer {
        void accept(long number, byte outcome);
    }

    @Override
    public void recordSuccess() {
        put(sequence.getAndIncrement(), SUCCESS);
        successes.increment();
        endRow();
    }

    @Override
    public void recordSlowSuccess() {
        put(sequence.getAndIncrement(), SLOW);
        successes.increment();
        endRow();
    }

    @Override
    public void recordAnswer(boolean wasSlow) {
        put(sequence.getAndIncrement(), wasSlow ? SLOW : SUCCESS);
        successes.increment();
    }

    @Override
    public void recordFailure(boolean wasSlow) {
        long number = sequence.getAndIncrement();
        put(number, wasSlow ? (byte) (FAILURE | SLOW) : FAILURE);
        if (latest != null) {
            latest.record(mark(number));
        }
        extendRow();
    }

    private void put(long number, byte outcome) {
        byte[] ring = places;
        if (ring == null) {
            if (outcome == SUCCESS) {
                return;
            }
            ring = presentPlaces();
        }
        int place = (int) (number % size);
        if ((byte) PLACE.getOpaque(ring, place) == outcome) {
            return; // one of these goes and one comes: places and counters stay as they are
        }
        add(outcome, 1);
        add((byte) PLACE.getAndSet(ring, place, outcome), -1);
    }

    private byte[] presentPlaces() {
        byte[] ring = places;
        return ring != null ? ring : FirstWins.fill(PLACES, this, new byte[size]);
    }

    private void add(byte outcome, int change) {
        if ((outcome & FAILURE) != 0) {
            failures.addAndGet(change);
        }
        if ((outcome & SLOW) != 0) {
            slow.addAndGet(change);
        }
    }

    @Override
    public @Nullable String evaluate() {
        Counts sums = counts();
        long exactFailures = latest != null ? latest.within(size - 1, mark(sequence.get() - 1)) : sums.failures();
        return firstMet(exactFailures, sums, requiredCalls);
    }

    @Override
    int requiredCalls() {
        return requiredCalls;
    }

    @Override
    public Counts counts() {
        long failed = failures.get();
        long slowed = slow.get();
        long calls = Math.min(sequence.get(), size);
        return new Counts(calls, Math.min(failed, calls), Math.min(slowed, calls));
    }

    @Override
    public boolean needsTicks() {
        // Once there are enough calls, a success only lowers the rates, whatever it displaces.
        Counts sums = counts();
        return sums.calls() < requiredCalls && ratesInReach(sums, requiredCalls);
    }

    /** The number of a call as a mark: positive. */
    private static long mark(long number) {
        return number + 1;
    }

    @Override
    String span(Counts sums) {
        return sums.calls() == 1 ? "in the last call" : "in the last " + sums.calls() + " calls";
    }
}
