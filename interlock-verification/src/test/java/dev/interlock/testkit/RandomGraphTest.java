package dev.interlock.testkit;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.DependencyCycleException;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Permit;
import dev.interlock.testkit.InterlockChecks.Option;
import dev.interlock.testkit.property.Generator;
import dev.interlock.testkit.property.Generators;
import dev.interlock.testkit.property.GraphSpec;
import dev.interlock.testkit.property.Property;
import dev.interlock.testkit.property.Shrinker;
import dev.interlock.testkit.property.Shrinkers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any graph, any sequence of steps: every published state agrees with a computation from scratch, and nothing is left behind. */
class RandomGraphTest {

    private static final Actor ACTOR = Actor.of("test");
    private static final int TRIES = 300;

    private enum Action {
        ADVANCE,
        SUCCEED,
        FAIL,
        FAIL_AGAIN,
        ATTEMPT_RECOVERY,
        RESET,
        OPEN,
        FORCE_OPEN,
        FORCE_CLOSE,
        DISABLE,
        METRICS_ONLY,
        RELEASE,
        LINK,
        UNLINK,
        REMOVE,
        DEFINE
    }

    private record Step(Action action, int node, EdgeKind kind, int other) {}

    private record Scenario(GraphSpec graph, List<Step> steps) {}

    private static final Generator<Step> STEP = random -> new Step(
            Generators.picks(Action.values()).generate(random),
            random.nextInt(GraphSpec.MAX_NODES),
            Generators.picks(EdgeKind.values()).generate(random),
            random.nextInt(GraphSpec.MAX_NODES));

    private static final Generator<Scenario> SCENARIO = random -> new Scenario(
            Generators.graphs(10).generate(random), Generators.lists(STEP, 60).generate(random));

    private static final Shrinker<Scenario> SIMPLER = scenario -> Stream.concat(
            Shrinkers.<Step>lists().candidates(scenario.steps).map(steps -> new Scenario(scenario.graph, steps)),
            Shrinkers.graphs().candidates(scenario.graph).map(graph -> new Scenario(graph, scenario.steps)));

    @ParameterizedTest
    @EnumSource
    void snapshot_afterAnyStep_isConsistent(CyclePolicy cycles) {
        Property.named("every published state agrees with a computation from scratch, " + cycles)
                .tries(TRIES)
                .forAll(SCENARIO, SIMPLER, scenario -> play(scenario, cycles));
    }

    private static void play(Scenario scenario, CyclePolicy cycles) {
        Option[] options = cycles == CyclePolicy.CONDENSE ? new Option[] {Option.ALLOW_CYCLES} : new Option[0];
        ManualTime time = ManualTime.create();
        try (Interlock interlock = Interlock.create(settings -> settings.timeSource(time)
                .scheduler(time)
                .hookExecutor(time)
                .seed(42)
                .cycles(cycles))) {
            scenario.graph.defineIn(
                    interlock, config -> config.failureThreshold(1).resetTimeout(Duration.ofSeconds(10)));
            InterlockChecks.assertConsistent(interlock.snapshot(), options);
            for (Step step : scenario.steps) {
                String node = GraphSpec.name(step.node % scenario.graph.nodes());
                String other = GraphSpec.name(step.other % scenario.graph.nodes());
                change(interlock, step, node, other);
                interlock.find(node).ifPresent(circuit -> move(step.action, circuit));
                if (step.action == Action.ADVANCE) {
                    time.advance(Duration.ofSeconds(4));
                }
                InterlockChecks.assertConsistent(interlock.snapshot(), options);
            }
            InterlockChecks.verify(interlock, time, options);
        }
    }

    private static void move(Action action, Circuit circuit) {
        switch (action) {
            case SUCCEED -> circuit.tryAcquire().ifPresent(Permit::success);
            case FAIL, FAIL_AGAIN ->
                circuit.tryAcquire().ifPresent(permit -> permit.failure(new OutageException("any")));
            case ATTEMPT_RECOVERY -> circuit.attemptRecovery();
            case RESET -> circuit.reset();
            case OPEN -> circuit.operator().open(ACTOR, "step");
            case FORCE_OPEN -> circuit.operator().forceOpen(ACTOR, "step");
            case FORCE_CLOSE -> circuit.operator().forceClose(ACTOR, "step");
            case DISABLE -> circuit.operator().disable(ACTOR, "step");
            case METRICS_ONLY -> circuit.operator().metricsOnly(ACTOR, "step");
            case RELEASE -> circuit.operator().release(ACTOR, "step");
            default -> {}
        }
    }

    private static void change(Interlock interlock, Step step, String node, String other) {
        boolean defined = interlock.find(node).isPresent();
        switch (step.action) {
            case LINK -> {
                if (defined) {
                    try {
                        interlock.link(node, step.kind, other);
                    } catch (DependencyCycleException | InvalidConfigurationException refused) {
                        // Fine: then nothing may have changed, which the check of the snapshot sees.
                    }
                }
            }
            case UNLINK -> interlock.unlink(node, step.kind, other);
            case REMOVE -> interlock.remove(node);
            case DEFINE -> {
                if (!defined) {
                    interlock.define(node, config -> config.failureThreshold(1).resetTimeout(Duration.ofSeconds(10)));
                }
            }
            default -> {}
        }
    }
}
