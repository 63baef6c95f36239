package dev.interlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a health signal is checked. Immutable; made by a {@link Builder}.
 *
 * @param interval   from the end of one check to the start of the next
 * @param timeout    how long a check may take before it counts as down
 * @param downAfter  bad checks in a row until the signal is down
 * @param upAfter    good checks in a row until it is up again
 * @param cascadesTo circuits that open when it goes down
 */
public record SignalConfig(
        Duration interval, Duration timeout, int downAfter, int upAfter, Map<String, CascadeMode> cascadesTo) {

    /**
     * A builder.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link SignalConfig}. Not thread-safe. */
    public static final class Builder {

        private final Limits limits = new Limits();
        private Duration interval = Duration.ofSeconds(1);
        private Duration timeout = Duration.ofSeconds(1);
        private int downAfter = 2;
        private int upAfter = 2;
        private final Map<String, CascadeMode> cascadesTo = new LinkedHashMap<>();

        private Builder() {}

        /**
         * How long from the end of one check to the start of the next. Default 1 s.
         *
         * @param pause 1 ms to 30 days
         * @return this
         */
        public Builder interval(Duration pause) {
            interval = limits.duration("interval", pause);
            return this;
        }

        /**
         * How long a check may take; over it counts as down. Default 1 s.
         *
         * @param limit 1 ms to 30 days
         * @return this
         */
        public Builder timeout(Duration limit) {
            timeout = limits.duration("timeout", limit);
            return this;
        }

        /**
         * How many bad checks in a row make it down. Default 2.
         *
         * @param checks 1 to 10,000
         * @return this
         */
        public Builder downAfter(int checks) {
            downAfter = limits.whole("downAfter", checks, 1, 10_000);
            return this;
        }

        /**
         * How many good checks in a row make it up. Default 2.
         *
         * @param checks 1 to 10,000
         * @return this
         */
        public Builder upAfter(int checks) {
            upAfter = limits.whole("upAfter", checks, 1, 10_000);
            return this;
        }

        /**
         * Adds cascade targets: when the signal goes down, they open in the same commit.
         *
         * @param names circuits; at most 256 in all
         * @return this
         */
        public Builder cascadesTo(String... names) {
            for (String name : names) {
                cascadesTo.put(limits.name("cascadesTo", name), CascadeMode.ENFORCE);
            }
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
            List<String> problems = problems(path);
            if (!problems.isEmpty()) {
                throw new InvalidConfigurationException(problems);
            }
            return new SignalConfig(interval, timeout, downAfter, upAfter, Limits.ordered(cascadesTo));
        }

        /**
         * A builder with those cascade targets of this one that are right, and else the defaults: what the graph can be looked at with while
         * other options are wrong, so that all problems can be told at once.
         *
         * @return a new builder; nothing is wrong with it
         */
        public Builder edgesOnly() {
            Builder edges = new Builder();
            Limits.names(cascadesTo.keySet(), CircuitConfigBuilder.MAX_CASCADE_TARGETS)
                    .forEach(name -> edges.cascadesTo.put(name, CascadeMode.ENFORCE));
            return edges;
        }

        /**
         * Everything that is wrong so far.
         *
         * @param path what the problems are prefixed with
         * @return one line each; empty if {@link #build} would succeed
         */
        public List<String> problems(String path) {
            List<String> problems = new ArrayList<>(limits.problems());
            if (cascadesTo.size() > CircuitConfigBuilder.MAX_CASCADE_TARGETS) {
                problems.add("cascadesTo: " + cascadesTo.size() + " cascade targets; at most "
                        + CircuitConfigBuilder.MAX_CASCADE_TARGETS + " are allowed");
            }
            return problems.stream().map(problem -> path + "." + problem).toList();
        }
    }
}
