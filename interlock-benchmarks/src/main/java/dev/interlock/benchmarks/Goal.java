package dev.interlock.benchmarks;

import java.util.List;
import java.util.Optional;

/**
 * What was set out for: a ratio of two benchmarks of one run, or a plain limit.
 *
 * @param what      the case, for people
 * @param ours      our benchmark
 * @param threads   and its threads
 * @param theirs    the one it is compared with; empty if the limit stands alone
 * @param theirThreads and its threads
 * @param limit     what the ratio, or the figure, may be at most
 * @param figure    which figure is meant
 */
record Goal(String what, String ours, int threads, String theirs, int theirThreads, double limit, Figure figure) {

    /** Which figure of a benchmark. */
    enum Figure {
        MEAN,
        P99,
        BYTES
    }

    private static final String TIME = "TimeWindowCall.";
    private static final String COUNT = "CountWindowCall.";

    static final List<Goal> ALL = List.of(
            ratio("time window, 1 thread, of Resilience4j", TIME + "interlock", 1, TIME + "resilience4j", 1, 0.1),
            ratio(
                    "time window, 1 thread, of the best peer",
                    TIME + "interlock",
                    1,
                    TIME + "failsafeBarePermit",
                    1,
                    0.3),
            ratio(
                    "time window, 2 threads sharing, of Resilience4j",
                    TIME + "interlock",
                    2,
                    TIME + "resilience4j",
                    2,
                    0.06),
            ratio("time window, 2 threads sharing, of our 1 thread", TIME + "interlock", 2, TIME + "interlock", 1, 1.8),
            new Goal(
                    "time window, 2 threads sharing, p99, of Resilience4j",
                    TIME + "interlock",
                    2,
                    TIME + "resilience4j",
                    2,
                    0.05,
                    Figure.P99),
            ratio(
                    "time window, 2 threads on a circuit each, of our 1 thread",
                    "OwnCircuitCall.interlock",
                    2,
                    "OwnCircuitCall.interlock",
                    1,
                    1.15),
            ratio("count window, 1 thread, of Resilience4j", COUNT + "interlock", 1, COUNT + "resilience4j", 1, 0.35),
            ratio(
                    "count window, 2 threads sharing, of Resilience4j",
                    COUNT + "interlock",
                    2,
                    COUNT + "resilience4j",
                    2,
                    0.3),
            ratio(
                    "with slow-call rate, 1 thread, of Resilience4j",
                    "SlowRateCall.interlock",
                    1,
                    "SlowRateCall.resilience4j",
                    1,
                    0.9),
            ratio(
                    "with slow-call rate, 2 threads sharing, of Resilience4j",
                    "SlowRateCall.interlock",
                    2,
                    "SlowRateCall.resilience4j",
                    2,
                    0.3),
            ratio(
                    "refused, exception thrown, of Resilience4j",
                    "RefusedCall.interlock",
                    1,
                    "RefusedCall.resilience4j",
                    1,
                    0.2),
            new Goal("refused, exception thrown, bytes", "RefusedCall.interlock", 1, "", 1, 100, Figure.BYTES),
            new Goal("refused by tryAcquire, ns", "RefusedCall.tryAcquireInterlock", 1, "", 1, 5, Figure.MEAN),
            new Goal("refused by tryAcquire, bytes", "RefusedCall.tryAcquireInterlock", 1, "", 1, 0.5, Figure.BYTES),
            new Goal("permitted successful call, bytes", TIME + "interlock", 1, "", 1, 0.5, Figure.BYTES),
            ratio(
                    "failing calls (1 in 8 succeeds), of Resilience4j",
                    "FailingCall.interlock",
                    1,
                    "FailingCall.resilience4j",
                    1,
                    0.4));

    private static Goal ratio(String what, String ours, int threads, String theirs, int theirThreads, double limit) {
        return new Goal(what, ours, threads, theirs, theirThreads, limit, Figure.MEAN);
    }

    /** What was reached; empty if it was not measured. */
    Optional<Double> reached(Results results) {
        Optional<Double> own = value(results, ours, threads);
        return theirs.isEmpty()
                ? own
                : own.flatMap(figure -> value(results, theirs, theirThreads).map(other -> figure / other));
    }

    private Optional<Double> value(Results results, String benchmark, int ofThreads) {
        return switch (figure) {
            case MEAN -> results.find(benchmark, ofThreads).map(Results.Row::score);
            case BYTES -> results.find(benchmark, ofThreads).map(Results.Row::bytes);
            case P99 -> results.sampled(benchmark, ofThreads).map(Results.Row::p99);
        };
    }
}
