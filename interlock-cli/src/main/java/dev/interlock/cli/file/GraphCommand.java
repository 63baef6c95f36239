package dev.interlock.cli.file;

import dev.interlock.cli.file.graph.Format;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.text.Names;
import dev.interlock.cli.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code interlock graph}: the dependency graph of a file, to be looked at. */
@Command(
        name = "graph",
        sortOptions = false,
        usageHelpWidth = 80,
        header = "The dependency graph of a configuration file, to be looked at.",
        description = {
            "",
            "Arrows lead from a circuit to what it needs: solid for dependsOn, dashed for"
                    + " recoversAfter, in a style of their own for cascadesTo. The same file gives the same text."
                    + " In the SVG each row can recover when the rows below it have.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  interlock graph examples/mesh.yaml --out mesh.svg",
            "  interlock graph --format text examples/online-boutique.yaml",
            "  interlock graph --format dot interlock.yaml | dot -Tpng > graph.png",
            "",
            "Status: 0, or 1 if the file has problems, 2 if the command line was wrong or the file"
                    + " could not be read."
        })
public final class GraphCommand implements Callable<Integer> {

    private static final List<String> FORMATS =
            Arrays.stream(Format.values()).map(Format::toString).toList();

    @Spec
    private @Nullable CommandSpec spec;

    private final InputStream in;
    private final PrintStream out;

    @Parameters(arity = "1", paramLabel = "FILE", description = "An interlock.yaml, or - for the standard input.")
    String file = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "mermaid, dot, svg or text. Default: what the ending of --out says, or mermaid.")
    @Nullable
    String format;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it. Default: the standard output.")
    @Nullable
    Path target;

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
    public GraphCommand(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Draws.
     *
     * @return the status of the process
     * @throws IOException if files cannot be told apart
     */
    @Override
    public Integer call() throws IOException {
        Source source = new Source(file);
        Format notation = wrongUse(this::notation);
        Optional<Path> to = Optional.ofNullable(target);
        if (to.isPresent()) {
            check(source, to.get());
        }
        Optional<Graph> graph = Opening.graph(source, in, command());
        if (graph.isEmpty()) {
            return Opening.BROKEN;
        }
        String text = wrongUse(() -> notation.write(source.title(), graph.get()));
        if (to.isPresent()) {
            write(to.get(), text);
            out.println(to.get() + ": " + graph.get().size());
        } else {
            out.print(text);
        }
        out.flush();
        return ExitCode.OK;
    }

    private Format notation() {
        if (format != null) {
            return Format.valueOf(Names.oneOf("--format", format, FORMATS).toUpperCase(Locale.ROOT));
        }
        if (target == null) {
            return Format.MERMAID;
        }
        return Format.ofFile(String.valueOf(target.getFileName()))
                .orElseThrow(() -> new IllegalArgumentException("--out " + target
                        + ": its ending is no format that is known here; end it with .mmd, .dot, .svg or .txt, or give"
                        + " --format"));
    }

    private void check(Source source, Path to) throws IOException {
        if (source.is(to)) {
            throw wrong("--out " + to + " is the file that is read; name another one");
        }
        if (Files.isDirectory(to)) {
            throw wrong("--out " + to + " is a directory; name a file in it");
        }
    }

    private void write(Path to, String text) {
        try {
            Path folder = to.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(to, text);
        } catch (AccessDeniedException denied) {
            throw wrong("--out " + to + " cannot be written: you are not allowed to");
        } catch (FileAlreadyExistsException file) {
            throw wrong("--out " + to + " cannot be written: " + file.getFile() + " is a file, not a directory");
        } catch (IOException failed) {
            throw wrong("--out " + to + " cannot be written: " + Text.reason(failed) + "; name another file");
        }
    }

    private <T> T wrongUse(Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException wrong) {
            throw wrong(String.valueOf(wrong.getMessage()));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command().commandLine(), message);
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }
}
