package dev.interlock.internal.family;

import dev.interlock.CircuitEvent;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.engine.Engine;
import dev.interlock.internal.graph.DependencyCheck;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.time.CoarseClock;
import org.jspecify.annotations.Nullable;

/**
 * One family as {@link FamilyWatch} sees it: which keys are down, when its host opens and closes, which keys nobody uses any more. Events come
 * in one at a time; the tick may come in beside them, so what is counted is under a lock, under which nothing is committed.
 */
final class WatchedFamily {

    /** Keys looked at before the lock is let go: a call may wait for it. */
    private static final int LOOKS = 256;

    /** Keys that go in one tick at most, each by a commit. */
    private static final int GONE_AT_ONCE = 100;

    /** So many keys are counted each time it is asked how many are in use; more of them only now and then. */
    private static final int FEW = 1_024;

    private static final long NANOS_FOR_EACH_KEY = 10_000;

    private final GraphRoot root;
    private final Engine engine;
    private final CoarseClock clock;
    private final FamilyImpl family;
    private final @Nullable CircuitImpl host;

    // Guarded by this.
    private final DownKeys down = new DownKeys();
    private int inUse;
    private int sizeThen;
    private long countedNanos;

    /** The epoch of the host in which its reset was asked for. */
    private volatile long askedIn = -1;

    WatchedFamily(GraphRoot root, Engine engine, CoarseClock clock, FamilyImpl family, @Nullable CircuitImpl host) {
        this.root = root;
        this.engine = engine;
        this.clock = clock;
        this.family = family;
        this.host = host;
        this.countedNanos = clock.nanos();
    }

    /** A circuit of the family, or its host, moved. */
    void moved(CircuitTransitioned moved, @Nullable Place place) {
        State to = moved.to();
        synchronized (this) {
            if (place == null || !(to.isOpen() || to == State.HALF_OPEN)) {
                down.up(moved.circuit());
            } else {
                long now = clock.nanos();
                long wait = place.circuit.config().resetTimeout().toNanos();
                long untilUnused = Math.max(0, family.terms().idleNanos() - place.idleNanos(now));
                down.down(place, to, moved.epoch(), now + Math.min(wait, untilUnused));
            }
        }
        boolean fell = place != null && to == State.OPEN && moved.cause().event() == CircuitEvent.TRIP;
        decide(fell ? moved.circuit() : null, place == null || to.isOpen());
    }

    /** A circuit of the family is gone. */
    void gone(String circuit) {
        synchronized (this) {
            down.up(circuit);
        }
        decide(null, false);
    }

    /** Whether time alone may change something. */
    boolean wantsTicks() {
        CircuitImpl watched = host;
        CircuitState state = watched == null ? null : root.read().stateOrNull(watched.index());
        synchronized (this) {
            return !down.isEmpty() || (state != null && state.owner() == watched && state.state() == State.HALF_OPEN);
        }
    }

    /** Looks at the keys that are due, and has those go that nobody uses. */
    void onTick() {
        long now = clock.exact();
        long idle = family.terms().idleNanos();
        for (int gone = 0; gone < GONE_AT_ONCE; ) {
            Place unused = lookAtSome(now, idle);
            if (unused != null) {
                family.forgetUnused(unused);
                gone++;
            } else if (!isDue(now)) {
                break;
            }
        }
        decide(null, true);
    }

    private synchronized boolean isDue(long now) {
        return down.isDue(now);
    }

    /** Looks at some keys, until one is found that nobody uses. */
    private synchronized @Nullable Place lookAtSome(long now, long idle) {
        for (int looks = 0; looks < LOOKS && down.isDue(now); looks++) {
            Place unused = down.lookAgain(root.read(), now, idle);
            if (unused != null) {
                return unused;
            }
        }
        return null;
    }

    /**
     * Moves the host, if it is time.
     *
     * @param fallen the key that just fell; null if none did
     * @param more   whether more keys may be down than before: where fewer are, nobody asks how many
     */
    private void decide(@Nullable String fallen, boolean more) {
        CircuitImpl watched = host;
        if (watched == null) {
            return;
        }
        Graph graph = root.read();
        CircuitState state = graph.stateOrNull(watched.index());
        if (state == null || state.owner() != watched) { // the host was removed
            return;
        }
        if (state.state() == State.CLOSED) {
            String detail = more ? whyOpen(graph, null) : null;
            if (detail != null) {
                engine.trip(watched, state, detail);
            }
        } else if (state.state() == State.HALF_OPEN) {
            String detail = fallen == null ? null : whyOpen(graph, fallen);
            if (detail != null) {
                engine.trip(watched, state, detail);
            } else if (isHeldByFew() && mayAskReset(graph, watched, state)) {
                askedIn = state.epoch();
                engine.askReset(watched, state.epoch());
            }
        }
    }

    /** In words, why the host is to open; null if it is not. In recovery only keys that are really open count, of which one just fell. */
    private synchronized @Nullable String whyOpen(Graph graph, @Nullable String fallen) {
        boolean onlyOpen = fallen != null;
        int keys = onlyOpen ? down.open() : down.all();
        int needed = needed(keys);
        if (keys < needed || !down.areDown(graph, needed, onlyOpen)) {
            return null;
        }
        String of = family.terms().opening().share().isPresent() ? "its " + inUse + " keys in use" : "its keys";
        return (fallen == null ? "" : "'" + fallen + "' fell, and ") + keys + " of " + of + " are open: "
                + down.named(onlyOpen, keys);
    }

    private synchronized boolean isHeldByFew() {
        return down.all() < needed(down.all());
    }

    /** How many it takes; exact only if it is about to matter. */
    private int needed(int keys) {
        HostOpening opening = family.terms().opening();
        if (opening.share().isPresent() && keys >= opening.needed(0)) {
            countInUse();
        }
        return opening.needed(inUse);
    }

    private void countInUse() {
        int size = family.size();
        long now = clock.nanos();
        if (size <= FEW || size > sizeThen + sizeThen / 4 || now - countedNanos > size * NANOS_FOR_EACH_KEY) {
            inUse = family.inUse(now);
            sizeThen = size;
            countedNanos = now;
        }
    }

    /**
     * Whether the reset is worth asking for. One that a guard refused is asked for again by itself; one that a dependency was against nobody
     * asks for, because no probe of the host was good.
     */
    private boolean mayAskReset(Graph graph, CircuitImpl watched, CircuitState state) {
        boolean guardsAreAsked = !state.config().resetGuards().isEmpty() && askedIn == state.epoch();
        return !guardsAreAsked
                && DependencyCheck.reasons(graph, watched.index(), clock.exact())
                        .isEmpty();
    }
}
