package dev.interlock.internal.call;

import dev.interlock.internal.call.Classifier.Meaning;
import dev.interlock.internal.state.CircuitState;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What a call took at its admission: the place of a HALF_OPEN episode, the bulkhead place. Calls of the same circuit inside it hold it together with
 * it and take nothing: each is a part. The bulkhead place is given back when the last part has returned. All parts are one probe: it has
 * failed as soon as one of them has, and is what the outermost said when the last of them is decided.
 *
 * <p>The parts that are not decided and those that have not returned share one word, so that nobody joins what is being given back. Whoever
 * ends a part decides it before it returns; but two may be at it, and then the one that comes second returns while the first still decides. Lock-free.
 */
final class Holding {

    private static final AtomicLongFieldUpdater<Holding> PARTS =
            AtomicLongFieldUpdater.newUpdater(Holding.class, "parts");
    private static final AtomicIntegerFieldUpdater<Holding> SETTLED =
            AtomicIntegerFieldUpdater.newUpdater(Holding.class, "settled");

    private static final long UNRETURNED = 1L << 32;
    private static final long UNDECIDED = UNRETURNED - 1;

    private final CircuitImpl circuit;
    private final CircuitState admittedIn;
    private final boolean bounded;
    /** Whose bulkhead place it is: that of a call around this one, which was admitted in an earlier epoch; null if it is its own. */
    private final @Nullable Holding lender;

    /** Parts that have not returned in the upper half, parts that are not decided in the lower. */
    private volatile long parts = UNRETURNED + 1;

    /** Whether the probe has its verdict: 1 if it has. */
    private volatile int settled;

    /** What the outermost part said that was no failure. */
    private volatile Meaning outcome = Meaning.IGNORED;

    /**
     * Of a call that was just admitted.
     *
     * @param bounded whether it has a bulkhead place
     * @param lender  who lends it; null if it was taken
     */
    Holding(CircuitImpl circuit, CircuitState admittedIn, boolean bounded, @Nullable Holding lender) {
        this.circuit = circuit;
        this.admittedIn = admittedIn;
        this.bounded = bounded;
        this.lender = lender;
    }

    /**
     * One more part, which has to be decided and to return; false if the call is over. That is also a call which has returned while somebody else,
     * its deadline or its limit, is still about to decide it: its bulkhead place is given back.
     */
    boolean join() {
        while (true) {
            long now = parts;
            if ((now & UNDECIDED) == 0 || now < UNRETURNED) {
                return false;
            }
            if (PARTS.compareAndSet(this, now, now + UNRETURNED + 1)) {
                return true;
            }
        }
    }

    /** Lends the bulkhead place to a call inside this one, which has to {@link #leave}; false if there is none any more. */
    boolean lend() {
        while (true) {
            long now = parts;
            if (!bounded || now < UNRETURNED) {
                return false;
            }
            if (PARTS.compareAndSet(this, now, now + UNRETURNED)) {
                return true;
            }
        }
    }

    /** Whether a call inside would find a bulkhead place here. */
    boolean couldLend() {
        return bounded && parts >= UNRETURNED;
    }

    /** Whether a call inside could be a part of it. */
    boolean isUndecided() {
        return (parts & UNDECIDED) != 0;
    }

    boolean isProbe() {
        return admittedIn.episode() != null;
    }

    boolean isBounded() {
        return bounded;
    }

    /** A part of a probe is decided, by whatever came first. A probe that was slow is a failed one. */
    void probed(boolean outermost, Meaning meaning, boolean slow, String words, @Nullable Throwable thrown) {
        try {
            if (meaning == Meaning.FAILURE || (slow && (meaning == Meaning.SUCCESS || meaning == Meaning.ANSWERED))) {
                if (settle()) {
                    circuit.calls.recorder.record(circuit, admittedIn, meaning, slow, words, thrown);
                }
            } else if (outermost && meaning != Meaning.COUNTED) { // in another epoch: it says nothing of this one
                outcome = meaning;
            }
        } finally {
            if (isLast() && settle()) {
                circuit.calls.recorder.record(circuit, admittedIn, outcome, false, "", null);
            }
        }
    }

    /** A part is decided of which no probe depends. */
    void decided() {
        PARTS.decrementAndGet(this);
    }

    private boolean isLast() {
        return (PARTS.decrementAndGet(this) & UNDECIDED) == 0;
    }

    private boolean settle() {
        return settled == 0 && SETTLED.compareAndSet(this, 0, 1);
    }

    /** A part has returned, or whoever borrowed the place. */
    void leave() {
        if (PARTS.addAndGet(this, -UNRETURNED) < UNRETURNED && bounded) {
            if (lender != null) {
                lender.leave();
            } else {
                circuit.counters().givePlaceBack();
            }
        }
    }
}
