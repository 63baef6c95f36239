package dev.interlock.simulator.report;

import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.measure.ScenarioResult;
import dev.interlock.simulator.model.OutageModel;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.policy.PolicyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What was set out for, and what came of it.
 *
 * @param what     the figure and its goal
 * @param measured what was measured
 * @param met      whether that is enough
 */
record Goal(String what, String measured, boolean met) {

    private static final double LONGEST_WAIT = 10;

    /** What a chain may take longer that is ten times as deep: the way of one request through it. */
    private static final double WAY_BACK = 0.5;

    /** The goals that the results can tell something about. */
    static List<Goal> of(List<ScenarioResult> results, Speed speed) {
        List<Goal> goals = new ArrayList<>();
        for (ScenarioResult result : results) {
            if (result.scenario().name().startsWith("mesh-crash")) {
                mesh(result, goals);
            }
        }
        chains(results, goals);
        healthy(results, goals);
        for (ScenarioResult result : results) {
            if (result.scenario().name().startsWith("mesh-crash")) {
                deadCalls(result, goals);
            }
        }
        ramp(results, goals);
        metastable(results, goals);
        goals.add(new Goal(
                "simulated calls a second of wall time on one core, no protection: at least 1 million",
                Words.format("%.1f million", speed.callsPerSecond() / 1e6),
                speed.callsPerSecond() >= 1e6));
        goals.add(new Goal(
                Words.format("a graph of %,d services in less than 4 GiB", speed.largeServices()),
                Words.format("%.1f GiB of heap at most", speed.peakHeapBytes() / (double) (1L << 30)),
                speed.peakHeapBytes() < 4L << 30));
        return goals;
    }

    private static void mesh(ScenarioResult result, List<Goal> goals) {
        String name = result.scenario().name();
        PolicyResult interlock = policy(result, PolicyKind.INTERLOCK);
        double mean = interlock.mean(RunResult::untilLastFailure);
        double worst = interlock.worst(RunResult::untilLastFailure);
        goals.add(new Goal(
                name + ": last failed request never later than the root's own wait, 10 s",
                Words.format("worst %.1f s", worst),
                interlock.allRecovered() && worst <= LONGEST_WAIT));
        times(name, "Resilience4j as it comes", 10, policy(result, PolicyKind.RESILIENCE4J), mean, goals);
        times(name, "the best of the grid", 2.5, policy(result, PolicyKind.RESILIENCE4J_GRID), mean, goals);
        PolicyResult probe = policy(result, PolicyKind.INTERLOCK_PROBE);
        times(
                name + ", with a probe",
                "the best of the grid",
                2.5,
                policy(result, PolicyKind.RESILIENCE4J_GRID),
                probe.mean(RunResult::untilLastFailure),
                goals);
        double worstProbe = probe.worst(RunResult::untilLastFailure);
        goals.add(new Goal(
                name + ": with a probe every second at worst 1.5 s",
                Words.format("worst %.2f s", worstProbe),
                probe.allRecovered() && worstProbe <= 1.5));
    }

    private static void times(
            String name, String peer, double factor, PolicyResult other, double mean, List<Goal> goals) {
        double ratio = other.mean(RunResult::untilLastFailure) / Math.max(mean, 1e-3);
        goals.add(new Goal(
                Words.format("%s: mean at least %s times better than %s", name, plain(factor), peer),
                Words.format(
                        "%s%.1f times (%.1f s against %.1f s)",
                        other.allRecovered() ? "" : "more than ", ratio, mean, other.mean(RunResult::untilLastFailure)),
                ratio >= factor));
    }

    private static void chains(List<ScenarioResult> results, List<Goal> goals) {
        List<ScenarioResult> chains = results.stream()
                .filter(result -> result.scenario().name().startsWith("chain-"))
                .toList();
        if (chains.isEmpty()) {
            return;
        }
        List<String> measured = new ArrayList<>();
        double shallowest = policy(chains.get(0), PolicyKind.INTERLOCK).worst(RunResult::untilLastFailure);
        boolean met = true;
        for (ScenarioResult chain : chains) {
            double worst = policy(chain, PolicyKind.INTERLOCK).worst(RunResult::untilLastFailure);
            met &= worst <= LONGEST_WAIT && worst <= shallowest + WAY_BACK;
            measured.add(Words.format(
                    "%s: %.1f s (Resilience4j %.1f s)",
                    chain.scenario().name(),
                    worst,
                    policy(chain, PolicyKind.RESILIENCE4J).worst(RunResult::untilLastFailure)));
        }
        goals.add(new Goal(
                "last failed request in a chain, worst run: does not grow with depth",
                String.join(", ", measured),
                met));
    }

