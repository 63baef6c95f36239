package dev.interlock.internal.diff;

import dev.interlock.CascadeMode;
import dev.interlock.CircuitConfig;
import dev.interlock.Guard;
import dev.interlock.Option;
import dev.interlock.Reconfiguration.OptionChange;
import dev.interlock.SignalConfig;
import dev.interlock.internal.text.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compares configurations option by option, whichever options there are. Options that hold code (guards, predicates) are the same if they hold
 * the same objects. A value that is set and one that holds by default are different, even if they are equal: the one stays when other options
 * change, and the other may not.
 */
public final class OptionDiff {

    /** What a configuration says about an option. */
    private record Side(Function<Option<?>, Optional<?>> value, Predicate<Option<?>> isSet) {

        static Side of(CircuitConfig config) {
            return new Side(config::get, config::isSet);
        }

        static Side of(SignalConfig config) {
            return new Side(config::get, config::isSet);
        }
    }

    private static final Side CIRCUIT_DEFAULTS = Side.of(CircuitConfig.builder().build("circuit"));
    private static final Side SIGNAL_DEFAULTS = Side.of(SignalConfig.builder().build("signal"));

    private OptionDiff() {}

    /** What is different for a circuit. */
    public static List<OptionChange> of(CircuitConfig before, CircuitConfig after) {
        return of(CircuitConfig.options(), before, after);
    }

    /** The same for some options. */
    public static List<OptionChange> of(List<Option<?>> options, CircuitConfig before, CircuitConfig after) {
        return compare(options, Side.of(before), Side.of(after), true);
    }

    /** What is different for a signal. */
    public static List<OptionChange> of(SignalConfig before, SignalConfig after) {
        return compare(SignalConfig.options(), Side.of(before), Side.of(after), true);
    }

    /** What is not as it is by default in a new circuit. */
    public static List<OptionChange> ofNew(CircuitConfig config) {
        return compare(CircuitConfig.options(), CIRCUIT_DEFAULTS, Side.of(config), false);
    }

    /** What is not as it is by default in a new signal. */
    public static List<OptionChange> ofNew(SignalConfig config) {
        return compare(SignalConfig.options(), SIGNAL_DEFAULTS, Side.of(config), false);
    }

    private static List<OptionChange> compare(List<Option<?>> options, Side before, Side after, boolean settings) {
        List<OptionChange> changes = new ArrayList<>();
        for (Option<?> option : options) {
            Optional<?> old = before.value.apply(option);
            Optional<?> now = after.value.apply(option);
            if (!old.equals(now)) {
                changes.add(change(option, old, now));
            } else if (settings && before.isSet.test(option) != after.isSet.test(option)) {
                String words = words(option, now);
                String byDefault = words + " (by default)";
                changes.add(
                        after.isSet.test(option)
                                ? new OptionChange(option.name(), byDefault, words)
                                : new OptionChange(option.name(), words, byDefault));
            }
        }
        return changes;
    }

    private static OptionChange change(Option<?> option, Optional<?> old, Optional<?> now) {
        String before = words(option, old);
        String after = words(option, now);
        if (!before.equals(after)) {
            return new OptionChange(option.name(), before, after);
        }
        return option.kind() == Option.Kind.DURATION // rounded to the same words
                ? new OptionChange(
                        option.name(),
                        old.orElseThrow().toString(),
                        now.orElseThrow().toString())
                : new OptionChange(option.name(), before, after + " (other code)");
    }

    private static String words(Option<?> option, Optional<?> value) {
        return value.map(OptionDiff::words).orElse(option.kind() == Option.Kind.CODE ? "none" : "off");
    }

    private static String words(Object value) {
        if (value instanceof Duration duration) {
            return Texts.duration(duration);
        }
        if (value instanceof Class<?> type) {
            return type.getSimpleName();
        }
        if (value instanceof Guard || value instanceof Predicate<?>) {
            return "code"; // which has no words
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + (entry.getValue() == CascadeMode.DRY_RUN ? " (dry run)" : ""))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(OptionDiff::words).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }
}
