package dev.interlock.internal.family;

import dev.interlock.InterlockEvent;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.GraphChanged;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.engine.Engine;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.time.CoarseClock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens the host circuit of a family when enough of its keys are down, and closes it when fewer are; has keys go that are down and that nobody
 * uses any more. Follows committed events, each at a cost that does not depend on how many keys or families there are, and the tick, for
 * what time alone changes.
 *
 * <p>A host has no probes: it is HALF_OPEN while its keys recover, and the one that falls again is its failed probe, if so many are open.
 */
public final class FamilyWatch {

    private final GraphRoot root;
    private final Engine engine;
    private final Names names;
    private final CoarseClock clock;
    private final ConcurrentHashMap<String, WatchedFamily> families = new ConcurrentHashMap<>();

    /** Those with keys that are down, or a host that recovers. */
    private final Set<WatchedFamily> busy = ConcurrentHashMap.newKeySet();

    /** Watches one graph. */
    public FamilyWatch(GraphRoot root, Engine engine, Names names, CoarseClock clock) {
        this.root = root;
        this.engine = engine;
        this.names = names;
        this.clock = clock;
    }

    /** From now on the family is watched. */
    public void add(FamilyImpl family, @Nullable CircuitImpl host) {
        families.put(family.name(), new WatchedFamily(root, engine, clock, family, host));
    }

    /** One committed event; called one at a time and in order. */
    public void onEvent(InterlockEvent event) {
        if (families.isEmpty()) {
            return;
        }
        if (event instanceof CircuitTransitioned moved) {
            WatchedFamily family = familyOf(moved.circuit());
            if (family != null) {
                family.moved(moved, place(moved.circuit()));
                busy.add(family);
            }
        } else if (event instanceof GraphChanged changed && changed.change() == GraphChanged.Change.REMOVED) {
            WatchedFamily family = familyOf(changed.node());
            if (family != null) {
                family.gone(changed.node());
            }
        }
    }

    /** What time alone changes. */
    public void onTick() {
        for (WatchedFamily family : List.copyOf(busy)) {
            family.onTick();
            if (!family.wantsTicks()) {
                busy.remove(family);
                if (family.wantsTicks()) { // since a moment ago
                    busy.add(family);
                }
            }
        }
    }

    /** The family of a key's circuit, or of a host. */
    private @Nullable WatchedFamily familyOf(String circuit) {
        WatchedFamily ofHost = families.get(circuit);
        return ofHost != null
                ? ofHost
                : names.familyOf(circuit).map(families::get).orElse(null);
    }

    private @Nullable Place place(String circuit) {
        Graph graph = root.read();
        int index = names.find(graph, circuit);
        return index >= 0
                        && graph.vertex(index).owner() instanceof CircuitImpl owner
                        && owner.keyed() instanceof Place place
                ? place
                : null;
    }
}
