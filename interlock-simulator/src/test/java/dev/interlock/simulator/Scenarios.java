package dev.interlock.simulator;

import dev.interlock.simulator.file.ScenarioLibrary;
import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.policy.PolicyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Scenarios for tests, and their runs. */
public final class Scenarios {

    private Scenarios() {}

    /** One from a text. */
    public static Scenario parse(Path folder, String text) throws IOException {
        return ScenarioLibrary.read(Files.writeString(folder.resolve("scenario.yaml"), text));
    }

    /** All runs of a policy. */
    public static PolicyResult run(Scenario scenario, PolicyKind policy, int seeds) throws InterruptedException {
        try (Simulator simulator = new Simulator(2, run -> {})) {
            return simulator.run(scenario, List.of(policy), seeds).policies().get(0);
        }
    }

    /** The run with the seed 1. */
    public static RunResult run(Scenario scenario, PolicyKind policy) throws InterruptedException {
        return run(scenario, policy, 1).runs().get(0);
    }

    /** The sum of a figure from one second to another. */
    public static int sum(List<Integer> bySecond, int from, int to) {
        return bySecond.subList(from, to).stream().mapToInt(Integer::intValue).sum();
    }
}
