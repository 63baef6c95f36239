package dev.interlock.verification.interleaving;

import dev.interlock.CircuitEvent;
import dev.interlock.EdgeKind;
import dev.interlock.State;
import dev.interlock.verification.interleaving.Exploration.Programs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The spaces that are explored. */
final class Explorations {

    /** What a machine and its callers do, with the two most used events of operators. */
    static final List<CircuitEvent> MAIN_EVENTS = List.of(
            CircuitEvent.TRIP,
            CircuitEvent.ATTEMPT_RECOVERY,
            CircuitEvent.RESET,
            CircuitEvent.FORCE_OPEN,
            CircuitEvent.FORCE_CLOSE);

    /** Everything that can be asked of a circuit; cascades come by themselves. */
    static final List<CircuitEvent> ALL_EVENTS = Stream.of(CircuitEvent.values())
            .filter(event -> event != CircuitEvent.CASCADE)
            .toList();

    /** Events that are decided on in an epoch that was seen before; operators' are not. */
    private static final Set<CircuitEvent> OF_SEEN_EPOCH =
            EnumSet.of(CircuitEvent.TRIP, CircuitEvent.ATTEMPT_RECOVERY, CircuitEvent.RESET);

    private Explorations() {}

    /** Whether an event is committed in the epoch that its participant saw, as the engine does, or in any. */
    enum Epoch {
        SEEN,
        ANY
    }

    /** The 25 graphs of hard dependencies with each of these sets of cascades. */
    static List<Wiring> hard(List<Integer> cascades) {
        return withCascades(Wiring.acyclic(), cascades);
    }

    static List<Wiring> withCascades(List<Wiring> wirings, List<Integer> cascades) {
        return wirings.stream()
                .flatMap(wiring -> cascades.stream().map(wiring::withCascades))
                .toList();
    }

    static List<Start> starts(List<Wiring> wirings, State... states) {
        return Start.all(wirings, List.of(states));
    }

    static Programs transitions(World world, int chosen, List<CircuitEvent> events, Epoch epoch) {
        List<Participant> all = new ArrayList<>();
        for (int circuit = 0; circuit < Wiring.CIRCUITS; circuit++) {
            for (CircuitEvent event : events) {
                boolean ofSeenEpoch = epoch == Epoch.SEEN && OF_SEEN_EPOCH.contains(event);
                all.add(new Transition(world, circuit, event, ofSeenEpoch));
            }
        }
        return new Programs(all, chosen, List.of());
    }

    /** The same with two readers: each calls a circuit, and then one that depends on it, if there is any. */
    static Programs withReaders(World world, Programs programs) {
        Naive naive = new Naive(world.root.read());
        List<Call> pairs = new ArrayList<>();
        for (int dependent : naive.nodes()) {
            for (int dependency : naive.below(dependent)) {
                pairs.add(new Call(world, dependency, new Call(world, dependent, null)));
            }
        }
        if (pairs.isEmpty()) {
            pairs.add(new Call(world, 0, new Call(world, 1, null)));
        }
        List<Call> readers = List.of(pairs.get(0), pairs.get(pairs.size() - 1));
        return new Programs(programs.transitions(), programs.chosen(), readers);
    }

    /** Circuits and edges that come and go, and events at the same time. */
    static Programs changes(World world, int chosen, List<EdgeKind> kinds, List<CircuitEvent> events) {
        List<Participant> all =
                new ArrayList<>(transitions(world, chosen, events, Epoch.SEEN).transitions());
        for (int from = 0; from < Wiring.CIRCUITS; from++) {
            all.add(GraphChange.remove(world, from));
            all.add(GraphChange.define(world, from, (from + 1) % Wiring.CIRCUITS));
            all.add(GraphChange.define(world, from, (from + 2) % Wiring.CIRCUITS));
            for (int to = 0; to < Wiring.CIRCUITS; to++) {
                for (EdgeKind kind : from == to ? List.<EdgeKind>of() : kinds) {
                    all.add(GraphChange.link(world, from, kind, to));
                    all.add(GraphChange.unlink(world, from, kind, to));
                }
            }
        }
        return new Programs(all, chosen, List.of());
    }
}
