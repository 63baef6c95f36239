package dev.interlock.verification.interleaving;

import static dev.interlock.State.CLOSED;
import static dev.interlock.State.FORCED_OPEN;
import static dev.interlock.State.OPEN;
import static dev.interlock.verification.interleaving.Explorations.hard;
import static dev.interlock.verification.interleaving.Explorations.starts;
import static dev.interlock.verification.interleaving.Explorations.transitions;
import static dev.interlock.verification.interleaving.Explorations.withReaders;

import dev.interlock.CircuitEvent;
import dev.interlock.EdgeKind;
import dev.interlock.verification.interleaving.Explorations.Epoch;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Small explorations that end at the first broken rule, for cores with a fault. Made anew in the class loader of each such core, and therefore
 * public and asked by name.
 */
public final class SmallCheck implements BinaryOperator<String> {

    /** What is explored. */
    enum Space {
        TRANSITIONS,
        CASCADES,
        READERS,
        CHANGES
    }

    /** Explores a {@link Space}, by its name, for a rule that is broken; how, with the whole schedule, empty if it never is. */
    @Override
    public String apply(String space, String rule) {
        return exploration(Space.valueOf(space)).firstViolation(rule);
    }

    private static Exploration exploration(Space space) {
        return switch (space) {
            case TRANSITIONS ->
                new Exploration(
                        "2 transitions",
                        starts(hard(List.of(0)), CLOSED, OPEN, FORCED_OPEN),
                        world -> transitions(world, 2, Explorations.MAIN_EVENTS, Epoch.SEEN));
            case CASCADES ->
                new Exploration(
                        "2 transitions with cascades",
                        starts(hard(Wiring.edgeSets()), CLOSED),
                        world -> transitions(world, 2, List.of(CircuitEvent.TRIP, CircuitEvent.DISABLE), Epoch.ANY));
            case READERS ->
                new Exploration(
                        "2 transitions and 2 readers",
                        starts(hard(List.of(0)), CLOSED, OPEN),
                        world -> withReaders(
                                world,
                                transitions(
                                        world, 2, List.of(CircuitEvent.TRIP, CircuitEvent.FORCE_CLOSE), Epoch.ANY)));
            case CHANGES ->
                new Exploration(
                        "2 changes",
                        starts(Wiring.acyclic(), CLOSED, OPEN),
                        world -> Explorations.changes(world, 2, List.of(EdgeKind.DEPENDS_ON), List.of()));
        };
    }
}
