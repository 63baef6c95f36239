package dev.interlock.internal.family;

import dev.interlock.CircuitConfig;
import dev.interlock.internal.call.Calls;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.call.Keyed;
import dev.interlock.internal.graph.NewNode;
import dev.interlock.internal.time.CoarseClock;

/** A key, its circuit, and when it was used last. */
final class Place implements Keyed {

    final FamilyImpl family;
    final String lookup;
    final CircuitImpl circuit;

    /** Where it is among the places; under the family's lock. */
    int at;

    private final CoarseClock clock;
    private volatile long usedNanos;

    /** A place for a key whose circuit is about to be defined. */
    Place(
            FamilyImpl family,
            String lookup,
            String name,
            int index,
            CircuitConfig config,
            Calls calls,
            CoarseClock clock) {
        this.family = family;
        this.lookup = lookup;
        this.clock = clock;
        this.usedNanos = clock.nanos();
        this.circuit = new CircuitImpl(calls, name, index, config, this);
    }

    NewNode node(CircuitConfig config) {
        return NewNode.circuit(circuit.name(), circuit.terms(config), circuit.counters(), circuit);
    }

    @Override
    public void used() {
        long now = clock.nanos();
        if (usedNanos != now) { // once a tick: threads that use one key only read
            usedNanos = now;
        }
    }

    @Override
    public CircuitImpl present() {
        return family.take(lookup, circuit.name());
    }

    long idleNanos(long nowNanos) {
        return nowNanos - usedNanos;
    }
}
