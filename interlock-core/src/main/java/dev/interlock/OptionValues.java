package dev.interlock;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What was set of a list of options, and what holds for each of them: the value, the default or what is derived. Immutable. There is one for each
 * circuit with edges of its own, so it is small: an array and some bits.
 */
final class OptionValues {

    private final List<Option<?>> options;
    private final BitSet set;

    /** What accessors answer: made once, so that those who ask often get the same object. */
    private final @Nullable Object[] answers;

    /**
     * What holds.
     *
     * @param options each at the place that it says
     * @param values  what was set, checked; null where nothing was
     */
    OptionValues(List<Option<?>> options, @Nullable Object[] values) {
        this.options = options;
        this.set = new BitSet(values.length);
        this.answers = new @Nullable Object[values.length];
        for (Option<?> option : options) {
            hold(option, values[option.ordinal()]);
        }
        options.forEach(this::derive);
    }

    @SuppressWarnings("unchecked") // only what the option took is at its place
    private <T> void hold(Option<T> option, @Nullable Object value) {
        set.set(option.ordinal(), value != null);
        if (value != null || option.otherwise().derivation() == null) {
            answers[option.ordinal()] =
                    option.answer(value != null ? (T) value : option.otherwise().value());
        }
    }

    private <T> void derive(Option<T> option) {
        var derivation = option.otherwise().derivation();
        if (derivation != null && !isSet(option)) {
            answers[option.ordinal()] = option.answer(derivation.apply(this));
        }
    }

    boolean isSet(Option<?> option) {
        return set.get(OptionRows.place(options, option));
    }

    /** What was set, in places of its own; null where nothing was. */
    @Nullable
    Object[] copyOfSet() {
        @Nullable Object[] copy = new @Nullable Object[answers.length];
        for (Option<?> option : options) {
            copy[option.ordinal()] = isSet(option) ? find(option).orElse(null) : null;
        }
        return copy;
    }

    /** What holds, of an option that is never off. */
    @SuppressWarnings({"unchecked", "NullAway"}) // such an option has a default
    <T> T value(Option<T> option) {
        return (T) answer(option);
    }

    /** What holds of an option that can be off. */
    OptionalInt whole(Option<Integer> option) {
        return (OptionalInt) answer(option);
    }

    /** What holds of an option that can be off. */
    OptionalDouble real(Option<Double> option) {
        return (OptionalDouble) answer(option);
    }

    /** What holds of an option that can be off. */
    @SuppressWarnings("unchecked") // only what the option took is at its place
    <T> Optional<T> some(Option<T> option) {
        return (Optional<T>) answer(option);
    }

    /** What holds of any option; empty if it is off. */
    @SuppressWarnings("unchecked") // only what the option took is at its place
    <T> Optional<T> find(Option<T> option) {
        Object answer = answers[OptionRows.place(options, option)];
        if (answer instanceof OptionalInt number) {
            return (Optional<T>) (number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty());
        }
        if (answer instanceof OptionalDouble number) {
            return (Optional<T>) (number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty());
        }
        return answer instanceof Optional<?> some ? (Optional<T>) some : Optional.ofNullable((T) answer);
    }

    @SuppressWarnings("NullAway") // each has one
    private Object answer(Option<?> option) {
        return answers[option.ordinal()];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OptionValues values && set.equals(values.set) && Arrays.equals(answers, values.answers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(answers);
    }

    /** What was set. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (Option<?> option : options) {
            if (isSet(option)) {
                text.add(option.name() + "=" + find(option).orElse(null));
            }
        }
        return text.toString();
    }
}
