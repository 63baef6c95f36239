package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.AttributionPolicy;
import dev.interlock.ThrowingRunnable;
import dev.interlock.internal.state.CircuitState;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A permitted call as {@link CallChain} knows it: what it holds, which call it was begun in, and what runs inside it on which thread. */
abstract class CallInChain extends CountedOnce {

    final CircuitImpl circuit;

    /** The epoch it was admitted in; null if it passes unprotected and nothing is recorded. */
    final @Nullable CircuitState admittedIn;

    /** When it began, in the order of marks. */
    final long moment;

    /** What it and the calls inside it hold; null if it passes unprotected. */
    final @Nullable Holding holding;

    /** Whether it has a part in that still. */
    final AtomicBoolean holdsPlace;

    final @Nullable SlowFrame frame;

    private final boolean endsElsewhere;
    /** The thread that it was admitted on, see {@link CallChain}. */
    private final @Nullable Object[] thread;
    /** The call that thread was in. Calls that are over are left out in time, so that a chain is no longer than what it is a chain of. */
    private volatile @Nullable CallInChain around;

    private volatile CountedFailures.@Nullable Part lastPart;

    /** Of a permit that may be closed without a report: that of the thread it was taken on, see {@link Calm}. */
    private @Nullable Object calm;

    /** In a part of it a refusal was made, or a circuit counted a failure. */
    private volatile boolean heardOfOthers;

    CallInChain(
            CircuitImpl circuit,
            @Nullable CircuitState admittedIn,
            @Nullable Holding holding,
            boolean endsElsewhere,
            @Nullable SlowFrame frame) {
        this.circuit = circuit;
        this.admittedIn = admittedIn;
        this.moment = Attribution.moment();
        this.holding = holding;
        this.holdsPlace = new AtomicBoolean(holding != null);
        this.endsElsewhere = endsElsewhere;
        this.frame = frame;
        this.thread = CallChain.ofThisThread();
        CallInChain innermost = CallChain.innermost(thread);
        this.around = innermost;
        if (innermost != null) {
            innermost.leaveOutWhatIsOver();
        }
    }

    final CircuitImpl circuit() {
        return circuit;
    }

    /** What a call inside it may hold together with it; null if it is none of the present epoch. */
    @Nullable
    final Holding holdingIn(CircuitState present) {
        return admittedIn != null && admittedIn.epoch() == present.epoch() ? holding : null;
    }

    /** What it holds in whichever epoch. */
    @Nullable
    final Holding holding() {
        return holding;
    }

    /** The call that it was begun in, if that is not over. */
    @Nullable
    final CallInChain around() {
        leaveOutWhatIsOver();
        return around;
    }

    private void leaveOutWhatIsOver() {
        CallInChain next = around;
        if (next != null && next.isOver()) {
            do {
                next = next.around;
            } while (next != null && next.isOver());
            around = next;
        }
    }

    /** Whether it holds nothing any more. */
    final boolean isOver() {
        return !holdsPlace.get();
    }

    /** On the thread that it was admitted on. */
    final void enter() {
        if (frame != null) {
            frame.enter();
        }
        if (holding != null) {
            CallChain.enter(thread, this);
        }
    }

    /** On the thread that it was admitted on. */
    final void leave() {
        if (holding != null) {
            CallChain.enter(thread, around);
            keep(thread, moment);
        }
        if (frame != null) {
            frame.leave();
        }
    }

    /** A part of the call has run on a thread: plain calls inside it left nothing but the failures that they counted. */
    private void keep(@Nullable Object[] here, long since) {
        CountedFailures.Part part = endsElsewhere ? CountedFailures.since(here, since) : null;
        if (part != null) {
            lastPart = part;
        }
    }

    /** Whether a call of this circuit inside this one has counted the throwable. */
    final boolean hasCounted(Throwable thrown) {
        if (!endsElsewhere) {
            return CountedFailures.has(thread, thrown, circuit.name(), moment);
        }
        // Who ends elsewhere has no thread of its own: other calls that end there with the same instance are not inside
        // it.
        CountedFailures.Part part = lastPart;
        return part != null && part.has(thrown, circuit.name());
    }

    /** From now on it is heard what becomes of calls on this thread. The last thing before the permit is handed to whoever may close it. */
    final void listen() {
        calm = Calm.begin(thread);
    }

    /**
     * Whether a refusal was made, or a circuit counted a failure, while the permit was out: in a part of it, or on the thread that took it, if that is the
     * one that asks. On other threads it is not known what belongs to the call.
     */
    final boolean hasHeardOfOthers() {
        Object token = calm;
        return heardOfOthers || (token != null && CallChain.ofThisThread() == thread && hears(thread, moment, token));
    }

    private boolean hears(@Nullable Object[] here, long since, Object token) {
        if (Calm.isOver(here, token)) {
            return true;
        }
        CountedFailures.Part part = CountedFailures.since(here, since);
        return part != null && (!countsThoseOfOthers() || part.hasAny(circuit.name()));
    }

    private boolean countsThoseOfOthers() {
        return admittedIn != null && admittedIn.config().attribution() == AttributionPolicy.OWN_ALL;
    }

    /** Runs a part of the call on this thread. */
    public final <X extends Throwable> void within(ThrowingRunnable<X> part) throws X {
        if (holding == null) {
            part.run();
            return;
        }
        @Nullable Object[] here = CallChain.ofThisThread();
        long since = Attribution.moment();
        Object token = calm == null ? null : Calm.begin(here);
        CallInChain before = CallChain.enter(here, this);
        try {
            if (frame == null) {
                part.run();
            } else {
                frame.within(part);
            }
        } finally {
            CallChain.enter(here, before);
            keep(here, since);
            if (token != null && hears(here, since, token)) {
                heardOfOthers = true;
            }
        }
    }

    /** The call is counted as a failure, and nobody told with what. */
    final void markUnseen() {
        mark(new Throwable(null, null, false, false) {}); // in place of whatever it was
    }

    final void mark(Throwable counted) {
        Attribution.mark(counted, circuit.name());
        CountedFailures.add(thread, counted, circuit.name());
    }
}
