package dev.interlock.simulator.report;

import dev.interlock.simulator.Simulator;
import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.ScenarioResult;
import dev.interlock.simulator.policy.PolicyKind;
import dev.interlock.simulator.policy.Resilience4jVariant;
import java.util.List;

/** docs/recovery-benchmark.md. */
public final class BenchmarkPage {

    private BenchmarkPage() {}

    /**
     * Writes it.
     *
     * @param results of all shipped scenarios but the large one
     * @param speed   how fast it was
     * @param command what was typed
     * @return a Markdown document
     */
    public static String write(List<ScenarioResult> results, Speed speed, String command) {
        int seeds = results.get(0).seeds();
        StringBuilder page = new StringBuilder(Words.format(
                """
                # What coordination is worth: recovery, simulated

                Made by `%s`; a change of the core or of a scenario changes it. %s for each policy and scenario, the same requests
                for each policy. [The simulator](simulator.md) tells how it works and what it leaves out; the scenarios are in
                `interlock-simulator/src/main/resources`.

                The policies:

                - **no protection**: every call is made.
                - **Resilience4j**: its real breakers, one for each service, as they come: the circuit's waits, thresholds and permits (one),
                  every exception counts, the first call after the wait is the probe.
                - **Resilience4j, best of grid**: the best of %d settings at the same waits: permits as configured, 3 or 10; minimum calls as configured, 20 or 100; the
                  wait ended by a call or by a timer; nested refusals counted or ignored. Best is who stops failing first, of equals who loses
                  fewest requests: all with %d seeds, the best %d of them then with every seed. Which it was stands under each table.
                - **Interlock**: the real core on simulated time. With *ramp* after a recovery a growing share of the calls is let through, over 10 s if the scenario does
                  not say otherwise; with *probe* an active check every second. Refusals of a ramp count as failed requests, so a ramp's own
                  length is in its *last*.

                Waits are those of the circuits, with a jitter of 0.25, without backoff.

                ![Requests answered a second with each policy while the root of the seed's mesh crashes for 60 s](images/recovery-mesh.svg)

                ![What each breaker was meanwhile](images/recovery-mesh-states.svg)

                ![Requests answered a second with each policy after a cache was emptied for 10 s](images/recovery-metastable.svg)

                ## Goals

                | goal | measured | |
                |---|---|---|
                """,
                command,
                Words.count(seeds, "run"),
                Resilience4jVariant.grid().size(),
                Math.min(seeds, Simulator.GRID_SEEDS),
                Simulator.SHORTLIST));
        List<Goal> goals = Goal.of(results, speed);
        goals.forEach(goal -> page.append(
                Words.format("| %s | %s | %s |%n", goal.what(), goal.measured(), goal.met() ? "met" : "**missed**")));
        page.append(Words.format("""

                %d of %d goals are met. What stands in the way of "2.5 times better than the best of the grid" without a probe: once nested refusals are no
                failures, both libraries wait for the same thing, the root's own wait, of which some part is left when the root is repaired; differences of a second are what jitter
                drew. The settings had to be found first, though, they differ from scenario to scenario, and they cost what the tables show: up to ten times the calls on
                the dead root, refusals deep in the graph instead of at the top, and breakers of healthy services that open after all in longer or slower outages.
                Only a probe shortens the wait itself.

                ## Where Interlock is no better

                - A circuit without a ramp lets all load back at once. In *metastable* it stays down as independent breakers do; in *metastable-mesh* it stays down where
                  these come back after a minute or more, because they close one after the other, and so make a ramp by accident. Without any breaker both
                  would be back after some seconds: here breakers make the trouble, and a ramp or a probe ends it.
                - Without any breaker the fewest requests are lost, everywhere: a call to a dead service costs nothing here, and all are welcome the moment it is back. Breakers are
                  for what is not in these figures: threads and connections that wait, users who wait, and the calls that hit a service while it starts.
                - In *mesh-flush* nothing is down, a service is only short of capacity. Interlock blames it and opens its circuit, so all that stands above waits: more requests are lost
                  in those ten seconds than by Resilience4j, where the gateway opens instead, though for a minute.
                - A ramp costs what it holds back: the requests that it refuses are lost, and counted here.
                - Every request here needs all that its service depends on, so what is refused at the top would have failed. Where half of a service's requests do not need the
                  dependency that is down, refusing all of them is worse than letting each find out: give them circuits of their own, or `recoversAfter`.
                - All circuits are in one process, so that one is open is known above it at once. Between processes it is not: a header says whose failure an answer was, and calls go on.

                ## Columns

                """, goals.stream().filter(Goal::met).count(), goals.size()));
        Figure.ALL.forEach(figure -> page.append(Words.format("- **%s**: %s%n", figure.title(), figure.meaning())));
        page.append(
                "\nAll but *worst* are means over the runs. `>` stands before a mean that counts runs which never came back as long as they were.\n");
        for (ScenarioResult result : results) {
            page.append(Words.format("%n## %s%n%n%s.%n%n", result.scenario().name(), Words.caption(result.scenario())));
            TextTable.forMarkdown(result).forEach(line -> page.append(line).append('\n'));
            result.of(PolicyKind.RESILIENCE4J_GRID)
                    .map(PolicyResult::variant)
                    .ifPresent(variant -> page.append(Words.format("%nBest of grid: %s.%n", variant)));
        }
        return page.toString();
    }
}
