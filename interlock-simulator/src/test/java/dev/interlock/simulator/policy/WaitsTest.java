package dev.interlock.simulator.policy;

import static dev.interlock.simulator.Scenarios.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interlock.simulator.file.ScenarioLibrary;
import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.measure.StateChange;
import dev.interlock.simulator.model.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That both libraries wait as the circuit's configuration says. */
class WaitsTest {

    @TempDir
    Path folder;

    private List<Double> waits(PolicyKind policy, String options, String scenario) throws Exception {
        Files.writeString(folder.resolve("one.yaml"), "version: 1\ncircuits:\n  one: {" + options + "}\n");
        Scenario read = ScenarioLibrary.read(Files.writeString(
                folder.resolve("scenario.yaml"),
                "version: 1\ntopology: one.yaml\n" + scenario
                        + "\noutages:\n  - {kind: crash, service: one, at: 10s, for: 160s}\n"));
        RunResult run = run(read, policy);
        List<Double> waits = new ArrayList<>();
        long opened = 0;
        for (StateChange change : run.changes().get(0)) {
            if (change.to() == Transitions.Phase.OPEN) {
                opened = change.at();
            } else if (change.to() == Transitions.Phase.HALF_OPEN) {
                waits.add((change.at() - opened) / 1e9);
            }
        }
        return waits;
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyKind.class,
            names = {"RESILIENCE4J", "INTERLOCK"})
    void waits_growAsTheCircuitSays_asFarAsItSays(PolicyKind policy) throws Exception {
        List<Double> waits =
                waits(policy, "failureThreshold: 3, resetTimeout: 10s, backoffMultiplier: 2, maxResetTimeout: 30s", "");
        assertThat(waits.subList(0, 4))
                .satisfiesExactly(
                        wait -> assertThat(wait).isCloseTo(10, within(0.2)),
                        wait -> assertThat(wait).isCloseTo(20, within(0.2)),
                        wait -> assertThat(wait).isCloseTo(30, within(0.2)),
                        wait -> assertThat(wait).isCloseTo(30, within(0.2)));
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyKind.class,
            names = {"RESILIENCE4J", "INTERLOCK"})
    void waits_areSpreadByTheCircuitsJitter_orTheScenarios(PolicyKind policy) throws Exception {
        String circuit = "failureThreshold: 3, resetTimeout: 10s, jitter: 50%";
        assertThat(waits(policy, circuit, ""))
                .allSatisfy(wait -> assertThat(wait).isBetween(4.9, 10.2))
                .anySatisfy(wait -> assertThat(wait).isLessThan(9));
        assertThat(waits(policy, circuit, "circuits: {jitter: 0}"))
                .allSatisfy(wait -> assertThat(wait).isCloseTo(10, within(0.2)));
    }

    @Test
    void resilience4j_asItComes_permitsAsManyCallsAsTheCircuit() throws Exception {
        Files.writeString(
                folder.resolve("one.yaml"),
                "version: 1\ncircuits:\n  one: {failureThreshold: 3, resetTimeout: 10s, halfOpenCalls: 7}\n");
        Scenario read = ScenarioLibrary.read(Files.writeString(
                folder.resolve("scenario.yaml"),
                "version: 1\ntopology: one.yaml\noutages:\n  - {kind: crash, service: one, at: 10s, for: 11s}\n"));
        assertThat(run(read, PolicyKind.RESILIENCE4J).callsOnTheDead())
                .as("three to open it, then one attempt")
                .isBetween(3L + 7, 3L + 7 + 2);
    }
}
