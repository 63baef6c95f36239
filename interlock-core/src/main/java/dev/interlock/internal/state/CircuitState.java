package dev.interlock.internal.state;

import dev.interlock.Cause;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitEvent;
import dev.interlock.State;
import dev.interlock.internal.lazy.FirstWins;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.window.Window;
import dev.interlock.internal.window.Window.Counts;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What the graph holds of one circuit between two of its transitions. Immutable itself; window and episode are the mutable parts
 * that belong to this epoch and to no other.
 *
 * <p>The window is made by the first call that is recorded in it, or when a state is left in which one might have been: most states of a
 * large graph never see one. Which thread makes it decides nothing, for an empty window is like any other.
 */
public final class CircuitState {

    private static final AtomicReferenceFieldUpdater<CircuitState, Window> WINDOW =
            AtomicReferenceFieldUpdater.newUpdater(CircuitState.class, Window.class, "window");

    private final Object owner;
    private final State state;
    private final long epoch;
    private final long enteredNanos;
    private final Instant enteredAt;
    private final @Nullable Cause cause;
    private final int reopenings;
    private final long waitNanos;
    private final @Nullable Episode episode;
    private final @Nullable Ramp ramp;
    private final Successes earlier;
    private final Terms terms;
    private final CoarseClock clock;
    /** Of the terms; here because every call reads it, and it is beside what the call has just read. */
    private final boolean simple;

    private volatile @Nullable Window window;

    private CircuitState(
            Object owner,
            State state,
            long epoch,
            long enteredNanos,
            Instant enteredAt,
            @Nullable Cause cause,
            int reopenings,
            long waitNanos,
            @Nullable Episode episode,
            @Nullable Ramp ramp,
            Successes earlier,
            Terms terms,
            CoarseClock clock) {
        this.owner = owner;
        this.state = state;
        this.epoch = epoch;
        this.enteredNanos = enteredNanos;
        this.enteredAt = enteredAt;
        this.cause = cause;
        this.reopenings = reopenings;
        this.waitNanos = waitNanos;
        this.episode = episode;
        this.ramp = ramp;
        this.earlier = earlier;
        this.terms = terms;
        this.simple = terms.simple;
        this.clock = clock;
    }

    /** The state of a circuit or signal that was just defined. */
    public static CircuitState initial(Object owner, Terms terms, CoarseClock clock, long nowNanos, Instant now) {
        return new CircuitState(
                owner, State.CLOSED, 0, nowNanos, now, null, 0, 0, null, null, Successes.NONE, terms, clock);
    }

    /**
     * The state after a transition. Pure: the same arguments give a state that is alike, so a commit can be retried.
     *
     * @param draw a number of its own for each circuit, from which the wait's jitter is taken together with the epoch
     */
    public CircuitState enter(State to, Cause why, long draw, long nowNanos, Instant now) {
        boolean failedProbe = state == State.HALF_OPEN && why.event() == CircuitEvent.TRIP;
        int nextReopenings = switch (to) {
            case OPEN -> failedProbe ? reopenings + 1 : state == State.HALF_OPEN ? reopenings : 0;
            case HALF_OPEN -> reopenings;
            case CLOSED, FORCED_OPEN, DISABLED, METRICS_ONLY -> 0;
        };
        long nextEpoch = epoch + 1;
        CircuitConfig config = terms.config();
        return new CircuitState(
                owner,
                to,
                nextEpoch,
                nowNanos,
                now,
                why,
                nextReopenings,
                switch (to) {
                    case OPEN -> Waits.nanos(config, nextReopenings, draw + nextEpoch * 0x632be59bd9b4e019L);
                    case HALF_OPEN -> waitNanos;
                    case CLOSED, FORCED_OPEN, DISABLED, METRICS_ONLY -> 0;
                },
                to == State.HALF_OPEN ? new Episode(config.halfOpenCalls(), config.successThreshold()) : null,
                to == State.CLOSED && why.event() == CircuitEvent.RESET ? Ramp.begin(config, nowNanos) : null,
                recorded(),
                terms,
                clock);
    }

    /** The state of a signal that went up or down. */
    public CircuitState observed(boolean up, long nowNanos, Instant now) {
        State to = up ? State.CLOSED : State.OPEN;
        return new CircuitState(owner, to, epoch + 1, nowNanos, now, null, 0, 0, null, null, earlier, terms, clock);
    }

    /** METRICS_ONLY met its conditions: the same epoch goes on with an empty window. */
    public CircuitState withFreshWindow() {
        return new CircuitState(
                owner,
                state,
                epoch,
                enteredNanos,
                enteredAt,
                cause,
                reopenings,
                waitNanos,
                episode,
                ramp,
                recorded(),
                terms,
                clock);
    }

    /**
     * The same epoch under other terms. What was counted goes on counting, and what was begun or drawn stays as it is: the wait, the
     * episode, the ramp. Pure.
     */
    public CircuitState under(Terms next) {
        CircuitState changed = new CircuitState(
                owner,
                state,
                epoch,
                enteredNanos,
                enteredAt,
                cause,
                reopenings,
                waitNanos,
                episode,
                ramp,
                earlier,
                next,
                clock);
        if (records()) {
            changed.window = window().under(next.config(), clock);
        }
        return changed;
    }

    /** After the commit: calls that were admitted in this state are recorded in the window of the state that took its place. */
    public void handOver(CircuitState next) {
        if (records()) {
            window = next.window();
        }
    }

