package dev.interlock;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a configuration, in parts: who shows it elsewhere than in a log can write the values in a way of its own.
 * Immutable; two are equal if all parts are.
 */
public final class Problem implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What it is about. */
    private final String path;

    /** The option; empty if it is about something else. */
    private final String option;

    /** What was refused; null if the rule says all. */
    private final @Nullable Serializable value;

    /** What is wrong. */
    private final String rule;

    /** What the value is measured by; null if there is nothing. */
    private final @Nullable Serializable bound;

    /** What to do. */
    private final String fix;

    /**
     * A problem.
     *
     * @param path   what it is about, such as the circuit's name; empty for settings of the interlock
     * @param option the option; empty if it is about something else
     * @param value  what was refused; null if the rule says all
     * @param rule   what is wrong, in words that follow the value
     * @param bound  what the value is measured by, behind the rule's words; null if there is nothing
     * @param fix    what to do; empty if the rule says all
     */
    public Problem(
            String path,
            String option,
            @Nullable Serializable value,
            String rule,
            @Nullable Serializable bound,
            String fix) {
        this.path = path;
        this.option = option;
        this.value = value;
        this.rule = rule;
        this.bound = bound;
        this.fix = fix;
    }

    /**
     * A problem with something that is no option.
     *
     * @param path what it is about; made printable
     * @param rule what is wrong
     * @param fix  what to do; may be empty
     * @return the problem
     */
    public static Problem of(String path, String rule, String fix) {
        return of(path, "", rule, fix);
    }

    /**
     * A problem with an option whose rule says all.
     *
     * @param path   what it is about; made printable
     * @param option the option
     * @param rule   what is wrong
     * @param fix    what to do; may be empty
     * @return the problem
     */
    public static Problem of(String path, String option, String rule, String fix) {
        return new Problem(PrintableText.of(path), option, null, rule, null, fix);
    }

    /**
     * What it is about, such as the circuit's name.
     *
     * @return the path; empty for settings of the interlock
     */
    public String path() {
        return path;
    }

    /**
     * The option.
     *
     * @return its name; empty if it is about something else
     */
    public String option() {
        return option;
    }

    /**
     * What was refused.
     *
     * @return the value; empty if the rule says all
     */
    public Optional<Serializable> value() {
        return Optional.ofNullable(value);
    }

    /**
     * What is wrong.
     *
     * @return words that follow the value
     */
    public String rule() {
        return rule;
    }

    /**
     * What the value is measured by, behind the rule's words.
     *
     * @return another value; empty if there is nothing
     */
    public Optional<Serializable> bound() {
        return Optional.ofNullable(bound);
    }

    /**
     * What to do.
     *
     * @return words; empty if the rule says all
     */
    public String fix() {
        return fix;
    }

    /**
     * The same with another fix, as files write it.
     *
     * @param other what to do
     * @return the problem
     */
    public Problem withFix(String other) {
        return new Problem(path, option, value, rule, bound, other);
    }

    /** The same of something else. */
    Problem at(String other) {
        return new Problem(PrintableText.of(other), option, value, rule, bound, fix);
    }

    /**
     * What is wrong and what to do, without path and option.
     *
     * @param words how to write a value; texts are put between quotation marks before
     * @return one sentence
     */
    public String sentence(Function<? super Serializable, String> words) {
        StringBuilder text = new StringBuilder();
        if (value != null) {
            text.append(value instanceof String name ? "'" + PrintableText.of(name) + "'" : words.apply(value))
                    .append(' ');
        }
        text.append(rule);
        if (bound != null) {
            text.append(' ').append(words.apply(bound));
        }
        return fix.isEmpty() ? text.toString() : text.append("; ").append(fix).toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Problem problem && parts().equals(problem.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<@Nullable Object> parts() {
        return Arrays.asList(path, option, value, rule, bound, fix);
    }

    /** As in {@code payments.jitter: 7.0 is outside of 0.0 to 1.0}. */
    @Override
    public String toString() {
        String dot = path.isEmpty() || option.isEmpty() ? "" : ".";
        String colon = path.isEmpty() && option.isEmpty() ? "" : ": ";
        return path + dot + option + colon + sentence(String::valueOf);
    }
}
