package dev.interlock.simulator;

import static dev.interlock.simulator.Scenarios.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.simulator.file.ScenarioLibrary;
import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.measure.ScenarioResult;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.policy.PolicyKind;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatorTest {

    private static final Scenario CHAIN = ScenarioLibrary.shipped("chain-5");

    @ParameterizedTest
    @EnumSource(value = PolicyKind.class, mode = EnumSource.Mode.EXCLUDE, names = "RESILIENCE4J_GRID")
    void run_ofTheSameSeed_isTheSameToTheLastFigure(PolicyKind policy) throws Exception {
        assertThat(run(CHAIN, policy)).isEqualTo(run(CHAIN, policy));
    }

    @Test
    void runs_ofDifferentSeeds_differ() throws Exception {
        List<RunResult> runs = run(CHAIN, PolicyKind.INTERLOCK, 2).runs();
        assertThat(runs.get(0)).isNotEqualTo(runs.get(1));
    }

    @Test
    void everyPolicy_meetsTheSameRequests() throws Exception {
        RunResult none = run(CHAIN, PolicyKind.NONE);
        for (PolicyKind policy : List.of(PolicyKind.RESILIENCE4J, PolicyKind.INTERLOCK, PolicyKind.INTERLOCK_PROBE)) {
            RunResult run = run(CHAIN, policy);
            int seconds = Math.min(none.entered().size(), run.entered().size());
            assertThat(run.entered().subList(0, seconds))
                    .isEqualTo(none.entered().subList(0, seconds));
        }
    }

    @Test
    void jobs_changeNothingButTheTime() throws Exception {
        try (Simulator one = new Simulator(1, run -> {});
                Simulator three = new Simulator(3, run -> {})) {
            List<PolicyKind> policies = List.of(PolicyKind.RESILIENCE4J, PolicyKind.INTERLOCK);
            assertThat(three.run(CHAIN, policies, 3).policies())
                    .isEqualTo(one.run(CHAIN, policies, 3).policies());
        }
    }

    @Test
    void grid_isNoWorseThanResilience4jAsItComes_andTellsItsSettings() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Scenario scenario = ScenarioLibrary.shipped("chain-2");
        List<PolicyKind> policies = List.of(PolicyKind.RESILIENCE4J, PolicyKind.RESILIENCE4J_GRID);
        try (Simulator simulator = new Simulator(2, runs::addAndGet)) {
            ScenarioResult result = simulator.run(scenario, policies, 3);
            PolicyResult grid = result.of(PolicyKind.RESILIENCE4J_GRID).orElseThrow();
            assertThat(grid.variant()).contains("permits", "minimum calls", "ends the wait", "refusals");
            assertThat(grid.runs()).hasSize(3);
            assertThat(grid.runs().get(0).entered()).isNotEmpty();
            assertThat(grid.runs().get(1).entered()).as("only plots need it").isEmpty();
            assertThat(grid.mean(RunResult::untilLastFailure))
                    .isLessThan(result.of(PolicyKind.RESILIENCE4J).orElseThrow().mean(RunResult::untilLastFailure));
        }
        assertThat(runs).hasValue(Simulator.runs(policies, 3));
    }

    @Test
    void simulator_thatIsClosed_endsItsRuns() {
        Simulator simulator = new Simulator(1, run -> {});
        Thread closer = new Thread(simulator::close);
        assertThatThrownBy(() -> {
                    closer.start();
                    while (true) { // until a run meets the end
                        ScenarioResult unused = simulator.run(CHAIN, List.of(PolicyKind.NONE), 1);
                    }
                })
                .isInstanceOfAny(
                        InterruptedException.class,
                        java.util.concurrent.RejectedExecutionException.class,
                        java.util.concurrent.CancellationException.class);
    }
}
