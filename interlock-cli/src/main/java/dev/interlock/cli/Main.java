package dev.interlock.cli;

import dev.interlock.cli.demo.Demo;
import dev.interlock.cli.demo.DemoOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds the command and runs it. */
public final class Main {

    private static final String USAGE = """
            Interlock: coordinated circuit breakers for Java.

            Usage: interlock <command> [options]

            Commands
              demo      run a mesh of eight real HTTP servers through an outage of its root

            Options
              --help      show this text; 'interlock <command> --help' tells more
              --version   show the version
            """;

    private Main() {}

    /**
     * Runs a command and ends the process with its status: 0 if it went well, 1 if it failed, 2 if the command line was wrong.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int status = run(List.of(arguments), out, System.err);
        out.flush();
        System.exit(status);
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        String command = arguments.isEmpty() ? "--help" : arguments.get(0);
        switch (command) {
            case "--help", "-h", "help" -> out.print(USAGE);
            case "--version" -> out.println("interlock " + version());
            case "demo" -> {
                return demo(arguments.subList(1, arguments.size()), out, err);
            }
            default -> {
                err.println("interlock: there is no command '" + command + "'; the commands are: demo. See --help");
                return 2;
            }
        }
        return 0;
    }

    private static int demo(List<String> arguments, PrintStream out, PrintStream err) {
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            err.println("interlock demo: " + wrong.getMessage());
            return 2;
        }
        if (options.help()) {
            out.print(DemoOptions.HELP);
            return 0;
        }
        try {
            new Demo(options, out).run();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("interlock demo: interrupted");
            return 1;
        } catch (java.io.IOException e) {
            err.println("interlock demo: " + e.getMessage());
            return 1;
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(built from source)" : version;
    }
}
