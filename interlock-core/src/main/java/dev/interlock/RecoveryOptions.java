package dev.interlock;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How {@link Interlock#recover} goes about it. Immutable; made by a {@link Builder}.
 *
 * @param pace           pause between two attempts
 * @param maxConcurrent  how many circuits are attempted and waited for at once
 * @param circuitLimit   how long one circuit may take
 * @param totalLimit     how long the whole run may take
 * @param abortOnRelapse whether the run ends when a circuit that it recovered falls again
 * @param dryRun         whether to plan only
 * @param progress       told each circuit's outcome
 */
public record RecoveryOptions(
        Duration pace,
        int maxConcurrent,
        Duration circuitLimit,
        Duration totalLimit,
        boolean abortOnRelapse,
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
        private int maxConcurrent = Integer.MAX_VALUE;
        private boolean abortOnRelapse = true;
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
         * How many circuits of a wave are attempted and waited for at once: the next is attempted when one of them has its outcome. Those that
         * wait for a member of their own cycle do not count. Default unlimited.
         *
         * @param circuits 1 to 1,000,000
         * @return this
         */
        public Builder maxConcurrent(int circuits) {
            maxConcurrent = limits.whole("maxConcurrent", circuits, 1, 1_000_000);
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
         * Whether the run ends when a circuit that it saw CLOSED opens again before it is over: its outcome becomes FAILED, and what has none yet
         * is SKIPPED. What an operator opens is no relapse. Default true; with false the run goes on with the others.
         *
         * @param aborts false to go on
         * @return this
         */
        public Builder abortOnRelapse(boolean aborts) {
            abortOnRelapse = aborts;
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
            return new RecoveryOptions(pace, maxConcurrent, circuitLimit, totalLimit, abortOnRelapse, dryRun, progress);
        }
    }
}
