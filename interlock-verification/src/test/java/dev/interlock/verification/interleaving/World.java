package dev.interlock.verification.interleaving;

import static dev.interlock.verification.interleaving.Violation.unless;

import dev.interlock.Cause;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitEvent;
import dev.interlock.CyclePolicy;
import dev.interlock.EdgeKind;
import dev.interlock.InterlockSettings;
import dev.interlock.Scheduler;
import dev.interlock.State;
import dev.interlock.TimeSource;
import dev.interlock.internal.call.Calls;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.engine.Engine;
import dev.interlock.internal.engine.Ticker;
import dev.interlock.internal.engine.Timers;
import dev.interlock.internal.event.Backlog;
import dev.interlock.internal.graph.Commits;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphChanges;
import dev.interlock.internal.graph.Mention;
import dev.interlock.internal.graph.Moment;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.graph.NewNode;
import dev.interlock.internal.graph.Outcome;
import dev.interlock.internal.graph.SteppedRoot;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookRunner;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.verification.NoTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The real core on a root that can be stepped, put together as an interlock does it: commits, changes of the graph, admission. Time stands
 * still, no timer comes, and events are looked at in the graph instead of being delivered.
 */
final class World {

    private static final CircuitConfig PLAIN =
            CircuitConfig.builder().consecutiveFailures(5).build("plain");

    /** As {@link #PLAIN}, and depending on one other circuit. */
    private static final List<CircuitConfig> DEPENDENT = Wiring.NAMES.stream()
            .map(name -> CircuitConfig.builder()
                    .consecutiveFailures(5)
                    .dependsOn(name)
                    .build("dependent"))
            .toList();

    private static final TimeSource NO_TIME = new NoTime();

    private static final Scheduler NO_TIMER = (task, delay) -> () -> {};

    final SteppedRoot root = new SteppedRoot();
    final Commits commits;
    final GraphChanges changes;
    private final Names names = new Names();

    /** Never over: the names of the circuits keep their numbers, which tests know them by. */
    private final Mention mention;

    private final Calls calls;
    private final List<CircuitImpl> circuits;

    private World() {
        CoarseClock clock = new CoarseClock(NO_TIME);
        Moment moment = new Moment(0, Instant.EPOCH, clock, 1);
        HookFailures failures = new HookFailures(NO_TIME);
        HookRunner hooks = new HookRunner(Runnable::run, NO_TIMER, Duration.ofSeconds(1), failures);
        commits = new Commits(root, () -> moment, () -> {});
        changes = new GraphChanges(root, commits, names, CyclePolicy.REFUSE, () -> moment);
        mention = changes.mention();
        Engine engine =
                new Engine(root, names, commits, hooks, failures, clock, NO_TIMER, new Backlog(failures), () -> {});
        Ticker ticker = new Ticker(root, engine, clock, new Timers(NO_TIMER, clock, failures), () -> {}, failures);
        calls = new Calls(
                root,
                names,
                commits,
                engine,
                ticker,
                clock,
                NO_TIME::instant,
                failures,
                Runnable::run,
                InterlockSettings.builder().build());
        circuits = IntStream.range(0, Wiring.CIRCUITS)
                .mapToObj(at -> handle(at, PLAIN))
                .toList();
    }

    /** A graph of three circuits, each in its state, whatever the edges say: states first, edges then. */
    static World of(Wiring wiring, List<State> states) {
        World world = new World();
        world.circuits.forEach(world::define);
        for (int at = 0; at < Wiring.CIRCUITS; at++) {
            world.bringInto(at, states.get(at));
        }
        for (int from = 0; from < Wiring.CIRCUITS; from++) {
            world.link(from, EdgeKind.DEPENDS_ON, wiring.hard());
            world.link(from, EdgeKind.RECOVERS_AFTER, wiring.soft());
            world.link(from, EdgeKind.CASCADES_TO, wiring.cascades());
        }
        return world;
    }

    /** The handle of a circuit. */
    CircuitImpl circuit(int at) {
        return circuits.get(at);
    }

    /** Another handle for the name of a circuit, to define it anew with a dependency. */
    CircuitImpl handle(int at, int dependency) {
        return handle(at, DEPENDENT.get(dependency));
    }

    private CircuitImpl handle(int at, CircuitConfig config) {
        String name = Wiring.NAMES.get(at);
        return new CircuitImpl(calls, name, mention.number(name), config);
    }

    void define(CircuitImpl circuit) {
        changes.define(
                List.of(NewNode.circuit(circuit.name(), circuit.terms(circuit.config()), circuit.counters(), circuit)));
    }

    Outcome transition(int at, CircuitEvent event, long epoch) {
        Cause cause = new Cause(event, Optional.empty(), Optional.empty(), "");
        return commits.transition(at, circuits.get(at), event, epoch, cause);
    }

    /** What calls of the circuits meet in a graph, METRICS_ONLY ones left out: being told of a refusal is no part of the gate. */
    void checkCalls(Graph graph) {
        Naive naive = new Naive(graph);
        for (int at = 0; at < Wiring.CIRCUITS; at++) {
            CircuitImpl circuit = circuits.get(at);
            if (!naive.isDefined(at) || graph.vertex(at).owner() != circuit || naive.state(at) == State.METRICS_ONLY) {
                continue;
            }
            SteppedRoot.Request request = root.run(() -> CallAnswer.of(circuit), List.of(graph, graph, graph));
            unless(
                    request instanceof SteppedRoot.Ended ended && ended.result() instanceof CallAnswer,
                    "S8: a call of '%s' does not end: %s",
                    naive.name(at),
                    request);
            ((CallAnswer) ((SteppedRoot.Ended) request).result()).check(List.of(graph));
        }
    }

    private void link(int from, EdgeKind kind, int edges) {
        Wiring.ends(edges, from).forEach(to -> changes.link(Wiring.NAMES.get(from), kind, Wiring.NAMES.get(to)));
    }

    private void bringInto(int at, State state) {
        List<CircuitEvent> events = switch (state) {
            case CLOSED -> List.of();
            case OPEN -> List.of(CircuitEvent.OPEN);
            case HALF_OPEN -> List.of(CircuitEvent.OPEN, CircuitEvent.ATTEMPT_RECOVERY);
            case FORCED_OPEN -> List.of(CircuitEvent.FORCE_OPEN);
            case DISABLED -> List.of(CircuitEvent.DISABLE);
            case METRICS_ONLY -> List.of(CircuitEvent.METRICS_ONLY);
        };
        for (CircuitEvent event : events) {
            if (!transition(at, event, Commits.ANY_EPOCH).isApplied()) {
                throw new IllegalStateException(Wiring.NAMES.get(at) + " did not become " + state);
            }
        }
    }
}
