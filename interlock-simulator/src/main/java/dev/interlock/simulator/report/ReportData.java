package dev.interlock.simulator.report;

import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.measure.ScenarioResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Results as maps, lists, strings and numbers, for JSON. docs/simulator.md tells the fields. */
public final class ReportData {

    private ReportData() {}

    /**
     * All results.
     *
     * @param results one for each scenario
     * @return what to write
     */
    public static Map<String, Object> of(List<ScenarioResult> results) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("version", 1);
        data.put("scenarios", results.stream().map(ReportData::scenario).toList());
        return data;
    }

    private static Map<String, Object> scenario(ScenarioResult result) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", result.scenario().name());
        data.put("title", result.scenario().title());
        data.put("services", result.scenario().topology().size());
        data.put("edges", result.scenario().topology().edges());
        data.put("outageSeconds", Words.seconds(result.scenario().outageAt()));
        data.put("repairSeconds", Words.seconds(result.scenario().repairAt()));
        data.put("seeds", result.seeds());
        data.put("policies", result.policies().stream().map(ReportData::policy).toList());
        return data;
    }

    private static Map<String, Object> policy(PolicyResult policy) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("policy", policy.policy().word());
        if (!policy.variant().isEmpty()) {
            data.put("settings", policy.variant());
        }
        data.put("recoveredRuns", policy.recovered());
        figure(data, policy, "secondsUntilLastFailure", RunResult::untilLastFailure);
        figure(data, policy, "openedThoughHealthy", RunResult::openedThoughHealthy);
        figure(data, policy, "callsOnTheDead", RunResult::callsOnTheDead);
        figure(data, policy, "requestsLost", RunResult::lost);
        figure(data, policy, "peakLoad", RunResult::peakLoad);
        figure(data, policy, "refusedAtTheTop", RunResult::refusedAtTheTop);
        figure(data, policy, "refusedDeep", RunResult::refusedDeep);
        List<Map<String, Object>> runs = new ArrayList<>();
        for (int i = 0; i < policy.runs().size(); i++) {
            runs.add(run(i + 1, policy.runs().get(i)));
        }
        data.put("runs", runs);
        return data;
    }

    private static void figure(
            Map<String, Object> data, PolicyResult policy, String name, ToDoubleFunction<RunResult> figure) {
        Map<String, Object> both = new LinkedHashMap<>(); // and no other map: the same results are the same text
        both.put("mean", policy.mean(figure));
        both.put("worst", policy.worst(figure));
        data.put(name, both);
    }

    private static Map<String, Object> run(int seed, RunResult run) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("seed", seed);
        data.put("recovered", run.recovered());
        data.put("secondsUntilLastFailure", run.untilLastFailure());
        data.put("openedThoughHealthy", run.openedThoughHealthy());
        data.put("callsOnTheDead", run.callsOnTheDead());
        data.put("requestsLost", run.lost());
        data.put("peakLoad", run.peakLoad());
        data.put("refusedAtTheTop", run.refusedAtTheTop());
        data.put("refusedDeep", run.refusedDeep());
        data.put("calls", run.calls());
        data.put("simulatedSeconds", run.seconds());
        return data;
    }
}
