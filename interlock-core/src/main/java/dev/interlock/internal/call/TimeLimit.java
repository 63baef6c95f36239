package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.CallTimeoutException;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.PrintableText;
import dev.interlock.Problem;
import dev.interlock.ThrowingSupplier;
import dev.interlock.internal.engine.LastingTimers;
import dev.interlock.internal.engine.Ticker;
import dev.interlock.internal.engine.Timers;
import dev.interlock.internal.future.CalledOff;
import dev.interlock.internal.hook.HookKind;
import dev.interlock.internal.text.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of one protected call, and whose failure it is when it is over: of the innermost circuit that is in flight under it for long
 * enough to be blamed, else of the circuit whose limit it is. A caller who ends the future of a call on an executor ends it the same way.
 *
 * <p>A plain call leaves no trace while it runs, so which one is innermost shows only when it ends: the first circuit through which the
 * interrupted work comes back claims the timeout, and those around it find it claimed. Work that has not come back a tick after the interrupt is deaf,
 * and may never come back: then the circuit whose limit it is claims it. Asynchronous calls end elsewhere, so they are kept here from
 * the moment they begin, and the latest one still in flight is blamed when the limit is over. A thread knows the limits it works under;
 * only calls that fail, and asynchronous ones, look.
 */
final class TimeLimit {

    /** In an array of one, as in {@link SlowFrame}. */
    private static final ThreadLocal<@Nullable Object[]> CURRENT = ThreadLocal.withInitial(() -> new Object[1]);

    static final Duration MIN = Duration.ofMillis(1);
    static final Duration MAX = Duration.ofDays(30);

    private final CircuitImpl circuit;
    private final @Nullable Duration limit;
    private final Interruption interruption;
    /** What ends elsewhere. Whoever takes a call out of it, the strike or the call that comes late, ends it. */
    private final Deque<Detached> detached = new ConcurrentLinkedDeque<>();

    private final AtomicBoolean claimed = new AtomicBoolean();
    /** In the order of marks; written before {@link #over}. */
    private volatile long struckAt;

    private volatile @Nullable Throwable over;
    private volatile boolean cancelled;
    private volatile boolean countedInFlight;
    private volatile @Nullable PermitImpl held;
    private volatile @Nullable Consumer<? super Throwable> listener;
    private LastingTimers.@Nullable Timer timer;
    private volatile Timers.@Nullable Timer deaf;
    private @Nullable TimeLimit outer;

    /**
     * A limit that does not run yet.
     *
     * @param circuit      whose limit it is
     * @param limit        how long; null if only the caller can end the call
     * @param interruption of the thread that does the work
     */
    TimeLimit(CircuitImpl circuit, @Nullable Duration limit, Interruption interruption) {
        this.circuit = circuit;
        this.limit = limit;
        this.interruption = interruption;
    }

    /** The limit, if it is one. */
    static Duration inRange(Duration limit) {
        if (limit.compareTo(MIN) < 0 || limit.compareTo(MAX) > 0) {
            throw new InvalidConfigurationException(List.of(new Problem(
                    "", "timeout", limit, "is outside of 1 ms to 30 days", null, "leave it out for no limit")));
        }
        return limit;
    }

    /** A call that ends elsewhere than on the thread that began it. */
    interface Detached {

        /** Ends what the circuit knows of the call. */
        void end(TimeLimit limit);

        /** Ends what the user knows of the call. */
        void cancel(Throwable over);

        boolean hasEnded();
    }

    /**
     * From now on the time runs.
     *
     * @param whenOver what is to happen when it is over, besides the interrupt; null for nothing
     */
    void arm(@Nullable Consumer<? super Throwable> whenOver) {
        listener = whenOver;
        Duration time = limit;
        if (time != null) {
            StackReserve.ensureForCall(); // the way back disarms it, and needs a stack for that
            timer = circuit.calls.lastingTimers.schedule(time, () -> onTimer(time));
            circuit.calls.ticker.revive(); // which runs the timer if the scheduler loses it
        }
    }

    void disarm() {
        disarmTime();
        Timers.Timer waiting = deaf;
        if (waiting != null) {
            waiting.cancel();
        }
    }

    private void disarmTime() {
        LastingTimers.Timer armed = timer;
        if (armed != null) {
            armed.cancel();
        }
    }

    /** What this thread does from now on is under the limit. */
    void enter() {
        @Nullable Object[] current = CURRENT.get();
        outer = (TimeLimit) current[0];
        current[0] = this;
    }

    /** What this thread does from now on is not under the limit any more. */
    void leave() {
        CURRENT.get()[0] = outer;
    }

