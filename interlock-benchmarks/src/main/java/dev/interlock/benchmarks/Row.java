package dev.interlock.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One benchmark.
 *
 * @param parameters as {@code shape=1 x 1, transitions=0}; empty if it has none
 * @param rounds     how often a fresh process ran it
 * @param score      the median of all iterations
 * @param lowest     the lowest of the rounds' medians
 * @param highest    the highest of them
 * @param bytes      allocated by each call; negative if that was not measured
 * @param p99        nanoseconds, the median of the rounds; negative but in the sampled runs
 */
record Row(
        String benchmark,
        int threads,
        String mode,
        String parameters,
        int rounds,
        double score,
        double lowest,
        double highest,
        String unit,
        double bytes,
        double p99) {

    /** What the rounds of one row have in common. */
    static String key(Map<?, ?> entry) {
        return entry.get("benchmark") + " " + entry.get("threads") + " " + entry.get("mode") + " "
                + entry.get("params");
    }

    /** The row of its rounds. */
    static Row of(List<Map<?, ?>> rounds) {
        Map<?, ?> first = rounds.get(0);
        String name = String.valueOf(first.get("benchmark"));
        String type = name.substring(0, name.lastIndexOf('.'));
        List<Double> medians = each(rounds, round -> median(iterations(round)));
        return new Row(
                name.substring(type.lastIndexOf('.') + 1),
                (int) number(first.get("threads")),
                String.valueOf(first.get("mode")),
                parameters(first.get("params")),
                rounds.size(),
                median(rounds.stream()
                        .flatMap(round -> iterations(round).stream())
                        .toList()),
                medians.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
                medians.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN),
                String.valueOf(map(first, "primaryMetric").get("scoreUnit")),
                median(each(rounds, Row::allocated)),
                median(each(rounds, Row::p99Of)));
    }

    /** Samples have no iterations to choose from. */
    private static List<Double> iterations(Map<?, ?> round) {
        Map<?, ?> metric = map(round, "primaryMetric");
        List<Double> iterations = new ArrayList<>();
        if (!"sample".equals(round.get("mode")) && metric.get("rawData") instanceof List<?> forks) {
            for (Object fork : forks) {
                ((List<?>) fork).forEach(score -> iterations.add(number(score)));
            }
        }
        return iterations.isEmpty() ? List.of(number(metric.get("score"))) : iterations;
    }

    private static double allocated(Map<?, ?> round) {
        Map<?, ?> secondary = map(round, "secondaryMetrics");
        return secondary.containsKey("gc.alloc.rate.norm")
                ? number(map(secondary, "gc.alloc.rate.norm").get("score"))
                : -1;
    }

    private static double p99Of(Map<?, ?> round) {
        return "sample".equals(round.get("mode"))
                ? number(map(map(round, "primaryMetric"), "scorePercentiles").get("99.0"))
                : -1;
    }

    private static List<Double> each(List<Map<?, ?>> rounds, Function<Map<?, ?>, Double> figure) {
        return rounds.stream().map(figure).toList();
    }

    /** An iteration, or a round, in which the machine did something else must not decide. */
    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String parameters(@Nullable Object parameters) {
        if (!(parameters instanceof Map<?, ?> map)) {
            return "";
        }
        List<String> words = new ArrayList<>();
        map.forEach((key, value) -> words.add(key + "=" + value));
        return String.join(", ", words);
    }

    private static Map<?, ?> map(Map<?, ?> entry, String key) {
        return entry.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** JMH writes what is no number as text. */
    static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
