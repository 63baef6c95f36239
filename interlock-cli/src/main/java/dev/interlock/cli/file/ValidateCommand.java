package dev.interlock.cli.file;

import dev.interlock.cli.file.Source.NoFileException;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.text.Json;
import dev.interlock.config.ConfigurationFileException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code interlock validate}: everything that is wrong with files, at once. */
@Command(
        name = "validate",
        sortOptions = false,
        usageHelpWidth = 80,
        header = "Everything that is wrong with a configuration file, at once.",
        description = {
            "",
            "Each problem is a line as compilers write it, so that editors can jump to it:"
                    + " file:line:column: path: what is wrong, the rule, the fix. Notes are about what is"
                    + " allowed and probably not meant. Nothing is run, and no code is needed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  interlock validate examples/mesh.yaml",
            "  interlock validate --strict config/*.yaml",
            "  cat interlock.yaml | interlock validate --json -",
            "",
            "Status: 0 if all is well, 1 if a file has problems (with --strict also notes), 2 if"
                    + " the command line was wrong or a file could not be read."
        })
public final class ValidateCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    private final InputStream in;
    private final PrintStream out;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "An interlock.yaml, or - for the standard input.")
    List<String> files = new ArrayList<>();

    @Option(names = "--strict", description = "Notes are problems too.")
    boolean strict;

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
    public ValidateCommand(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Looks at each file, also after one that could not be read.
     *
     * @return the status of the process
     */
    @Override
    public Integer call() {
        if (files.stream().filter(Source.STANDARD_INPUT::equals).count() > 1) {
            throw new ParameterException(
                    command().commandLine(), "- is given twice; the standard input can be read only once");
        }
        List<Validation> done = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (String file : files) {
            try {
                done.add(validate(new Source(file)));
            } catch (NoFileException none) {
                unread.add(String.valueOf(none.getMessage()));
            }
        }
        if (json) {
            out.println(Json.write(json(done, unread)));
        } else {
            tell(done);
        }
        out.flush();
        unread.forEach(
                message -> command().commandLine().getErr().println(command().qualifiedName() + ": " + message));
        return !unread.isEmpty() ? ExitCode.USAGE : isWell(done) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Validation validate(Source source) throws NoFileException {
        try {
            return Validation.good(source.name(), Graph.of(source.read(in)));
        } catch (ConfigurationFileException wrong) {
            return Validation.bad(source.name(), wrong.problems());
        }
    }

    private void tell(List<Validation> done) {
        done.forEach(file -> file.lines().forEach(out::println));
        if (done.size() > 1) {
            long wrong =
                    done.stream().filter(file -> !file.problems().isEmpty()).count();
            out.println(Graph.count(done.size(), "file") + ": "
                    + (wrong == 0 ? "no problems" : Graph.count(problems(done), "problem") + " in " + wrong)
                    + (notes(done) == 0 ? "" : ", " + Graph.count(notes(done), "note")));
        }
    }

    private Map<String, @Nullable Object> json(List<Validation> done, List<String> unread) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("ok", unread.isEmpty() && isWell(done));
        all.put("problems", problems(done));
        all.put("notes", notes(done));
        all.put("files", done.stream().map(Validation::json).toList());
        all.put("unread", unread);
        return all;
    }

    private boolean isWell(List<Validation> done) {
        return problems(done) == 0 && (!strict || notes(done) == 0);
    }

    private static int problems(List<Validation> done) {
        return done.stream().mapToInt(file -> file.problems().size()).sum();
    }

    private static int notes(List<Validation> done) {
        return done.stream().mapToInt(file -> file.notes().size()).sum();
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }
}
