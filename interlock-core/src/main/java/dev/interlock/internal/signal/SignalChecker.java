package dev.interlock.internal.signal;

import dev.interlock.Guard;
import dev.interlock.Scheduler;
import dev.interlock.Scheduler.Cancellable;
import dev.interlock.SignalConfig;
import dev.interlock.internal.hook.Answer;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookKind;
import dev.interlock.internal.hook.HookRunner;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Checks one health signal: on the hook executor, with its own time limit, each interval from the end of one check to the
 * start of the next. Tells its {@link Sink} when the observation changes; it is up until known otherwise.
 *
 * <p>{@link #turn} is even while a timer waits and odd while a check is under way, and grows with each step. A timer starts
 * a check only in the turn it was armed for, so one that could not be cancelled in time is without effect, and there is
 * never more than one check and one live timer. The counts belong to whoever holds the odd turn. A check that hangs counts as
 * bad once more each interval, and costs no further thread: the runner's single flight answers for it.
 */
public final class SignalChecker implements AutoCloseable {

    /** Told of changes, on a hook thread or the scheduler's, one at a time. */
    @FunctionalInterface
    public interface Sink {
        /** The signal is now up, or down because of something. */
        void changed(boolean up, String detail);
    }

    private final String name;
    private final Guard check;
    private volatile SignalConfig config;
    private final HookRunner runner;
    private final Scheduler scheduler;
    private final HookFailures failures;
    private final Sink sink;

    private final AtomicLong turn = new AtomicLong();
    private final AtomicReference<Armed> timer = new AtomicReference<>(new Armed(-1, () -> {}));
    /** Whether somebody asked for a check while one was under way. */
    private volatile boolean again;

    private volatile boolean closed;
    private volatile boolean up = true;
    private int bad;
    private int good;

    /** A checker that has not begun. */
    public SignalChecker(
            String name,
            Guard check,
            SignalConfig config,
            Executor executor,
            Scheduler scheduler,
            HookFailures failures,
            Sink sink) {
        this.name = name;
        this.check = check;
        this.config = config;
        this.scheduler = scheduler;
        this.failures = failures;
        this.sink = sink;
        runner = new HookRunner(executor, scheduler, config.timeout(), failures);
    }

    /** Goes by another configuration from the next check on, which comes as soon as the new one wants it. What was observed stays. */
    public void reconfigure(SignalConfig next) {
        config = next;
        long idle = turn.get();
        if (idle % 2 == 0) { // else the check that is under way arms the timer
            cancelTimer();
            arm(idle, next.interval());
        }
    }

    /** Begins: the first check is due at once, but not on this thread. */
    public void start() {
        arm(turn.get(), Duration.ZERO);
    }

    /** Asks for a check that begins from now on, outside of the interval: after the one that is under way, which may have looked already. */
    public void checkNow() {
        again = true; // before the turn is read: whoever ends the check that is found under way sees it
        begin(turn.get());
    }

    /** What was observed last. */
    public boolean isUp() {
        return up;
    }

    @Override
    public void close() {
        closed = true;
        cancelTimer();
    }

    private void begin(long idle) {
        if (closed || idle % 2 != 0 || !turn.compareAndSet(idle, idle + 1)) {
            return;
        }
        again = false;
        cancelTimer();
        runner.ask(HookKind.SIGNAL, name, this, check, config.timeout(), this::answered);
    }

    private void answered(Answer answer) {
        try {
            if (!closed) {
                observe(answer);
            }
        } catch (Throwable thrown) {
            // The change was not taken, so it is not noted either: the next check tells it again.
            failures.threw(HookKind.INTERNAL, "observation of a signal", thrown);
        } finally {
            long idle = turn.incrementAndGet();
            arm(idle, again ? Duration.ZERO : config.interval());
        }
    }

    private void observe(Answer answer) {
        if (answer.isAllowed()) {
            bad = 0;
            good = Math.min(good + 1, config.upAfter());
            if (!up && good >= config.upAfter()) {
                sink.changed(true, "");
                up = true;
            }
        } else {
            good = 0;
            bad = Math.min(bad + 1, config.downAfter());
            if (up && bad >= config.downAfter()) {
                sink.changed(false, answer.outcome() == Answer.Outcome.REFUSED ? "check says no" : answer.words());
                up = false;
            }
        }
    }

    private void arm(long idle, Duration delay) {
        if (closed) {
            return;
        }
        Armed fresh = new Armed(idle, scheduler.schedule(() -> begin(idle), delay));
        // The timer may fire, and the next be armed, before schedule returns here: the later turn stays.
        Armed known = timer.getAndAccumulate(
                fresh, (before, given) -> before != null && before.turn() > given.turn() ? before : given);
        Armed loses = known != null && known.turn() > fresh.turn() ? fresh : known;
        if (loses != null) {
            loses.timer().cancel();
        }
        if (closed) {
            cancelTimer();
        }
    }

    private void cancelTimer() {
        Armed armed = timer.get();
        if (armed != null) {
            armed.timer().cancel();
        }
    }

    /** A timer, and the turn in which it may begin a check. */
    private record Armed(long turn, Cancellable timer) {}
}