    /** Whether a call that was admitted in this state counts in another one: they are the same, but for the terms. */
    public boolean leadsTo(CircuitState present) {
        return present == this
                || (owner == present.owner
                        && epoch == present.epoch
                        && (!records() || window().countsWith(present.window())));
    }

    /**
     * Whether nobody misses the circuit if it goes, given that nobody called it for so long: no operator holds it, and no wait is under way that
     * began with a call. What only traffic would end is not waited for, nor is what the circuit's own probe finds out.
     */
    public boolean isNobodys(long unusedNanos, long nowNanos) {
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> remainingWait(nowNanos) <= 0 || wasReopenedByItsProbe(unusedNanos, nowNanos);
            case HALF_OPEN -> isProbing() || episode == null || episode.outstanding() == 0;
            case FORCED_OPEN, DISABLED, METRICS_ONLY -> false;
        };
    }

    /** Where there is a probe no call reopens a circuit; but it may have been given one since. */
    private boolean wasReopenedByItsProbe(long unusedNanos, long nowNanos) {
        return reopenings > 0 && terms.config().probe().isPresent() && unusedNanos > nowNanos - enteredNanos;
    }

    /** Whether an operator holds it where it is. */
    public boolean isHeld() {
        return state == State.FORCED_OPEN || state == State.DISABLED || state == State.METRICS_ONLY;
    }

    /** The handle that stands for the circuit or signal. */
    public Object owner() {
        return owner;
    }

    /** The state. */
    public State state() {
        return state;
    }

    /** How many transitions came before. */
    public long epoch() {
        return epoch;
    }

    /** Whether it is HALF_OPEN, and only the circuit's own probe takes permits. */
    public boolean isProbing() {
        return state == State.HALF_OPEN && terms.config().probe().isPresent();
    }

    /** Whether its dependents are blocked: open, or not to be called before its own probe has closed it. */
    public boolean countsAsOpen() {
        return state.isOpen() || isProbing();
    }

    /** The time as of the last tick. */
    public long coarseNanos() {
        return clock.nanos();
    }

    /** When it was entered, in monotonic time. */
    public long enteredNanos() {
        return enteredNanos;
    }

    /** When it was entered, for display. */
    public Instant enteredAt() {
        return enteredAt;
    }

    /** Why it was entered; null while there was no transition. */
    public @Nullable Cause cause() {
        return cause;
    }

    /** Failed probes in a row. */
    public int reopenings() {
        return reopenings;
    }

    /** In OPEN, the wait that was drawn for it; in HALF_OPEN, that of the opening before. */
    public long waitNanos() {
        return waitNanos;
    }

    /** In OPEN, how long until the wait is over; not positive if it is. */
    public long remainingWait(long nowNanos) {
        return waitNanos - (nowNanos - enteredNanos); // by difference: monotonic time may wrap
    }

    /** From one probe to the next: the interval, spread by the circuit's jitter. */
    public long probeWait(long draw) {
        return Waits.jittered(
                (double) config().probeInterval().toNanos(),
                config().jitter(),
                enteredNanos ^ (draw * 0x9e3779b97f4a7c15L));
    }

    /** In HALF_OPEN, its permits. */
    public @Nullable Episode episode() {
        return episode;
    }

    /**
     * Whether it is HALF_OPEN, and nobody uses it: no permit is out, and there was less than one good call for each reset timeout. It stays
     * HALF_OPEN, for only calls could close it, but nobody waits for it.
     */
    public boolean isIdle(long nowNanos) {
        Episode present = episode;
        return present != null
                && present.outstanding() == 0
                && (nowNanos - enteredNanos) / idleNanos() > present.successes();
    }

    /** In HALF_OPEN, how long until it is idle if it is not used any more; or, while a permit is out, until that is worth another look. */
    public long nanosUntilIdle(long nowNanos) {
        return idleNanos() - (nowNanos - enteredNanos) % idleNanos();
    }

    private long idleNanos() {
        return terms.config().resetTimeout().toNanos();
    }

    /** In CLOSED after a recovery, how it comes back; null if all at once. Also when it is over. */
    public @Nullable Ramp ramp() {
        return ramp;
    }

    /** What the circuit goes by. */
    public Terms terms() {
        return terms;
    }

    /** Whether all there is to a closed call that ended well is that it did: not timed, not judged by its result, holding nothing. */
    public boolean isSimple() {
        return simple;
    }

    /** The configuration in the terms. */
    public CircuitConfig config() {
        return terms.config();
    }

    /** What calls that were admitted in this epoch are recorded in. */
    public Window window() {
        Window present = window;
        return present != null ? present : FirstWins.fill(WINDOW, this, Window.create(terms.config(), clock));
    }

    /** What the window holds now. Asking makes none. */
    public Counts counts() {
        Window present = window;
        return present != null ? present.counts() : Counts.NONE;
    }

    /** Every success that a window of this circuit recorded. */
    public long recordedSuccesses() {
        Window present = window;
        return earlier.sum() + (present != null ? present.successes().sum() : 0);
    }

    /**
     * The earlier successes for the state after this one: only these two record any. If there is no window yet it is made now, because a
     * call that was admitted in this state may still end well.
     */
    private Successes recorded() {
        return records() ? earlier.and(window()) : earlier;
    }

    /** Whether calls are recorded in the window. */
    private boolean records() {
        return state == State.CLOSED || state == State.METRICS_ONLY;
    }
}
