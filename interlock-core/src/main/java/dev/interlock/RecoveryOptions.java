package dev.interlock;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How {@link Interlock#recover} goes about it. Immutable; made by a {@link Builder}.
 */
public final class RecoveryOptions {

    private final Duration pace;
    private final int maxConcurrent;
    private final Duration circuitLimit;
    private final Duration totalLimit;
    private final boolean abortOnRelapse;
    private final boolean dryRun;
    private final Consumer<? super RecoveryReport.Entry> progress;

    private RecoveryOptions(Builder builder) {
        pace = builder.pace;
        maxConcurrent = builder.maxConcurrent;
        circuitLimit = builder.circuitLimit;
        totalLimit = builder.totalLimit;
        abortOnRelapse = builder.abortOnRelapse;
        dryRun = builder.dryRun;
        progress = builder.progress;
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
     * Pause between two attempts.
     *
     * @return the value
     */
    public Duration pace() {
        return pace;
    }

    /**
     * How many circuits are attempted and waited for at once.
     *
     * @return the value
     */
    public int maxConcurrent() {
        return maxConcurrent;
    }

    /**
     * How long one circuit may take.
     *
     * @return the value
     */
    public Duration circuitLimit() {
        return circuitLimit;
    }

    /**
     * How long the whole run may take.
     *
     * @return the value
     */
    public Duration totalLimit() {
        return totalLimit;
    }

    /**
     * Whether the run ends when a circuit that it recovered falls again.
     *
     * @return the value
     */
    public boolean abortOnRelapse() {
        return abortOnRelapse;
    }

    /**
     * Whether to plan only.
     *
     * @return the value
     */
    public boolean dryRun() {
        return dryRun;
    }

    /**
     * Told each circuit's outcome.
     *
     * @return the value
     */
    public Consumer<? super RecoveryReport.Entry> progress() {
        return progress;
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
            limits.refuse("");
            return new RecoveryOptions(this);
        }
    }
}
