package dev.interlock;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How {@link Interlock#recover} goes about it. Immutable; made by a {@link Builder}.
 *
 * @param pace         pause between two attempts
 * @param circuitLimit how long one circuit may take
 * @param totalLimit   how long the whole run may take
 * @param dryRun       whether to plan only
 * @param progress     told each circuit's outcome
 */
public record RecoveryOptions(
        Duration pace,
        Duration circuitLimit,
        Duration totalLimit,
        boolean dryRun,
        Consumer<? super RecoveryReport.Entry> progress) {

    /**
     * A builder.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RecoveryOptions}. Not thread-safe. */
    public static final class Builder {

        private final Limits limits = new Limits();
        private Duration pace = Duration.ofMillis(500);
        private Duration circuitLimit = Duration.ofMinutes(1);
        private Duration totalLimit = Duration.ofMinutes(10);
        private boolean dryRun;
        private Consumer<? super RecoveryReport.Entry> progress = entry -> {};

        private Builder() {}

        /**
         * The pause between two attempts. Default 500 ms.
         *
         * @param pause 1 ms to 30 days
         * @return this
         */
        public Builder pace(Duration pause) {
            pace = limits.duration("pace", pause);
            return this;
        }

        /**
         * How long one circuit may take from its attempt until it is CLOSED. Default 1 min.
         *
         * @param limit 1 ms to 30 days
         * @return this
         */
        public Builder circuitLimit(Duration limit) {
            circuitLimit = limits.duration("circuitLimit", limit);
            return this;
        }

        /**
         * How long the whole run may take. Default 10 min.
         *
         * @param limit 1 ms to 30 days
         * @return this
         */
        public Builder totalLimit(Duration limit) {
            totalLimit = limits.duration("totalLimit", limit);
            return this;
        }

        /**
         * Plans only: nothing is attempted, and the report tells what would be. Default off.
         *
         * @return this
         */
        public Builder dryRun() {
            dryRun = true;
            return this;
        }

        /**
         * Listens to the outcome of each circuit as it is known.
         *
         * @param listener what to call, on the hook executor
         * @return this
         */
        public Builder onProgress(Consumer<? super RecoveryReport.Entry> listener) {
            progress = listener;
            return this;
        }

        /**
         * Builds the options.
         *
         * @return the options
         * @throws InvalidConfigurationException with every problem at once
         */
        public RecoveryOptions build() {
            if (!limits.problems().isEmpty()) {
                throw new InvalidConfigurationException(limits.problems());
            }
            return new RecoveryOptions(pace, circuitLimit, totalLimit, dryRun, progress);
        }
    }
}
