package dev.interlock.internal.family;

import dev.interlock.Circuit;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitFamily;
import dev.interlock.internal.call.Calls;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.call.StackReserve;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphChanges;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.graph.NewNode;
import dev.interlock.internal.time.CoarseClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Places for keys. A place is a number in the graph, which is kept for good: the circuit of a new key takes over number and edges of one that
 * nobody uses, in one commit ({@link GraphChanges#replaceUnannounced}) that costs the same however many circuits depend on the same parent, and
 * leaves no name behind.
 *
 * <p>Invariants. A circuit whose place is given away is CLOSED, unblocked and not ramping in the very graph that the commit replaces. No call of
 * it is in flight: calls of these circuits take a place in its {@code Counters}, which are closed first, and a call that comes too late finds the
 * key's next circuit by the lock, so it waits until the place is given away, or is not.
 *
 * <p>Cost: a known key is one look into a map, without lock. An unknown one takes the lock, and looks at {@value #LOOKED_AT} places at most,
 * going on next time where it stopped. Lock-free for known keys; others wait for one commit at most.
 */
public final class FamilyImpl implements CircuitFamily {

    private static final int LOOKED_AT = 16;

    /** Longer keys are looked up by their names, so that no key costs more memory than a name. */
    private static final int LONGEST_KEY = 128;

    private final String name;
    private final KeyNames keyNames;
    private final CircuitConfig config;
    private final int maxSize;
    private final long idleNanos;
    private final Calls calls;
    private final Names names;
    private final GraphRoot root;
    private final GraphChanges changes;
    private final CoarseClock clock;
    private final @Nullable CircuitImpl host;
    private final CircuitImpl overflow;
    private final ConcurrentHashMap<String, Place> byKey = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final List<Place> places = new ArrayList<>();
    private int hand;

    /** A family whose names are reserved, and whose host is about to be defined. */
    public FamilyImpl(
            String name,
            CircuitConfig config,
            int maxSize,
            long idleNanos,
            @Nullable CircuitImpl host,
            Calls calls,
            Names names,
            GraphRoot root,
            GraphChanges changes,
            CoarseClock clock) {
        this.name = name;
        this.keyNames = new KeyNames(name);
        this.config = config;
        this.maxSize = maxSize;
        this.idleNanos = idleNanos;
        this.host = host;
        this.calls = calls;
        this.names = names;
        this.root = root;
        this.changes = changes;
        this.clock = clock;
        this.overflow = new CircuitImpl(calls, keyNames.overflow(), names.number(keyNames.overflow()), config);
    }

    /** What has to be defined before the first key. */
    public NewNode overflowNode() {
        return NewNode.circuit(overflow.name(), overflow.terms(config), overflow.counters(), overflow);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String nameOf(String key) {
        return keyNames.of(key);
    }

    @Override
    public int size() {
        return byKey.size();
    }

    @Override
    public Circuit overflow() {
        return overflow;
    }

    @Override
    public Optional<Circuit> host() {
        return Optional.ofNullable(host);
    }

    @Override
    public Optional<Circuit> find(String key) {
        Place place = byKey.get(lookup(key));
        return place == null ? Optional.empty() : Optional.of(place.circuit);
    }

    @Override
    public Circuit circuit(String key) {
        String lookup = lookup(key);
        Place place = byKey.get(lookup);
        if (place == null) {
            return take(lookup, keyNames.of(key));
        }
        place.used();
        return place.circuit;
    }

    /** A long key cannot be taken for a short one: what it is looked up by is longer than those. */
    private String lookup(String key) {
        return key.length() <= LONGEST_KEY ? key : " ".repeat(LONGEST_KEY) + keyNames.of(key);
    }

    /** The circuits that keys have now. */
    Collection<Place> places() {
        return byKey.values();
    }

    /** The circuit of a key, by the lock: what somebody just does with its place is done, or undone, when this looks. */
    CircuitImpl take(String lookup, String circuitName) {
        CircuitImpl circuit = takeLocked(lookup, circuitName);
        changes.announce(); // outside of the lock: it may run listeners, and they may ask for circuits
        return circuit;
    }

    private CircuitImpl takeLocked(String lookup, String circuitName) {
        StackReserve.ensureForCall(); // or an overflow on the way could leave the lock taken
        lock.lock();
        try {
            Place known = byKey.get(lookup);
            if (known != null) {
                known.used();
                return known.circuit;
            }
            if (root.read().isClosed()) {
                return overflow; // which lets calls pass, as every circuit does then
            }
            Place place = places.size() < maxSize ? define(lookup, circuitName) : takeOver(lookup, circuitName);
            return place == null ? overflow : place.circuit;
        } finally {
            lock.unlock();
        }
    }

    private Place define(String lookup, String circuitName) {
        Place place = new Place(this, lookup, circuitName, names.number(circuitName), config, calls, clock);
        changes.defineUnannounced(place.node(config));
        places.add(place);
        byKey.put(lookup, place);
        return place;
    }

    /** The place of a circuit that nobody uses; null if there is none among those looked at. */
    private @Nullable Place takeOver(String lookup, String circuitName) {
        long now = clock.exact();
        for (int looks = Math.min(LOOKED_AT, places.size()); looks > 0; looks--) {
            int at = hand;
            hand = (hand + 1) % places.size();
            Place before = places.get(at);
            if (before.idleNanos(now) >= idleNanos && root.read().gate(before.circuit.index()) == 0) {
                Place place = new Place(this, lookup, circuitName, before.circuit.index(), config, calls, clock);
                if (replace(before, place)) {
                    places.set(at, place);
                    return place;
                }
            }
        }
        return null;
    }

    private boolean replace(Place before, Place after) {
        int index = before.circuit.index();
        if (!before.circuit.counters().retire()) {
            return false;
        }
        byKey.remove(before.lookup);
        try {
            if (before.idleNanos(clock.exact()) >= idleNanos) { // nobody used it since it was looked at
                names.bind(after.circuit.name(), index);
                return changes.replaceUnannounced(before.circuit, after.node(config));
            }
            return false;
        } finally { // whatever was thrown: the graph tells who has the place
            Graph graph = root.read();
            if (graph.vertex(index).owner() == after.circuit) {
                names.unbind(before.circuit.name());
                byKey.put(after.lookup, after);
            } else {
                names.unbind(after.circuit.name());
                before.circuit.counters().unretire();
                byKey.put(before.lookup, before);
            }
        }
    }
}
