package dev.interlock.cli;

import dev.interlock.cli.demo.DemoCommand;
import dev.interlock.cli.file.GraphCommand;
import dev.interlock.cli.file.PlanCommand;
import dev.interlock.cli.file.ValidateCommand;
import dev.interlock.cli.simulate.SimulateCommand;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the command and runs it. */
@Command(
        name = "interlock",
        header = "Interlock: coordinated circuit breakers for Java.",
        synopsisSubcommandLabel = "<command>",
        usageHelpWidth = 80,
        commandListHeading = "%nCommands:%n",
        footer = {"", "'interlock <command> --help' tells more about a command."},
        versionProvider = Main.Version.class,
        subcommands = HelpCommand.class)
public final class Main implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintStream out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;

    private Main(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs a command and ends the process with its status: 0 if it went well, 1 if it failed, 2 if the command line was wrong.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int status = run(List.of(arguments), System.in, out, System.err);
        out.flush();
        System.exit(status);
    }

    static int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        return commandLine(in, out, err).execute(arguments.toArray(String[]::new));
    }

    static CommandLine commandLine(InputStream in, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(new Main(out));
        line.addSubcommand(new DemoCommand(out));
        line.addSubcommand(new SimulateCommand(out, err));
        line.addSubcommand(new ValidateCommand(in, out));
        line.addSubcommand(new GraphCommand(in, out));
        line.addSubcommand(new PlanCommand(in, out));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler(new Complaint());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + Complaint.words(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    /** Without a command: what there is. */
    @Override
    public void run() {
        Objects.requireNonNull(spec, "picocli sets it").commandLine().usage(out);
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"interlock " + (version == null ? "(built from source)" : version)};
        }
    }
}
