package dev.interlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The limits of input, and the problems found while values were checked. Each problem names the value, the rule and the fix. */
final class Limits {

    static final Duration MIN_DURATION = Duration.ofMillis(1);
    static final Duration MAX_DURATION = Duration.ofDays(30);

    private final List<String> problems = new ArrayList<>();

    List<String> problems() {
        return problems;
    }

    void problem(String option, String text) {
        problems.add(option + ": " + text);
    }

    /** Whether the option's value was refused, and what is kept instead says nothing. */
    boolean hasProblem(String option) {
        return problems.stream().anyMatch(problem -> problem.startsWith(option + ":"));
    }

    int whole(String option, int value, int min, int max) {
        if (value < min || value > max) {
            problem(option, value + " is outside of " + min + " to " + max);
        }
        return value;
    }

    double rate(String option, double value) {
        if (!(value > 0.0 && value <= 1.0)) { // written so that NaN fails
            problem(option, value + " is outside of (0, 1]; 0.5 means half");
        }
        return value;
    }

    double real(String option, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            problem(option, value + " is outside of " + min + " to " + max);
        }
        return value;
    }

    Duration duration(String option, Duration value) {
        if (value.compareTo(MIN_DURATION) < 0 || value.compareTo(MAX_DURATION) > 0) {
            problem(option, value + " is outside of 1 ms to 30 days");
            return MIN_DURATION;
        }
        return value;
    }

    String name(String option, String value) {
        NodeNames.problem(value).ifPresent(problem -> problem(option, problem));
        return value;
    }

    /** The first of those that are names. */
    static List<String> names(Set<String> values, int most) {
        return values.stream()
                .filter(value -> NodeNames.problem(value).isEmpty())
                .limit(most)
                .toList();
    }

    void guard(String option, Map<String, Guard> guards, String name, Guard guard) {
        if (name.isBlank() || name.length() > 128) {
            problem(option, "the name '" + PrintableText.of(name) + "' is blank or longer than 128 characters");
        } else if (guards.putIfAbsent(name, guard) != null) {
            problem(option, "there is a guard '" + PrintableText.of(name) + "' already; give each its own name");
        }
    }

    static <T> Set<T> ordered(Set<T> set) {
        return set.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }

    static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