    /** After {@link #leave}, and after the interrupt was taken back: one that was meant for a limit further out has to come again. */
    void passOn() {
        for (TimeLimit each = outer; each != null; each = each.outer) {
            if (each.over != null) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Nullable
    Throwable over() {
        return over;
    }

    /** Throws what the limit throws if it is over. */
    void requireInTime() {
        Throwable thrown = over;
        if (thrown != null) {
            throw TimeLimit.<RuntimeException>unchecked(thrown);
        }
    }

    /** What the caller ended a call with may be checked: it is thrown where nobody but us catches it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <Y extends Throwable> Y unchecked(Throwable thrown) throws Y {
        throw (Y) thrown;
    }

    /** What a limit that is over throws. */
    Throwable requireOver() {
        Throwable thrown = over;
        if (thrown == null) {
            throw new IllegalStateException("the limit is not over");
        }
        return thrown;
    }

    /** Whether the caller gave up, which says nothing about any circuit. */
    boolean isCancelled() {
        return cancelled;
    }

    boolean isOf(CircuitImpl other) {
        return circuit == other;
    }

    /** Work that the circuit whose limit it is has admitted. It does not begin if the limit is over, and is late if it is over by its end. */
    <T extends @Nullable Object, X extends Throwable> T within(PermitImpl permit, ThrowingSupplier<T, X> work)
            throws X {
        held = permit;
        requireInTime();
        T made = work.get();
        if (!interruption.endInTime()) {
            requireInTime(); // work that swallows the interrupt is late all the same
        }
        return made;
    }

    /** Whether the circuit whose limit it is has admitted the call. */
    boolean isAdmitted() {
        return held != null;
    }

    /** The limit that this thread works under, the innermost one; null if there is none. */
    static @Nullable TimeLimit current() {
        return (TimeLimit) CURRENT.get()[0];
    }

    /** Whether this limit or one around it is over. */
    boolean isAnyOver() {
        for (TimeLimit each = this; each != null; each = each.outer) {
            if (each.over != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * The limit that ended this thread's work, which threw this; null if none did.
     *
     * @param moment when the call began that ended so
     */
    static @Nullable TimeLimit thatEnded(Throwable thrown, long moment) {
        for (TimeLimit each = current(); each != null; each = each.outer) {
            TimeLimit limit = each;
            Throwable ended = limit.over;
            if (ended != null
                    && (Causes.any(thrown, link -> link == ended || limit.mayHaveLedTo(link, moment))
                            || limit.hasCounted(ended, moment))) {
                return limit;
            }
        }
        return null;
    }

    /** Whether a call that began at a moment is one of those for which deaf work was counted: whatever it throws now, it counted already. */
    private boolean hasCounted(Throwable ended, long moment) {
        return countedInFlight && Attribution.since(ended, moment).isPresent();
    }

    /** A limit cancels what is in flight when it strikes: what work that goes on begins after that, others cancel. */
    private boolean mayHaveLedTo(Throwable link, long moment) {
        return Cancellations.isInterrupt(link)
                || (link instanceof CancellationException && (cancelled || moment < struckAt));
    }

    /** True for the first circuit that asks: it was the innermost one in flight. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    void add(Detached call) {
        detached.removeIf(Detached::hasEnded);
        detached.addFirst(call);
        Throwable ended = over;
        // It may have been over before the call was known, and the strike have seen nothing of it.
        if (ended != null && detached.remove(call)) {
            call.end(this);
            call.cancel(ended);
        }
    }

    /** Timers never run user code: they mark and interrupt, which no hook can delay, and what listens to futures is told elsewhere. */
    private void onTimer(Duration time) {
        CallTimeoutException exception = new CallTimeoutException(
                circuit.name(),
                time,
                "TIMEOUT: the call through circuit '" + PrintableText.of(circuit.name()) + "' was ended after "
                        + Texts.duration(time));
        List<Detached> inFlight = new ArrayList<>();
        if (strike(exception, inFlight) && !(inFlight.isEmpty() && listener == null)) {
            circuit.calls.completions.run(() -> tell(exception, inFlight));
        }
    }

    /**
     * The caller's future was ended from outside.
     *
     * @param failure with what; null for a value
     */
    void endByCaller(@Nullable Throwable failure) {
        Throwable ended = failure != null ? failure : new CalledOff("completed by the caller");
        List<Detached> inFlight = new ArrayList<>();
        if (strike(ended, inFlight)) {
            tell(ended, inFlight);
        }
        disarmTime(); // and no more: the work may be deaf to the interrupt, and counts then
    }

    private boolean strike(Throwable ended, List<Detached> inFlight) {
        return interruption.strike(() -> {
            // Whatever is blamed for it under the limit, nothing outside is.
            Attribution.mark(ended, circuit.name());
            struckAt = Attribution.moment();
            cancelled = ended instanceof CancellationException;
            over = ended;
            for (Detached each = detached.pollFirst(); each != null; each = detached.pollFirst()) {
                inFlight.add(each);
                guarded(each, call -> call.end(this)); // the latest first: it claims the timeout
            }
            if (held != null && !cancelled) {
                awaitReturn();
            }
        });
    }

    /** Only now: completing one may complete those around it, and that runs the user's code. */
    private void tell(Throwable ended, List<Detached> inFlight) {
        try {
            inFlight.forEach(each -> guarded(each, call -> call.cancel(ended)));
        } finally {
            Consumer<? super Throwable> told = listener;
            if (told != null) {
                told.accept(ended);
            }
        }
    }

    /** One call that cannot be ended must not keep the others, and the caller, from their end. */
    private void guarded(Detached call, Consumer<Detached> step) {
        try {
            step.accept(call);
        } catch (Throwable thrown) {
            circuit.calls.failures.threw(HookKind.INTERNAL, "the end of a call through " + circuit.name(), thrown);
        }
    }

    private void awaitReturn() {
        try {
            deaf = circuit.calls.engine.timers().schedule(Ticker.SLOWEST, this::countInFlight);
        } catch (Throwable refused) { // a scheduler of the user's: then it counts when it comes back
            circuit.calls.failures.threw(HookKind.PLATFORM, "scheduler", refused);
        }
    }

    private void countInFlight() {
        PermitImpl permit = held;
        if (permit != null && permit.timeOutInFlight(this)) {
            countedInFlight = true;
        }
    }
}
