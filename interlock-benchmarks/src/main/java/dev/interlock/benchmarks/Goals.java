package dev.interlock.benchmarks;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that was set out for. */
final class Goals {

    private static final String TIME = "TimeWindowCall.";
    private static final String COUNT = "CountWindowCall.";
    private static final String SLOW = "SlowRateCall.";

    /** Less than one in two calls allocates the smallest object: what the profiler itself adds. */
    private static final double NO_BYTES = 0.5;

    static final List<Goal> ALL = List.of(
            Goal.ratio("time window, of Resilience4j", 0.1, TIME + "interlock", 1, TIME + "resilience4j", 1),
            Goal.ratio("time window, of the best peer", 0.3, TIME + "interlock", 1, TIME + "failsafeBarePermit", 1),
            Goal.ratio(
                    "time window, 2 threads sharing, of Resilience4j",
                    0.06,
                    TIME + "interlock",
                    2,
                    TIME + "resilience4j",
                    2),
            Goal.ratio(
                    "time window, 2 threads sharing, of our 1 thread",
                    1.8,
                    TIME + "interlock",
                    2,
                    TIME + "interlock",
                    1),
            Goal.ratioOfP99(
                    "time window, 2 threads sharing, p99, of Resilience4j",
                    0.05,
                    TIME + "interlock",
                    TIME + "resilience4j"),
            Goal.ratio(
                    "time window, 2 threads on a circuit each, of our 1 thread",
                    1.15,
                    "OwnCircuitCall.interlock",
                    2,
                    "OwnCircuitCall.interlock",
                    1),
            Goal.ratio("count window, of Resilience4j", 0.35, COUNT + "interlock", 1, COUNT + "resilience4j", 1),
            Goal.ratio(
                    "count window, 2 threads sharing, of Resilience4j",
                    0.3,
                    COUNT + "interlock",
                    2,
                    COUNT + "resilience4j",
                    2),
            Goal.ratio(
                    "slow-call rate, exact times, of Resilience4j",
                    0.9,
                    SLOW + "interlockExact",
                    1,
                    SLOW + "resilience4j",
                    1),
            Goal.ratio(
                    "slow-call rate, exact times, 2 threads sharing, of Resilience4j",
                    0.3,
                    SLOW + "interlockExact",
                    2,
                    SLOW + "resilience4j",
                    2),
            Goal.ratio(
                    "slow-call rate, coarse times, of Resilience4j",
                    0.2,
                    SLOW + "interlock",
                    1,
                    SLOW + "resilience4j",
                    1),
            Goal.ratio(
                    "refused, exception thrown, of Resilience4j",
                    0.2,
                    "RefusedCall.interlock",
                    1,
                    "RefusedCall.resilience4j",
                    1),
            Goal.bytes("refused, exception thrown, bytes", 100, "RefusedCall.interlock"),
            Goal.time("refused by tryAcquire, ns", 5, "RefusedCall.tryAcquireInterlock"),
            Goal.bytes("refused by tryAcquire, bytes", NO_BYTES, "RefusedCall.tryAcquireInterlock"),
            Goal.bytes("permitted successful call, bytes", NO_BYTES, TIME + "interlock"),
            Goal.ratio(
                    "failing calls (1 in 8 succeeds), of Resilience4j",
                    0.4,
                    "FailingCall.interlock",
                    1,
                    "FailingCall.resilience4j",
                    1),
            new Goal("1 to 1,000,000 circuits, depth 1 to 60, 0 to 1,000 transitions/s: spread, ns", 1, Goals::spread),
            new Goal("one transition among 1,000 circuits, us", 5, results -> transition(results, 0)),
            new Goal(
                    "opening a root with 100,000 dependents, ms",
                    10,
                    results -> transition(results, 100_000).map(micros -> micros / 1_000)),
            new Goal(
                    "the same for each dependent, of that with 10,000",
                    1.5,
                    results -> transition(results, 100_000)
                            .flatMap(many -> transition(results, 10_000).map(few -> many / few / 10))),
            Goal.time("making a circuit, one by one up to 10,000, us", 5, "Creation.interlockOneByOne"),
            Goal.time("making a circuit, in a batch of 10,000, us", 5, "Creation.interlockBatch"),
            Goal.footprint("bytes of an idle circuit", 400, "Interlock", false),
            Goal.footprint("bytes of a used circuit", 1_500, "Interlock", true));

    private Goals() {}

    /** Of all shapes of the graph, the dearest call less the cheapest. */
    private static Optional<Double> spread(Results results) {
        DoubleSummaryStatistics calls = results.rows().stream()
                .filter(row -> row.benchmark().equals("LargeGraph.call"))
                .collect(Collectors.summarizingDouble(Row::score));
        return calls.getCount() == 0 ? Optional.empty() : Optional.of(calls.getMax() - calls.getMin());
    }

    /** Half of what opening and closing takes, in microseconds. */
    private static Optional<Double> transition(Results results, int dependents) {
        return results.find("Transition.openAndClose", 1, "dependents=" + dependents)
                .map(row -> row.score() / 2);
    }
}
