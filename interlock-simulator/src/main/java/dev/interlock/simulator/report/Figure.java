package dev.interlock.simulator.report;

import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.model.Scenario;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One column of every table.
 *
 * @param title   a word or three
 * @param meaning what it is, in one line
 * @param cell    the value, for a reader
 */
record Figure(String title, String meaning, BiFunction<Scenario, PolicyResult, String> cell) {

    /** All, in the order of the tables. */
    static final List<Figure> ALL = List.of(
            new Figure("last", "seconds from the repair until the last failed request, mean", Figure::mean),
            new Figure("worst", "the same, in the worst run", Figure::worst),
            new Figure(
                    "opened",
                    "breakers that opened although no outage hit their service",
                    (scenario, policy) -> number(policy.mean(RunResult::openedThoughHealthy))),
            new Figure(
                    "dead",
                    "calls let through to the service while none of them could succeed",
                    (scenario, policy) -> scenario.outages().stream().anyMatch(scenario::isDead)
                            ? number(policy.mean(RunResult::callsOnTheDead))
                            : "-"),
            new Figure(
                    "lost",
                    "requests that failed since the outage began",
                    (scenario, policy) -> number(policy.mean(RunResult::lost))),
            new Figure(
                    "peak",
                    "busiest five seconds of the service after its repair, against its steady state",
                    (scenario, policy) -> Words.format("%.2f", policy.mean(RunResult::peakLoad))),
            new Figure(
                    "top",
                    "calls refused at the top, to clients",
                    (scenario, policy) -> number(policy.mean(RunResult::refusedAtTheTop))),
            new Figure(
                    "deep",
                    "calls refused deep in the graph, to services",
                    (scenario, policy) -> number(policy.mean(RunResult::refusedDeep))));

    private static String mean(Scenario scenario, PolicyResult policy) {
        String sign = policy.allRecovered() ? "" : "> ";
        return sign + Words.format("%.1f", policy.mean(RunResult::untilLastFailure));
    }

    private static String worst(Scenario scenario, PolicyResult policy) {
        return policy.allRecovered()
                ? Words.format("%.1f", policy.worst(RunResult::untilLastFailure))
                : policy.recovered() == 0
                        ? "never"
                        : "never in " + (policy.runs().size() - policy.recovered());
    }

    private static String number(double value) {
        return value < 10 && value != Math.rint(value) ? Words.format("%.1f", value) : Words.format("%,.0f", value);
    }
}
