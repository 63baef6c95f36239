package dev.interlock.internal.graph;

import dev.interlock.Cause;
import dev.interlock.CircuitEvent;
import dev.interlock.NodeKind;
import dev.interlock.State;
import dev.interlock.event.CascadeHappened;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.SignalChanged;
import dev.interlock.event.WouldHaveOpened;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Decision;
import dev.interlock.internal.state.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Transitions inside a draft: the circuit's own, the cascade it starts, and the blocked counts they change. Pure: everything from
 * outside (time, causes) comes in as {@link Moment} or argument, so a failed compare-and-set just begins again.
 */
final class Transitions {

    private Transitions() {}

    /** Moves a circuit to a state, with everything that follows from it. */
    static void move(Draft draft, int index, State to, Cause cause, Moment moment) {
        State from = draft.state(index).state();
        enter(draft, index, to, cause, moment);
        if (StateMachine.cascades(from, to, cause.event())) {
            cascade(draft, index, moment);
        }
        draft.tellPanic(moment);
    }

    /** A signal went up or down. */
    static void signal(Draft draft, int index, boolean up, String detail, Moment moment) {
        Vertex vertex = draft.vertex(index);
        draft.state(index, draft.state(index).observed(up, moment.nanos(), moment.instant()));
        draft.emit(sequence -> new SignalChanged(sequence, moment.instant(), vertex.name(), up, detail));
        Blocking.adjust(draft, index, up ? -1 : 1);
        if (!up) {
            cascade(draft, index, moment);
        }
        draft.tellPanic(moment);
    }

    /** A circuit in METRICS_ONLY met its conditions: told, and counted anew. */
    static void wouldHaveOpened(Draft draft, int index, String detail, Moment moment) {
        Vertex vertex = draft.vertex(index);
        draft.state(index, draft.state(index).withFreshWindow());
        draft.emit(sequence -> new WouldHaveOpened(sequence, moment.instant(), vertex.name(), detail));
    }

    private static void enter(Draft draft, int index, State to, Cause cause, Moment moment) {
        Vertex vertex = draft.vertex(index);
        CircuitState before = draft.state(index);
        CircuitState after = before.enter(
                to,
                cause,
                moment.seed() ^ vertex.name().hashCode() * 0x9e3779b97f4a7c15L,
                moment.nanos(),
                moment.instant());
        draft.state(index, after);
        draft.emit(sequence -> new CircuitTransitioned(
                sequence, moment.instant(), vertex.name(), before.state(), to, after.epoch(), cause));
        if (before.countsAsOpen() != after.countsAsOpen()) {
            Blocking.adjust(draft, index, after.countsAsOpen() ? 1 : -1);
        }
    }

    /**
     * Opens the cascade targets of a node that just opened, transitively and each once. The walk is planned before anything moves, so
     * that a limit can stop it whole, or the panic that the opening itself may have begun; it goes on only through circuits that this commit opens, so cycles end it.
     */
    private static void cascade(Draft draft, int source, Moment moment) {
        List<Integer> opened = new ArrayList<>();
        List<String> dry = new ArrayList<>();
        IntWalk walk = new IntWalk();
        walk.add(source, -1);
        while (walk.hasNext()) {
            int at = walk.next();
            Vertex vertex = draft.vertex(at);
            for (int i = 0; i < vertex.targets().size(); i++) {
                int target = vertex.targets().get(i);
                if (takesCascade(draft, target) && walk.add(target, at)) {
                    opened.add(target);
                }
            }
            for (int i = 0; i < vertex.dryTargets().size(); i++) {
                int target = vertex.dryTargets().get(i);
                String name = draft.vertex(target).name();
                if (takesCascade(draft, target) && target != source && !dry.contains(name)) {
                    dry.add(name);
                }
            }
        }
        opened.forEach(target -> dry.remove(draft.vertex(target).name()));
        if (opened.isEmpty() && dry.isEmpty()) {
            return;
        }
        Vertex vertex = draft.vertex(source);
        boolean limited =
                vertex.config() != null && opened.size() > vertex.config().cascadeLimit() * draft.circuits();
        List<String> affected = opened.stream()
                .map(target -> draft.vertex(target).name())
                .sorted()
                .toList();
        List<String> dryNames = dry.stream().sorted().toList();
        boolean panic = draft.isPanicking();
        draft.emit(sequence ->
                new CascadeHappened(sequence, moment.instant(), vertex.name(), affected, dryNames, limited, panic));
        if (!limited && !panic) {
            Cause cause = new Cause(CircuitEvent.CASCADE, Optional.of(vertex.name()), Optional.empty(), "");
            opened.forEach(target -> enter(draft, target, State.OPEN, cause, moment));
        }
    }

    private static boolean takesCascade(Draft draft, int target) {
        return draft.vertex(target).kind() == NodeKind.CIRCUIT
                && StateMachine.decide(draft.state(target).state(), CircuitEvent.CASCADE)
                                .effect()
                        == Decision.Effect.MOVES;
    }
}
