package dev.interlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How a {@link CircuitFamily} makes its circuits, and how many. Immutable; made by a {@link Builder}.
 */
public final class FamilyConfig {

    /** No family can be larger. */
    public static final int MAX_SIZE = 100_000;

    /** However few keys are in use, a share of them is not less than so many keys. */
    public static final int FEWEST_FOR_SHARE = 2;

    private final Consumer<? super CircuitConfigBuilder> template;
    private final int maxSize;
    private final Duration idleAfter;
    private final OptionalInt hostOpensAt;
    private final OptionalDouble hostOpensAtShare;
    private final Consumer<? super CircuitConfigBuilder> host;

    private FamilyConfig(Builder builder) {
        template = builder.template;
        maxSize = builder.maxSize;
        idleAfter = builder.idleAfter;
        hostOpensAt = builder.hostOpensAt;
        hostOpensAtShare = builder.hostOpensAtShare;
        host = builder.host;
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
     * The options and edges of each circuit.
     *
     * @return the value
     */
    public Consumer<? super CircuitConfigBuilder> template() {
        return template;
    }

    /**
     * How many keys can have a circuit at once.
     *
     * @return the value
     */
    public int maxSize() {
        return maxSize;
    }

    /**
     * How long a key has to be unused until it counts as gone.
     *
     * @return the value
     */
    public Duration idleAfter() {
        return idleAfter;
    }

    /**
     * How many keys have to be open until the host circuit opens.
     *
     * @return the value; empty if there is none, or it is a share
     */
    public OptionalInt hostOpensAt() {
        return hostOpensAt;
    }

    /**
     * Which share of the keys in use has to be open until the host circuit opens.
     *
     * @return the value; empty if there is none, or it is a number
     */
    public OptionalDouble hostOpensAtShare() {
        return hostOpensAtShare;
    }

    /**
     * The options and edges of the host circuit.
     *
     * @return the value
     */
    public Consumer<? super CircuitConfigBuilder> host() {
        return host;
    }

    /** Builds a {@link FamilyConfig}. Not thread-safe. */
    public static final class Builder {

        private final Limits limits = new Limits();
        private Consumer<? super CircuitConfigBuilder> template = options -> {};
        private int maxSize = 1_000;
        private Duration idleAfter = Duration.ofMinutes(10);
        private OptionalInt hostOpensAt = OptionalInt.empty();
        private OptionalDouble hostOpensAtShare = OptionalDouble.empty();
        private Consumer<? super CircuitConfigBuilder> host = options -> {};

        private Builder() {}

        /**
         * The options and edges of each circuit. Run once. Default: those of {@link Interlock#define(String)}.
         *
         * @param options sets them
         * @return this
         */
        public Builder template(Consumer<? super CircuitConfigBuilder> options) {
            template = options;
            return this;
        }

        /**
         * How many keys can have a circuit at once. Default 1,000.
         *
         * @param circuits 1 to 100,000
         * @return this
         */
        public Builder maxSize(int circuits) {
            maxSize = limits.whole("maxSize", circuits, 1, MAX_SIZE);
            return this;
        }

        /**
         * How long a key has to be unused until it counts as gone; a tick of the interlock's clock more or less. From then on its place may be
         * given to another key, and a circuit that is down goes by itself; see {@link CircuitFamily}. Default 10 minutes.
         *
         * @param time 1 s to 30 days
         * @return this
         */
        public Builder idleAfter(Duration time) {
            if (limits.duration("idleAfter", time).compareTo(Duration.ofSeconds(1)) < 0
                    && !limits.hasProblem("idleAfter")) {
                limits.problem("idleAfter", time, "is shorter than 1 s", "");
            }
            idleAfter = time;
            return this;
        }

        /**
         * Gives the family a host circuit of its own name, on which all circuits of the family depend. It opens when so many keys are OPEN,
         * FORCED_OPEN or HALF_OPEN, so that the others are refused at once. After its wait it is HALF_OPEN, and the keys recover; it
         * closes when fewer are down, and opens again when one falls and so many are really open. A key that nobody uses does not count:
         * a HALF_OPEN one that nobody called for its reset timeout, and any that was unused for {@link #idleAfter}. Keys with
         * {@link DependencyReadiness#CLOSED_ONLY} recover one reset timeout of the host later: then it is idle, and not waited for. Default: none.
         *
         * @param keys 1 to {@link #maxSize}
         * @return this
         */
        public Builder hostOpensAt(int keys) {
            hostOpensAt = OptionalInt.of(limits.whole("hostOpensAt", keys, 1, MAX_SIZE));
            hostOpensAtShare = OptionalDouble.empty();
            return this;
        }

        /**
         * As {@link #hostOpensAt(int)}, by a share of the keys in use: those that were asked for or called within {@link #idleAfter}. It is
         * rounded up, and at least {@value FamilyConfig#FEWEST_FOR_SHARE} keys: one alone never opens the host. With thousands of keys their number
         * is up to a second old.
         *
         * @param share more than 0, at most 1; 0.3 is three of ten
         * @return this
         */
        public Builder hostOpensAt(double share) {
            hostOpensAtShare = OptionalDouble.of(limits.rate("hostOpensAt", share));
            hostOpensAt = OptionalInt.empty();
            return this;
        }

        /**
         * The options and edges of the host circuit. Default: those of {@link Interlock#define(String)}.
         *
         * @param options sets them
         * @return this
         */
        public Builder host(Consumer<? super CircuitConfigBuilder> options) {
            host = options;
            return this;
        }

        /**
         * Builds the configuration.
         *
         * @param path what the problems are prefixed with
         * @return the configuration
         * @throws InvalidConfigurationException with every problem at once
         */
        public FamilyConfig build(String path) {
            List<Problem> problems = problems(path);
            if (!problems.isEmpty()) {
                throw new InvalidConfigurationException(problems);
            }
            return new FamilyConfig(this);
        }

        /**
         * A builder with the template and the host of this one, and else the defaults: what can be looked at while other options are wrong, so
         * that all problems can be told at once.
         *
         * @return a new builder; nothing is wrong with it but what template and host set
         */
        public Builder circuitsOnly() {
            Builder circuits = new Builder().template(template).host(host);
            return hostOpensAt.isPresent() || hostOpensAtShare.isPresent() ? circuits.hostOpensAt(1) : circuits;
        }

        /**
         * Everything that is wrong so far.
         *
         * @param path what the problems are about
         * @return the problems; empty if {@link #build} would succeed
         */
        public List<Problem> problems(String path) {
            List<Problem> problems = new ArrayList<>(limits.problems(path));
            if (hostOpensAt.isPresent() && hostOpensAt.getAsInt() > maxSize && problems.isEmpty()) {
                problems.add(new Problem(
                        PrintableText.of(path),
                        "hostOpensAt",
                        hostOpensAt.getAsInt(),
                        "is more than maxSize, " + maxSize,
                        null,
                        "it would never open"));
            }
            return problems;
        }
    }
}
