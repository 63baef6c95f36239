package dev.interlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an option takes, and what becomes of a value that is set after another: it replaces it, or adds to it.
 *
 * @param kind            the sort
 * @param least           the least value; empty if there is no order
 * @param most            the greatest; empty if there is no order
 * @param isLeastExcluded whether a value has to be greater than the least
 * @param choices         the values there are; empty if it is no choice
 * @param range           what is allowed, in words
 * @param taking          gives what is held then; what is not allowed of a value goes to the limits, and the rest of it is taken
 * @param frozen          a copy that nobody changes of what the builder holds; of single values the value
 */
record OptionType<T>(
        Option.Kind kind,
        Optional<T> least,
        Optional<T> most,
        boolean isLeastExcluded,
        List<T> choices,
        String range,
        Taking<T> taking,
        UnaryOperator<T> frozen) {

    /** Checks a single value. */
    @FunctionalInterface
    private interface Check<T> {
        void check(String option, T value, Limits limits);
    }

    private static final String DURATIONS = "1 ms to 30 days";

    /** Gives what is held after one more value. */
    @FunctionalInterface
    interface Taking<T> {
        @Nullable
        T take(String option, @Nullable T before, T value, Limits limits);
    }

    T freeze(T held) {
        return frozen.apply(held);
    }

    @Nullable
    T take(String option, @Nullable T before, T value, Limits limits) {
        return taking.take(option, before, value, limits);
    }

    static OptionType<Integer> whole(int least, int most, String of) {
        String range = String.format(Locale.ROOT, "%,d to %,d %s", least, most, of);
        return ordered(
                Option.Kind.WHOLE_NUMBER,
                least,
                most,
                false,
                range,
                (option, value, limits) -> limits.whole(option, value, least, most));
    }

    /** More than nothing, at most all. */
    static OptionType<Double> share() {
        return ordered(
                Option.Kind.SHARE,
                0.0,
                1.0,
                true,
                "more than 0, at most 1 (`100%`)",
                (option, value, limits) -> limits.rate(option, value));
    }

    static OptionType<Double> shareOrNothing() {
        return real(Option.Kind.SHARE, 0.0, 1.0, "0 to 1 (`100%`)");
    }

    static OptionType<Double> factor(int least, int most) {
        return real(Option.Kind.FACTOR, least, most, least + " to " + most);
    }

    private static OptionType<Double> real(Option.Kind kind, double least, double most, String range) {
        return ordered(
                kind, least, most, false, range, (option, value, limits) -> limits.real(option, value, least, most));
    }

    static OptionType<Duration> duration() {
        return duration("");
    }

    /** A duration with a rule of its own beside the range. */
    static OptionType<Duration> duration(String rule) {
        return ordered(
                Option.Kind.DURATION,
                Limits.MIN_DURATION,
                Limits.MAX_DURATION,
                false,
                DURATIONS + rule,
                (option, value, limits) -> limits.duration(option, value));
    }

    private static <T> OptionType<T> ordered(
            Option.Kind kind, T least, T most, boolean excluded, String range, Check<T> check) {
        return new OptionType<>(
                kind,
                Optional.of(least),
                Optional.of(most),
                excluded,
                List.of(),
                range,
                (option, before, value, limits) -> {
                    int known = limits.problems().size();
                    check.check(option, value, limits);
                    return limits.problems().size() > known ? before : value;
                },
                UnaryOperator.identity());
    }

    static OptionType<Boolean> flag() {
        return unordered(Option.Kind.FLAG, "", (option, before, value, limits) -> value, UnaryOperator.identity());
    }

    static <E extends Enum<E>> OptionType<E> choice(Class<E> type) {
        return new OptionType<>(
                Option.Kind.CHOICE,
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(type.getEnumConstants()),
                "",
                (option, before, value, limits) -> value,
                UnaryOperator.identity());
    }

    static OptionType<Set<String>> names(String range) {
        return unordered(
                Option.Kind.NAMES,
                range,
                (option, before, value, limits) -> {
                    Set<String> all = before instanceof LinkedHashSet<String> own ? own : copy(before);
                    value.stream().filter(name -> limits.name(option, name)).forEach(all::add);
                    return all;
                },
                held -> Collections.unmodifiableSet(copy(held)));
    }

    static OptionType<Map<String, CascadeMode>> cascades(String range) {
        return unordered(
                Option.Kind.CASCADES,
                range,
                (option, before, value, limits) -> {
                    Map<String, CascadeMode> right = new LinkedHashMap<>(value);
                    right.keySet().removeIf(name -> !limits.name(option, name));
                    return joined(before, right);
                },
                held -> Collections.unmodifiableMap(new LinkedHashMap<>(held)));
    }

    static OptionType<Map<String, Guard>> guards() {
        return unordered(
                Option.Kind.CODE,
                "",
                (option, before, value, limits) -> {
                    value.keySet().forEach(name -> limits.guardName(option, name));
                    limits.noneTwice(option, before == null ? Map.of() : before, value);
                    return joined(before, value);
                },
                held -> Collections.unmodifiableMap(new LinkedHashMap<>(held)));
    }

    /** Code that replaces what was there. */
    static <T> OptionType<T> code() {
        return unordered(Option.Kind.CODE, "", (option, before, value, limits) -> value, UnaryOperator.identity());
    }

    /** Code that is added to what was there. */
    static <E> OptionType<List<E>> codes() {
        return unordered(
                Option.Kind.CODE,
                "",
                (option, before, value, limits) -> {
                    List<E> all = before instanceof ArrayList<E> own ? own : new ArrayList<>(orNone(before));
                    all.addAll(value);
                    return all;
                },
                List::copyOf);
    }

    /** What is added one by one, ten thousand times perhaps, is copied once: what the builder holds of it is its own and grows. */
    private static <T> OptionType<T> unordered(
            Option.Kind kind, String range, Taking<T> taking, UnaryOperator<T> frozen) {
        return new OptionType<>(kind, Optional.empty(), Optional.empty(), false, List.of(), range, taking, frozen);
    }

    private static LinkedHashSet<String> copy(@Nullable Set<String> names) {
        return new LinkedHashSet<>(names == null ? Set.of() : names);
    }

    private static <E> List<E> orNone(@Nullable List<E> values) {
        return values == null ? List.of() : values;
    }

    private static <V> Map<String, V> joined(@Nullable Map<String, V> before, Map<String, V> value) {
        Map<String, V> all = before instanceof LinkedHashMap<String, V> own
                ? own
                : new LinkedHashMap<>(before == null ? Map.of() : before);
        all.putAll(value);
        return all;
    }
}
