package dev.interlock.config;

import dev.interlock.SignalConfig;
import java.util.List;
import java.util.stream.Stream;

/** The options of signals: those of {@link SignalConfig#options()}, in that order, and the check. */
final class SignalOptions {

    private SignalOptions() {}

    /** Not given to the builder: the interlock takes the check beside it. */
    static final Option<SignalConfig.Builder> CHECK =
            Option.code("check", NameTypes.NAME, Code.Kind.SIGNAL, (builder, name, code) -> {});

    /** Only names: the cascades of signals have no modes. */
    static final Option<SignalConfig.Builder> CASCADES_TO = Option.data(
            "cascadesTo", NameTypes.NAMES, (builder, names, code) -> builder.cascadesTo(names.toArray(String[]::new)));

    /** In the order in which it is written. */
    static final List<Option<SignalConfig.Builder>> ALL = Stream.concat(
                    Stream.of(CHECK), SignalConfig.options().stream().map(SignalOptions::of))
            .toList();

    private static <T> Option<SignalConfig.Builder> of(dev.interlock.Option<T> option) {
        return option.name().equals(CASCADES_TO.key())
                ? CASCADES_TO
                : Option.data(
                        option.name(), ValueTypes.of(option), (builder, value, code) -> builder.set(option, value));
    }
}
