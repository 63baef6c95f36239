package dev.interlock.testkit;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.testkit.property.Generator;
import dev.interlock.testkit.property.Generators;
import dev.interlock.testkit.property.GraphSpec;
import dev.interlock.testkit.property.Property;
import dev.interlock.testkit.property.Shrinker;
import dev.interlock.testkit.property.Shrinkers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Any graph, any sequence of steps: every published state agrees with a computation from scratch. */
class RandomGraphTest {

    private static final Actor ACTOR = Actor.of("test");

    private enum Action {
        ADVANCE,
        SUCCEED,
        FAIL,
        ATTEMPT_RECOVERY,
        RESET,
        OPEN,
        FORCE_OPEN,
        FORCE_CLOSE,
        DISABLE,
        METRICS_ONLY,
        RELEASE
    }

    private record Step(Action action, int node) {}

    private record Scenario(GraphSpec graph, List<Step> steps) {}

    private static final Generator<Step> STEP = random ->
            new Step(Action.values()[random.nextInt(Action.values().length)], random.nextInt(GraphSpec.MAX_NODES));

    private static final Generator<Scenario> SCENARIO = random -> new Scenario(
            Generators.graphs(10).generate(random), Generators.lists(STEP, 40).generate(random));

    private static final Shrinker<Scenario> SIMPLER = scenario -> Stream.concat(
            Shrinkers.<Step>lists().candidates(scenario.steps).map(steps -> new Scenario(scenario.graph, steps)),
            Shrinkers.graphs().candidates(scenario.graph).map(graph -> new Scenario(graph, scenario.steps)));

    @Test
    void snapshot_afterAnyStep_isConsistent() {
        Property.named("every published state agrees with a computation from scratch")
                .tries(300)
                .forAll(SCENARIO, SIMPLER, RandomGraphTest::play);
    }

    private static void play(Scenario scenario) {
        ManualTime time = ManualTime.create();
        try (Interlock interlock = Interlock.create(settings ->
                settings.timeSource(time).scheduler(time).hookExecutor(time).seed(42))) {
            scenario.graph.defineIn(
                    interlock, config -> config.failureThreshold(1).resetTimeout(Duration.ofSeconds(10)));
            InterlockChecks.assertConsistent(interlock.snapshot());
            for (Step step : scenario.steps) {
                String name = GraphSpec.name(step.node % scenario.graph.nodes());
                apply(step.action, interlock.circuit(name), time);
                InterlockChecks.assertConsistent(interlock.snapshot());
            }
            InterlockChecks.verify(interlock, time);
        }
    }

    private static void apply(Action action, Circuit circuit, ManualTime time) {
        switch (action) {
            case ADVANCE -> time.advance(Duration.ofSeconds(4));
            case SUCCEED -> circuit.tryAcquire().ifPresent(permit -> permit.success());
            case FAIL -> circuit.tryAcquire().ifPresent(permit -> permit.failure(new OutageException("any")));
            case ATTEMPT_RECOVERY -> circuit.attemptRecovery();
            case RESET -> circuit.reset();
            case OPEN -> circuit.operator().open(ACTOR, "step");
            case FORCE_OPEN -> circuit.operator().forceOpen(ACTOR, "step");
            case FORCE_CLOSE -> circuit.operator().forceClose(ACTOR, "step");
            case DISABLE -> circuit.operator().disable(ACTOR, "step");
            case METRICS_ONLY -> circuit.operator().metricsOnly(ACTOR, "step");
            case RELEASE -> circuit.operator().release(ACTOR, "step");
        }
    }
}
