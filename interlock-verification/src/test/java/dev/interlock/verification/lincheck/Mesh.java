package dev.interlock.verification.lincheck;

import dev.interlock.Cause;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitEvent;
import dev.interlock.CyclePolicy;
import dev.interlock.internal.graph.Commits;
import dev.interlock.internal.graph.GraphChanges;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Moment;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.graph.NewNode;
import dev.interlock.internal.graph.Outcome;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.state.Terms;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.verification.NoTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real graph and its commits, without an engine: nothing moves but what the operations move. */
final class Mesh {

    private static final Moment MOMENT = new Moment(0, Instant.EPOCH, new CoarseClock(new NoTime()), 1);

    private static final CircuitConfig PLAIN = config();

    final GraphRoot root = new GraphRoot();
    private final Names names = new Names();
    private final Map<String, Object> owners = new HashMap<>();
    private final Commits commits;
    private final GraphChanges changes;

    Mesh(Runnable committed) {
        commits = new Commits(root, () -> MOMENT, committed);
        changes = new GraphChanges(root, commits, names, CyclePolicy.REFUSE, () -> MOMENT);
    }

    private static CircuitConfig config(String... dependsOn) {
        return CircuitConfig.builder().dependsOn(dependsOn).build("c");
    }

    /** Defines a circuit; it depends on nothing if that is empty. Not to be called by two operations for one name. */
    void define(String name, String dependsOn) {
        Object owner = new Object();
        owners.put(name, owner);
        CircuitConfig config = dependsOn.isEmpty() ? PLAIN : config(dependsOn);
        changes.define(List.of(NewNode.circuit(name, new Terms(config), new Counters(), owner)));
    }

    /** What became of an event, as {@code OPEN -> HALF_OPEN}, or {@code refused}. */
    String event(String name, CircuitEvent event) {
        Cause cause = new Cause(event, Optional.empty(), Optional.empty(), "");
        Outcome outcome = commits.transition(names.find(name), owners.get(name), event, Commits.ANY_EPOCH, cause);
        return outcome.isApplied() ? outcome.from() + " -> " + outcome.to() : "refused";
    }

    /** What admission reads. */
    int gate(String name) {
        return root.read().gate(names.find(name));
    }
}
