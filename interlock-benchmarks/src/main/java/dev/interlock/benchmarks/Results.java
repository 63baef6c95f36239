package dev.interlock.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The results of one run, read from the file that JMH wrote. */
final class Results {

    private final List<Row> rows = new ArrayList<>();
    private final List<Keeps> keeps = new ArrayList<>();
    private final String machine;

    private Results(List<?> entries, List<?> footprints) {
        Map<?, ?> first = (Map<?, ?>) entries.get(0);
        Map<String, List<Map<?, ?>>> rounds = new LinkedHashMap<>();
        entries.forEach(entry -> {
            Map<?, ?> measured = (Map<?, ?>) entry;
            rounds.computeIfAbsent(Row.key(measured), key -> new ArrayList<>()).add(measured);
        });
        rounds.values().forEach(each -> rows.add(Row.of(each)));
        machine = "JMH " + first.get("jmhVersion") + ", " + first.get("vmName") + " " + first.get("jdkVersion") + ", "
                + rows.get(0).rounds() + " rounds, each of a fresh process for every row with "
                + first.get("measurementIterations") + " iterations of " + first.get("measurementTime") + " after "
                + first.get("warmupIterations") + " to warm up";
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
                (int) Row.number(entry.get("circuits")),
                Row.number(entry.get("bytes")));
    }
}
