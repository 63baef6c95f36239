package dev.interlock;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * What an {@link Interlock} as a whole is set up with. Immutable; made by {@link Interlock#create(Consumer)}.
 */
public final class InterlockSettings {

    private final Optional<TimeSource> timeSource;
    private final Optional<Scheduler> scheduler;
    private final Optional<Executor> hookExecutor;
    private final Duration hookTimeout;
    private final CyclePolicy cycles;
    private final OptionalInt recoveryBudget;
    private final double panicThreshold;
    private final int mailboxCapacity;
    private final long seed;
    private final boolean rejectionStackTraces;
    private final ContextCarrier contextCarrier;
    private final ErrorTexts errorText;
    private final boolean log;

    private InterlockSettings(Builder builder) {
        timeSource = builder.timeSource;
        scheduler = builder.scheduler;
        hookExecutor = builder.hookExecutor;
        hookTimeout = builder.hookTimeout;
        cycles = builder.cycles;
        recoveryBudget = builder.recoveryBudget;
        panicThreshold = builder.panicThreshold;
        mailboxCapacity = builder.mailboxCapacity;
        seed = builder.seed.orElseGet(() -> ThreadLocalRandom.current().nextLong());
        rejectionStackTraces = builder.rejectionStackTraces;
        contextCarrier = builder.contextCarrier;
        errorText = builder.errorText;
        log = builder.log;
    }

    /**
     * Settings to change.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The time.
     *
     * @return the value
     */
    public Optional<TimeSource> timeSource() {
        return timeSource;
    }

    /**
     * Runs the timers.
     *
     * @return the value; empty: a daemon thread of its own
     */
    public Optional<Scheduler> scheduler() {
        return scheduler;
    }

    /**
     * Runs guards of timer events, signals and listeners.
     *
     * @return the value; empty: daemon threads of its own
     */
    public Optional<Executor> hookExecutor() {
        return hookExecutor;
    }

    /**
     * How long such a hook may take.
     *
     * @return the value
     */
    public Duration hookTimeout() {
        return hookTimeout;
    }

    /**
     * What happens to cycles of dependencies.
     *
     * @return the value
     */
    public CyclePolicy cycles() {
        return cycles;
    }

    /**
     * How many circuits may be in recovery at once.
     *
     * @return the value; empty: any number
     */
    public OptionalInt recoveryBudget() {
        return recoveryBudget;
    }

    /**
     * The share of open circuits above which nothing cascades.
     *
     * @return the value; 1: never
     */
    public double panicThreshold() {
        return panicThreshold;
    }

    /**
     * Events a listener may be behind before it gets a gap.
     *
     * @return the value
     */
    public int mailboxCapacity() {
        return mailboxCapacity;
    }

    /**
     * From which jitter is drawn.
     *
     * @return the value
     */
    public long seed() {
        return seed;
    }

    /**
     * Whether refusals take stack traces.
     *
     * @return the value
     */
    public boolean rejectionStackTraces() {
        return rejectionStackTraces;
    }

    /**
     * Carries the caller's context to the threads that work for it.
     *
     * @return the value
     */
    public ContextCarrier contextCarrier() {
        return contextCarrier;
    }

    /**
     * What of an error leaves the process in refusals and log lines.
     *
     * @return the value
     */
    public ErrorTexts errorText() {
        return errorText;
    }

    /**
     * Whether openings, closings and outages are said in the log.
     *
     * @return the value
     */
    public boolean log() {
        return log;
    }

    /** Builds {@link InterlockSettings}. Not thread-safe. */
    public static final class Builder {

        private final Limits limits = new Limits();
        private Optional<TimeSource> timeSource = Optional.empty();
        private Optional<Scheduler> scheduler = Optional.empty();
        private Optional<Executor> hookExecutor = Optional.empty();
        private Duration hookTimeout = Duration.ofSeconds(1);
        private CyclePolicy cycles = CyclePolicy.REFUSE;
        private OptionalInt recoveryBudget = OptionalInt.empty();
        private double panicThreshold = 1.0;
        private int mailboxCapacity = 10_000;
        private Optional<Long> seed = Optional.empty();
        private boolean rejectionStackTraces;
        private ContextCarrier contextCarrier = task -> task;
        private ErrorTexts errorText = ErrorTexts.full();
        private boolean log = true;

        private Builder() {}

        /**
         * The time to work with. Default: the system's.
         *
         * @param time the time
         * @return this
         */
        public Builder timeSource(TimeSource time) {
            timeSource = Optional.of(time);
            return this;
        }

        /**
         * What runs the timers. Default: one daemon thread. A scheduler given here is not stopped by {@link Interlock#close()}.
         *
         * <p>A timer that it refuses or loses is run by the tick, a timer as well. If that one is lost, too, it begins again 5 s later: with the next
         * transition, refusal or failure, time limit that begins, or {@link Interlock#snapshot()}; not by calls that hang without a limit.
         *
         * @param timers the scheduler
         * @return this
         */
        public Builder scheduler(Scheduler timers) {
            scheduler = Optional.of(timers);
            return this;
        }

        /**
         * What runs guards of timer events, signals and listeners. Default: daemon threads, as many as there are hooks that hang, and
         * one more, which inherit nothing of the caller in whose call they were made (inheritable thread locals, context class loader,
         * priority). An executor given here is not stopped by {@link Interlock#close()}, and must have threads to spare: hooks that wait for one are late. Time
         * limits strike without it, and complete their futures on a thread of the library's own if it has none for 100 ms.
         *
         * @param hooks the executor
         * @return this
         */
        public Builder hookExecutor(Executor hooks) {
            hookExecutor = Optional.of(hooks);
            return this;
        }

        /**
         * How long a guard of a timer event may take; over it means refused. Default 1 s.
         *
         * @param limit 1 ms to 30 days
         * @return this
         */
        public Builder hookTimeout(Duration limit) {
            hookTimeout = limits.duration("hookTimeout", limit);
            return this;
        }

        /**
         * What happens to cycles of dependencies. Default {@link CyclePolicy#REFUSE}.
         *
         * @param policy the rule
         * @return this
         */
        public Builder cycles(CyclePolicy policy) {
            cycles = Objects.requireNonNull(policy, "cycles");
            return this;
        }

        /**
         * How many circuits may be in recovery (HALF_OPEN) at once. An attempt beyond that is refused with
         * {@link Reason.Kind#RECOVERY_BUDGET}; the timer's are made as soon as a place is free, longest waiting first. A circuit in
         * recovery shares the place of one that depends on it, whose calls go through it; a condensed cycle has one place; one
         * that is blocked, or that nobody called for its reset timeout, holds none. What operators do is not limited. Default: any number.
         *
         * @param circuits 1 to 1,000,000
         * @return this
         */
        public Builder recoveryBudget(int circuits) {
            recoveryBudget = OptionalInt.of(limits.whole("recoveryBudget", circuits, 1, 1_000_000));
            return this;
        }

        /**
         * Above which share of open circuits nothing cascades any more: a circuit that opens then opens alone. Told by
         * {@link dev.interlock.event.PanicChanged}; ends when the share is at or below the threshold again. Default 1: never.
         *
         * @param share more than 0, at most 1; 0.5 means half of the circuits
         * @return this
         */
        public Builder panicThreshold(double share) {
            panicThreshold = limits.rate("panicThreshold", share);
            return this;
        }

        /**
         * How many events a listener may be behind before the oldest are replaced by a gap. Default 10,000.
         *
         * @param events 1 to 10,000,000
         * @return this
         */
        public Builder mailboxCapacity(int events) {
            mailboxCapacity = limits.whole("mailboxCapacity", events, 1, 10_000_000);
            return this;
        }

        /**
         * Makes the jitter repeatable. Default: drawn by chance.
         *
         * @param number any number
         * @return this
         */
        public Builder seed(long number) {
            seed = Optional.of(number);
            return this;
        }

        /**
         * Whether refusals take stack traces. Default false: a refusal is cheap, and its message says all.
         *
         * @param wanted true to take them
         * @return this
         */
        public Builder rejectionStackTraces(boolean wanted) {
            rejectionStackTraces = wanted;
            return this;
        }

        /**
         * What carries the caller's context to the threads that work for it. Default: nothing does.
         *
         * @param carrier wraps tasks; what it throws is thrown on to whoever makes the call
         * @return this
         */
        public Builder contextCarrier(ContextCarrier carrier) {
            contextCarrier = Objects.requireNonNull(carrier, "contextCarrier");
            return this;
        }

        /**
         * What of an error's text leaves the process: in the messages of refusals, also serialized, in {@link Preflight} and
         * {@link RetryAdvice}, and in log lines about circuits. An error that one caller met is told there to others.
         * {@link Interlock#explain}, snapshots and events, for those who operate, have the whole text always. Default
         * {@link ErrorTexts#full()}.
         *
         * @param texts what is said of an error
         * @return this
         */
        public Builder errorText(ErrorTexts texts) {
            errorText = Objects.requireNonNull(texts, "errorText");
            return this;
        }

        /**
         * Whether openings, closings, outages and calls past undefined names are said through {@code System.Logger}, as {@code docs/operating.md}
         * tells. For what makes many interlocks and has its own way to tell, as simulators; an application switches the loggers
         * {@code dev.interlock.circuit} and {@code dev.interlock.outage} instead. What goes wrong in hooks is said in any case. Default true.
         *
         * @param wanted false to be silent
         * @return this
         */
        public Builder log(boolean wanted) {
            log = wanted;
            return this;
        }

        /**
         * Builds the settings.
         *
         * @return the settings
         * @throws InvalidConfigurationException with every problem at once
         */
        public InterlockSettings build() {
            limits.refuse("");
            return new InterlockSettings(this);
        }
    }
}
