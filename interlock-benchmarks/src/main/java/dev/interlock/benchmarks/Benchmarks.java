package dev.interlock.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs everything, and writes one file of results. Peers run in the same run, because only ratios carry from machine to machine. It goes
 * round several times, because a machine that others use, too, is slower for minutes at a time: that must not fall on some rows only.
 */
public final class Benchmarks {

    private static final String SHARED = "(TimeWindowCall|CountWindowCall|SlowRateCall|FailingCall|OwnCircuitCall)";

    private Benchmarks() {}

    /**
     * Runs the benchmarks.
     *
     * @param arguments {@code quick} (some minutes, for a look) or {@code full} (the better part of an hour), and the file of results
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        if (arguments.length != 2 || !List.of("quick", "full").contains(arguments[0])) {
            System.err.println("usage: quick|full FILE.json");
            System.exit(2);
        }
        boolean full = arguments[0].equals("full");
        List<RunResult> results = new ArrayList<>();
        for (int round = 0; round < (full ? 3 : 1); round++) {
            results.addAll(run(options(full, 1)
                    .include("Floor|LargeGraph|Transition|RefusedCall|Creation")
                    .include(SHARED)));
            results.addAll(run(options(full, 2).include(SHARED)));
            results.addAll(
                    run(options(full, 2).mode(Mode.SampleTime).include("TimeWindowCall.(interlock|resilience4j)")));
        }
        Path file = Path.of(arguments[1]).toAbsolutePath();
        Files.createDirectories(file.getParent());
        ResultFormatFactory.getInstance(ResultFormatType.JSON, file.toString()).writeOut(results);
        Files.writeString(file, compact(Files.readString(file)));
        System.out.println("Results are in " + file);
    }

    /** A line for each row, without every single sample, and without where this machine keeps its JDK. */
    private static String compact(String json) {
        return json.replaceAll("\"jvm\"\\s*:\\s*\"[^\"]*\",", "")
                        .replaceAll(",\\s*\"rawDataHistogram\"\\s*:\\s*\\[[\\[\\]\\s\\d.,E+-]*\\]", "")
                        .replaceAll("\\s*\\n\\s*", "")
                        .replace("},{\"jmhVersion\"", "},\n{\"jmhVersion\"")
                + "\n";
    }

    private static ChainedOptionsBuilder options(boolean full, int threads) {
        return new OptionsBuilder()
                .threads(threads)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(full ? 700 : 400))
                .measurementIterations(4)
                .measurementTime(TimeValue.milliseconds(full ? 700 : 400))
                .timeout(new TimeValue(10, TimeUnit.MINUTES))
                .jvmArgsAppend("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
    }

    private static List<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return List.copyOf(new Runner(options.build()).run());
    }
}
