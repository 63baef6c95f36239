package dev.interlock.cli.file;

import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.file.plan.Plan;
import dev.interlock.cli.file.plan.PlanJson;
import dev.interlock.cli.file.plan.PlanTable;
import dev.interlock.cli.text.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code interlock plan}: how the circuits of a file recover, and what the outage of each costs. */
@Command(
        name = "plan",
        sortOptions = false,
        usageHelpWidth = 80,
        header = "How circuits recover, and what an outage of each takes with it.",
        description = {
            "",
            "Recovery in waves, the circuits that are blocked while a node is open, single points of"
                    + " failure, and waits that are longer than those of what recovers after them. Nothing is run.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  interlock plan examples/online-boutique.yaml",
            "  interlock plan --json interlock.yaml",
            "",
            "Status: 0, or 1 if the file has problems, 2 if the command line was wrong or the file"
                    + " could not be read."
        })
public final class PlanCommand implements Callable<Integer> {

    private static final int MOST_COLUMNS = 100; // wider text is hard to read

    @Spec
    private @Nullable CommandSpec spec;

    private final InputStream in;
    private final PrintStream out;

    @Parameters(arity = "1", paramLabel = "FILE", description = "An interlock.yaml, or - for the standard input.")
    String file = "";

    @Option(names = "--json", description = "One JSON object; docs/command-line.md tells its fields.")
    boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    /**
     * A command.
     *
     * @param in  the standard input
     * @param out where the output goes
     */
    public PlanCommand(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Plans.
     *
     * @return the status of the process
     */
    @Override
    public Integer call() {
        Source source = new Source(file);
        Optional<Graph> graph = Opening.graph(source, in, Objects.requireNonNull(spec, "picocli sets it"));
        if (graph.isEmpty()) {
            return Opening.BROKEN;
        }
        Plan plan = Plan.of(graph.get());
        if (json) {
            out.println(PlanJson.write(source.name(), plan));
        } else {
            Terminal terminal = Terminal.of(System.getProperty(Terminal.PROPERTY, ""), System.getenv(), "never");
            PlanTable.write(source.name(), plan, Math.min(MOST_COLUMNS, terminal.columns()))
                    .forEach(out::println);
        }
        out.flush();
        return ExitCode.OK;
    }
}
