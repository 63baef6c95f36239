package dev.interlock.cli.simulate;

import dev.interlock.cli.text.Json;
import dev.interlock.cli.text.Terminal;
import dev.interlock.cli.text.Text;
import dev.interlock.simulator.Simulator;
import dev.interlock.simulator.file.ScenarioLibrary;
import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.measure.ScenarioResult;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.policy.PolicyKind;
import dev.interlock.simulator.report.BandsPlot;
import dev.interlock.simulator.report.BenchmarkPage;
import dev.interlock.simulator.report.GoodputPlot;
import dev.interlock.simulator.report.HtmlReport;
import dev.interlock.simulator.report.ReportData;
import dev.interlock.simulator.report.Speed;
import dev.interlock.simulator.report.TextTable;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the scenarios, and tells what came of them. */
final class Simulate {

    private final SimulateOptions options;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;
    private final AtomicBoolean over = new AtomicBoolean();

    Simulate(SimulateOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
        int runs = options.scenarios().size() * Simulator.runs(options.policies(), options.seeds());
        boolean terminal = !System.getProperty(Terminal.PROPERTY, "").isEmpty(); // the launcher's word
        this.progress = new Progress(err, terminal, runs);
    }

    int run() throws IOException, InterruptedException {
        Thread onInterrupt = new Thread(() -> {
            if (over.compareAndSet(false, true)) {
                progress.hide();
                err.println("Stopped. What was not finished is not reported.");
            }
        });
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            List<ScenarioResult> results = results();
            write(results);
            return 0;
        } finally {
            over.set(true);
            progress.hide();
            try {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            } catch (IllegalStateException shuttingDown) {
                // The hook is running: it says what there is to say.
            }
        }
    }

    /**
     * Makes the folders that the results are to be written to.
     *
     * @throws IllegalArgumentException if one cannot be made
     */
    void createFolders() {
        try {
            if (options.folder() != null) {
                Files.createDirectories(options.folder());
            }
            if (options.page() != null) {
                Files.createDirectories(images());
            }
        } catch (IOException failed) {
            throw new IllegalArgumentException(
                    (options.folder() != null ? "--out " + options.folder() : "--page " + options.page())
                            + " cannot be written: " + Text.reason(failed) + "; name another one",
                    failed);
        }
    }

    private List<ScenarioResult> results() throws InterruptedException {
        List<ScenarioResult> results = new ArrayList<>();
        try (Simulator simulator = new Simulator(options.jobs(), progress::ended)) {
            for (Scenario scenario : options.scenarios()) {
                progress.now(scenario.name());
                ScenarioResult result = simulator.run(scenario, options.policies(), options.seeds());
                results.add(result);
                progress.hide();
                TextTable.forTerminal(result).forEach(out::println);
                if (out.checkError() && options.folder() == null && options.page() == null) {
                    return results; // 'simulate | head': nobody reads any more, and nothing is to be written
                }
            }
        }
        TextTable.legend().forEach(out::println);
        return results;
    }

    private void write(List<ScenarioResult> results) throws IOException, InterruptedException {
        Path folder = options.folder();
        if (folder != null) {
            Files.writeString(folder.resolve("report.html"), HtmlReport.write(results, options.command()));
            Files.writeString(folder.resolve("report.json"), Json.write(ReportData.of(results)) + "\n");
            for (ScenarioResult result : results) {
                String name = result.scenario().name();
                Files.writeString(folder.resolve(name + "-goodput.svg"), GoodputPlot.draw(result));
                Files.writeString(folder.resolve(name + "-states.svg"), BandsPlot.draw(result));
            }
            out.println();
            out.println("Written: " + folder.resolve("report.html") + ", report.json, and the plots beside them.");
        }
        if (options.page() != null) {
            page(results, options.page());
        }
        if (options.json()) {
            out.println(Json.write(ReportData.of(results)));
        }
        out.flush();
    }

    private void page(List<ScenarioResult> results, Path page) throws IOException, InterruptedException {
        for (ScenarioResult result : results) {
            if (result.scenario().name().equals("mesh-crash-60")) {
                Files.writeString(images().resolve("recovery-mesh.svg"), GoodputPlot.draw(result));
                Files.writeString(images().resolve("recovery-mesh-states.svg"), BandsPlot.draw(result));
            } else if (result.scenario().name().equals("metastable")) {
                Files.writeString(images().resolve("recovery-metastable.svg"), GoodputPlot.draw(result));
            }
        }
        Files.writeString(page, BenchmarkPage.write(results, speed(), options.command()));
        out.println();
        out.println("Written: " + page + " and its pictures.");
    }

    /** On one thread, after all else has ended. The second run counts: the first one waits for the compiler. */
    private static Speed speed() throws InterruptedException {
        Scenario small = ScenarioLibrary.shipped("mesh-crash-300");
        Scenario large = ScenarioLibrary.shipped("large");
        double callsPerSecond = 0;
        try (Simulator simulator = new Simulator(1, run -> {})) {
            for (int i = 0; i < 2; i++) {
                long began = System.nanoTime();
                RunResult run = simulator
                        .run(small, List.of(PolicyKind.NONE), 1)
                        .policies()
                        .get(0)
                        .runs()
                        .get(0);
                callsPerSecond = run.calls() / ((System.nanoTime() - began) / 1e9);
            }
            heap().forEach(MemoryPoolMXBean::resetPeakUsage);
            ScenarioResult unused = simulator.run(large, List.of(PolicyKind.INTERLOCK), 1);
            long peak = heap().stream()
                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                    .sum();
            return new Speed(callsPerSecond, large.topology().size(), peak);
        }
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private Path images() {
        Path page = Objects.requireNonNull(options.page(), "only with a page");
        Path folder = page.toAbsolutePath().getParent();
        return (folder == null ? Path.of("") : folder).resolve("images");
    }
}
