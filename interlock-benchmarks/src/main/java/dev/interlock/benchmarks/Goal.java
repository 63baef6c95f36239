package dev.interlock.benchmarks;

import java.util.Optional;
import java.util.function.Function;

/**
 * What was set out for.
 *
 * @param what    the case, for people
 * @param limit   what the figure may be at most
 * @param figure  the figure; empty if it was not measured
 */
record Goal(String what, double limit, Function<Results, Optional<Double>> figure) {

    /** The time of one benchmark as part of another's. */
    static Goal ratio(String what, double limit, String ours, int threads, String theirs, int theirThreads) {
        return new Goal(what, limit, results -> {
            Optional<Double> own = results.find(ours, threads).map(Row::score);
            return own.flatMap(figure -> results.find(theirs, theirThreads).map(other -> figure / other.score()));
        });
    }

    /** The time that 99 of 100 calls do not exceed, as part of another's. */
    static Goal ratioOfP99(String what, double limit, String ours, String theirs) {
        return new Goal(what, limit, results -> {
            Optional<Double> own = results.sampled(ours).map(Row::p99);
            return own.flatMap(figure -> results.sampled(theirs).map(other -> figure / other.p99()));
        });
    }

    /** The time of a benchmark of one thread. */
    static Goal time(String what, double limit, String benchmark) {
        return new Goal(what, limit, results -> results.find(benchmark, 1).map(Row::score));
    }

    /** What each call of a benchmark of one thread allocates. */
    static Goal bytes(String what, double limit, String benchmark) {
        return new Goal(what, limit, results -> results.find(benchmark, 1).map(Row::bytes));
    }

    /** What a circuit keeps. */
    static Goal footprint(String what, double limit, String library, boolean used) {
        return new Goal(what, limit, results -> results.footprint(library, used));
    }
}
