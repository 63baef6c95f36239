package dev.interlock.verification.interleaving;

import static dev.interlock.verification.interleaving.Violation.unless;

import dev.interlock.CircuitEvent;
import dev.interlock.InterlockEvent;
import dev.interlock.State;
import dev.interlock.event.CascadeHappened;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.internal.event.CommittedEvents;
import dev.interlock.internal.graph.Graph;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What has to hold of the commit of one event, judged by the graph that it replaced: S2, S4, S5, S12. */
final class CommitRules {

    private static final Set<CircuitEvent> GUARDED = EnumSet.of(CircuitEvent.ATTEMPT_RECOVERY, CircuitEvent.RESET);

    private static final Set<CircuitEvent> OPERATORS = EnumSet.of(
            CircuitEvent.OPEN,
            CircuitEvent.FORCE_OPEN,
            CircuitEvent.FORCE_CLOSE,
            CircuitEvent.DISABLE,
            CircuitEvent.METRICS_ONLY,
            CircuitEvent.RELEASE);

    private static final Set<State> HELD = EnumSet.of(State.FORCED_OPEN, State.DISABLED, State.METRICS_ONLY);

    private final int circuit;
    private final CircuitEvent event;

    CommitRules(int circuit, CircuitEvent event) {
        this.circuit = circuit;
        this.event = event;
    }

    @SuppressWarnings("ReferenceEquality") // who does not move keeps the very state, with its window and its permits
    void check(Graph before, Graph after) {
        List<InterlockEvent> told = added(before, after);
        Naive was = new Naive(before);
        Naive is = new Naive(after);
        if (GUARDED.contains(event)) {
            Set<String> notUp = was.notUp(circuit);
            unless(notUp.isEmpty(), "S2: %s committed while %s were not up", event, notUp);
        }
        Set<Integer> opened = opened(was, is);
        Set<Integer> moved = new TreeSet<>(opened);
        moved.add(circuit);
        for (int at : is.nodes()) {
            if (!is.isDefined(at)) {
                unless(!was.isDefined(at), "S4: '%s' is gone", is.name(at));
                continue;
            }
            boolean moves = is.circuitState(at) != was.circuitState(at);
            boolean released = at == circuit && OPERATORS.contains(event);
            unless(
                    !moves || released || !HELD.contains(was.state(at)),
                    "S12: %s of '%s' took '%s' out of %s",
                    event,
                    is.name(circuit),
                    is.name(at),
                    was.state(at));
            unless(moves == moved.contains(at), "S4: '%s' moved: %s", is.name(at), moves);
            unless(
                    !moves || is.epoch(at) == was.epoch(at) + 1,
                    "%s: '%s' moved from epoch %d to %d",
                    opened.isEmpty() ? "S4" : "S5",
                    is.name(at),
                    was.epoch(at),
                    is.epoch(at));
        }
        checkTold(told, moved, was, is);
    }

    /** S5: what has to open with it. The failed probe of a circuit that opened before opens nothing again. */
    private Set<Integer> opened(Naive was, Naive is) {
        boolean starts = was.state(circuit) == State.CLOSED
                || (was.state(circuit) == State.HALF_OPEN && event != CircuitEvent.TRIP);
        Set<Integer> opened = starts && is.isOpen(circuit) ? was.cascadeOf(circuit) : Set.of();
        for (int at : opened) {
            unless(is.state(at) == State.OPEN, "S5: '%s' opened and '%s' did not", is.name(circuit), is.name(at));
        }
        return opened;
    }

    private void checkTold(List<InterlockEvent> told, Set<Integer> moved, Naive was, Naive is) {
        List<String> transitions = new ArrayList<>();
        List<String> cascades = new ArrayList<>();
        for (InterlockEvent each : told) {
            if (each instanceof CircuitTransitioned transition) {
                transitions.add(transition.circuit() + " " + transition.from() + "->" + transition.to() + " "
                        + transition.epoch());
            } else if (each instanceof CascadeHappened cascade) {
                cascades.add(cascade.source() + " opens " + cascade.affected() + cascade.dryRun() + cascade.limited());
            } else {
                throw new Violation("S4: a transition told " + each);
            }
        }
        List<String> expected = new ArrayList<>();
        List<String> affected = new ArrayList<>();
        for (int at : moved) {
            expected.add(is.name(at) + " " + was.state(at) + "->" + is.state(at) + " " + is.epoch(at));
            if (at != circuit) {
                affected.add(is.name(at));
            }
        }
        transitions.sort(null);
        expected.sort(null);
        unless(transitions.equals(expected), "S4: told %s of %s", transitions, expected);
        List<String> expectedCascades =
                affected.isEmpty() ? List.of() : List.of(is.name(circuit) + " opens " + affected + "[]false");
        unless(cascades.equals(expectedCascades), "S5: told %s of %s", cascades, expectedCascades);
    }

    /** The events of a commit: they follow on, without a gap, to those of the graph that was the newest until then. */
    static List<InterlockEvent> added(Graph before, Graph after) {
        unless(
                after.version() == before.version() + 1,
                "S4: an update was lost: graph %d took the place of graph %d",
                after.version(),
                before.version());
        List<InterlockEvent> told = CommittedEvents.between(before.events(), after.events());
        if (told == null || told.isEmpty()) {
            throw new Violation("S4: an update was lost: the events do not follow on");
        }
        long sequence = before.events().lastSequence();
        for (InterlockEvent each : told) {
            sequence++;
            unless(each.sequence() == sequence, "S4: event %d where %d is next", each.sequence(), sequence);
        }
        unless(
                after.events().lastSequence() == sequence,
                "S4: events up to %d, told up to %d",
                after.events().lastSequence(),
                sequence);
        return told;
    }
}
