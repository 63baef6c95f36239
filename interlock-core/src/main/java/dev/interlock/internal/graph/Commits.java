package dev.interlock.internal.graph;

import dev.interlock.Cause;
import dev.interlock.CircuitEvent;
import dev.interlock.Reason;
import dev.interlock.State;
import dev.interlock.event.TransitionRefused;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Decision;
import dev.interlock.internal.state.StateMachine;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits transitions. Each is one compare-and-set of the whole graph: the circuit's state, the cascade, every blocked count and the
 * events change together or not at all.
 *
 * <p>The body of the retry loop is pure: no user code, timer, listener, lock or clock. What follows from a commit (timers,
 * wake-ups, listeners) is read from its events afterwards, so an Error after the compare-and-set cannot lose it. A lost
 * compare-and-set means that another commit took place, and {@link Turns} lets who lost often go first. Guards run before, outside; the caller
 * hands in the epoch they were asked in, and a commit for another epoch is refused as stale.
 */
public final class Commits {

    /** Stands for whatever epoch there is. */
    public static final long ANY_EPOCH = -1;

    private final GraphRoot root;
    private final Turns turns;
    private final Supplier<Moment> moments;
    private final Runnable committed;

    /** Commits to a root; {@code committed} is run after each commit. */
    public Commits(GraphRoot root, Supplier<Moment> moments, Runnable committed) {
        this.root = root;
        this.turns = new Turns(root);
        this.moments = moments;
        this.committed = committed;
    }

    /** Tries an event of a circuit. */
    public Outcome transition(int index, Object owner, CircuitEvent event, long epoch, Cause cause) {
        Moment moment = moments.get();
        Outcome outcome = turns.commit(graph -> transition(graph, index, owner, event, epoch, cause, moment));
        if (outcome.isApplied()) {
            announce();
        }
        return outcome;
    }

    private @Nullable Outcome transition(
            Graph graph, int index, Object owner, CircuitEvent event, long epoch, Cause cause, Moment moment) {
        Vertex vertex = graph.vertex(index);
        if (vertex.owner() != owner) {
            // The vertex may be another circuit's by now, which has its number.
            return Outcome.gone(owner instanceof Member member ? member.name() : vertex.name());
        }
        CircuitState state = graph.state(index);
        State from = state.state();
        if (graph.isClosed()) {
            return Outcome.refused(from, List.of(closed(vertex.name())));
        }
        if (epoch != ANY_EPOCH && epoch != state.epoch()) {
            return Outcome.stale(from);
        }
        Decision decision = StateMachine.decide(from, event);
        return switch (decision.effect()) {
            case STAYS -> Outcome.applied(from, from);
            case REFUSED -> Outcome.refused(from, List.of(wrongState(vertex.name(), event, from)));
            case MOVES -> {
                if (StateMachine.isGuarded(event)) {
                    List<Reason> reasons = event == CircuitEvent.ATTEMPT_RECOVERY
                            ? RecoveryBudget.reasonsAgainstAttempt(graph, index, moment.nanos())
                            : DependencyCheck.reasons(graph, index, moment.nanos());
                    if (!reasons.isEmpty()) {
                        yield Outcome.refused(from, reasons);
                    }
                }
                Draft draft = new Draft(graph);
                Transitions.move(draft, index, decision.to(), cause, moment);
                if (publish(graph, draft)) {
                    yield Outcome.applied(from, decision.to());
                }
                yield null;
            }
        };
    }

    /** METRICS_ONLY met its conditions in this epoch. */
    public void wouldHaveOpened(int index, Object owner, CircuitState seen, String detail) {
        Moment moment = moments.get();
        change(graph -> {
            if (graph.isClosed() || graph.vertex(index).owner() != owner || !seen.leadsTo(graph.state(index))) {
                return null; // moved on, or another thread told it
            }
            Draft draft = new Draft(graph);
            Transitions.wouldHaveOpened(draft, index, detail, moment);
            return draft;
        });
    }

    /** A circuit that recovered admits all calls again, if it is still in the state in which this was decided. Nothing to tell. */
    @SuppressWarnings("ReferenceEquality") // the very state: an equal one is another epoch's
    public void rampOver(int index, CircuitState seen) {
        change(graph -> {
            if (graph.isClosed() || graph.stateOrNull(index) != seen) {
                return null;
            }
            Draft draft = new Draft(graph);
            draft.rampOver(index);
            return draft;
        });
    }

    /** Publishes a signal's observation; nothing if it is known already. */
    public void signal(int index, Object owner, boolean up, String detail) {
        Moment moment = moments.get();
        change(graph -> {
            if (graph.isClosed()
                    || graph.vertex(index).owner() != owner
                    || graph.state(index).state().isOpen() != up) {
                return null;
            }
            Draft draft = new Draft(graph);
            Transitions.signal(draft, index, up, detail, moment);
            return draft;
        });
    }

    /** Makes the refusal of an event that was tried an event of its own, in order with the others. */
    public void refused(String name, CircuitEvent event, State state, List<Reason> reasons) {
        emit(new RefusedEvents(name, event, state, reasons));
    }

    /** Makes an event out of nothing but its sequence number and the time; no state changes. */
    public void emit(EventMaker maker) {
        Moment moment = moments.get();
        change(graph -> {
            if (graph.isClosed()) {
                return null;
            }
            Draft draft = new Draft(graph);
            draft.emit(sequence -> maker.make(sequence, moment.instant()));
            return draft;
        });
    }

    /** Publishes what is made of the newest graph; false if that is nothing. */
    boolean change(Function<Graph, @Nullable Draft> change) {
        boolean changed = changeUnannounced(change);
        if (changed) {
            announce();
        }
        return changed;
    }

    /** Leaves it to the caller to {@link #announce}: for those who hold a lock, under which no listener may run. */
    boolean changeUnannounced(Function<Graph, @Nullable Draft> change) {
        return turns.commit(graph -> {
            Draft draft = change.apply(graph);
            if (draft == null) {
                return Boolean.FALSE;
            }
            return publish(graph, draft) ? Boolean.TRUE : null;
        });
    }

    private boolean publish(Graph expected, Draft draft) {
        return root.publish(expected, draft.build());
    }

    /** Has the events of every commit so far delivered. Never while this thread has the turn: what follows from events commits again. */
    void announce() {
        committed.run();
    }

    /** Publishes the last graph: from now on no commit takes place, and no call is a plain one. */
    public void close() {
        boolean unused = turns.commit(graph -> {
            boolean isLast = graph.isClosed() || root.publish(graph, graph.close());
            return isLast ? Boolean.TRUE : null;
        });
    }

    private static Reason closed(String name) {
        return new Reason(
                Reason.Kind.WRONG_STATE, name, "the interlock of '" + name + "' is closed: no circuit moves any more");
    }

    private static Reason wrongState(String name, CircuitEvent event, State state) {
        return new Reason(Reason.Kind.WRONG_STATE, name, event + " is not possible: '" + name + "' is " + state);
    }

    /** Makes an event. */
    @FunctionalInterface
    public interface EventMaker {

        /** The event with this sequence number. */
        dev.interlock.InterlockEvent make(long sequence, java.time.Instant at);
    }

    private record RefusedEvents(String name, CircuitEvent event, State state, List<Reason> reasons)
            implements EventMaker {

        @Override
        public TransitionRefused make(long sequence, java.time.Instant at) {
            return new TransitionRefused(sequence, at, name, event, state, reasons);
        }
    }
}
