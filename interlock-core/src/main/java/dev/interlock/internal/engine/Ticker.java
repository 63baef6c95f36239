package dev.interlock.internal.engine;

import dev.interlock.State;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookKind;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.text.Nanos;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The tick: moves the coarse clock, so that the closed path need not read an exact one; notes by its own lateness that the process stood
 * still; evaluates windows whose conditions can be met by successes alone (a rate whose minimum of calls was not reached); has calls in flight looked at; and picks up events that a dying thread left behind.
 */
public final class Ticker {

    /** How far the coarse clock is behind at most, unless a window is so short that it needs a finer one. */
    public static final Duration SLOWEST = Duration.ofMillis(100);

    private static final Duration FASTEST = Duration.ofMillis(1);

    private final GraphRoot root;
    private final Engine engine;
    private final CoarseClock clock;
    private final Timers timers;
    private final Runnable dispatch;
    private final HookFailures failures;
    /** By window, so that a call of an older epoch cannot take the place of the present one. */
    private final ConcurrentHashMap<Window, Watched> watched = new ConcurrentHashMap<>();

    private volatile Duration period = SLOWEST;
    private volatile Runnable onTick = () -> {};
    private volatile boolean stopped;
    /** Whether the scheduler refused the next tick. */
    private volatile boolean broken;

    private volatile long lastNanos;
    private volatile long lastTryNanos;
    /** Which row of ticks is the present one. A tick that was taken for lost, and comes all the same, is of an earlier one. */
    private final AtomicLong row = new AtomicLong();

    private volatile Timers.@Nullable Timer next;

    /** A ticker that has not begun. */
    public Ticker(
            GraphRoot root, Engine engine, CoarseClock clock, Timers timers, Runnable dispatch, HookFailures failures) {
        this.root = root;
        this.engine = engine;
        this.clock = clock;
        this.timers = timers;
        this.dispatch = dispatch;
        this.failures = failures;
    }

    /** What else is to happen on every tick. Before it begins. */
    public void alsoOnTick(Runnable task) {
        onTick = task;
    }

    /** Begins to tick. */
    public void start() {
        lastNanos = clock.ticked();
        next = timers.schedule(period, () -> tick(0));
    }

    /**
     * Begins again, if the scheduler refused the last tick or has lost it. Called on commits, and on refusals and failures of calls, for
     * where everything is open there are no commits; and where a time limit begins or somebody asks for a snapshot, for where calls hang none of
     * them ends. Three reads.
     */
    public void revive() {
        boolean lost = clock.nanos() - lastNanos >= Timers.LOST_NANOS;
        if ((broken || lost) && !stopped) {
            beginAgain();
        }
    }

    private void beginAgain() {
        long seen = row.get();
        long now = clock.exact();
        // A scheduler that goes on refusing is not asked by every call.
        boolean again = seen > 0 && now - lastTryNanos < period.toNanos();
        if (!again && row.compareAndSet(seen, seen + 1)) {
            lastTryNanos = now;
            lastNanos = now;
            broken = false;
            Timers.Timer lost = next;
            if (lost != null) {
                lost.cancel();
            }
            scheduleNext(seen + 1);
        }
    }

    /** Makes the tick fine enough for a time window of this length: a twentieth of it, half of a bucket. */
    public void serve(Duration window) {
        Duration wanted = Duration.ofNanos(Math.max(FASTEST.toNanos(), Nanos.of(window) / 20));
        if (wanted.compareTo(period) < 0) {
            makeFiner(wanted);
        }
    }

    private synchronized void makeFiner(Duration wanted) {
        if (wanted.compareTo(period) < 0) {
            period = wanted;
        }
    }

    /** Evaluates a window on every tick, as long as it asks for it and is its circuit's present one. */
    @SuppressWarnings("ReferenceEquality") // the very state: an equal one has another window
    public void watch(Member member, CircuitState state) {
        revive();
        // Who finds it watched recorded before; the tick looks after it took the window out.
        if (!watched.containsKey(state.window()) && root.read().stateOrNull(member.index()) == state) {
            watched.put(state.window(), new Watched(member, state));
        }
    }

    private void tick(long ofRow) {
        if (stopped || ofRow != row.get()) {
            return;
        }
        lastNanos = clock.ticked();
        try {
            step(dispatch);
            step(engine::onTick);
            step(timers::runOverdue);
            // Of a copy: what is put back while the map is walked may be met again, and again, and no tick would end.
            List.copyOf(watched.values()).forEach(entry -> step(() -> evaluate(entry)));
            step(onTick);
        } finally {
            scheduleNext(ofRow);
        }
    }

    /** The tick is the backstop of everything else: whatever one step throws, the others are made. */
    private void step(Runnable step) {
        try {
            step.run();
        } catch (Throwable thrown) {
            failures.threw(HookKind.INTERNAL, "tick", thrown);
        }
    }

    private void scheduleNext(long ofRow) {
        try {
            next = timers.schedule(period, () -> tick(ofRow));
        } catch (Throwable refused) { // a scheduler of the user's
            broken = true;
            failures.threw(HookKind.PLATFORM, "scheduler", refused);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very state: an equal one has another window
    private void evaluate(Watched entry) {
        Member member = entry.member();
        CircuitState state = entry.state();
        boolean current = root.read().stateOrNull(member.index()) == state
                && (state.state() == State.CLOSED || state.state() == State.METRICS_ONLY);
        watched.remove(state.window()); // first, so that whoever watches it again in the meantime is not undone
        if (current && state.window().needsTicks()) {
            watched.put(state.window(), entry);
        }
        if (current) {
            String met = state.window().evaluate();
            if (met != null) {
                engine.trip(member, state, met);
            }
        }
    }

    /** Stops for good. Its timer goes with the other ones. */
    public void stop() {
        stopped = true;
        clock.ticksEnd();
    }

    private record Watched(Member member, CircuitState state) {}
}
