package dev.interlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link CircuitConfig}. Bad values are collected, and {@link #build} throws all of them at once. A later call replaces
 * an earlier one; edges, guards and throwables add up. Not thread-safe.
 *
 * <p>Where none of {@link #failureThreshold}, {@link #consecutiveFailures}, {@link #failureRate} and
 * {@link #slowCallRate} is set, the circuit opens on {@value #DEFAULT_FAILURE_THRESHOLD} failures within its window.
 */
public final class CircuitConfigBuilder {

    /** How many direct dependencies a circuit can have, hard and soft together. */
    public static final int MAX_DEPENDENCIES = 256;

    /** How many cascade targets a circuit or signal can have. */
    public static final int MAX_CASCADE_TARGETS = 256;

    /** Failures that open a circuit for which no condition was set. */
    public static final int DEFAULT_FAILURE_THRESHOLD = 5;

    /** Calls before a rate is asked. */
    public static final int DEFAULT_MINIMUM_CALLS = 20;

    /** The time window. */
    public static final Duration DEFAULT_FAILURE_WINDOW = Duration.ofSeconds(60);

    /** The wait before a recovery. */
    public static final Duration DEFAULT_RESET_TIMEOUT = Duration.ofSeconds(30);

    /** The longest wait, unless the reset timeout is longer. */
    public static final Duration DEFAULT_MAX_RESET_TIMEOUT = Duration.ofMinutes(5);

    /** The shortest deadline of a HALF_OPEN permit by default. */
    public static final Duration DEFAULT_PERMIT_DEADLINE = Duration.ofSeconds(60);

    /** The duration from which a call is slow. */
    public static final Duration DEFAULT_SLOW_CALL_THRESHOLD = Duration.ofSeconds(5);

    /** The interval at which a guard that refused is asked again. */
    public static final Duration DEFAULT_RETRY_INTERVAL = Duration.ofSeconds(1);

    /** The time between two probes. */
    public static final Duration DEFAULT_PROBE_INTERVAL = Duration.ofSeconds(5);

    /** The share of calls at the beginning of a ramp. */
    public static final double DEFAULT_RAMP_UP_FROM = 0.1;

    private final Function<String, @Nullable Consumer<? super CircuitConfigBuilder>> templates;
    private final Limits limits = new Limits();

    private OptionalInt failureThreshold = OptionalInt.empty();
    private OptionalInt consecutiveFailures = OptionalInt.empty();
    private OptionalDouble failureRate = OptionalDouble.empty();
    private OptionalDouble slowCallRate = OptionalDouble.empty();
    private Duration slowCallThreshold = DEFAULT_SLOW_CALL_THRESHOLD;
    private int minimumCalls = DEFAULT_MINIMUM_CALLS;
    private Duration failureWindow = DEFAULT_FAILURE_WINDOW;
    private OptionalInt countWindow = OptionalInt.empty();
    private Duration resetTimeout = DEFAULT_RESET_TIMEOUT;
    private double jitter;
    private double backoffMultiplier = 1.0;
    private @Nullable Duration maxResetTimeout;
    private int halfOpenCalls = 1;
    private int successThreshold = 1;
    private @Nullable Duration permitDeadline;
    private @Nullable Duration rampUp;
    private double rampUpFrom = DEFAULT_RAMP_UP_FROM;
    private RampCurve rampUpCurve = RampCurve.LINEAR;
    private Duration retryInterval = DEFAULT_RETRY_INTERVAL;
    private @Nullable Guard probe;
    private Duration probeInterval = DEFAULT_PROBE_INTERVAL;
    private RecoveryMode recoveryMode = RecoveryMode.AUTOMATIC;
    private DependencyReadiness dependencyReadiness = DependencyReadiness.UP;
    private AttributionPolicy attribution = AttributionPolicy.INNERMOST;
    private RemoteAttribution remoteAttribution = RemoteAttribution.DEPENDENCIES;
    private OptionalInt maxConcurrent = OptionalInt.empty();
    private final Set<String> dependsOn = new LinkedHashSet<>();
    private final Set<String> recoversAfter = new LinkedHashSet<>();
    private final Map<String, CascadeMode> cascadesTo = new LinkedHashMap<>();
    private double cascadeLimit = 1.0;
    private final Map<String, Guard> recoveryGuards = new LinkedHashMap<>();
    private final Map<String, Guard> resetGuards = new LinkedHashMap<>();
    private final Map<String, Guard> callGuards = new LinkedHashMap<>();
    private boolean callGuardFailureRefuses;
    private final List<Class<? extends Throwable>> failOn = new ArrayList<>();
    private final List<Class<? extends Throwable>> ignore = new ArrayList<>();
    private final List<Predicate<? super Throwable>> failurePredicates = new ArrayList<>();
    private @Nullable Predicate<@Nullable Object> failureResult;

    CircuitConfigBuilder(Function<String, @Nullable Consumer<? super CircuitConfigBuilder>> templates) {
        this.templates = templates;
    }

    /**
     * Applies a template: its options are set here and now, and later calls replace them.
     *
     * @param name a name given to {@link Interlock#template}
     * @return this
     */
    public CircuitConfigBuilder template(String name) {
        Consumer<? super CircuitConfigBuilder> template = templates.apply(name);
        if (template == null) {
            limits.problem(
                    "template",
                    "there is no template '" + PrintableText.of(name) + "'; define it first with template(name, ...)");
        } else {
            template.accept(this);
        }
        return this;
    }

    /**
     * Sets every option to what another circuit's configuration has. What is derived there from other options or is a default (the
     * failure threshold where there is no other condition, the longest wait, the permit deadline) stays derived here.
     *
     * @param other the configuration to begin with
     * @return this
     */
    public CircuitConfigBuilder from(CircuitConfig other) {
        boolean byDefault = other.failureThreshold().orElse(0) == DEFAULT_FAILURE_THRESHOLD
                && other.consecutiveFailures().isEmpty()
                && other.failureRate().isEmpty()
                && other.slowCallRate().isEmpty();
        failureThreshold = byDefault ? OptionalInt.empty() : other.failureThreshold();
        consecutiveFailures = other.consecutiveFailures();
        failureRate = other.failureRate();
        slowCallRate = other.slowCallRate();
        slowCallThreshold = other.slowCallThreshold();
        minimumCalls = other.minimumCalls();
        failureWindow = other.failureWindow();
        countWindow = other.countWindow();
        resetTimeout = other.resetTimeout();
        jitter = other.jitter();
        backoffMultiplier = other.backoffMultiplier();
        maxResetTimeout = unlessDerived(other.maxResetTimeout(), resetTimeout, DEFAULT_MAX_RESET_TIMEOUT);
        halfOpenCalls = other.halfOpenCalls();
        successThreshold = other.successThreshold();
        permitDeadline = unlessDerived(other.permitDeadline(), resetTimeout, DEFAULT_PERMIT_DEADLINE);
        retryInterval = other.retryInterval();
        probe = other.probe().orElse(null);
        probeInterval = other.probeInterval();
        recoveryMode = other.recoveryMode();
        dependencyReadiness = other.dependencyReadiness();
        attribution = other.attribution();
        remoteAttribution = other.remoteAttribution();
        rampUp = other.rampUp().orElse(null);
        rampUpFrom = other.rampUpFrom();
        rampUpCurve = other.rampUpCurve();
        maxConcurrent = other.maxConcurrent();
        withoutEdges();
        dependsOn.addAll(other.dependsOn());
        recoversAfter.addAll(other.recoversAfter());
        cascadesTo.putAll(other.cascadesTo());
        cascadeLimit = other.cascadeLimit();
        replace(recoveryGuards, other.recoveryGuards());
        replace(resetGuards, other.resetGuards());
        replace(callGuards, other.callGuards());
        callGuardFailureRefuses = other.callGuardFailureRefuses();
        replace(failOn, other.failOn());
        replace(ignore, other.ignore());
        replace(failurePredicates, other.failurePredicates());
        failureResult = other.failureResult().orElse(null);
        return this;
    }

    private static @Nullable Duration unlessDerived(Duration value, Duration from, Duration atLeast) {
        return value.equals(longer(from, atLeast)) ? null : value;
    }

    private static void replace(Map<String, Guard> guards, Map<String, Guard> others) {
        guards.clear();
        guards.putAll(others);
    }

    private static <T> void replace(List<T> values, List<T> others) {
        values.clear();
        values.addAll(others);
    }

    /**
     * Forgets the edges that were named so far, by a template or by the configuration that is being changed.
     *
     * @return this
     */
    public CircuitConfigBuilder withoutEdges() {
        dependsOn.clear();
        recoversAfter.clear();
        cascadesTo.clear();
        return this;
    }

    /**
     * Forgets the conditions that were set so far, by a template or by the configuration that is being changed: {@link #failureThreshold},
     * {@link #consecutiveFailures}, {@link #failureRate} and {@link #slowCallRate}. If none is set afterwards, the default holds again.
     *
     * @return this
     */
    public CircuitConfigBuilder withoutConditions() {
        failureThreshold = OptionalInt.empty();
        consecutiveFailures = OptionalInt.empty();
        failureRate = OptionalDouble.empty();
        slowCallRate = OptionalDouble.empty();
        return this;
    }

    /**
     * Opens the circuit on this many failures within the window ({@link #failureWindow}, or the last
     * {@link #countWindow} calls). Exact under concurrency.
     *
     * @param failures 1 to 1,000,000
     * @return this
     */
    public CircuitConfigBuilder failureThreshold(int failures) {
        failureThreshold = OptionalInt.of(limits.whole("failureThreshold", failures, 1, 1_000_000));
        return this;
    }

    /**
     * Opens the circuit on this many failures in a row, however long that takes.
     *
     * @param failures 1 to 1,000,000
     * @return this
     */
    public CircuitConfigBuilder consecutiveFailures(int failures) {
        consecutiveFailures = OptionalInt.of(limits.whole("consecutiveFailures", failures, 1, 1_000_000));
        return this;
    }

    /**
     * Opens the circuit when this share of the calls in the window failed, once there are {@link #minimumCalls}.
     *
     * @param rate more than 0, at most 1; 0.5 is half of the calls
     * @return this
     */
    public CircuitConfigBuilder failureRate(double rate) {
        failureRate = OptionalDouble.of(limits.rate("failureRate", rate));
        return this;
    }

    /**
     * Opens the circuit when this share of the calls in the window was slow, once there are {@link #minimumCalls}. Calls are
     * timed only where this is set. In HALF_OPEN a slow probe is a failed probe.
     *
     * @param rate more than 0, at most 1
     * @return this
     */
    public CircuitConfigBuilder slowCallRate(double rate) {
        slowCallRate = OptionalDouble.of(limits.rate("slowCallRate", rate));
        return this;
    }

    /**
     * From which duration a call is slow. Should grow towards the callers. Default 5 s.
     *
     * <p>Thresholds below 2 s are exact. From 2 s on, the beginning of a call is taken from a clock that ticks every 100 ms, which is a fraction
     * of the cost: a call that lasted as long is slow for sure, and one that was up to 100 ms shorter may be.
     *
     * @param threshold 1 ms to 30 days
     * @return this
     */
    public CircuitConfigBuilder slowCallThreshold(Duration threshold) {
        slowCallThreshold = limits.duration("slowCallThreshold", threshold);
        return this;
    }

    /**
     * How many calls the window must hold before rates are asked. Default {@value #DEFAULT_MINIMUM_CALLS}. With a smaller
     * {@link #countWindow}, that size is enough.
     *
     * @param calls 1 to 1,000,000,000
     * @return this
     */
    public CircuitConfigBuilder minimumCalls(int calls) {
        minimumCalls = limits.whole("minimumCalls", calls, 1, 1_000_000_000);
        return this;
    }

    /**
     * The time window: what happened longer ago is forgotten, in steps of a tenth of it. Default 60 s.
     *
     * @param window 1 ms to 30 days
     * @return this
     */
    public CircuitConfigBuilder failureWindow(Duration window) {
        failureWindow = limits.duration("failureWindow", window);
        return this;
    }

    /**
     * Looks at the last calls instead of the last seconds.
     *
     * @param calls 1 to 1,000,000
     * @return this
     */
    public CircuitConfigBuilder countWindow(int calls) {
        countWindow = OptionalInt.of(limits.whole("countWindow", calls, 1, 1_000_000));
        return this;
    }

    /**
     * How long the circuit stays OPEN before it tries to recover. Default 30 s.
     *
     * @param wait 1 ms to 30 days
     * @return this
     */
    public CircuitConfigBuilder resetTimeout(Duration wait) {
        resetTimeout = limits.duration("resetTimeout", wait);
        return this;
    }

    /**
     * Spreads the wait, so that many processes do not probe at once: it is multiplied by a number from
     * [1 - jitter, 1], drawn once for each opening. {@link #probeInterval(Duration)} is spread in the same way, drawn for each probe. Default 0.
     *
     * @param share 0 to 1
     * @return this
     */
    public CircuitConfigBuilder jitter(double share) {
        jitter = limits.real("jitter", share, 0.0, 1.0);
        return this;
    }

    /**
     * Lengthens the wait by this factor for each reopening in a row. Default 1.
     *
     * @param factor 1 to 10
     * @return this
     */
    public CircuitConfigBuilder backoffMultiplier(double factor) {
        backoffMultiplier = limits.real("backoffMultiplier", factor, 1.0, 10.0);
        return this;
    }

    /**
     * The longest wait that {@link #backoffMultiplier} leads to. Default 5 min, or {@link #resetTimeout} if that is longer.
     *
     * @param wait 1 ms to 30 days, at least {@link #resetTimeout}
     * @return this
     */
    public CircuitConfigBuilder maxResetTimeout(Duration wait) {
        maxResetTimeout = limits.duration("maxResetTimeout", wait);
        return this;
    }

    /**
     * How many permits may be out at once in HALF_OPEN. A reported permit frees its place. Default 1.
     *
     * @param calls 1 to 10,000
     * @return this
     */
    public CircuitConfigBuilder halfOpenCalls(int calls) {
        halfOpenCalls = limits.whole("halfOpenCalls", calls, 1, 10_000);
        return this;
    }

    /**
     * How many good probes ask for the reset. Default 1.
     *
     * @param successes 1 to 10,000
     * @return this
     */
    public CircuitConfigBuilder successThreshold(int successes) {
        successThreshold = limits.whole("successThreshold", successes, 1, 10_000);
        return this;
    }

    /**
     * When what was never reported expires as a failure: a HALF_OPEN permit, as a failed probe; and where {@link #maxConcurrent} is set, a
     * permit or asynchronous call in any state, so that a forgotten one cannot keep its place for ever. Nothing else is ended by it. A call that ends later changes
     * nothing any more: set it longer than your longest call. Default: the larger of {@link #resetTimeout} and 60 s. Cannot
     * be switched off. Time in which this process stood still does not count.
     *
     * @param deadline 1 ms to 30 days
     * @return this
     */
    public CircuitConfigBuilder permitDeadline(Duration deadline) {
        permitDeadline = limits.duration("permitDeadline", deadline);
        return this;
    }

    /**
     * After a recovery the circuit admits a growing share of the calls for so long, and all of them then: what was down has cold caches, and
     * everybody comes back at once. Not after an operator closed it. Refused calls throw {@link RampingException}. Default: all calls
     * at once.
     *
     * @param duration 1 ms to 30 days
     * @return this
     */
    public CircuitConfigBuilder rampUp(Duration duration) {
        rampUp = limits.duration("rampUp", duration);
        return this;
    }

    /**
     * The share of the calls at the beginning of {@link #rampUp(Duration)}. Default 0.1.
     *
     * @param share in (0, 1]
     * @return this
     */
    public CircuitConfigBuilder rampUpFrom(double share) {
        rampUpFrom = limits.rate("rampUpFrom", share);
        return this;
    }

    /**
     * How the share grows during {@link #rampUp(Duration)}. Default {@link RampCurve#LINEAR}.
     *
     * @param curve the curve
     * @return this
     */
    public CircuitConfigBuilder rampUpCurve(RampCurve curve) {
        rampUpCurve = Objects.requireNonNull(curve, "rampUpCurve");
        return this;
    }

    /**
     * How long after a guard refused a recovery or reset of the machine's it is asked again. Default 1 s.
     *
     * @param interval 1 ms to 30 days
     * @return this
     */
    public CircuitConfigBuilder retryInterval(Duration interval) {
        retryInterval = limits.duration("retryInterval", interval);
        return this;
    }

    /**
     * Gives the circuit an active check of its own, so that no user's call has to be the guinea pig. Default none: calls are the probes.
     *
     * <p>In HALF_OPEN only the probe takes permits: at once, and then every {@link #probeInterval(Duration)}, until {@link #successThreshold(int)}
     * of them were good or one failed. Calls are refused until the circuit closes, and it counts as open for its dependents until then. In OPEN
     * and {@link RecoveryMode#AUTOMATIC} it is also made every interval, as long as all dependencies are up; its first success
     * replaces the rest of the wait, and recovery guards are asked as usual. It is never made while a dependency is not up.
     *
     * <p>A check that returns false, throws, or is late ({@link InterlockSettings.Builder#hookTimeout}) has failed. It runs on the
     * hook executor, one at a time for each circuit and at most 64 at a time for the interlock, the others in turn; it should do what a cheap call
     * does, and must not go through the circuit itself.
     *
     * @param check true if the service works; any thread
     * @return this
     */
    public CircuitConfigBuilder probe(Guard check) {
        probe = Objects.requireNonNull(check, "probe");
        return this;
    }

    /**
     * {@link #probe(Guard)} and {@link #probeInterval(Duration)} in one.
     *
     * @param check    true if the service works; any thread
     * @param interval from the end of one probe to the beginning of the next, 1 ms to 30 days
     * @return this
     */
    public CircuitConfigBuilder probe(Guard check, Duration interval) {
        return probe(check).probeInterval(interval);
    }

    /**
     * From the end of one {@link #probe(Guard)} to the beginning of the next. Default 5 s. Nothing happens without a probe.
     *
     * @param interval 1 ms to 30 days
     * @return this
     */
    public CircuitConfigBuilder probeInterval(Duration interval) {
        probeInterval = limits.duration("probeInterval", interval);
        return this;
    }

    /**
     * Who attempts the recovery. Default {@link RecoveryMode#AUTOMATIC}.
     *
     * @param mode the mode
     * @return this
     */
    public CircuitConfigBuilder recoveryMode(RecoveryMode mode) {
        recoveryMode = Objects.requireNonNull(mode, "recoveryMode");
        return this;
    }

    /**
     * What is asked of direct dependencies before recovery and reset. Default {@link DependencyReadiness#UP}.
     *
     * @param readiness the rule
     * @return this
     */
    public CircuitConfigBuilder dependencyReadiness(DependencyReadiness readiness) {
        dependencyReadiness = Objects.requireNonNull(readiness, "dependencyReadiness");
        return this;
    }

    /**
     * Whose failure it is when a call fails inside several circuits. Default {@link AttributionPolicy#INNERMOST}.
     *
     * @param policy the rule
     * @return this
     */
    public CircuitConfigBuilder attribution(AttributionPolicy policy) {
        attribution = Objects.requireNonNull(policy, "attribution");
        return this;
    }

    /**
     * Whether a {@link RemoteFailureException} is believed. Default {@link RemoteAttribution#DEPENDENCIES}.
     *
     * @param policy the rule
     * @return this
     */
    public CircuitConfigBuilder remoteAttribution(RemoteAttribution policy) {
        remoteAttribution = Objects.requireNonNull(policy, "remoteAttribution");
        return this;
    }

    /**
     * Refuses calls while this many are in flight (a bulkhead). Default: unlimited.
     *
     * <p>A permit or asynchronous call in flight for longer than {@link #permitDeadline(Duration)} (60 s by default) counts as failed, and its
     * place goes to another though it may still run: forgotten ones must not fill the bulkhead. Where calls rightly last longer, set that
     * deadline longer than the longest. Synchronous calls keep their place until they return. A call inside a call of the same circuit
     * has its place, so of many that one call starts on an executor none is refused.
     *
     * @param calls 1 to 1,000,000
     * @return this
     */
    public CircuitConfigBuilder maxConcurrent(int calls) {
        maxConcurrent = OptionalInt.of(limits.whole("maxConcurrent", calls, 1, 1_000_000));
        return this;
    }

    /**
     * Adds hard dependencies: while one is open, calls are refused, and recovery and reset wait. They may be defined later.
     *
     * @param names circuits or signals; at most 256 direct dependencies in all
     * @return this
     */
    public CircuitConfigBuilder dependsOn(String... names) {
        for (String name : names) {
            dependsOn.add(limits.name("dependsOn", name));
        }
        return this;
    }

    /**
     * Adds soft dependencies: while one is not up, recovery and reset wait, but calls pass.
     *
     * @param names circuits or signals; at most 256 direct dependencies in all
     * @return this
     */
    public CircuitConfigBuilder recoversAfter(String... names) {
        for (String name : names) {
            recoversAfter.add(limits.name("recoversAfter", name));
        }
        return this;
    }

    /**
     * Adds cascade targets: when this circuit opens, they open in the same commit.
     *
     * @param names circuits; at most 256 targets in all
     * @return this
     */
    public CircuitConfigBuilder cascadesTo(String... names) {
        for (String name : names) {
            cascadesTo.put(limits.name("cascadesTo", name), CascadeMode.ENFORCE);
        }
        return this;
    }

    /**
     * Adds one cascade target with a mode.
     *
     * @param name a circuit; at most 256 targets in all
     * @param mode whether it opens, or only would have
     * @return this
     */
    public CircuitConfigBuilder cascadesTo(String name, CascadeMode mode) {
        cascadesTo.put(limits.name("cascadesTo", name), mode);
        return this;
    }

    /**
     * Stops a cascade that would open more than this share of all circuits: this circuit then opens alone, and the event says so.
     * Default 1: no limit.
     *
     * @param share more than 0, at most 1
     * @return this
     */
    public CircuitConfigBuilder cascadeLimit(double share) {
        cascadeLimit = limits.rate("cascadeLimit", share);
        return this;
    }

    /**
     * Adds a guard on recovery (OPEN to HALF_OPEN). A guard that throws refuses.
     *
     * @param name  the condition in words; shown where it refuses
     * @param guard the condition
     * @return this
     */
    public CircuitConfigBuilder recoveryGuard(String name, Guard guard) {
        limits.guard("recoveryGuard", recoveryGuards, name, guard);
        return this;
    }

    /**
     * Adds a guard on reset (to CLOSED). A guard that throws refuses.
     *
     * @param name  the condition in words; shown where it refuses
     * @param guard the condition
     * @return this
     */
    public CircuitConfigBuilder resetGuard(String name, Guard guard) {
        limits.guard("resetGuard", resetGuards, name, guard);
        return this;
    }

    /**
     * Adds a guard on calls. A guard that throws admits the call, unless {@link #refuseWhenCallGuardFails()} is set.
     *
     * @param name  the condition in words; shown where it refuses
     * @param guard the condition; runs on every call, on the caller's thread
     * @return this
     */
    public CircuitConfigBuilder callGuard(String name, Guard guard) {
        limits.guard("callGuard", callGuards, name, guard);
        return this;
    }

    /**
     * Lets a call guard that throws refuse the call.
     *
     * @return this
     */
    public CircuitConfigBuilder refuseWhenCallGuardFails() {
        callGuardFailureRefuses = true;
        return this;
    }

    /**
     * Counts only these throwables as failures, anywhere in the cause chain. Others are answers: the service is there, and more is not known of
     * it. An answer is a call that did not fail in rates and totals; it ends no row of {@link #consecutiveFailures(int)}, and is no good
     * probe in HALF_OPEN. Answers for as long as the circuit waited, at least a second, and no failure among them, ask for the reset.
     *
     * <p>An interrupt of the thread that calls, and what the caller cancelled, count as nothing all the same, unless InterruptedException itself
     * is named. Cancellations that nobody asked for do count: name {@link java.util.concurrent.CancellationException} if the client throws them.
     *
     * @param types classes, subclasses included
     * @return this
     */
    @SafeVarargs
    public final CircuitConfigBuilder failOn(Class<? extends Throwable>... types) {
        for (Class<? extends Throwable> type : types) {
            failOn.add(type);
        }
        return this;
    }

    /**
     * Counts only throwables that pass a test as failures, beside {@link #failOn(Class...)}. Each link of the cause chain is tried. A
     * test that throws is reported and counts as a failure.
     *
     * @param test the test; runs on the caller's thread
     * @return this
     */
    public CircuitConfigBuilder failOn(Predicate<? super Throwable> test) {
        failurePredicates.add(test);
        return this;
    }

    /**
     * Counts these throwables as nothing, anywhere in the cause chain. Stronger than {@code failOn}. For what says nothing about the service,
     * such as a request that never left. A HALF_OPEN circuit learns nothing from it, however often it comes; so what the service did answer
     * (a 404, a refused input) is better left out of {@link #failOn(Class...)} than ignored.
     *
     * @param types classes, subclasses included
     * @return this
     */
    @SafeVarargs
    public final CircuitConfigBuilder ignore(Class<? extends Throwable>... types) {
        for (Class<? extends Throwable> type : types) {
            ignore.add(type);
        }
        return this;
    }

    /**
     * Counts some results as failures. A test that throws is reported and counts as a failure.
     *
     * @param test true for a result that is a failure; runs on the caller's thread
     * @return this
     */
    public CircuitConfigBuilder failOnResult(Predicate<@Nullable Object> test) {
        failureResult = test;
        return this;
    }

    /**
     * Builds the configuration.
     *
     * @param path what the problems are prefixed with, such as the circuit's name
     * @return the configuration
     * @throws InvalidConfigurationException with every problem at once
     */
    public CircuitConfig build(String path) {
        List<String> problems = problems(path);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        boolean noCondition = failureThreshold.isEmpty()
                && consecutiveFailures.isEmpty()
                && failureRate.isEmpty()
                && slowCallRate.isEmpty();
        Set<String> soft = recoversAfter;
        if (!soft.isEmpty()) {
            soft = new LinkedHashSet<>(soft);
            soft.removeAll(dependsOn); // a hard edge beats a soft one to the same node
        }
        return new CircuitConfig(
                noCondition ? OptionalInt.of(DEFAULT_FAILURE_THRESHOLD) : failureThreshold,
                consecutiveFailures,
                failureRate,
                slowCallRate,
                slowCallThreshold,
                minimumCalls,
                failureWindow,
                countWindow,
                resetTimeout,
                jitter,
                backoffMultiplier,
                maxResetTimeout != null ? maxResetTimeout : longer(resetTimeout, DEFAULT_MAX_RESET_TIMEOUT),
                halfOpenCalls,
                successThreshold,
                permitDeadline != null ? permitDeadline : longer(resetTimeout, DEFAULT_PERMIT_DEADLINE),
                retryInterval,
                Optional.ofNullable(probe),
                probeInterval,
                recoveryMode,
                dependencyReadiness,
                attribution,
                remoteAttribution,
                Optional.ofNullable(rampUp),
                rampUpFrom,
                rampUpCurve,
                maxConcurrent,
                Limits.ordered(dependsOn),
                Limits.ordered(soft),
                Limits.ordered(cascadesTo),
                cascadeLimit,
                Limits.ordered(recoveryGuards),
                Limits.ordered(resetGuards),
                Limits.ordered(callGuards),
                callGuardFailureRefuses,
                List.copyOf(failOn),
                List.copyOf(ignore),
                List.copyOf(failurePredicates),
                Optional.ofNullable(failureResult));
    }

    /**
     * A builder with those edges of this one that are right, and else the defaults: what the graph can be looked at with while other options
     * are wrong, so that all problems can be told at once.
     *
     * @return a new builder; nothing is wrong with it
     */
    public CircuitConfigBuilder edgesOnly() {
        CircuitConfigBuilder edges = CircuitConfig.builder();
        edges.dependsOn.addAll(Limits.names(dependsOn, MAX_DEPENDENCIES));
        edges.recoversAfter.addAll(Limits.names(recoversAfter, MAX_DEPENDENCIES - edges.dependsOn.size()));
        Limits.names(cascadesTo.keySet(), MAX_CASCADE_TARGETS)
                .forEach(name -> edges.cascadesTo.put(name, cascadesTo.get(name)));
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
        boolean bothValid = !limits.hasProblem("maxResetTimeout") && !limits.hasProblem("resetTimeout");
        if (bothValid && maxResetTimeout != null && maxResetTimeout.compareTo(resetTimeout) < 0) {
            problems.add("maxResetTimeout: " + maxResetTimeout + " is shorter than resetTimeout " + resetTimeout
                    + "; make it at least that long");
        }
        int direct = directDependencies();
        if (direct > MAX_DEPENDENCIES) {
            problems.add("dependsOn: " + direct + " direct dependencies; at most " + MAX_DEPENDENCIES
                    + " are allowed, put a circuit in between");
        }
        if (cascadesTo.size() > MAX_CASCADE_TARGETS) {
            problems.add("cascadesTo: " + cascadesTo.size() + " cascade targets; at most " + MAX_CASCADE_TARGETS
                    + " are allowed, put a circuit in between");
        }
        return problems.isEmpty()
                ? List.of()
                : problems.stream()
                        .map(problem -> PrintableText.of(path) + "." + problem)
                        .toList();
    }

    private int directDependencies() {
        if (dependsOn.size() + recoversAfter.size() <= MAX_DEPENDENCIES) {
            return dependsOn.size() + recoversAfter.size();
        }
        Set<String> direct = new LinkedHashSet<>(dependsOn);
        direct.addAll(recoversAfter);
        return direct.size();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