    private static void healthy(List<ScenarioResult> results, List<Goal> goals) {
        double most = 0;
        for (ScenarioResult result : results) {
            for (PolicyResult policy : rootIsDown(result.scenario()) ? result.policies() : List.<PolicyResult>of()) {
                if (policy.policy().isInterlock()) {
                    most = Math.max(most, policy.worst(RunResult::openedThoughHealthy));
                }
            }
        }
        goals.add(new Goal(
                "circuits opened though no outage hit their service, all scenarios in which a service is down: 0",
                Words.format("at most %.0f", most),
                most == 0));
    }

    /** Rather than only short of capacity: then its callers may really run out of workers, which is an outage of their own. */
    private static boolean rootIsDown(Scenario scenario) {
        return scenario.outages().stream()
                .noneMatch(
                        outage -> outage.kind() == OutageModel.Kind.FLUSH || outage.kind() == OutageModel.Kind.DEPLOY);
    }

    /** A call that finds the circuit closed is needed to open it, or in flight when it opens; then each attempt has one permit. */
    private static void deadCalls(ScenarioResult result, List<Goal> goals) {
        PolicyResult interlock = policy(result, PolicyKind.INTERLOCK);
        Scenario scenario = result.scenario();
        int target = scenario.outages().get(0).service();
        int threshold =
                scenario.topology().configs().get(target).failureThreshold().orElse(1);
        long mostToTrip = 0;
        double attempts = interlock.mean(RunResult::attempts);
        for (RunResult run : interlock.runs()) {
            mostToTrip = Math.max(mostToTrip, run.callsOnTheDead() - run.attempts());
        }
        // In flight: what 2,300 calls a second come to within the millisecond or two until the second failure is known.
        int inFlight = 10;
        goals.add(new Goal(
                scenario.name()
                        + ": calls on the dead root are those needed to trip or in flight, then one per attempt",
                Words.format(
                        "%.1f calls for %.1f attempts (mean); at most %d before the first",
                        interlock.mean(RunResult::callsOnTheDead), attempts, mostToTrip),
                mostToTrip <= threshold + inFlight));
    }

    private static void ramp(List<ScenarioResult> results, List<Goal> goals) {
        double most = 0;
        for (ScenarioResult result : results) {
            // Elsewhere a service has so few calls that five seconds of them show chance and not load.
            String name = result.scenario().name();
            boolean busy = name.startsWith("mesh-") || name.startsWith("metastable");
            for (PolicyKind kind : busy
                    ? List.of(PolicyKind.INTERLOCK_RAMP, PolicyKind.INTERLOCK_PROBE_RAMP)
                    : List.<PolicyKind>of()) {
                most = Math.max(most, policy(result, kind).worst(RunResult::peakLoad));
            }
        }
        goals.add(new Goal(
                "peak load on the repaired service with a ramp, mesh and metastable scenarios: at most 1.1 times its steady state",
                Words.format("at most %.2f times", most),
                most <= 1.1));
    }

    private static void metastable(List<ScenarioResult> results, List<Goal> goals) {
        BiFunction<ScenarioResult, PolicyKind, String> told = (result, kind) -> {
            PolicyResult policy = policy(result, kind);
            return policy.allRecovered()
                    ? Words.format("worst %.1f s", policy.worst(RunResult::untilLastFailure))
                    : Words.format(
                            "down in %d of %d runs",
                            policy.runs().size() - policy.recovered(),
                            policy.runs().size());
        };
        for (ScenarioResult result : results) {
            if (result.scenario().name().startsWith("metastable")) {
                PolicyResult ramp = policy(result, PolicyKind.INTERLOCK_RAMP);
                goals.add(new Goal(
                        result.scenario().name() + ": Interlock back by itself within 30 s of the trigger's end",
                        Words.format(
                                "with a ramp %s; without one %s; Resilience4j %s",
                                told.apply(result, PolicyKind.INTERLOCK_RAMP),
                                told.apply(result, PolicyKind.INTERLOCK),
                                told.apply(result, PolicyKind.RESILIENCE4J)),
                        ramp.allRecovered() && ramp.worst(RunResult::untilLastFailure) <= 30));
            }
        }
    }

    private static PolicyResult policy(ScenarioResult result, PolicyKind kind) {
        return result.of(kind).orElseThrow();
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Words.format("%.0f", value) : String.valueOf(value);
    }
}
