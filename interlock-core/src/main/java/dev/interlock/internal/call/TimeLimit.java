package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.CallTimeoutException;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.PrintableText;
import dev.interlock.internal.engine.Timers;
import dev.interlock.internal.text.Texts;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of one protected call, and whose failure it is when it is over: of the innermost circuit that is in flight under it.
 *
 * <p>A plain call leaves no trace while it runs, so which one is innermost shows only when it ends: the first circuit through which the
 * interrupted work comes back claims the timeout, and those around it find it claimed. Asynchronous calls end elsewhere, so they are kept here from
 * the moment they begin, and the latest one still in flight is blamed when the limit is over. A thread knows the limits it works under;
 * only calls that fail, and asynchronous ones, look.
 */
final class TimeLimit {

    /** In an array of one, as in {@link SlowFrame}. */
    private static final ThreadLocal<@Nullable Object[]> CURRENT = ThreadLocal.withInitial(() -> new Object[1]);

    static final Duration MIN = Duration.ofMillis(1);
    static final Duration MAX = Duration.ofDays(30);

    private final CircuitImpl circuit;
    private final Duration limit;
    private final Interruption interruption;
    private final Deque<Detached> detached = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private volatile @Nullable CallTimeoutException over;
    private volatile @Nullable Consumer<? super CallTimeoutException> listener;
    private Timers.@Nullable Timer timer;
    private @Nullable TimeLimit outer;

    TimeLimit(CircuitImpl circuit, Duration limit, Interruption interruption) {
        this.circuit = circuit;
        this.limit = limit;
        this.interruption = interruption;
    }

    /** The limit, if it is one. */
    static Duration inRange(Duration limit) {
        if (limit.compareTo(MIN) < 0 || limit.compareTo(MAX) > 0) {
            throw new InvalidConfigurationException(
                    List.of("timeout: " + limit + " is outside of 1 ms to 30 days; leave it out for no limit"));
        }
        return limit;
    }

    /** A call that ends elsewhere than on the thread that began it. */
    interface Detached {

        /** Ends what the circuit knows of the call. */
        void end(TimeLimit limit);

        /** Ends what the user knows of the call. */
        void cancel(CallTimeoutException over);

        boolean hasEnded();
    }

    /** From now on the time runs; what is to happen when it is over, besides the interrupt, runs on the hook executor. */
    void arm(@Nullable Consumer<? super CallTimeoutException> whenOver) {
        listener = whenOver;
        timer = circuit.calls.engine.timers().schedule(limit, this::onTimer);
    }

    void disarm() {
        Timers.Timer armed = timer;
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
    CallTimeoutException over() {
        return over;
    }

    void requireInTime() {
        CallTimeoutException exception = over;
        if (exception != null) {
            throw exception;
        }
    }

    /** What a limit that is over throws. */
    CallTimeoutException requireOver() {
        CallTimeoutException exception = over;
        if (exception == null) {
            throw new IllegalStateException("the limit is not over");
        }
        return exception;
    }

    /** The limit that this thread works under, the innermost one; null if there is none. */
    static @Nullable TimeLimit current() {
        return (TimeLimit) CURRENT.get()[0];
    }

    /** The limit that ended this thread's work, which threw this; null if none did. */
    static @Nullable TimeLimit thatEnded(Throwable thrown) {
        for (TimeLimit each = current(); each != null; each = each.outer) {
            CallTimeoutException exception = each.over;
            if (exception != null && Causes.any(thrown, link -> link == exception || isInterrupt(link))) {
                return each;
            }
        }
        return null;
    }

    /** What interrupted or cancelled work throws. */
    private static boolean isInterrupt(Throwable link) {
        return link instanceof InterruptedException
                || link instanceof ClosedByInterruptException
                || link instanceof CancellationException
                || (link instanceof InterruptedIOException && !(link instanceof SocketTimeoutException));
    }

    /** True for the first circuit that asks: it was the innermost one in flight. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    void add(Detached call) {
        detached.removeIf(Detached::hasEnded);
        detached.addFirst(call);
    }

    /** Timers never run user code, and what listens to futures is user code. */
    private void onTimer() {
        if (detached.isEmpty() && listener == null) {
            strike();
        } else {
            try {
                circuit.calls.hookExecutor.execute(this::strike);
            } catch (RejectedExecutionException full) { // better on the scheduler than never
                strike();
            }
        }
    }

    private void strike() {
        CallTimeoutException exception = new CallTimeoutException(
                circuit.name(),
                limit,
                "TIMEOUT: the call through circuit '" + PrintableText.of(circuit.name()) + "' was ended after "
                        + Texts.duration(limit));
        List<Detached> inFlight = new ArrayList<>();
        boolean struck = interruption.strike(() -> {
            // Whatever is blamed for it under the limit, nothing outside is.
            Attribution.mark(exception, circuit.name());
            over = exception;
            inFlight.addAll(detached);
            inFlight.forEach(each -> each.end(this)); // the latest first: it claims the timeout
        });
        if (!struck) {
            return;
        }
        // Only now: completing one may complete those around it, and that runs the user's code.
        inFlight.forEach(each -> each.cancel(exception));
        Consumer<? super CallTimeoutException> told = listener;
        if (told != null) {
            told.accept(exception);
        }
    }
}
