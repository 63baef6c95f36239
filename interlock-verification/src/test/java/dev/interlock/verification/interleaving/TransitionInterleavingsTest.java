package dev.interlock.verification.interleaving;

import static dev.interlock.CircuitEvent.ATTEMPT_RECOVERY;
import static dev.interlock.CircuitEvent.FORCE_OPEN;
import static dev.interlock.CircuitEvent.RESET;
import static dev.interlock.CircuitEvent.TRIP;
import static dev.interlock.State.CLOSED;
import static dev.interlock.State.FORCED_OPEN;
import static dev.interlock.State.HALF_OPEN;
import static dev.interlock.State.METRICS_ONLY;
import static dev.interlock.State.OPEN;
import static dev.interlock.verification.interleaving.Explorations.ALL_EVENTS;
import static dev.interlock.verification.interleaving.Explorations.MAIN_EVENTS;
import static dev.interlock.verification.interleaving.Explorations.hard;
import static dev.interlock.verification.interleaving.Explorations.starts;
import static dev.interlock.verification.interleaving.Explorations.transitions;
import static dev.interlock.verification.interleaving.Explorations.withCascades;
import static dev.interlock.verification.interleaving.Explorations.withReaders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitEvent;
import dev.interlock.State;
import dev.interlock.verification.interleaving.Exploration.Tally;
import dev.interlock.verification.interleaving.Explorations.Epoch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * S2, S3, S4, S5, S6, S7, S8, S12, S13, S15: transitions and readers on every graph of three circuits, in every order. Each commit is judged by the
 * graph that it replaced, each published graph by itself, each call by the graphs that were the newest while it was made, and every
 * participant has to come to its end.
 */
class TransitionInterleavingsTest {

    private static final List<Integer> NO_CASCADE = List.of(0);

    private final Depth depth = Depth.wanted();

    @Test
    void threeTransitionsAndTwoReaders_onEveryGraph_breakNoRule() {
        List<CircuitEvent> events = depth.of(List.of(TRIP, ATTEMPT_RECOVERY, RESET), MAIN_EVENTS, MAIN_EVENTS);
        assertNothingBroken(new Exploration(
                "3 transitions and 2 readers",
                starts(hard(NO_CASCADE), CLOSED, OPEN),
                world -> withReaders(world, transitions(world, 3, events, Epoch.ANY))));
    }

    @Test
    void threeTransitionsAndTwoReaders_onEveryGraphWithCascades_breakNoRule() {
        List<CircuitEvent> events = depth.of(List.of(TRIP, ATTEMPT_RECOVERY), MAIN_EVENTS, MAIN_EVENTS);
        assertNothingBroken(new Exploration(
                "3 transitions and 2 readers, with cascades",
                starts(hard(Wiring.simpleCascades()), CLOSED),
                world -> withReaders(world, transitions(world, 3, events, Epoch.ANY))));
    }

    @Test
    @EnabledIfSystemProperty(named = "interlock.proofs", matches = "short|long", disabledReason = "takes a while")
    void threeTransitions_decidedInTheEpochThatWasSeen_breakNoRule() {
        assertNothingBroken(new Exploration(
                "3 transitions in the epoch that was seen",
                starts(hard(NO_CASCADE), CLOSED, OPEN, HALF_OPEN),
                world -> transitions(world, 3, MAIN_EVENTS, Epoch.SEEN)));
    }

    @Test
    void twoTransitions_ofEveryEvent_breakNoRule() {
        Epoch epoch = depth.of(Epoch.ANY, Epoch.SEEN, Epoch.SEEN);
        State[] states =
                depth.of(new State[] {CLOSED, OPEN, FORCED_OPEN, METRICS_ONLY}, State.values(), State.values());
        List<Wiring> wirings = depth.of(
                hard(NO_CASCADE),
                Wiring.acyclicHardOrSoft(),
                withCascades(Wiring.acyclicHardOrSoft(), Wiring.simpleCascades()));
        assertNothingBroken(new Exploration(
                "2 transitions of every event",
                starts(wirings, states),
                world -> transitions(world, 2, ALL_EVENTS, epoch)));
    }

    @Test
    void twoTransitions_decidedInTheEpochThatWasSeen_breakNoRule() {
        List<Integer> cascades = depth.of(Wiring.simpleCascades(), Wiring.edgeSets(), Wiring.edgeSets());
        assertNothingBroken(new Exploration(
                "2 transitions in the epoch that was seen, with cascades",
                starts(hard(cascades), CLOSED, OPEN),
                world -> transitions(world, 2, MAIN_EVENTS, Epoch.SEEN)));
    }

    @Test
    @EnabledIfSystemProperty(named = "interlock.proofs", matches = "long", disabledReason = "takes minutes")
    void fourTransitionsAndTwoReaders_onEveryGraph_breakNoRule() {
        assertNothingBroken(new Exploration(
                "4 transitions and 2 readers",
                starts(hard(NO_CASCADE), CLOSED, OPEN),
                world -> withReaders(world, transitions(world, 4, List.of(TRIP, ATTEMPT_RECOVERY, RESET), Epoch.ANY))));
    }

    @Test
    @EnabledIfSystemProperty(named = "interlock.proofs", matches = "long", disabledReason = "takes minutes")
    void fourTransitions_onEveryGraphWithCascades_breakNoRule() {
        assertNothingBroken(new Exploration(
                "4 transitions, with cascades",
                starts(hard(Wiring.edgeSets()), CLOSED),
                world -> transitions(world, 4, List.of(TRIP, ATTEMPT_RECOVERY, FORCE_OPEN), Epoch.ANY)));
    }

    private static void assertNothingBroken(Exploration exploration) {
        Tally tally = exploration.run();
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.states()).isGreaterThan(100_000);
    }
}
