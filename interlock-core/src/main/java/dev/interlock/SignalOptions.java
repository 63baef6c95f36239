package dev.interlock;

import static dev.interlock.Option.Default.always;
import static dev.interlock.Option.Default.none;
import static dev.interlock.OptionType.cascades;
import static dev.interlock.OptionType.duration;
import static dev.interlock.OptionType.whole;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The options of signals, as {@link CircuitOptions} are those of circuits. */
final class SignalOptions {

    private static final OptionRows OPTIONS = new OptionRows();

    static final Option<Duration> INTERVAL = OPTIONS.row(
            "interval",
            duration(),
            always(Duration.ofSeconds(1)),
            "How long from the end of one check to the start of the next.");

    static final Option<Duration> TIMEOUT = OPTIONS.row(
            "timeout", duration(), always(Duration.ofSeconds(1)), "How long a check may take; over it counts as down.");

    static final Option<Integer> DOWN_AFTER = OPTIONS.row(
            "downAfter", whole(1, 10_000, "checks"), always(2), "How many bad checks in a row make it down.");

    static final Option<Integer> UP_AFTER = OPTIONS.row(
            "upAfter", whole(1, 10_000, "checks"), always(2), "How many good checks in a row make it up again.");

    static final Option<Map<String, CascadeMode>> CASCADES_TO = OPTIONS.row(
            "cascadesTo",
            cascades("at most " + CircuitConfigBuilder.MAX_CASCADE_TARGETS + " targets; a list"),
            none(Map.of()),
            "Circuits that open in the same commit when it goes down.");

    /** All of them. */
    static final List<Option<?>> ALL = OPTIONS.all();

    private SignalOptions() {}
}
