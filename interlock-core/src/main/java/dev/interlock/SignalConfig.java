package dev.interlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a health signal is checked. Immutable; made by a {@link Builder}, where each option is explained. Two are equal if the same was set in both. */
public final class SignalConfig {

    private final OptionValues values;

    private SignalConfig(OptionValues values) {
        this.values = values;
    }

    /**
     * All options of signals.
     *
     * @return in the order in which they are told
     */
    public static List<Option<?>> options() {
        return SignalOptions.ALL;
    }

    /**
     * A builder.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whether a value was set.
     *
     * @param option one of {@link #options()}
     * @return false if what holds is the default
     * @throws IllegalArgumentException if it is none of them
     */
    public boolean isSet(Option<?> option) {
        return values.isSet(option);
    }

    /**
     * What holds: the value that was set, or the default.
     *
     * @param option one of {@link #options()}
     * @param <T>    what its values are
     * @return the value
     * @throws IllegalArgumentException if it is none of them
     */
    public <T> Optional<T> get(Option<T> option) {
        return values.find(option);
    }

    /**
     * From the end of one check to the start of the next.
     *
     * @return the value
     */
    public Duration interval() {
        return values.value(SignalOptions.INTERVAL);
    }

    /**
     * How long a check may take before it counts as down.
     *
     * @return the value
     */
    public Duration timeout() {
        return values.value(SignalOptions.TIMEOUT);
    }

    /**
     * Bad checks in a row until the signal is down.
     *
     * @return the value
     */
    public int downAfter() {
        return values.value(SignalOptions.DOWN_AFTER);
    }

    /**
     * Good checks in a row until it is up again.
     *
     * @return the value
     */
    public int upAfter() {
        return values.value(SignalOptions.UP_AFTER);
    }

    /**
     * Circuits that open when it goes down.
     *
     * @return the value
     */
    public Map<String, CascadeMode> cascadesTo() {
        return values.value(SignalOptions.CASCADES_TO);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignalConfig config && values.equals(config.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** What was set. */
    @Override
    public String toString() {
        return "SignalConfig" + values;
    }

    /** Builds a {@link SignalConfig}. Not thread-safe. */
    public static final class Builder {

        private final OptionDraft draft = new OptionDraft(SignalOptions.ALL);

        private Builder() {}

        /**
         * How long from the end of one check to the start of the next. Default 1 s.
         *
         * @param pause 1 ms to 30 days
         * @return this
         */
        public Builder interval(Duration pause) {
            return set(SignalOptions.INTERVAL, pause);
        }

        /**
         * How long a check may take; over it counts as down. Default 1 s.
         *
         * @param limit 1 ms to 30 days
         * @return this
         */
        public Builder timeout(Duration limit) {
            return set(SignalOptions.TIMEOUT, limit);
        }

        /**
         * How many bad checks in a row make it down. Default 2.
         *
         * @param checks 1 to 10,000
         * @return this
         */
        public Builder downAfter(int checks) {
            return set(SignalOptions.DOWN_AFTER, checks);
        }

        /**
         * How many good checks in a row make it up. Default 2.
         *
         * @param checks 1 to 10,000
         * @return this
         */
        public Builder upAfter(int checks) {
            return set(SignalOptions.UP_AFTER, checks);
        }

        /**
         * Adds cascade targets: when the signal goes down, they open in the same commit.
         *
         * @param names circuits; at most 256 in all
         * @return this
         */
        public Builder cascadesTo(String... names) {
            Map<String, CascadeMode> targets = new LinkedHashMap<>();
            for (String name : names) {
                targets.put(name, CascadeMode.ENFORCE);
            }
            return set(SignalOptions.CASCADES_TO, targets);
        }

        /**
         * Sets an option as its own method does: what was set before is replaced; names add up. For what goes by the list of options, as files do.
         *
         * @param option one of {@link SignalConfig#options()}
         * @param value  its value
         * @param <T>    what its values are
         * @return this
         * @throws IllegalArgumentException if it is none of them
         */
        public <T> Builder set(Option<T> option, T value) {
            draft.set(option, value);
            return this;
        }

        /**
         * Builds the configuration.
         *
         * @param path what the problems are prefixed with
         * @return the configuration
         * @throws InvalidConfigurationException with every problem at once
         */
        public SignalConfig build(String path) {
            List<Problem> problems = problems(path);
            if (!problems.isEmpty()) {
                throw new InvalidConfigurationException(problems);
            }
            return new SignalConfig(draft.build());
        }

        /**
         * A builder with those cascade targets of this one that are right, and else the defaults: what the graph can be looked at with while
         * other options are wrong, so that all problems can be told at once.
         *
         * @return a new builder; nothing is wrong with it
         */
        public Builder edgesOnly() {
            Builder edges = new Builder();
            Map<String, CascadeMode> targets = draft.get(SignalOptions.CASCADES_TO);
            edges.cascadesTo(
                    Limits.first(targets == null ? null : targets.keySet(), CircuitConfigBuilder.MAX_CASCADE_TARGETS)
                            .toArray(String[]::new));
            return edges;
        }

        /**
         * Everything that is wrong so far.
         *
         * @param path what the problems are about
         * @return the problems; empty if {@link #build} would succeed
         */
        public List<Problem> problems(String path) {
            List<Problem> problems = new ArrayList<>(draft.limits().problems(path));
            Map<String, CascadeMode> targets = draft.get(SignalOptions.CASCADES_TO);
            if (targets != null && targets.size() > CircuitConfigBuilder.MAX_CASCADE_TARGETS) {
                problems.add(new Problem(
                        PrintableText.of(path),
                        SignalOptions.CASCADES_TO.name(),
                        targets.size(),
                        "cascade targets",
                        null,
                        "at most " + CircuitConfigBuilder.MAX_CASCADE_TARGETS + " are allowed"));
            }
            return problems;
        }
    }
}
