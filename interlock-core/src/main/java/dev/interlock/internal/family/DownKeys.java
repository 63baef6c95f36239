package dev.interlock.internal.family;

import dev.interlock.State;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.state.CircuitState;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a family that are not CLOSED, counted as they move, so that nobody has to walk all keys. What time alone changes (nobody uses a
 * key any more) is found when the key is due to be looked at again. Each change costs the logarithm of how many are down. Its owner sees to it that
 * one thread at a time is here.
 */
final class DownKeys {

    private static final int NAMED = 3;

    /** Sorted, so that the first of twenty thousand are at hand when they are told; and grows evenly, where a hash table moves all of them at once. */
    private final SortedMap<String, Down> byName = new TreeMap<>();

    private final TreeSet<Down> byDue = new TreeSet<>();
    private long made;
    private int open;
    private int recovering;

    /** A key's circuit went into a state in which it is down. */
    void down(Place place, State state, long epoch, long dueNanos) {
        up(place.circuit.name());
        Down down = new Down(place, state, epoch, dueNanos, made++);
        byName.put(place.circuit.name(), down);
        byDue.add(down);
        count(down, true);
    }

    /** A key's circuit is CLOSED, or gone. */
    void up(String name) {
        Down down = byName.remove(name);
        if (down != null) {
            byDue.remove(down);
            count(down, false);
        }
    }

    private void count(Down down, boolean counted) {
        if (down.counted != counted) {
            down.counted = counted;
            if (down.state.isOpen()) {
                open += counted ? 1 : -1;
            } else {
                recovering += counted ? 1 : -1;
            }
        }
    }

    /** Keys that are OPEN or FORCED_OPEN, and that somebody uses. */
    int open() {
        return open;
    }

    /** Those, and the HALF_OPEN ones that somebody probes. */
    int all() {
        return open + recovering;
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Whether so many of the keys that are counted are down in this graph, too: events come after what they tell. */
    boolean areDown(Graph graph, int keys, boolean onlyOpen) {
        int found = 0;
        for (Down down : byName.values()) {
            found += down.counts(onlyOpen) && down.isStill(graph, onlyOpen) ? 1 : 0;
            if (found >= keys) {
                return true;
            }
        }
        return false;
    }

    /** Some of so many of them, in words. */
    String named(boolean onlyOpen, int keys) {
        String first = byName.values().stream()
                .filter(down -> down.counts(onlyOpen))
                .limit(NAMED)
                .map(down -> down.place.circuit.name())
                .collect(Collectors.joining(", "));
        return first + (keys > NAMED ? " and " + (keys - NAMED) + " more" : "");
    }

    /**
     * Looks at one key that is due: counts it no more if nobody uses it, or again if somebody does.
     *
     * @return the key, if it is gone altogether as far as can be seen; null else, also if none is due
     */
    @Nullable
    Place lookAgain(Graph graph, long nowNanos, long idleNanos) {
        Down down = byDue.first();
        byDue.remove(down);
        CircuitState state = graph.stateOrNull(down.place.circuit.index());
        if (state == null || state.owner() != down.place.circuit || state.epoch() != down.epoch) {
            down.dueNanos = nowNanos + idleNanos; // the event that tells is on its way
            byDue.add(down);
            return null;
        }
        long unusedNanos = down.place.idleNanos(nowNanos);
        boolean unused = unusedNanos >= idleNanos;
        boolean halfOpen = state.state() == State.HALF_OPEN;
        count(down, !unused && !(halfOpen && state.isIdle(nowNanos)));
        long again = unused ? idleNanos : idleNanos - unusedNanos;
        if (halfOpen) {
            long timeout = state.config().resetTimeout().toNanos();
            again = Math.min(again, timeout - (nowNanos - state.enteredNanos()) % timeout);
        } else if (state.state() == State.OPEN && state.remainingWait(nowNanos) > 0) {
            again = Math.min(again, state.remainingWait(nowNanos));
        }
        down.dueNanos = nowNanos + again;
        byDue.add(down);
        return unused && state.isNobodys(unusedNanos, nowNanos) ? down.place : null;
    }

    /** Whether a key is to be looked at. */
    boolean isDue(long nowNanos) {
        return !byDue.isEmpty() && byDue.first().dueNanos - nowNanos <= 0;
    }

    /** A key that is down. */
    private static final class Down implements Comparable<Down> {

        private final Place place;
        private final State state;
        private final long epoch;
        private final long number;

        /** When it is looked at next. Changed only while it is not among those by due. */
        private long dueNanos;

        private boolean counted;

        private Down(Place place, State state, long epoch, long dueNanos, long number) {
            this.place = place;
            this.state = state;
            this.epoch = epoch;
            this.dueNanos = dueNanos;
            this.number = number;
        }

        private boolean counts(boolean onlyOpen) {
            return counted && (state.isOpen() || !onlyOpen);
        }

        private boolean isStill(Graph graph, boolean onlyOpen) {
            CircuitState now = graph.stateOrNull(place.circuit.index());
            return now != null
                    && now.owner() == place.circuit
                    && (now.state().isOpen() || (now.state() == State.HALF_OPEN && !onlyOpen));
        }

        @Override
        public int compareTo(Down other) {
            int byTime = Long.signum(dueNanos - other.dueNanos); // by difference: monotonic time may wrap
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }
}
