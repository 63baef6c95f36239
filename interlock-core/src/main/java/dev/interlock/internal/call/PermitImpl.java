package dev.interlock.internal.call;

import dev.interlock.CircuitConfig;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.internal.call.Classifier.Meaning;
import dev.interlock.internal.engine.Ticker;
import dev.interlock.internal.engine.Timers;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.text.Texts;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One admitted call that holds something: a HALF_OPEN place, a bulkhead place, a start time, or just the right to report.
 *
 * <p>Ends exactly once, whoever comes first: a report, the deadline, or {@link #close}. Ending gives everything back, in this
 * order and whatever throws on the way: verdict, deadline, bulkhead place.
 *
 * <p>A call of the same circuit and epoch inside this one is a part of it: it shares the {@link Holding}, and what it counts this one does not
 * count again. So of the calls around one that failed none counts it, unless one of them succeeded in between; and
 * a success is counted by the innermost.
 */
final class PermitImpl extends CallInChain implements Permit {

    /** Whether whoever holds the permit is a call that returns, and then gives its bulkhead place back, whatever the deadline did. */
    private final boolean reportsItself;

    /** The call that it is a part of; null if it is the outermost one of its circuit, and once it is decided. */
    private volatile @Nullable CountedOnce partOf;

    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Timers.@Nullable Timer deadline;
    /** What the first answer says about slowness is said, and it was not slow. */
    private volatile boolean answersInTime;

    /** When it answered last, by the coarse clock; meant for the deadline only. */
    private volatile long answeredNanos;

    /**
     * Of a call that was just admitted.
     *
     * @param holding what it holds; null if it passes unprotected
     * @param partOf  the call whose part it is; null if it is none
     */
    PermitImpl(
            CircuitImpl circuit,
            @Nullable CircuitState admittedIn,
            @Nullable Holding holding,
            @Nullable CountedOnce partOf,
            boolean reportsItself,
            @Nullable SlowFrame frame) {
        super(circuit, admittedIn, holding, !reportsItself, frame);
        this.partOf = partOf;
        this.reportsItself = reportsItself;
        if (frame != null) {
            frame.heldBy(this);
        }
    }

    /** A permit for what passes unprotected, or is not held. */
    static PermitImpl unprotected(CircuitImpl circuit) {
        return new PermitImpl(circuit, null, null, null, false, null);
    }

    /** Whether it was admitted by a circuit that is there. */
    boolean isProtected() {
        return admittedIn != null;
    }

    /** From now on it is looked at while it is in flight. The last thing before it is handed out. */
    void watch() {
        if (frame != null && frame.isDetached()) {
            circuit.calls.inFlight.add(frame);
            if (ended.get()) {
                circuit.calls.inFlight.remove(frame);
            }
        }
    }

    /** Ends by itself as a failure unless it is reported in time, or goes on answering. */
    void expireAfter(Duration limit) {
        answeredNanos = circuit.calls.clock.nanos();
        expireBy(circuit.calls.engine.timers().scheduleAwake(limit, () -> expireIfSilent(limit)));
    }

    private void expireBy(Timers.Timer timer) {
        deadline = timer;
        if (ended.get() && !keepsPlace()) {
            timer.cancel();
        }
    }

    /** By the coarse clock, which runs no code of the user's: what expires must expire whatever that does. So it may be some ticks late. */
    private void expireIfSilent(Duration limit) {
        boolean answered = answersInTime || ended.get();
        long now = circuit.calls.clock.nanos();
        long left = limit.toNanos() - (now - answeredNanos - circuit.calls.clock.slept(answeredNanos, now));
        if (answered && left > 0) {
            // A scheduler that refuses it must not keep the place for good: nobody else would think of it again.
            Duration rest = Duration.ofNanos(left).plus(Ticker.SLOWEST);
            expireBy(circuit.calls.engine.timers().scheduleAwakeInAnyCase(rest, () -> expireIfSilent(limit)));
        } else {
            expire("ABANDONED: the call was not reported within " + Texts.duration(limit));
        }
    }

    @Override
    public String toString() {
        return "Permit of '" + circuit.name() + "' "
                + (admittedIn == null ? "(unprotected)" : admittedIn.state())
                + (ended.get() ? " (ended)" : "");
    }

    @Override
    public void success() {
        end(Meaning.SUCCESS, "", null);
    }

    @Override
    public void success(@Nullable Object result) {
        Meaning meaning = ended.get() ? Meaning.IGNORED : circuit.calls.classifier.ofResult(result, config());
        end(meaning, "the result counts as a failure", null);
    }

    @Override
    public void failure(Throwable failure) {
        failure(failure, true, true);
    }

    /** The stage of the call ended so, wherever that was. */
    void stageFailed(Throwable failure) {
        failure(failure, true, false);
    }

    /**
     * The caller's future was ended from outside, before the call did.
     *
     * @param failure with what; null for a value, which like a cancellation says nothing about the circuit
     */
    void endedByCaller(@Nullable Throwable failure) {
        if (failure == null || failure instanceof CancellationException) {
            ignore();
        } else {
            failure(failure, false, false);
        }
    }

    /**
     * A throwable ended the call.
     *
     * @param answered  whether it came from the work: if not, what the user does not call a failure is no answer either
     * @param ownThread whether it was thrown on the thread that made the call
     */
    private void failure(Throwable failure, boolean answered, boolean ownThread) {
        if (ended.get()) {
            givePlaceBack();
            return;
        }
        TimeLimit limit = null;
        Meaning meaning = Meaning.FAILURE; // if even the classification dies, the call did end badly
        try {
            limit = counts(admittedIn) ? TimeLimit.thatEnded(failure, moment) : null;
            if (limit == null) {
                meaning = meaning(failure, answered, ownThread);
            }
        } finally {
            if (limit == null) {
                end(meaning, "", failure);
            } else {
                boolean unused = timeOut(limit, limit.isOf(circuit));
            }
        }
    }

    private Meaning meaning(Throwable failure, boolean answered, boolean ownThread) {
        Meaning meaning = circuit.calls.classifier.of(failure, circuit, config(), moment, ownThread);
        if (meaning == Meaning.ANSWERED && !answered) {
            meaning = Meaning.FAILURE;
        }
        if (meaning == Meaning.FAILURE && hasCounted(failure)) {
            meaning = Meaning.COUNTED;
        } else if (meaning == Meaning.FAILURE && counts(admittedIn)) {
            mark(failure);
        } else if (meaning == Meaning.IGNORED) {
            circuit.admission.ownRefusals.lookFor(failure, holding);
        }
        return meaning;
    }

    /**
     * A time limit ended the call. Nothing happens if it has ended by itself.
     *
     * @param own whether it is this circuit's limit, which is blamed however short the call was
     * @return whether it counted
     */
    boolean timeOut(TimeLimit limit, boolean own) {
        ensureStackForEnd();
        try {
            return decideTimeOut(limit, own);
        } finally {
            givePlaceBack();
        }
    }

    /** The circuit's own limit is over, and the work has not come back: it keeps its bulkhead place until it does. True if it counted. */
    boolean timeOutInFlight(TimeLimit limit) {
        return counts(admittedIn) && decideTimeOut(limit, true);
    }

    /** First who ends the call, then whether it claims the limit: one that ended by itself must not take the blame from others. */
    private boolean decideTimeOut(TimeLimit limit, boolean own) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        Meaning meaning = Meaning.IGNORED; // those that count nothing must not claim it either
        Throwable over = limit.requireOver();
        try {
            if (counts(admittedIn)) {
                meaning = circuit.calls.classifier.ofTimeout(limit, config(), own || CircuitImpl.wasLong(frame));
            }
            if (meaning == Meaning.FAILURE && hasCounted(over)) {
                meaning = Meaning.COUNTED;
            } else if (meaning == Meaning.FAILURE) {
                mark(over);
            }
        } finally {
            finish(meaning, "", over);
        }
        return meaning == Meaning.FAILURE;
    }

    boolean hasEnded() {
        return ended.get();
    }

    @Override
    public void answering() {
        if (deadline != null) {
            answeredNanos = circuit.calls.clock.nanos();
        }
        if (answersInTime || admittedIn == null || ended.get()) {
            return;
        }
        if (admittedIn.episode() != null || (frame != null && CircuitImpl.endedSlow(frame))) {
            ensureStackForEnd();
            decide(Meaning.SUCCESS, "", null); // the bulkhead place is kept: the call goes on
            return;
        }
        answersInTime = true;
        if (frame != null) {
            endFrame(frame);
        }
    }

    @Override
    public void ignore() {
        end(Meaning.IGNORED, "", null);
    }

    /** What was thrown is not known here. If a call inside was refused, or its failure counted, then most likely that. */
    @Override
    public void close() {
        ensureStackForEnd();
        Meaning meaning = Meaning.FAILURE; // if even the question dies, the call did end badly
        try {
            meaning = withoutReport();
        } finally {
            end(meaning, "ABANDONED: the permit was closed without a report", null);
        }
    }

    private Meaning withoutReport() {
        if (ended.get() || hasHeardOfOthers()) {
            return Meaning.IGNORED;
        }
        if (counts(admittedIn)) {
            markUnseen(); // for the permits around this one
        }
        return Meaning.FAILURE;
    }

    /** The deadline, or a probe that takes too long: the verdict is there. A synchronous call still runs, and keeps its bulkhead place until it returns. */
    void expire(String error) {
        try {
            decide(Meaning.FAILURE, error, null);
        } finally {
            if (!reportsItself) {
                givePlaceBack();
            }
        }
    }

    private void end(Meaning meaning, String words, @Nullable Throwable thrown) {
        ensureStackForEnd();
        try {
            decide(meaning, words, thrown);
        } finally {
            givePlaceBack();
        }
    }

    /**
     * Whoever reports at the end of the stack is told so before anything is half done. A call that returns made sure of its way back when it was admitted;
     * to ask again, with frames that the compiler has made wider or narrower since, could only keep it from handing its place back.
     */
    private void ensureStackForEnd() {
        if (!reportsItself && (deadline != null || keepsPlace())) {
            StackReserve.ensureForEnd();
        }
    }

    private void decide(Meaning meaning, String words, @Nullable Throwable thrown) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        finish(meaning, words, thrown);
    }

    private void finish(Meaning meaning, String words, @Nullable Throwable thrown) {
        try {
            if (admittedIn != null && holding != null) {
                record(admittedIn, holding, meaning, words, thrown);
            }
        } finally {
            partOf = null; // heard: a chain of calls, each begun in the one before, must not hold all that are over
            if (!keepsPlace()) {
                disarm();
            }
        }
    }

    private void givePlaceBack() {
        if (holdsPlace.compareAndSet(true, false)) {
            try {
                disarm();
            } finally {
                if (holding != null) {
                    holding.leave();
                }
            }
        }
    }

    /** Whether it has a bulkhead place still, its own or one that it shares. */
    private boolean keepsPlace() {
        return holdsPlace.get() && holding != null && holding.isBounded();
    }

    private void disarm() {
        Timers.Timer timer = deadline;
        if (timer != null) {
            timer.cancel();
        }
    }

    private CircuitConfig config() {
        return admittedIn != null ? admittedIn.config() : circuit.config();
    }

    /** What passes unprotected or DISABLED is recorded nowhere here, so circuits further out have to. */
    private static boolean counts(@Nullable CircuitState state) {
        return state != null && state.state() != State.DISABLED;
    }

    private void endFrame(SlowFrame call) {
        call.end();
        if (call.isDetached()) {
            circuit.calls.inFlight.remove(call);
        }
    }

    private void record(CircuitState state, Holding held, Meaning meaning, String words, @Nullable Throwable thrown) {
        boolean slow = false;
        if (frame != null) {
            endFrame(frame);
            slow = meaning != Meaning.IGNORED && !answersInTime && CircuitImpl.endedSlow(frame);
        }
        CountedOnce outside = partOf;
        if (state.episode() != null) {
            held.probed(outside == null, meaning, slow, words, thrown);
            return;
        }
        try {
            if (isLeftToCount(meaning, slow, outside)) {
                circuit.calls.recorder.record(circuit, state, meaning, slow, words, thrown);
            }
        } finally {
            held.decided();
        }
    }
}
