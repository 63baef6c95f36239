package dev.interlock.cli.demo;

import dev.interlock.cli.demo.guard.Protections;
import dev.interlock.cli.demo.mesh.Circuits;
import dev.interlock.cli.demo.mesh.Mesh;
import dev.interlock.cli.demo.mesh.Outage;
import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.text.Names;
import dev.interlock.cli.text.Text;
import dev.interlock.cli.text.Writable;
import dev.interlock.config.ConfigurationFileException;
import dev.interlock.config.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the words of the command line into {@link DemoOptions}. Each complaint names the option, the value, the rule and the fix. */
final class OptionReader {

    private static final double DEFAULT_RATE = 5;
    private static final double MIN_RATE = 0.5;
    /** More calls a second, of all services together, and a small machine would be measured instead of the circuits. */
    private static final double MOST_CALLS_PER_SECOND = 300;

    private static final double AFTER = 6;
    private static final double AFTER_ALONE = 15;
    private static final double AFTER_WAIT = 4;
    private static final double MOST_FOR_BOTH = 60;

    private final DemoCommand words;

    OptionReader(DemoCommand words) {
        this.words = words;
    }

    DemoOptions read() {
        Outage outage = outage();
        Mesh mesh = mesh();
        List<String> targets = targets(mesh);
        double at = seconds("--at", words.at, 1, 600);
        double downFor = seconds("--for", words.downFor, 0.5, 600);
        double scale = number("--scale", words.scale, 0.01, 1);
        double rate = words.rate == null ? rateFor(mesh) : number("--rate", words.rate, MIN_RATE, 100);
        double wait = targets.stream()
                        .mapToLong(target -> mesh.config(target).resetTimeout().toMillis())
                        .max()
                        .orElseThrow()
                * scale
                / 1000;
        List<Protections> legs = legs(at + downFor + Math.max(AFTER, wait + AFTER_WAIT));
        double duration = duration(at + downFor, wait, String.join(" and ", targets), legs.size() > 1);
        Script script = new Script(outage, targets, at, downFor, duration, rate, scale, seed());
        definable(mesh, script);
        Writable.file("--picture", words.picture);
        Writable.file("--page", words.page);
        return new DemoOptions(
                mesh,
                script,
                legs,
                words.json,
                Names.oneOf("--color", words.colour, List.of("auto", "always", "never")),
                Optional.ofNullable(words.picture),
                Optional.ofNullable(words.page),
                words.commandLine());
    }

    private Outage outage() {
        List<String> names =
                Arrays.stream(Outage.values()).map(Outage::toString).toList();
        return Outage.valueOf(Names.oneOf("--outage", words.outage, names).toUpperCase(Locale.ROOT));
    }

    private Mesh mesh() {
        Path file = words.topology;
        if (file != null && file.toString().isEmpty()) {
            throw new IllegalArgumentException("--topology is empty; name a file with circuits, or leave it out");
        }
        if (file != null && Files.isDirectory(file)) {
            throw new IllegalArgumentException("--topology " + file + " is a directory; name a file in it");
        }
        try {
            return Mesh.read(Optional.ofNullable(file));
        } catch (ConfigurationFileException wrong) {
            throw new IllegalArgumentException("--topology " + file + " cannot be used:\n" + wrong.getMessage(), wrong);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(
                    "--topology " + file + ": there is no such file; name one with circuits, or leave it out", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "--topology " + file + " cannot be read: " + Text.reason(unreadable), unreadable);
        }
    }

    /** Before the first server starts: a file may name code that only its own program has. */
    private void definable(Mesh mesh, Script script) {
        try {
            new Circuits(mesh, script).configs();
        } catch (ConfigurationFileException wrong) {
            throw new IllegalArgumentException(
                    "--topology " + words.topology + " names code that the demo does not have:\n" + wrong.getMessage(),
                    wrong);
        }
    }

    private List<String> targets(Mesh mesh) {
        if (words.targets.isEmpty()) {
            return List.of(mesh.root());
        }
        Set<String> targets = new LinkedHashSet<>();
        for (String wanted : words.targets) {
            try {
                targets.add(Names.resolve(wanted.strip(), mesh.names()));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("--target: " + wrong.getMessage(), wrong);
            }
        }
        return new ArrayList<>(targets);
    }

    private static double rateFor(Mesh mesh) {
        int calls = mesh.names().stream().mapToInt(mesh::calls).sum();
        return Math.max(MIN_RATE, Math.min(DEFAULT_RATE, MOST_CALLS_PER_SECOND / calls));
    }

    private List<Protections> legs(double defaultDuration) {
        int asked = (words.compare ? 1 : 0) + (words.noCompare ? 1 : 0) + (words.uncoordinated ? 1 : 0);
        if (asked > 1) {
            throw new IllegalArgumentException(
                    "--compare, --no-compare and --uncoordinated exclude each other; give one of them");
        }
        if (words.uncoordinated) {
            return List.of(Protections.UNCOORDINATED);
        }
        double each = words.duration == null ? defaultDuration : seconds("--duration", words.duration, 1, 3600);
        boolean both = words.compare || (!words.noCompare && 2 * each <= MOST_FOR_BOTH);
        return both ? List.of(Protections.RESILIENCE4J, Protections.INTERLOCK) : List.of(Protections.INTERLOCK);
    }

    private double duration(double repairAt, double wait, String targets, boolean both) {
        if (words.duration == null) {
            return repairAt + Math.max(both ? AFTER : AFTER_ALONE, wait + AFTER_WAIT);
        }
        double duration = seconds("--duration", words.duration, 1, 3600);
        double shortest = repairAt + wait + 1; // a repair just after a failed probe is seen a whole wait later
        if (duration < shortest) {
            throw new IllegalArgumentException(Text.format(
                    "--duration %.1f is too short: the outage ends after %.1f s, %s waits %.1f s; give at least %.1f",
                    duration, repairAt, targets, wait, shortest));
        }
        return duration;
    }

    private long seed() {
        String value = String.valueOf(words.seed).strip();
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--seed '" + value + "' is not a whole number", e);
        }
    }

    /** As files write durations, or seconds without a unit. */
    private static double seconds(String option, @Nullable String value, double min, double max) {
        String text = String.valueOf(value).strip();
        Optional<Duration> duration = Durations.parse(text);
        if (duration.isPresent()) {
            Duration given = duration.get(); // compared first: it can be longer than any number of milliseconds
            boolean fits = given.compareTo(Duration.ofMillis(Math.round(min * 1_000))) >= 0
                    && given.compareTo(Duration.ofMillis(Math.round(max * 1_000))) <= 0;
            if (fits) {
                return given.toMillis() / 1_000.0;
            }
            throw new IllegalArgumentException(Text.format("%s '%s' is not from %s to %s s", option, text, min, max));
        }
        try {
            return number(option, value, min, max);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(wrong.getMessage() + ", nor a duration such as 30s", wrong);
        }
    }

    private static double number(String option, @Nullable String value, double min, double max) {
        String text = String.valueOf(value).strip();
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!(number >= min && number <= max)) {
            throw new IllegalArgumentException(
                    Text.format("%s '%s' is not a number from %s to %s", option, text, min, max));
        }
        return number;
    }
}
