package dev.interlock.verification.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.CircuitOperator;
import dev.interlock.DependencyCycleException;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.TransitionResult;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.model.ReferenceCalls.Meaning;
import dev.interlock.verification.model.ReferenceChanges.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/** Plays a plan on a real interlock and on the reference, and compares everything after each step. */
final class Player {

    private static final Actor ACTOR = Actor.of("operator");

    /** How many circuits are asked everything after a step, in turn. */
    private static final int ASKED = 12;

    private record Known(Circuit circuit, ReferenceNode node) {}

    private final Plan plan;
    private final ManualTime time = ManualTime.create();
    private final Answers answers = new Answers();
    private final ReferenceChanges reference = new ReferenceChanges(answers);
    private final Interlock interlock;
    private final Comparison comparison;
    private final PlayedCalls calls;
    private final EventOrder order = new EventOrder();
    private final List<InterlockEvent> events = new ArrayList<>();
    private final List<InterlockEvent> toAnother = new ArrayList<>();

    /** The handles, also of circuits that were removed. */
    private final Map<Integer, Known> known = new HashMap<>();

    private int turn;

    private Player(Plan plan) {
        this.plan = plan;
        interlock = Interlock.create(settings ->
                settings.timeSource(time).scheduler(time).hookExecutor(time).seed(1));
        comparison = new Comparison(interlock, reference, time.instant());
        calls = new PlayedCalls(reference, comparison);
    }

    /** Plays a plan from its definitions to its last step. */
    static void play(Plan plan) {
        Player player = new Player(plan);
        try (Interlock interlock = player.interlock) {
            interlock.on(InterlockEvent.class, player.events::add);
            interlock.on(InterlockEvent.class, player.toAnother::add);
            player.defineAll();
            for (int place = 0; place < plan.steps().size(); place++) {
                Step step = plan.steps().get(place);
                try {
                    player.step(step);
                    player.compare();
                } catch (Throwable different) {
                    throw new AssertionError(
                            "after step " + place + ", " + step + ": " + different.getMessage(), different);
                }
            }
        }
    }

    private void defineAll() {
        List<NodePlan> circuits =
                plan.nodes().stream().filter(node -> !node.signal()).toList();
        interlock.defineAll(all ->
                circuits.forEach(node -> all.define(node.name(), builder -> node.configure(builder, plan, answers))));
        assertThat(reference.define(circuits, plan)).isEqualTo(Fate.DONE);
        circuits.forEach(this::know);
        plan.nodes().stream().filter(NodePlan::signal).forEach(this::define);
        compare();
    }

    private void know(NodePlan plan) {
        ReferenceNode node = reference.graph.nodes.get(plan.name());
        if (node != null && node.isCircuit()) {
            known.put(plan.number(), new Known(interlock.circuit(plan.name()), node));
        }
    }

    private void step(Step step) {
        switch (step.action()) {
            case ADVANCE -> {
                time.advance(Duration.ofNanos(step.nanos()));
                reference.advance(step.nanos());
            }
            case END_SUCCESS, END_FAILURE, END_IGNORED, END_CLOSED -> calls.end(step.other(), step.action());
            case GUARD -> {
                String guard = List.of(NodePlan.RECOVERY_GUARD, NodePlan.RESET_GUARD, NodePlan.CALL_GUARD)
                        .get(step.other() % 3);
                answers.put(plan.name(step.node()), guard, Answers.ALL.get((int) (step.nanos() % 3)));
            }
            case SIGNAL ->
                answers.put(plan.name(plan.circuits() + step.node() % 2), "", Answers.ALL.get(step.other() % 3));
            case LINK -> link(plan.name(step.node()), step.kind(), plan.name(step.other()));
            case UNLINK ->
                Comparison.same(
                        "unlink",
                        "result",
                        interlock.unlink(plan.name(step.node()), step.kind(), plan.name(step.other())),
                        reference.unlink(plan.name(step.node()), step.kind(), plan.name(step.other())));
            case REMOVE ->
                Comparison.same(
                        "remove",
                        "result",
                        interlock.remove(plan.name(step.node())),
                        reference.remove(plan.name(step.node())));
            case DEFINE -> plan.node(step.node()).ifPresent(this::define);
            default -> {
                Known on = known.get(step.node());
                if (on != null) {
                    move(step, on);
                }
            }
        }
    }

