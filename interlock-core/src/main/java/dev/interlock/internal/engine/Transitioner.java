package dev.interlock.internal.engine;

import dev.interlock.Actor;
import dev.interlock.Cause;
import dev.interlock.CircuitEvent;
import dev.interlock.Guard;
import dev.interlock.Reason;
import dev.interlock.State;
import dev.interlock.TransitionResult;
import dev.interlock.Verdict;
import dev.interlock.internal.graph.Commits;
import dev.interlock.internal.graph.DependencyCheck;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.graph.Outcome;
import dev.interlock.internal.graph.RecoveryBudget;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookRunner;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Decision;
import dev.interlock.internal.state.StateMachine;
import dev.interlock.internal.time.CoarseClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events that a caller or an operator started: on the caller's thread, guards included.
 *
 * <p>Guards are asked outside of the commit, in one epoch; if the circuit has moved on when the verdict is there, the verdict is
 * void and they are asked again. A guard that itself moves the circuit each time is stopped after {@value #MAX_ROUNDS} rounds.
 */
public final class Transitioner {

    private static final int MAX_ROUNDS = 16;

    private final GraphRoot root;
    private final Names names;
    private final Commits commits;
    private final Refusals refusals;
    private final HookFailures failures;
    private final CoarseClock clock;

    Transitioner(
            GraphRoot root, Names names, Commits commits, Refusals refusals, HookFailures failures, CoarseClock clock) {
        this.clock = clock;
        this.root = root;
        this.names = names;
        this.commits = commits;
        this.refusals = refusals;
        this.failures = failures;
    }

    /** Tries a guarded event. A refusal is counted and told. */
    public TransitionResult attempt(Member member, CircuitEvent event) {
        return attempt(member, event, false);
    }

    /** A call found the wait over, and tries the recovery before it. A refusal is told once for each change of its reasons. */
    public void attemptOnCall(Member member) {
        TransitionResult unused = attempt(member, CircuitEvent.ATTEMPT_RECOVERY, true);
    }

    private TransitionResult attempt(Member member, CircuitEvent event, boolean byMachine) {
        Cause cause = new Cause(event, Optional.empty(), Optional.empty(), "asked for");
        Outcome outcome = tryOnce(member, event, cause);
        for (int round = 1; outcome.isStale() && round < MAX_ROUNDS; round++) {
            outcome = tryOnce(member, event, cause);
        }
        List<Reason> reasons = outcome.reasons();
        if (outcome.isStale()) {
            reasons = List.of(new Reason(
                    Reason.Kind.WRONG_STATE,
                    member.name(),
                    "'" + member.name() + "' changed its state each time its guards were asked"));
        }
        if (!outcome.isApplied()) {
            if (byMachine) {
                refusals.byMachine(member, event, outcome.from(), reasons);
            } else {
                refusals.byCaller(member, event, outcome.from(), reasons);
            }
        }
        return new TransitionResult(member.name(), event, outcome.from(), outcome.to(), reasons);
    }

    private Outcome tryOnce(Member member, CircuitEvent event, Cause cause) {
        Graph graph = root.read();
        if (graph.vertex(member.index()).owner() != member) {
            return commits.transition(member.index(), member, event, Commits.ANY_EPOCH, cause); // tells that it is gone
        }
        CircuitState state = graph.state(member.index());
        boolean moves = StateMachine.decide(state.state(), event).effect() == Decision.Effect.MOVES;
        if (moves && graphReasons(graph, member, event).isEmpty()) {
            List<Reason> reasons = HookRunner.askNow(guards(member, event), failures);
            if (!reasons.isEmpty()) {
                return new Outcome(Outcome.Kind.REFUSED, state.state(), state.state(), reasons);
            }
        }
        return commits.transition(member.index(), member, event, state.epoch(), cause);
    }

    /** An operator's event: applied whatever dependencies and guards say. */
    public TransitionResult operate(Member member, CircuitEvent event, Actor actor, String reason) {
        Cause cause = new Cause(event, Optional.empty(), Optional.of(actor), reason);
        Outcome outcome = commits.transition(member.index(), member, event, Commits.ANY_EPOCH, cause);
        if (!outcome.isApplied()) {
            refusals.byCaller(member, event, outcome.from(), outcome.reasons());
        }
        return new TransitionResult(member.name(), event, outcome.from(), outcome.to(), outcome.reasons());
    }

    /** What graph and guards say of an event, whatever the state. Changes and counts nothing. */
    public Verdict verdict(Member member, CircuitEvent event) {
        Graph graph = root.read();
        if (graph.vertex(member.index()).owner() != member) {
            return new Verdict(List.of(
                    new Reason(Reason.Kind.GONE, member.name(), "circuit '" + member.name() + "' was removed")));
        }
        if (event == CircuitEvent.RESET && graph.state(member.index()).state() == State.CLOSED) {
            return Verdict.allowed(); // stays, and succeeds without asking
        }
        List<Reason> reasons = graphReasons(graph, member, event);
        if (reasons.isEmpty()) {
            reasons = HookRunner.askNow(guards(member, event), failures);
        }
        return new Verdict(reasons);
    }

    /** Whether all that an OPEN circuit lacks in the graph is a place in the recovery budget. Changes and counts nothing. */
    public boolean lacksPlace(String name) {
        Graph graph = root.read();
        int index = names.find(graph, name);
        CircuitState state = index < 0 ? null : graph.stateOrNull(index);
        return state != null
                && state.state() == State.OPEN
                && DependencyCheck.reasons(graph, index, clock.exact()).isEmpty()
                && !RecoveryBudget.reasons(graph, index, clock.exact()).isEmpty();
    }

    private List<Reason> graphReasons(Graph graph, Member member, CircuitEvent event) {
        return event == CircuitEvent.ATTEMPT_RECOVERY
                ? RecoveryBudget.reasonsAgainstAttempt(graph, member.index(), clock.exact())
                : DependencyCheck.reasons(graph, member.index(), clock.exact());
    }

    static Map<String, Guard> guards(Member member, CircuitEvent event) {
        return event == CircuitEvent.RESET
                ? member.config().resetGuards()
                : member.config().recoveryGuards();
    }
}
