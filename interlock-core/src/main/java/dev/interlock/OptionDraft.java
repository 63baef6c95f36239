package dev.interlock;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options while they are set, and what was wrong with them. Not thread-safe. */
final class OptionDraft {

    private final List<Option<?>> options;
    private final Limits limits = new Limits();
    private @Nullable Object[] set;

    OptionDraft(List<Option<?>> options) {
        this.options = options;
        this.set = new @Nullable Object[options.size()];
    }

    Limits limits() {
        return limits;
    }

    List<Option<?>> options() {
        return options;
    }

    /** Sets an option, or adds to it. What is refused leaves it as it was. */
    <T> void set(Option<T> option, T value) {
        T after = option.take(get(option), value, limits);
        put(option, isNothing(after) ? null : after);
    }

    /** No names are as if they were not named: nothing was set. */
    private static boolean isNothing(@Nullable Object value) {
        return value instanceof Collection<?> some ? some.isEmpty() : value instanceof Map<?, ?> map && map.isEmpty();
    }

    /** Puts a value in place of what was set; null if nothing is to be. */
    <T> void put(Option<T> option, @Nullable T value) {
        set[OptionRows.place(options, option)] = value;
    }

    /** What was set; null if nothing was. */
    @SuppressWarnings("unchecked") // only what the option took is at its place
    <T> @Nullable T get(Option<T> option) {
        return (T) set[OptionRows.place(options, option)];
    }

    void unset(Option<?> option) {
        set[OptionRows.place(options, option)] = null;
    }

    /** Sets what is set there, and nothing else. */
    void from(OptionValues other) {
        set = other.copyOfSet();
    }

    OptionValues build() {
        @Nullable Object[] frozen = new @Nullable Object[set.length];
        options.forEach(option -> frozen[option.ordinal()] = frozen(option));
        return new OptionValues(options, frozen);
    }

    private <T> @Nullable T frozen(Option<T> option) {
        T held = get(option);
        return held == null ? null : option.freeze(held);
    }
}
