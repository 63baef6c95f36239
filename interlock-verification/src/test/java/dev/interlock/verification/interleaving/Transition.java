package dev.interlock.verification.interleaving;

import static dev.interlock.verification.interleaving.Violation.unless;

import dev.interlock.CircuitEvent;
import dev.interlock.State;
import dev.interlock.internal.graph.Commits;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.Outcome;
import dev.interlock.internal.state.Decision;
import dev.interlock.internal.state.StateMachine;
import java.util.List;

/**
 * An event of one circuit, as the engine and its callers bring it about: operators' events whatever the epoch, all others in the epoch that
 * was seen before.
 */
final class Transition implements Participant {

    private final World world;
    private final int circuit;
    private final CircuitEvent event;
    private final boolean ofSeenEpoch;
    private final CommitRules rules;

    Transition(World world, int circuit, CircuitEvent event, boolean ofSeenEpoch) {
        this.world = world;
        this.circuit = circuit;
        this.event = event;
        this.ofSeenEpoch = ofSeenEpoch;
        this.rules = new CommitRules(circuit, event);
    }

    @Override
    public String name() {
        return event + " of " + Wiring.NAMES.get(circuit) + (ofSeenEpoch ? " in the epoch it saw" : "");
    }

    @Override
    public Object run() {
        if (!ofSeenEpoch) {
            return world.transition(circuit, event, Commits.ANY_EPOCH);
        }
        Graph seen = world.root.read();
        return seen.vertex(circuit).owner() != world.circuit(circuit)
                ? "it is gone"
                : world.transition(circuit, event, seen.state(circuit).epoch());
    }

    @Override
    public void committed(Graph before, Graph after) {
        rules.check(before, after);
    }

    /** One event, one winner: what applied was committed once, what did not never was, and the reason is true. */
    @Override
    public void ended(List<Object> answers, Object result) {
        if (result.equals("it is gone")) {
            return;
        }
        unless(result instanceof Outcome, "%s ended with %s", name(), result);
        Outcome outcome = (Outcome) result;
        long commits = answers.stream().filter(answer -> answer.equals(true)).count();
        Graph read = lastRead(answers);
        if (read.vertex(circuit).owner() != world.circuit(circuit)) {
            unless(outcome.kind() == Outcome.Kind.REFUSED && commits == 0, "%s of a circuit that is gone", name());
            return;
        }
        Naive naive = new Naive(read);
        State from = naive.state(circuit);
        Decision decision = StateMachine.decide(from, event);
        boolean stale = ofSeenEpoch && ((Graph) answers.get(0)).state(circuit).epoch() != naive.epoch(circuit);
        boolean held = StateMachine.isGuarded(event)
                && decision.effect() == Decision.Effect.MOVES
                && !naive.notUp(circuit).isEmpty();
        Outcome.Kind expected = stale
                ? Outcome.Kind.STALE
                : decision.effect() == Decision.Effect.REFUSED || held ? Outcome.Kind.REFUSED : Outcome.Kind.APPLIED;
        unless(!stale || outcome.isStale(), "S3: %s: %s in another epoch", name(), outcome);
        unless(outcome.kind() == expected, "S2: %s: %s where %s was right", name(), outcome, expected);
        boolean moves = expected == Outcome.Kind.APPLIED && decision.effect() == Decision.Effect.MOVES;
        unless(commits == (moves ? 1 : 0), "S4: %s: %s after %d commits", name(), outcome, commits);
        State to = expected == Outcome.Kind.APPLIED ? decision.to() : from;
        unless(outcome.from() == from && outcome.to() == to, "S4: %s: told as %s", name(), outcome);
    }

    private static Graph lastRead(List<Object> answers) {
        for (int i = answers.size() - 1; i >= 0; i--) {
            if (answers.get(i) instanceof Graph graph) {
                return graph;
            }
        }
        throw new Violation("S2: decided without a look at the graph");
    }

    @Override
    public String toString() {
        return name();
    }
}
