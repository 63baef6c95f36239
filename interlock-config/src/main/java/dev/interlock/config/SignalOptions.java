package dev.interlock.config;

import static dev.interlock.config.ValueTypes.DURATION;
import static dev.interlock.config.ValueTypes.WHOLE_NUMBER;

import dev.interlock.SignalConfig;
import java.util.List;

/** The options of signals: the names and meanings of {@link SignalConfig.Builder}, and the check. */
final class SignalOptions {

    private SignalOptions() {}

    /** Not given to the builder: the interlock takes the check beside it. */
    static final Option<SignalConfig.Builder> CHECK =
            Option.code("check", NameTypes.NAME, Code.Kind.SIGNAL, (builder, name, code) -> {});

    static final Option<SignalConfig.Builder> CASCADES_TO = Option.data(
            "cascadesTo", NameTypes.NAMES, (builder, names, code) -> builder.cascadesTo(names.toArray(String[]::new)));

    /** In the order in which it is written. */
    static final List<Option<SignalConfig.Builder>> ALL = List.of(
            CHECK,
            Option.data("interval", DURATION, (builder, value, code) -> builder.interval(value)),
            Option.data("timeout", DURATION, (builder, value, code) -> builder.timeout(value)),
            Option.data("downAfter", WHOLE_NUMBER, (builder, value, code) -> builder.downAfter(value)),
            Option.data("upAfter", WHOLE_NUMBER, (builder, value, code) -> builder.upAfter(value)),
            CASCADES_TO);
}
