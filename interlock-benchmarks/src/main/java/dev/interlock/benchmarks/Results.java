package dev.interlock.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The results of one run, read from the file that JMH wrote. */
final class Results {

    /**
     * One benchmark.
     *
     * @param parameters as {@code shape=1 x 1, transitions=0}; empty if it has none
     * @param score      the median of its iterations
     * @param error      half of the confidence interval of 99.9 %
     * @param bytes      allocated by each call; negative if that was not measured
     * @param p99        nanoseconds; negative but in the sampled runs
     */
    record Row(
            String benchmark,
            int threads,
            String mode,
            String parameters,
            double score,
            double error,
            String unit,
            double bytes,
            double p99) {}

    private final List<Row> rows = new ArrayList<>();
    private final List<Keeps> keeps = new ArrayList<>();
    private final String machine;

    private Results(List<?> entries, List<?> footprints) {
        Map<?, ?> first = (Map<?, ?>) entries.get(0);
        machine = "JMH " + first.get("jmhVersion") + ", " + first.get("vmName") + " " + first.get("jdkVersion") + ", "
                + first.get("forks") + " fork(s) of " + first.get("measurementIterations") + " iterations of "
                + first.get("measurementTime") + " after " + first.get("warmupIterations") + " to warm up";
        entries.forEach(entry -> rows.add(row((Map<?, ?>) entry)));
        footprints.forEach(entry -> keeps.add(keeps((Map<?, ?>) entry)));
    }

    /**
     * Bytes that a circuit keeps.
     *
     * @param circuits how many of them were measured
     */
    record Keeps(String library, boolean used, int circuits, double bytes) {}

    /** Reads the files of benchmarks and footprints. */
    static Results read(Path benchmarks, Path footprints) throws IOException {
        return new Results(list(benchmarks), list(footprints));
    }

    /** JSON is YAML, so the parser that the project has already reads it. */
    private static List<?> list(Path file) throws IOException {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setMaxAliasesForCollections(0)
                .build();
        return (List<?>) new Load(settings).loadFromString(Files.readString(file));
    }

    String machine() {
        return machine;
    }

    List<Row> rows() {
        return rows;
    }

    List<Keeps> keeps() {
        return keeps;
    }

    /** What a circuit of a library keeps. */
    Optional<Double> footprint(String library, boolean used) {
        return keeps.stream()
                .filter(each -> each.library().equals(library) && each.used() == used)
                .map(Keeps::bytes)
                .findFirst();
    }

    /** The row of a benchmark without parameters in the mean-time runs. */
    Optional<Row> find(String benchmark, int threads) {
        return find(benchmark, threads, "");
    }

    /** The row of a benchmark in the mean-time runs. */
    Optional<Row> find(String benchmark, int threads, String parameters) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(benchmark)
                        && row.threads() == threads
                        && row.parameters().equals(parameters)
                        && row.mode().equals("avgt"))
                .findFirst();
    }

    /** The row of a benchmark in the sampled runs. */
    Optional<Row> sampled(String benchmark) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(benchmark) && row.mode().equals("sample"))
                .findFirst();
    }

    private static Keeps keeps(Map<?, ?> entry) {
        return new Keeps(
                String.valueOf(entry.get("library")),
                Boolean.TRUE.equals(entry.get("used")),
                (int) number(entry.get("circuits")),
                number(entry.get("bytes")));
    }

    private static Row row(Map<?, ?> entry) {
        Map<?, ?> primary = map(entry, "primaryMetric");
        Map<?, ?> secondary = map(entry, "secondaryMetrics");
        String name = String.valueOf(entry.get("benchmark"));
        String type = name.substring(0, name.lastIndexOf('.'));
        return new Row(
                name.substring(type.lastIndexOf('.') + 1),
                (int) number(entry.get("threads")),
                String.valueOf(entry.get("mode")),
                parameters(entry.get("params")),
                median(primary),
                number(primary.get("scoreError")),
                String.valueOf(primary.get("scoreUnit")),
                secondary.get("gc.alloc.rate.norm") instanceof Map<?, ?> allocated
                        ? number(allocated.get("score"))
                        : -1,
                primary.get("scorePercentiles") instanceof Map<?, ?> percentiles
                        ? number(percentiles.get("99.0"))
                        : -1);
    }

    /** One iteration in which the machine did something else must not decide. Samples have no iterations to choose from. */
    private static double median(Map<?, ?> metric) {
        List<Double> iterations = new ArrayList<>();
        if (metric.get("rawData") instanceof List<?> forks) {
            for (Object fork : forks) {
                ((List<?>) fork).forEach(score -> iterations.add(number(score)));
            }
        }
        if (iterations.isEmpty()) {
            return number(metric.get("score"));
        }
        iterations.sort(null);
        int middle = iterations.size() / 2;
        return iterations.size() % 2 == 1
                ? iterations.get(middle)
                : (iterations.get(middle - 1) + iterations.get(middle)) / 2;
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
    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