    private void move(Step step, Known on) {
        Known other = known.getOrDefault(step.other(), on);
        switch (step.action()) {
            case CALL_SUCCEEDS -> calls.call(on.circuit, on.node, Meaning.SUCCESS);
            case CALL_FAILS -> calls.call(on.circuit, on.node, Meaning.FAILURE);
            case CALL_IS_NEUTRAL -> calls.call(on.circuit, on.node, Meaning.IGNORED);
            case NESTED_SUCCEEDS -> calls.nested(on.circuit, on.node, other.circuit, other.node, false);
            case NESTED_FAILS -> calls.nested(on.circuit, on.node, other.circuit, other.node, true);
            case ACQUIRE -> calls.acquire(on.circuit, on.node, step.other() % 2 == 0);
            default -> {
                if (reference.isThere(on.node)) {
                    transition(step.action(), on);
                }
            }
        }
    }

    private void transition(Step.Action action, Known on) {
        CircuitOperator operator = on.circuit.operator();
        CircuitEvent event = CircuitEvent.valueOf(action.name());
        TransitionResult result = switch (event) {
            case ATTEMPT_RECOVERY -> on.circuit.attemptRecovery();
            case RESET -> on.circuit.reset();
            case OPEN -> operator.open(ACTOR, "step");
            case FORCE_OPEN -> operator.forceOpen(ACTOR, "step");
            case FORCE_CLOSE -> operator.forceClose(ACTOR, "step");
            case DISABLE -> operator.disable(ACTOR, "step");
            case METRICS_ONLY -> operator.metricsOnly(ACTOR, "step");
            case RELEASE -> operator.release(ACTOR, "step");
            case TRIP, CASCADE -> throw new IllegalArgumentException(action.toString());
        };
        boolean guarded = event == CircuitEvent.ATTEMPT_RECOVERY || event == CircuitEvent.RESET;
        List<String> reasons =
                guarded ? reference.attempt(on.node, event, false) : reference.operate(on.node, event, ACTOR);
        Comparison.same(on.node.name(), "result of " + event, Told.words(result.reasons()), reasons);
        Comparison.same(on.node.name(), "applied", result.isApplied(), reasons.isEmpty());
    }

    private void link(String from, EdgeKind kind, String to) {
        Fate fate = Fate.DONE; // or nothing to do; the graph tells
        try {
            interlock.link(from, kind, to);
        } catch (DependencyCycleException cycle) {
            fate = Fate.CYCLE;
            assertThat(cycle.path()).startsWith(from, to).endsWith(from);
        } catch (InvalidConfigurationException invalid) {
            fate = Fate.INVALID;
        } catch (NoSuchElementException nothing) {
            fate = Fate.NOT_THERE;
        }
        Fate expected = reference.link(from, kind, to);
        Comparison.same(from, "fate of the edge", fate, expected == Fate.NOTHING_TO_DO ? Fate.DONE : expected);
    }

    private void define(NodePlan node) {
        Fate fate = Fate.DONE;
        try {
            if (node.signal()) {
                String[] targets =
                        node.edges().stream().map(edge -> plan.name(edge.to())).toArray(String[]::new);
                interlock.signal(
                        node.name(),
                        () -> answers.ask(node.name(), ""),
                        signal -> signal.interval(Duration.ofNanos(node.resetTimeout()))
                                .cascadesTo(targets));
            } else {
                interlock.define(node.name(), builder -> node.configure(builder, plan, answers));
            }
        } catch (DependencyCycleException cycle) {
            fate = Fate.CYCLE;
        } catch (InvalidConfigurationException invalid) {
            fate = Fate.INVALID;
        }
        NodePlan expected = node.signal() ? Plans.enforced(node) : node;
        Comparison.same(node.name(), "fate of the definition", fate, reference.define(List.of(expected), plan));
        if (fate == Fate.DONE) {
            know(node);
        }
    }

    private void compare() {
        List<InterlockEvent> news = List.copyOf(events);
        assertThat(toAnother).as("what another listener was told").isEqualTo(news);
        events.clear();
        toAnother.clear();
        Comparison.same("interlock", "news", byNode(news.stream().map(Told::of).toList()), byNode(reference.told));
        reference.told.clear();
        order.check(news, reference.graph);
        comparison.states();
        calls.refusalsSayTheSame();
        List<NodePlan> nodes = plan.nodes();
        for (int i = 0; i < Math.min(ASKED, nodes.size()); i++) {
            comparison.answers(nodes.get(turn++ % nodes.size()).name());
        }
        assertThat(events).as("told because somebody asked").isEmpty();
    }

    private static Map<String, List<String>> byNode(List<Told> told) {
        Map<String, List<String>> byNode = new TreeMap<>();
        told.forEach(each ->
                byNode.computeIfAbsent(each.node(), unused -> new ArrayList<>()).add(each.text()));
        return byNode;
    }
}
