package dev.interlock.cli.file;

import dev.interlock.cli.file.Source.NoFileException;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.config.ConfigurationFileException;
import java.io.InputStream;
import java.util.Optional;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The graph of the one FILE that a command needs, or a complaint. */
final class Opening {

    /** What a command ends with whose file has problems, as {@code validate} does. */
    static final int BROKEN = ExitCode.SOFTWARE;

    private Opening() {}

    /** Empty if the file has problems: they were told on the error output. */
    static Optional<Graph> graph(Source source, InputStream in, CommandSpec command) {
        try {
            return Optional.of(Graph.of(source.read(in)));
        } catch (NoFileException none) {
            throw new ParameterException(command.commandLine(), String.valueOf(none.getMessage()), none);
        } catch (ConfigurationFileException wrong) {
            String problems = String.join(
                    "\n", Validation.bad(source.name(), wrong.problems()).lines());
            command.commandLine().getErr().println(problems);
            return Optional.empty();
        }
    }
}
