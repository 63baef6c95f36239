package dev.interlock;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One option of circuits or signals: its name, what it takes, what holds where it is not set, and one sentence about it. All of them are told by
 * {@link CircuitConfig#options()} and {@link SignalConfig#options()}. What checks, copies, compares or describes options is made from these, so
 * that no option can be forgotten there. Immutable.
 *
 * @param <T> what its values are
 */
public final class Option<T> {

    /** Sorts of values. */
    public enum Kind {
        /** An {@link Integer}. */
        WHOLE_NUMBER,
        /** A {@link Double} that is a part of a whole. */
        SHARE,
        /** A {@link Double}. */
        FACTOR,
        /** A {@link java.time.Duration}. */
        DURATION,
        /** A {@link Boolean}. */
        FLAG,
        /** One of the constants of an enum. */
        CHOICE,
        /** Names of circuits and signals. */
        NAMES,
        /** Names of circuits, each with a {@link CascadeMode}. */
        CASCADES,
        /** What is no data: guards, predicates, classes. */
        CODE
    }

    /**
     * What holds where an option is not set.
     *
     * @param value      always the same; null if there is none, or it is derived
     * @param derivation from what is set; null if it is not derived
     * @param optional   whether there may be none
     * @param words      says it; empty if the value does
     */
    record Default<T>(
            @Nullable T value,
            @Nullable Function<OptionValues, @Nullable T> derivation,
            boolean optional,
            String words) {

        static <T> Default<T> always(T value) {
            return always(value, "");
        }

        static <T> Default<T> always(T value, String words) {
            return new Default<>(value, null, false, words);
        }

        static <T> Default<T> none(T empty) {
            return always(empty, "none");
        }

        static <T> Default<T> off(String words) {
            return new Default<>(null, null, true, words);
        }

        static <T> Default<T> derived(String words, Function<OptionValues, @Nullable T> derivation) {
            return new Default<>(null, derivation, false, words);
        }

        static <T> Default<T> derivedOrOff(String words, Function<OptionValues, @Nullable T> derivation) {
            return new Default<>(null, derivation, true, words);
        }
    }

    private final int ordinal;
    private final String name;
    private final OptionType<T> type;
    private final Default<T> otherwise;
    private final String words;

    Option(int ordinal, String name, OptionType<T> type, Default<T> otherwise, String words) {
        this.ordinal = ordinal;
        this.name = name;
        this.type = type;
        this.otherwise = otherwise;
        this.words = words;
    }

    /** Its place in the list of options. */
    int ordinal() {
        return ordinal;
    }

    Default<T> otherwise() {
        return otherwise;
    }

    /** What is held after one more value was set; problems go to the limits. */
    @Nullable
    T take(@Nullable T before, T value, Limits limits) {
        return type.take(name, before, Objects.requireNonNull(value, name), limits);
    }

    /** A copy that nobody changes. */
    T freeze(T held) {
        return type.freeze(held);
    }

    /** What the accessor of a configuration answers. */
    Object answer(@Nullable T held) {
        if (!otherwise.optional) {
            return Objects.requireNonNull(held, name);
        }
        if (held instanceof Integer number) {
            return OptionalInt.of(number);
        }
        if (held instanceof Double number) {
            return OptionalDouble.of(number);
        }
        return switch (type.kind()) {
            case WHOLE_NUMBER -> OptionalInt.empty();
            case SHARE, FACTOR -> OptionalDouble.empty();
            default -> Optional.ofNullable(held);
        };
    }

    /**
     * The name, as the builder's method and files have it.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The sort of its values.
     *
     * @return the sort
     */
    public Kind kind() {
        return type.kind();
    }

    /**
     * The least value.
     *
     * @return empty if values have no order
     */
    public Optional<T> least() {
        return type.least();
    }

    /**
     * The greatest value.
     *
     * @return empty if values have no order
     */
    public Optional<T> most() {
        return type.most();
    }

    /**
     * Whether values have to be greater than {@link #least()}.
     *
     * @return false if it is allowed itself
     */
    public boolean isLeastExcluded() {
        return type.isLeastExcluded();
    }

    /**
     * The values there are.
     *
     * @return the constants of the enum; empty if it is another sort
     */
    public List<T> choices() {
        return type.choices();
    }

    /**
     * Which values are allowed, in words.
     *
     * @return as in {@code 1 to 10,000 calls}; empty if the sort says all
     */
    public String range() {
        return type.range();
    }

    /**
     * What holds where it is not set.
     *
     * @return empty if there is nothing, or it depends on other options
     */
    public Optional<T> defaultValue() {
        return Optional.ofNullable(otherwise.value);
    }

    /**
     * What holds where it is not set, in words.
     *
     * @return as in <code>`5m`, or `resetTimeout` if that is longer</code>; empty if {@link #defaultValue()} says all
     */
    public String defaultWords() {
        return otherwise.words;
    }

    /**
     * What it is for.
     *
     * @return one sentence, names of options in backticks
     */
    public String words() {
        return words;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
