package dev.interlock.simulator;

import static dev.interlock.simulator.Scenarios.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.simulator.file.ScenarioLibrary;
import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.policy.PolicyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/recovery-benchmark.md says of twenty seeds, with three: that coordination is worth something, and nothing is bent. */
class CoordinationTest {

    private static final int SEEDS = 3;
    private static final double WAIT = 10;
    private static final double WAY_BACK = 0.5;

    @ParameterizedTest
    @ValueSource(strings = {"mesh-crash-20", "mesh-crash-60", "mesh-errors"})
    void interlock_isBackWithinTheRootsOwnWait_andOpensNothingElse(String name) throws Exception {
        Scenario scenario = ScenarioLibrary.shipped(name);
        PolicyResult interlock = run(scenario, PolicyKind.INTERLOCK, SEEDS);
        PolicyResult resilience4j = run(scenario, PolicyKind.RESILIENCE4J, SEEDS);
        assertThat(interlock.allRecovered()).isTrue();
        assertThat(interlock.worst(RunResult::untilLastFailure)).isLessThan(WAIT + WAY_BACK);
        assertThat(interlock.worst(RunResult::openedThoughHealthy)).isZero();
        assertThat(resilience4j.mean(RunResult::untilLastFailure))
                .isGreaterThan(10 * interlock.mean(RunResult::untilLastFailure));
        assertThat(resilience4j.mean(RunResult::openedThoughHealthy)).isGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mesh-hang", "mesh-slow", "mesh-partition"})
    void interlock_blamesTheRootAlone_whenCallsWaitForIt(String name) throws Exception {
        PolicyResult interlock = run(ScenarioLibrary.shipped(name), PolicyKind.INTERLOCK, SEEDS);
        assertThat(interlock.allRecovered()).isTrue();
        assertThat(interlock.worst(RunResult::openedThoughHealthy)).isZero();
        assertThat(interlock.worst(RunResult::untilLastFailure)).isLessThan(WAIT + 1.5); // a request may wait, too
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain-2", "chain-5", "chain-10"})
    void interlock_isBackAsSoon_howeverDeepTheChain(String name) throws Exception {
        PolicyResult interlock = run(ScenarioLibrary.shipped(name), PolicyKind.INTERLOCK, SEEDS);
        assertThat(interlock.worst(RunResult::untilLastFailure)).isLessThan(WAIT + WAY_BACK);
        assertThat(interlock.worst(RunResult::openedThoughHealthy)).isZero();
    }

    @Test
    void probe_endsTheOutageWithinItsInterval() throws Exception {
        PolicyResult probe = run(ScenarioLibrary.shipped("mesh-crash-20"), PolicyKind.INTERLOCK_PROBE, SEEDS);
        assertThat(probe.worst(RunResult::untilLastFailure)).isLessThan(1.5);
    }

    @Test
    void ramp_neverPutsMoreOnTheRepairedRootThanUsual() throws Exception {
        PolicyResult ramp = run(ScenarioLibrary.shipped("mesh-crash-20"), PolicyKind.INTERLOCK_RAMP, SEEDS);
        assertThat(ramp.worst(RunResult::peakLoad)).isBetween(0.9, 1.1);
    }

    @Test
    void metastableFailure_keepsIndependentBreakersDown_andARampEndsIt() throws Exception {
        Scenario scenario = ScenarioLibrary.shipped("metastable");
        assertThat(run(scenario, PolicyKind.RESILIENCE4J, SEEDS).recovered()).isZero();
        PolicyResult ramp = run(scenario, PolicyKind.INTERLOCK_RAMP, SEEDS);
        assertThat(ramp.allRecovered()).isTrue();
        assertThat(ramp.worst(RunResult::untilLastFailure)).isLessThan(30);
    }

    @Test
    void probes_doNotReachTheDeadServiceAsCalls() throws Exception {
        Scenario scenario = ScenarioLibrary.shipped("mesh-crash-60");
        assertThat(run(scenario, PolicyKind.INTERLOCK_PROBE, SEEDS).worst(RunResult::callsOnTheDead))
                .isLessThan(15);
    }
}
