package dev.interlock.cli.demo;

import dev.interlock.cli.text.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code interlock demo}: reads the command line and runs the {@link Demo}. */
@Command(
        name = "demo",
        sortOptions = false,
        usageHelpWidth = 80,
        header = "A mesh of real HTTP servers, an outage, and how breakers go through it.",
        description = {
            "",
            "Each circuit of a topology file becomes an HTTP server on loopback. For each"
                    + " request it calls what it depends on, through circuits. Calls enter at every"
                    + " service. Then the target fails, and is repaired again.",
            "",
            "By default the same outage runs twice: first with Resilience4j, one breaker for"
                    + " each service with the same thresholds and waits, then with Interlock; at"
                    + " the end a table compares them. The target fails at 5 s, works again at 15 s,"
                    + " and a run ends 6 s later: about 45 s in all. Where two runs would take more than a"
                    + " minute, only Interlock's is made, unless you ask for --compare.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  interlock demo --no-compare --outage hang --target auth",
            "  interlock demo --target consul,payment --for 6",
            "  interlock demo --topology examples/online-boutique.yaml --target redis",
            "",
            "Status: 0 if every service answered again, 1 if not, 2 if the command line was"
                    + " wrong. Ctrl-C ends the run and leaves nothing running (130).",
            "docs/demo.md tells how to read the table and the JSON."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final Set<String> NO_CHANGE = Set.of("--json", "--picture", "--page", "--color");

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintStream out;

    @Option(
            names = "--outage",
            paramLabel = "HOW",
            defaultValue = "refuse",
            description =
                    "How the target fails: refuse (its port is closed), hang (it never answers, and no"
                            + " client has a time limit), slow (it answers too late) or errors (it answers 500). Default: ${DEFAULT-VALUE}.")
    @Nullable
    String outage;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            split = ",",
            description = "Who fails; the beginning of a name is enough. Several at once: consul,payment or the option"
                    + " twice. Default: the service that most others need.")
    List<String> targets = new ArrayList<>();

    @Option(
            names = "--topology",
            paramLabel = "FILE",
            description = "The circuits, as interlock.yaml has them. Default: the mesh of the original specification,"
                    + " eight services, consul below the other seven.")
    @Nullable
    Path topology;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            defaultValue = "5",
            description =
                    "When the target fails, 1s to 10m; a number alone is seconds, here and below. Default: ${DEFAULT-VALUE}.")
    @Nullable
    String at;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "10",
            description = "How long it is out of order, 500ms to 10m. Default: ${DEFAULT-VALUE}.")
    @Nullable
    String downFor;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Length of a run, at least the target's wait and 1 s longer than the outage. Default: 6 s"
                    + " longer than the outage, or 15 s with one run: 21 or 30.")
    @Nullable
    String duration;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Calls a second that enter at each service, 0.5 to 100. Default: 5, less in a large mesh.")
    @Nullable
    String rate;

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "0.1",
            description = "Multiplies the times in the file, 0.01 to 1. Default: ${DEFAULT-VALUE}, so that consul waits"
                    + " 1 s instead of 10 s before it tries to recover.")
    @Nullable
    String scale;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Fixes the moments at which calls enter, a whole number. Default: ${DEFAULT-VALUE}.")
    @Nullable
    String seed;

    @Option(names = "--compare", description = "Two runs, however long they take.")
    boolean compare;

    @Option(names = "--no-compare", description = "Only the run with Interlock.")
    boolean noCompare;

    @Option(
            names = "--uncoordinated",
            description = "One run with Interlock's circuits as strangers: without dependencies, each counting every"
                    + " failure that it sees.")
    boolean uncoordinated;

    @Option(
            names = "--json",
            description =
                    "Print all that was measured as one JSON object on the last line; docs/demo.md tells its fields.")
    boolean json;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto (on a terminal, unless NO_COLOR is set), always or never. Default: ${DEFAULT-VALUE}.")
    @Nullable
    String colour;

    @Option(names = "--picture", paramLabel = "FILE", description = "Write the runs as a picture (SVG).")
    @Nullable
    Path picture;

    @Option(names = "--page", paramLabel = "FILE", description = "Write the table as a page (Markdown).")
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
     */
    public DemoCommand(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the demo.
     *
     * @return the status of the process
     * @throws IOException          if something cannot be read, written, or listen
     * @throws InterruptedException if the thread is interrupted; everything is stopped then
     */
    @Override
    public Integer call() throws IOException, InterruptedException {
        DemoOptions options = options();
        Terminal terminal = Terminal.of(System.getProperty(Terminal.PROPERTY, ""), System.getenv(), options.colour());
        return new Demo(options, terminal, out).run();
    }

    /** What was typed, as far as it changes a run. */
    String commandLine() {
        StringBuilder text = new StringBuilder("./interlock demo");
        for (OptionSpec option : spec().options()) {
            if (!option.originalStringValues().isEmpty() && !NO_CHANGE.contains(option.longestName())) {
                text.append(' ').append(option.longestName());
                if (option.arity().max() > 0) {
                    text.append(' ').append(String.join(",", option.originalStringValues()));
                }
            }
        }
        return text.toString();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }

    /** What was asked for. A value that is wrong is an error of the command line, not of the program. */
    DemoOptions options() {
        try {
            return new OptionReader(this).read();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec().commandLine(), wrong.getMessage(), wrong);
        }
    }
}
