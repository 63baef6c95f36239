package dev.interlock.cli.simulate;

import dev.interlock.cli.text.Names;
import dev.interlock.cli.text.Text;
import dev.interlock.cli.text.Writable;
import dev.interlock.config.ConfigurationFileException;
import dev.interlock.simulator.file.ScenarioLibrary;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.policy.PolicyKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code interlock simulate}: reads the command line and runs the {@link Simulate}. */
@Command(
        name = "simulate",
        sortOptions = false,
        usageHelpWidth = 80,
        header = "Outages in a simulated service graph: what each kind of protection makes of them.",
        description = {
            "",
            "Runs scenarios in virtual time: services with workers, queues and caches, clients that"
                    + " retry, an outage. Callers are protected by nothing, by real Resilience4j breakers,"
                    + " or by Interlock's real core. Each policy meets the same requests.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  interlock simulate mesh-hang --out report",
            "  interlock simulate metastable --seeds 20",
            "  interlock simulate my-scenario.yaml --policy none,interlock-ramp",
            "",
            "Status: 0 if all runs were made, 1 if something failed, 2 if the command line or a"
                    + " scenario was wrong. Ctrl-C stops it (130).",
            "docs/simulator.md tells what is simulated, and how to write a scenario."
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final String DEFAULT_SCENARIO = "mesh-crash-60";
    private static final int MOST_SEEDS = 10_000;
    private static final int MOST_JOBS = 1_000;

    /** A graph this large takes minutes with each policy, and shows nothing new of them. */
    private static final String LARGE = "large";

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO",
            description = "Names of shipped scenarios, or files. Default: " + DEFAULT_SCENARIO + ".")
    List<String> scenarios = new ArrayList<>();

    @Option(names = "--list", description = "Tell which scenarios are shipped, and end.")
    boolean list;

    @Option(
            names = "--show",
            paramLabel = "NAME",
            description = "Print a shipped scenario, to begin your own with, and end.")
    @Nullable
    String show;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            description = "What protects the callers: none, resilience4j, resilience4j-grid, interlock, interlock-ramp,"
                    + " interlock-probe, interlock-probe-ramp. Several at once: a,b or the option twice. Default: all but the"
                    + " grid; with --compare all.")
    List<String> policies = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each policy, 1 to 10000. Default: ${DEFAULT-VALUE}.")
    @Nullable
    String seeds;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Runs at once, 1 to 1000. Default: one for each processor.")
    @Nullable
    String jobs;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Write report.html (needs no network), report.json and the plots (SVG) there.")
    @Nullable
    Path folder;

    @Option(names = "--json", description = "Print the results as one JSON object on the last line.")
    boolean json;

    @Option(
            names = "--compare",
            description =
                    "All shipped scenarios but the large one with all policies; writes docs/recovery-benchmark.md and its"
                            + " pictures. Takes minutes; with --seeds 20 about a quarter of an hour.")
    boolean compare;

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "Where --compare writes. Default: docs/recovery-benchmark.md.")
    @Nullable
    Path page;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    /**
     * A command.
     *
     * @param out where the output goes
     * @param err where the progress goes
     */
    public SimulateCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the simulation.
     *
     * @return the status of the process
     * @throws IOException          if something cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    @Override
    public Integer call() throws IOException, InterruptedException {
        if (list) {
            ScenarioLibrary.names()
                    .forEach(name -> out.printf(
                            "%-16s %s%n", name, ScenarioLibrary.shipped(name).title()));
            return 0;
        }
        if (show != null) {
            out.print(ScenarioLibrary.scenarioText(known(show)));
            return 0;
        }
        Simulate simulation;
        try {
            simulation = new Simulate(options(), out, err);
            simulation.createFolders();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec().commandLine(), wrong.getMessage(), wrong);
        }
        return simulation.run();
    }

    SimulateOptions options() {
        if (compare && !scenarios.isEmpty()) {
            throw new IllegalArgumentException(
                    "--compare runs the shipped scenarios; name none, or leave --compare out");
        }
        if (compare && !policies.isEmpty()) {
            throw new IllegalArgumentException("--compare runs all policies; leave --policy out");
        }
        if (page != null && !compare) {
            throw new IllegalArgumentException("--page is where --compare writes; add --compare, or use --out");
        }
        Writable.folder("--out", folder);
        Writable.file("--page", page);
        return new SimulateOptions(
                scenarios(),
                policies(),
                whole("--seeds", String.valueOf(seeds), MOST_SEEDS),
                jobs == null ? Runtime.getRuntime().availableProcessors() : whole("--jobs", jobs, MOST_JOBS),
                folder,
                json,
                compare ? Objects.requireNonNullElse(page, Path.of("docs", "recovery-benchmark.md")) : null,
                commandLine());
    }

    private List<Scenario> scenarios() {
        if (compare) {
            return ScenarioLibrary.names().stream()
                    .filter(name -> !name.equals(LARGE))
                    .map(ScenarioLibrary::shipped)
                    .toList();
        }
        List<String> names = scenarios.isEmpty() ? List.of(DEFAULT_SCENARIO) : scenarios;
        List<Scenario> all =
                new LinkedHashSet<>(names).stream().map(this::scenario).toList();
        Set<String> seen = new LinkedHashSet<>();
        all.forEach(each -> {
            if (!seen.add(each.name())) {
                throw new IllegalArgumentException("two scenarios are called '" + each.name()
                        + "', and their reports would be, too; rename one of the files");
            }
        });
        return all;
    }

    private Scenario scenario(String name) {
        if (ScenarioLibrary.names().contains(name)) {
            return ScenarioLibrary.shipped(name);
        }
        if (name.isEmpty() || name.equals("-")) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no scenario; name a shipped one (--list tells them) or a file");
        }
        Path file = Path.of(name);
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("'" + name + "' is a folder; name a scenario file in it");
        }
        if (!Files.exists(file)) {
            return ScenarioLibrary.shipped(known(name));
        }
        try {
            return ScenarioLibrary.read(file);
        } catch (ConfigurationFileException wrong) {
            throw new IllegalArgumentException("the scenario cannot be used:\n" + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("'" + name + "' cannot be read: " + Text.reason(unreadable), unreadable);
        }
    }

    private String known(String name) {
        if (!ScenarioLibrary.names().contains(name)) {
            throw new ParameterException(
                    spec().commandLine(),
                    "there is no scenario '" + name + "', and no such file"
                            + Names.nearest(name, ScenarioLibrary.names())
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse("; --list tells those that are shipped"));
        }
        return name;
    }

    private List<PolicyKind> policies() {
        if (policies.isEmpty()) {
            return Arrays.stream(PolicyKind.values())
                    .filter(kind -> compare || kind != PolicyKind.RESILIENCE4J_GRID)
                    .toList();
        }
        Set<PolicyKind> kinds = new LinkedHashSet<>();
        List<String> words =
                Arrays.stream(PolicyKind.values()).map(PolicyKind::word).toList();
        for (String word : policies) {
            kinds.add(PolicyKind.of(Names.oneOf("--policy", word, words)).orElseThrow());
        }
        return List.copyOf(kinds);
    }

    private static int whole(String option, String text, int most) {
        int number;
        try {
            number = Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            number = 0;
        }
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(option + " '" + text + "' is not a whole number from 1 to " + most);
        }
        return number;
    }

    /** What was typed, as far as it changes the results. */
    private String commandLine() {
        String words = spec().options().stream()
                .filter(option -> Set.of("--policy", "--seeds", "--compare").contains(option.longestName()))
                .filter(option -> !option.originalStringValues().isEmpty())
                .map(option -> option.longestName()
                        + (option.arity().max() > 0 ? " " + String.join(",", option.originalStringValues()) : ""))
                .collect(Collectors.joining(" "));
        String named = String.join(" ", scenarios);
        return ("./interlock simulate " + named + (named.isEmpty() ? "" : " ") + words).strip();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }
}
