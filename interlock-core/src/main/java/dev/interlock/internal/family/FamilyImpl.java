package dev.interlock.internal.family;

import dev.interlock.Circuit;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitFamily;
import dev.interlock.internal.call.Calls;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.call.StackReserve;
import dev.interlock.internal.engine.Engine;
import dev.interlock.internal.graph.GraphChanges;
import dev.interlock.internal.graph.GraphPatch.Changed;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Mention;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.graph.NewNode;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.time.CoarseClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keys and their circuits.
 *
 * <p>Cost: a known key is one look into a map, without lock. An unknown one takes the lock, and looks at a few {@link Places}. Lock-free for known
 * keys; others wait for one commit at most. No listener and no scheduler is called under the lock.
 */
public final class FamilyImpl implements CircuitFamily {

    /** Longer keys are looked up by their names, so that no key costs more memory than a name. */
    private static final int LONGEST_KEY = 128;

    private final String name;
    private final KeyNames keyNames;
    private final Calls calls;
    private final Engine engine;
    private final GraphRoot root;
    private final GraphChanges changes;
    private final CoarseClock clock;
    private final @Nullable CircuitImpl host;
    private final CircuitImpl overflow;
    private final CircuitConfig overflowConfig;
    private final Places places;
    private final ReentrantLock lock = new ReentrantLock();

    /** Written under the lock. */
    private volatile FamilyTerms terms;

    /** A family whose names are reserved, and whose host is about to be defined. */
    public FamilyImpl(
            String name,
            FamilyTerms terms,
            CircuitConfig overflowConfig,
            @Nullable CircuitImpl host,
            Calls calls,
            Engine engine,
            Names names,
            Mention mention,
            GraphRoot root,
            GraphChanges changes,
            CoarseClock clock) {
        this.name = name;
        this.keyNames = new KeyNames(name);
        this.terms = terms;
        this.host = host;
        this.calls = calls;
        this.engine = engine;
        this.root = root;
        this.changes = changes;
        this.clock = clock;
        this.places = new Places(names, root, changes, clock);
        this.overflowConfig = overflowConfig;
        this.overflow =
                new CircuitImpl(calls, keyNames.overflow(), mention.number(keyNames.overflow()), overflowConfig);
    }

    /** What has to be defined before the first key. */
    public NewNode overflowNode() {
        return NewNode.circuit(overflow.name(), overflow.terms(overflowConfig), overflow.counters(), overflow);
    }

    /** What it goes by. */
    public FamilyTerms terms() {
        return terms;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "CircuitFamily '" + name + "' (" + places.size() + " of at most " + terms.maxSize() + " keys"
                + (host == null ? ")" : ", host " + host.state() + ")");
    }

    @Override
    public String nameOf(String key) {
        return keyNames.of(key);
    }

    @Override
    public int size() {
        return places.size();
    }

    @Override
    public Circuit overflow() {
        return overflow;
    }

    @Override
    public Optional<Circuit> host() {
        return Optional.ofNullable(host);
    }

    /** The host circuit; null without one. */
    public @Nullable CircuitImpl hostOrNull() {
        return host;
    }

    @Override
    public Optional<Circuit> find(String key) {
        Place place = places.find(lookup(key));
        return place == null ? Optional.empty() : Optional.of(place.circuit);
    }

    @Override
    public Circuit circuit(String key) {
        String lookup = lookup(key);
        Place place = places.find(lookup);
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

    /** The circuit of a key, by the lock: what somebody just does with its place is done, or undone, when this looks. */
    CircuitImpl take(String lookup, String circuitName) {
        StackReserve.ensureForCall(); // or an overflow on the way could leave the lock taken
        List<CircuitImpl> gone = new ArrayList<>();
        CircuitImpl circuit;
        lock.lock();
        try {
            circuit = takeLocked(lookup, circuitName, gone);
        } finally {
            lock.unlock();
        }
        tell(gone);
        return circuit;
    }

    private CircuitImpl takeLocked(String lookup, String circuitName, List<CircuitImpl> gone) {
        Place known = places.find(lookup);
        if (known != null) {
            known.used();
            return known.circuit;
        }
        if (root.read().isClosed()) {
            return overflow; // which lets calls pass, as every circuit does then
        }
        FamilyTerms now = terms;
        Places.Maker maker = index -> new Place(this, lookup, circuitName, index, now.template(), calls, clock);
        Place place = places.size() < now.maxSize()
                ? places.define(circuitName, now, maker)
                : places.takeOver(now, gone, maker);
        return place == null ? overflow : place.circuit;
    }

    @Override
    public boolean forget(String key) {
        List<CircuitImpl> gone = new ArrayList<>();
        lock.lock();
        try {
            Place place = places.find(lookup(key));
            if (place != null) {
                boolean unused = places.remove(place, state -> !state.isHeld(), gone);
            }
        } finally {
            lock.unlock();
        }
        tell(gone);
        return !gone.isEmpty();
    }

    /** Has a key go that is down and that nobody uses; nothing if somebody does. */
    void forgetUnused(Place place) {
        List<CircuitImpl> gone = new ArrayList<>();
        lock.lock();
        try {
            boolean unused = places.find(place.lookup) == place && places.removeUnused(place, terms, gone);
        } finally {
            lock.unlock();
        }
        tell(gone);
    }

    /** Outside of the lock: listeners may ask for circuits, and a scheduler is the user's. */
    private void tell(List<CircuitImpl> gone) {
        gone.forEach(engine::forget);
        changes.announce();
    }

    /** From now on no key comes or goes, until {@link #unlock}. */
    void lock() {
        StackReserve.ensureForCall();
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /** New keys go by these terms. Under the lock. */
    void goBy(FamilyTerms next) {
        terms = next;
    }

    /** Under the lock. */
    int placesTaken() {
        return places.taken().size();
    }

    /** The overflow circuit under another configuration; nothing if it has that one. */
    List<Changed> changeOverflow(CircuitConfig config) {
        return changed(overflow, config).map(List::of).orElse(List.of());
    }

    /** Some of the keys under another configuration, those that do not have it. Under the lock. */
    List<Changed> changeKeys(int from, int to, CircuitConfig config) {
        return places.taken().subList(from, to).stream()
                .flatMap(place -> changed(place.circuit, config).stream())
                .toList();
    }

    private Optional<Changed> changed(CircuitImpl circuit, CircuitConfig config) {
        CircuitState state = root.read().stateOrNull(circuit.index());
        return state == null || state.owner() != circuit || state.config().equals(config)
                ? Optional.empty()
                : Optional.of(Changed.of(circuit.name(), circuit, state.terms(), circuit.terms(config)));
    }

    /** How many keys were used lately. Walks all of them. */
    int inUse(long nowNanos) {
        long idle = terms.idleNanos();
        int inUse = 0;
        for (Place place : places.all()) {
            inUse += place.idleNanos(nowNanos) < idle ? 1 : 0;
        }
        return inUse;
    }
}
