package dev.interlock.cli.demo;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * The options of the demo.
 *
 * @param help            whether only the help is asked for
 * @param json            whether the summary follows as one JSON object on the last line
 * @param scale           what the seed's waits are multiplied by
 * @param rate            calls a second that enter at each service
 * @param atSeconds       when the target is stopped
 * @param forSeconds      how long it stays down
 * @param durationSeconds how long the whole run takes
 */
public record DemoOptions(
        boolean help,
        boolean json,
        double scale,
        double rate,
        double atSeconds,
        double forSeconds,
        double durationSeconds) {

    /** What {@code --help} shows. */
    public static final String HELP = """
            Usage: interlock demo [options]

            Runs the service mesh of the original specification as eight real HTTP
            servers on loopback, which call each other through circuits. Calls enter at
            every service. Then consul, which everything needs, is really stopped, and
            started again. Watch one circuit open, everything above it say so at once,
            and all of it come back by itself.

            Options
              --json           print the summary as one JSON object on the last line
              --rate N         calls a second at each service, 0.5 to 100 (default 5)
              --at SECONDS     when consul is stopped, 1 to 600 (default 4)
              --for SECONDS    how long it stays down, 0.5 to 600 (default 7)
              --duration SECONDS
                               length of the run, at least consul's wait and 1 s longer
                               than the outage (default: the outage, the wait and 5 s;
                               that is 18)
              --scale X        multiplies the waits of the circuits, 0.01 to 1
                               (default 0.2: consul waits 2 s instead of 10 s before it
                               tries to recover)
              --help           show this text

            Ctrl-C ends the run and leaves nothing running.
            """;

    private static final List<String> NAMES =
            List.of("--json", "--rate", "--at", "--for", "--duration", "--scale", "--help");

    /**
     * Reads the options.
     *
     * @param arguments what follows the command
     * @return the options
     * @throws IllegalArgumentException if one is unknown or its value wrong; the message names option, value, rule and fix
     */
    public static DemoOptions parse(List<String> arguments) {
        boolean help = false;
        boolean json = false;
        double scale = 0.2;
        double rate = 5;
        double at = 4;
        double down = 7;
        double duration = -1;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--json" -> json = true;
                case "--scale" -> scale = number(option, rest, 0.01, 1);
                case "--rate" -> rate = number(option, rest, 0.5, 100);
                case "--at" -> at = number(option, rest, 1, 600);
                case "--for" -> down = number(option, rest, 0.5, 600);
                case "--duration" -> duration = number(option, rest, 4, 3600);
                default ->
                    throw new IllegalArgumentException(
                            "there is no option '" + option + "'; did you mean " + nearest(option) + "? See --help");
            }
        }
        double wait = Mesh.seed(scale).service(Mesh.CONSUL).resetTimeout().toMillis() / 1000.0;
        double shortest = at + down + wait + 1; // a repair just after a failed probe is seen a whole wait later
        if (duration >= 0 && duration < shortest) {
            throw new IllegalArgumentException(text(
                    "--duration %.1f is too short: the outage ends after %.1f s, consul waits %.1f s;"
                            + " give at least %.1f",
                    duration, at + down, wait, shortest));
        }
        return new DemoOptions(help, json, scale, rate, at, down, duration >= 0 ? duration : at + down + wait + 5);
    }

    private static double number(String option, Iterator<String> rest, double min, double max) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(text("%s needs a number from %s to %s after it", option, min, max));
        }
        String value = rest.next();
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!(number >= min && number <= max)) {
            throw new IllegalArgumentException(
                    text("%s '%s' is not a number from %s to %s", option, value.strip(), min, max));
        }
        return number;
    }

    private static String nearest(String option) {
        String best = "one of " + String.join(" ", NAMES);
        int most = 2; // the dashes alone say nothing
        for (String name : NAMES) {
            int same = 0;
            while (same < Math.min(name.length(), option.length()) && name.charAt(same) == option.charAt(same)) {
                same++;
            }
            if (same > most) {
                most = same;
                best = name;
            }
        }
        return best;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
