package dev.interlock.internal.family;

import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.graph.GraphChanges;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.time.CoarseClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Places for keys. A place is a number in the graph, which the family keeps for good: the circuit of a new key takes over number and edges of one that
 * nobody uses, in one commit ({@link GraphChanges#replaceUnannounced}) that costs the same however many circuits depend on the same parent, and
 * leaves no name behind. A key that is forgotten without another one in its place leaves its number for the next.
 *
 * <p>Invariants. A circuit that goes because nobody uses it is {@link CircuitState#isNobodys} in the very graph that the commit replaces. No call
 * of it is in flight: calls of these circuits take a place in its {@code Counters}, which are closed first, and a call that comes too late finds
 * the key's next circuit by the lock, so it waits until the place is given away, or is not.
 *
 * <p>Looking up needs no lock; the rest is done under the family's.
 */
final class Places {

    private static final int LOOKED_AT = 16;

    /** Makes the place of a key, for a circuit of this number. */
    interface Maker {
        Place make(int index);
    }

    private final Names names;
    private final GraphRoot root;
    private final GraphChanges changes;
    private final CoarseClock clock;
    private final ConcurrentHashMap<String, Place> byKey = new ConcurrentHashMap<>();
    private final List<Place> taken = new ArrayList<>();

    /** Numbers of keys that were forgotten. */
    private final Deque<Integer> free = new ArrayDeque<>();

    private int hand;

    Places(Names names, GraphRoot root, GraphChanges changes, CoarseClock clock) {
        this.names = names;
        this.root = root;
        this.changes = changes;
        this.clock = clock;
    }

    @Nullable
    Place find(String lookup) {
        return byKey.get(lookup);
    }

    int size() {
        return byKey.size();
    }

    /** Those that keys have, at any time in between. */
    Collection<Place> all() {
        return byKey.values();
    }

    /** Those that keys have now. */
    List<Place> taken() {
        return taken;
    }

    /** A place where there was none; null if the interlock was closed a moment ago. */
    @Nullable
    Place define(String circuitName, FamilyTerms terms, Maker maker) {
        Integer again = free.poll();
        int index = again != null ? again : names.take();
        names.bind(circuitName, index);
        boolean made = false;
        try {
            Place place = maker.make(index);
            if (!changes.defineUnannounced(place.node(terms.template()))) {
                return null;
            }
            place.at = taken.size();
            taken.add(place);
            byKey.put(place.lookup, place);
            made = true;
            return place;
        } finally {
            if (!made) {
                names.unbind(circuitName);
                free.push(index);
            }
        }
    }

    /**
     * The place of a key that nobody uses, for another one; null if there is none among those looked at. If there are more places than there
     * may be, such a key just goes. Those who went are added to the list.
     */
    @Nullable
    Place takeOver(FamilyTerms terms, List<CircuitImpl> gone, Maker maker) {
        long now = clock.exact();
        for (int looks = Math.min(LOOKED_AT, taken.size()); looks > 0 && !taken.isEmpty(); looks--) {
            hand = hand % taken.size();
            Place before = taken.get(hand);
            hand++;
            if (!mayBeUnused(before, terms, now)) {
                continue; // nothing is made for it, and its calls do not wait to hear that it stays
            }
            if (taken.size() > terms.maxSize()) {
                if (removeUnused(before, terms, gone)) {
                    hand--; // another one is there now
                }
            } else if (goesBy(before, terms)) {
                Place after = maker.make(before.circuit.index());
                if (replace(before, after, terms)) {
                    gone.add(before.circuit);
                    return after;
                }
            }
        }
        return null;
    }

    /** Whether it has the edges that the next one is to have: just after a reconfiguration it may not. */
    private boolean goesBy(Place place, FamilyTerms terms) {
        CircuitState state = root.read().stateOrNull(place.circuit.index());
        return state != null && state.config().equals(terms.template());
    }

    private boolean replace(Place before, Place after, FamilyTerms terms) {
        int index = before.circuit.index();
        return retired(before, after, () -> {
            names.bind(after.circuit.name(), index);
            return changes.replaceUnannounced(before.circuit, after.node(terms.template()), unused(before, terms));
        });
    }

    /** Has a key go that nobody uses, with nobody in its place; whether it went. */
    boolean removeUnused(Place place, FamilyTerms terms, List<CircuitImpl> gone) {
        return remove(place, unused(place, terms), gone);
    }

    /** Has a key go, if no call of it is in flight, and its state lets it; whether it went. */
    boolean remove(Place place, Predicate<CircuitState> may, List<CircuitImpl> gone) {
        boolean went = retired(place, null, () -> changes.removeUnannounced(place.circuit, may));
        if (went) {
            gone.add(place.circuit);
        }
        return went;
    }

    private boolean mayBeUnused(Place place, FamilyTerms terms, long now) {
        CircuitState state = root.read().stateOrNull(place.circuit.index());
        return state != null && isUnused(place, state, terms, now);
    }

    private static boolean isUnused(Place place, CircuitState state, FamilyTerms terms, long now) {
        long unused = place.idleNanos(now);
        return unused >= terms.idleNanos() && state.isNobodys(unused, now);
    }

    /** Whether nobody uses a key, as asked inside of the commit. */
    private Predicate<CircuitState> unused(Place place, FamilyTerms terms) {
        long now = clock.exact();
        return state -> isUnused(place, state, terms, now);
    }

    /** Does something to a circuit that no call can enter meanwhile; afterwards the graph tells who has the place. */
    private boolean retired(Place before, @Nullable Place after, Attempt attempt) {
        if (!before.circuit.counters().retire()) {
            return false;
        }
        try {
            return attempt.make();
        } finally { // whatever was thrown
            int index = before.circuit.index();
            Object owner = root.read().vertex(index).owner();
            if (owner == before.circuit) {
                if (after != null) {
                    names.unbind(after.circuit.name());
                }
                before.circuit.counters().unretire();
            } else {
                byKey.remove(before.lookup); // not before: who asks meanwhile for a key that stays has to find it
                names.unbind(before.circuit.name());
                leave(before, owner == null ? null : after);
            }
        }
    }

    private void leave(Place before, @Nullable Place after) {
        int at = before.at;
        if (after != null) {
            after.at = at;
            taken.set(at, after);
            byKey.put(after.lookup, after);
            return;
        }
        free.push(before.circuit.index());
        Place last = taken.remove(taken.size() - 1);
        if (last != before) {
            last.at = at;
            taken.set(at, last);
        }
    }

    /** What is tried while no call can enter; whether it was done. */
    private interface Attempt {
        boolean make();
    }
}
