package dev.interlock.internal.graph;

import dev.interlock.Cause;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitEvent;
import dev.interlock.CyclePolicy;
import dev.interlock.InterlockEvent;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.internal.event.Chain;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.state.Terms;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.verification.NoTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The real graph of a few circuits, without an engine: nothing moves but what the actors move. */
public final class TestGraph {

    private static final Moment MOMENT = new Moment(0, Instant.EPOCH, new CoarseClock(new NoTime()), 1);
    private static final CircuitConfig PLAIN = CircuitConfig.builder().build("plain");
    private static final CircuitConfig DEPENDENT =
            CircuitConfig.builder().dependsOn("d0", "d1").build("u");

    private final Names names = new Names();
    private final Object[] owners = {new Object(), new Object(), new Object()};

    /** The root that actors read. */
    public final GraphRoot root = new GraphRoot();

    private final Commits commits;

    /** For changes of edges. */
    final GraphChanges changes;

    private final long firstSequence;

    private TestGraph(CircuitConfig third, Runnable committed) {
        commits = new Commits(root, () -> MOMENT, committed);
        changes = new GraphChanges(root, commits, names, CyclePolicy.REFUSE, () -> MOMENT);
        changes.define(List.of(
                NewNode.circuit("d0", new Terms(PLAIN), new Counters(), owners[0]),
                NewNode.circuit("d1", new Terms(PLAIN), new Counters(), owners[1]),
                NewNode.circuit("u", new Terms(third), new Counters(), owners[2])));
        firstSequence = root.read().events().lastSequence();
    }

    /** d0 and d1, and u which depends on both. */
    static TestGraph dependent() {
        return new TestGraph(DEPENDENT, () -> {});
    }

    /** d0, d1 and u without edges; {@code committed} is run after each commit. */
    public static TestGraph unlinked(Runnable committed) {
        return new TestGraph(PLAIN, committed);
    }

    /** Tries an event of d0, d1 or u; whether it was applied. */
    public boolean tryEvent(String name, CircuitEvent event) {
        int index = names.find(name);
        Cause cause = new Cause(event, Optional.empty(), Optional.empty(), "");
        return commits.transition(index, owners[index], event, Commits.ANY_EPOCH, cause)
                .isApplied();
    }

    /** The state of a circuit, of a graph that is read now. */
    public State state(String name) {
        return root.read().state(names.find(name)).state();
    }

    /** The epoch of a circuit, of a graph that is read now. */
    long epoch(String name) {
        return root.read().state(names.find(name)).epoch();
    }

    /** The gate of a circuit, of a graph that is read now: what admission reads. */
    int gate(String name) {
        return root.read().gate(names.find(name));
    }

    /** The events since the circuits were defined, as circuit and new state. */
    List<String> events() {
        List<String> told = new ArrayList<>();
        for (InterlockEvent event : Chain.since(root.read().events(), firstSequence)) {
            if (event instanceof CircuitTransitioned moved) {
                told.add(moved.circuit() + " " + moved.to());
            }
        }
        return told;
    }
}
