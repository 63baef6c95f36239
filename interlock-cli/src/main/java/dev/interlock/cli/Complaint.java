package dev.interlock.cli;

import dev.interlock.cli.text.Names;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what to do about it, in one line on the error output. */
final class Complaint implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message(wrong, command));
        return CommandLine.ExitCode.USAGE;
    }

    static String words(Exception failure) {
        String message = failure.getMessage();
        String type = failure.getClass().getSimpleName();
        return message == null ? type : message.contains(" ") ? message : type + ": " + message;
    }

    private static String message(ParameterException wrong, CommandLine command) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched.getUnmatched().get(0), command);
        }
        if (wrong instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            ArgSpec argument = missing.getMissing().get(0);
            if (!(argument instanceof OptionSpec option)) {
                return argument.paramLabel() + " is missing: " + String.join(" ", argument.description())
                        + " See --help";
            }
            return option.longestName() + " needs a value after it: " + String.join(" ", argument.description());
        }
        if (wrong instanceof OverwrittenOptionException twice && twice.getOverwritten() instanceof OptionSpec option) {
            return option.longestName() + " is given twice; give it once";
        }
        return words(wrong);
    }

    private static String unmatched(String word, CommandLine command) {
        if (!word.startsWith("-")) {
            List<String> commands = List.copyOf(command.getSubcommands().keySet());
            if (!command.getCommandSpec().positionalParameters().isEmpty()) {
                return "'" + word + "' is one too many; options begin with --. See --help";
            }
            if (commands.isEmpty()) {
                return "'" + word + "' is not an option; options begin with --. See --help";
            }
            return "there is no command '" + word + "'; the commands are: "
                    + String.join(", ", commands.stream().sorted().toList())
                    + Names.nearest(word, commands)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(".")
                    + " See --help";
        }
        String name = word.split("=", 2)[0];
        List<String> options = command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        return "there is no option '" + name + "'; "
                + Names.nearest(name, options)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("the options are: " + String.join(" ", options) + ".")
                + " See --help";
    }
}
