package dev.interlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The limits of input, and the problems found while values were checked. Each problem names the value, the rule and the fix. */
final class Limits {

    static final int MAX_DEPENDENCIES = 64;
    static final int MAX_TARGETS = 256;
    static final Duration MIN_DURATION = Duration.ofMillis(1);
    static final Duration MAX_DURATION = Duration.ofDays(30);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");

    private final List<String> problems = new ArrayList<>();

    List<String> problems() {
        return problems;
    }

    void problem(String option, String text) {
        problems.add(option + ": " + text);
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
        if (!isName(value)) {
            problem(option, nameProblem(value));
        }
        return value;
    }

    void guard(String option, Map<String, Guard> guards, String name, Guard guard) {
        if (name.isBlank() || name.length() > 128) {
            problem(option, "the name '" + Text.clean(name) + "' is blank or longer than 128 characters");
        } else if (guards.putIfAbsent(name, guard) != null) {
            problem(option, "there is a guard '" + Text.clean(name) + "' already; give each its own name");
        }
    }

    static boolean isName(String value) {
        return NAME.matcher(value).matches();
    }

    static String nameProblem(String value) {
        return "'" + Text.clean(value)
                + "' is not a name; use 1 to 128 of A-Z a-z 0-9 . _ : / -, beginning with a letter or digit";
    }

    static <T> Set<T> ordered(Set<T> set) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }

    static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
