package dev.interlock;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits of input, and the problems found while values were checked. Each problem names the value, the rule and the fix. */
final class Limits {

    static final Duration MIN_DURATION = Duration.ofMillis(1);
    static final Duration MAX_DURATION = Duration.ofDays(30);

    private final List<Problem> problems = new ArrayList<>();

    List<Problem> problems() {
        return problems;
    }

    /** What was found, and to what it belongs. */
    List<Problem> problems(String path) {
        return problems.stream().map(problem -> problem.at(path)).toList();
    }

    /** Throws if anything was found. */
    void refuse(String path) {
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems(path));
        }
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    void problem(String option, @Nullable Serializable value, String rule, String fix) {
        problem(new Problem("", option, value, rule, null, fix));
    }

    /** Whether the option's value was refused, and what is kept instead says nothing. */
    boolean hasProblem(String option) {
        return problems.stream().anyMatch(problem -> problem.option().equals(option));
    }

    int whole(String option, int value, int min, int max) {
        if (value < min || value > max) {
            problem(option, value, "is outside of " + min + " to " + max, "");
        }
        return value;
    }

    double rate(String option, double value) {
        if (!(value > 0.0 && value <= 1.0)) { // written so that NaN fails
            problem(option, value, "is outside of (0, 1]", "0.5 means half");
        }
        return value;
    }

    double real(String option, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            problem(option, value, "is outside of " + min + " to " + max, "");
        }
        return value;
    }

    Duration duration(String option, Duration value) {
        if (value.compareTo(MIN_DURATION) < 0 || value.compareTo(MAX_DURATION) > 0) {
            problem(option, value, "is outside of 1 ms to 30 days", "");
            return MIN_DURATION;
        }
        return value;
    }

    boolean name(String option, String value) {
        boolean isName = NodeNames.isName(value);
        if (!isName) {
            problem(NodeNames.problem(option, value));
        }
        return isName;
    }

    /** The first of some, as many as are allowed. */
    static <T> Set<T> first(@Nullable Set<T> values, int most) {
        Set<T> first = new LinkedHashSet<>();
        if (values != null) {
            values.stream().limit(most).forEach(first::add);
        }
        return first;
    }

    void guardName(String option, String name) {
        if (name.isBlank() || name.length() > 128) {
            problem(
                    option,
                    null,
                    "the name '" + PrintableText.of(name) + "' is blank or longer than 128 characters",
                    "");
        }
    }

    void noneTwice(String option, Map<String, ?> before, Map<String, ?> more) {
        for (String name : more.keySet()) {
            if (before.containsKey(name)) {
                problem(
                        option,
                        null,
                        "there is a guard '" + PrintableText.of(name) + "' already",
                        "give each its own name");
            }
        }
    }
}
