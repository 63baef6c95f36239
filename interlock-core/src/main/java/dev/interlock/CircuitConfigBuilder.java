package dev.interlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link CircuitConfig}. Bad values are collected, and {@link #build} throws all of them at once. A later call replaces
 * an earlier one; edges, guards and throwables add up. What is set is remembered apart from what holds by default, and can be taken back
 * ({@link #unset(String...)}). Not thread-safe.
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
    private final OptionDraft draft;

    CircuitConfigBuilder(
            Function<String, @Nullable Consumer<? super CircuitConfigBuilder>> templates, List<Option<?>> options) {
        this.templates = templates;
        this.draft = new OptionDraft(options);
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
            draft.limits()
                    .problem(Problem.of(
                            "",
                            "template",
                            "there is no template '" + PrintableText.of(name) + "'",
                            "define it first with template(name, ...)"));
        } else {
            template.accept(this);
        }
        return this;
    }

    /**
     * Sets what was set in another circuit's configuration, and nothing else. What is a default there or derived from other options (the
     * failure threshold where there is no other condition, the longest wait, the permit deadline) is so here.
     *
     * @param other the configuration to begin with
     * @return this
     */
    public CircuitConfigBuilder from(CircuitConfig other) {
        draft.from(other.values());
        return this;
    }

    /**
     * Sets an option as its own method does: what was set before is replaced; names, guards and throwables add up. For what goes by the list of
     * options, as files do.
     *
     * @param option one of {@link CircuitConfig#options()}
     * @param value  its value
     * @param <T>    what its values are
     * @return this
     * @throws IllegalArgumentException if it is none of them
     */
    public <T> CircuitConfigBuilder set(Option<T> option, T value) {
        draft.set(option, value);
        return this;
    }

    /**
     * Takes back what was set so far, by a template or by the configuration that is being changed: the default holds again.
     *
     * @param options some of {@link CircuitConfig#options()}
     * @return this
     * @throws IllegalArgumentException if one is none of them
     */
    public CircuitConfigBuilder unset(Option<?>... options) {
        return unset(List.of(options));
    }

    /**
     * Takes back what was set so far, by a template or by the configuration that is being changed: the default holds again.
     *
     * @param options their names, as in {@code unset("rampUp", "maxConcurrent")}; one that does not exist is a problem
     * @return this
     */
    public CircuitConfigBuilder unset(String... options) {
        for (String name : options) {
            draft.options().stream()
                    .filter(option -> option.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            draft::unset,
                            () -> draft.limits()
                                    .problem(Problem.of(
                                            "",
                                            "unset",
                                            "there is no option '" + PrintableText.of(name) + "'",
                                            "CircuitConfig.options() has all")));
        }
        return this;
    }

    private CircuitConfigBuilder unset(List<Option<?>> options) {
        options.forEach(draft::unset);
        return this;
    }

    /**
     * Forgets the edges that were named so far, by a template or by the configuration that is being changed.
     *
     * @return this
     */
    public CircuitConfigBuilder withoutEdges() {
        return unset(CircuitOptions.EDGES);
    }

    /**
     * Forgets the conditions that were set so far, by a template or by the configuration that is being changed: {@link #failureThreshold},
     * {@link #consecutiveFailures}, {@link #failureRate} and {@link #slowCallRate}. If none is set afterwards, the default holds again.
     *
     * @return this
     */
    public CircuitConfigBuilder withoutConditions() {
        return unset(CircuitOptions.CONDITIONS);
    }

    /**
     * Opens the circuit on this many failures within the window ({@link #failureWindow}, or the last
     * {@link #countWindow} calls). Exact under concurrency.
     *
     * @param failures 1 to 1,000,000
     * @return this
     */
    public CircuitConfigBuilder failureThreshold(int failures) {
        return set(CircuitOptions.FAILURE_THRESHOLD, failures);
    }

    /**
     * Opens the circuit on this many failures in a row, however long that takes.
     *
     * @param failures 1 to 1,000,000
     * @return this
     */
    public CircuitConfigBuilder consecutiveFailures(int failures) {
        return set(CircuitOptions.CONSECUTIVE_FAILURES, failures);
    }

    /**
     * Opens the circuit when this share of the calls in the window failed, once there are {@link #minimumCalls}.
     *
     * @param rate more than 0, at most 1; 0.5 is half of the calls
     * @return this
     */
    public CircuitConfigBuilder failureRate(double rate) {
        return set(CircuitOptions.FAILURE_RATE, rate);
    }

    /**
     * Opens the circuit when this share of the calls in the window was slow, once there are {@link #minimumCalls}. Calls are
     * timed only where this is set. In HALF_OPEN a slow probe is a failed probe.
     *
     * @param rate more than 0, at most 1
     * @return this
     */
    public CircuitConfigBuilder slowCallRate(double rate) {
        return set(CircuitOptions.SLOW_CALL_RATE, rate);
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
        return set(CircuitOptions.SLOW_CALL_THRESHOLD, threshold);
    }

    /**
     * How many calls the window must hold before rates are asked. Default {@value #DEFAULT_MINIMUM_CALLS}. With a smaller
     * {@link #countWindow}, that size is enough.
     *
     * @param calls 1 to 1,000,000,000
     * @return this
     */
    public CircuitConfigBuilder minimumCalls(int calls) {
        return set(CircuitOptions.MINIMUM_CALLS, calls);
    }

    /**
     * The time window: what happened longer ago is forgotten, in steps of a tenth of it. Default 60 s.
     *
     * @param window 1 ms to 30 days
     * @return this
     */
    public CircuitConfigBuilder failureWindow(Duration window) {
        return set(CircuitOptions.FAILURE_WINDOW, window);
    }

    /**
     * Looks at the last calls instead of the last seconds.
     *
     * @param calls 1 to 1,000,000
     * @return this
     */
    public CircuitConfigBuilder countWindow(int calls) {
        return set(CircuitOptions.COUNT_WINDOW, calls);
    }

    /**
     * How long the circuit stays OPEN before it tries to recover. Default 30 s.
     *
     * @param wait 1 ms to 30 days
     * @return this
     */
    public CircuitConfigBuilder resetTimeout(Duration wait) {
        return set(CircuitOptions.RESET_TIMEOUT, wait);
    }

    /**
     * Spreads the wait, so that many processes do not probe at once: it is multiplied by a number from
     * [1 - jitter, 1], drawn once for each opening. {@link #probeInterval(Duration)} is spread in the same way, drawn for each probe. Default 0.
     *
     * @param share 0 to 1
     * @return this
     */
    public CircuitConfigBuilder jitter(double share) {
        return set(CircuitOptions.JITTER, share);
    }

    /**
     * Lengthens the wait by this factor for each reopening in a row. Default 1.
     *
     * @param factor 1 to 10
     * @return this
     */
    public CircuitConfigBuilder backoffMultiplier(double factor) {
        return set(CircuitOptions.BACKOFF_MULTIPLIER, factor);
    }

    /**
     * The longest wait that {@link #backoffMultiplier} leads to. Default 5 min, or {@link #resetTimeout} if that is longer.
     *
     * @param wait 1 ms to 30 days, at least {@link #resetTimeout}
     * @return this
     */
    public CircuitConfigBuilder maxResetTimeout(Duration wait) {
        return set(CircuitOptions.MAX_RESET_TIMEOUT, wait);
    }

    /**
     * How many permits may be out at once in HALF_OPEN. A reported permit frees its place. Default 1.
     *
     * @param calls 1 to 10,000
     * @return this
     */
    public CircuitConfigBuilder halfOpenCalls(int calls) {
        return set(CircuitOptions.HALF_OPEN_CALLS, calls);
    }

    /**
     * How many good probes ask for the reset. Default 1.
     *
     * @param successes 1 to 10,000
     * @return this
     */
    public CircuitConfigBuilder successThreshold(int successes) {
        return set(CircuitOptions.SUCCESS_THRESHOLD, successes);
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
        return set(CircuitOptions.PERMIT_DEADLINE, deadline);
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
        return set(CircuitOptions.RAMP_UP, duration);
    }

    /**
     * The share of the calls at the beginning of {@link #rampUp(Duration)}. Default 0.1.
     *
     * @param share in (0, 1]
     * @return this
     */
    public CircuitConfigBuilder rampUpFrom(double share) {
        return set(CircuitOptions.RAMP_UP_FROM, share);
    }

    /**
     * How the share grows during {@link #rampUp(Duration)}. Default {@link RampCurve#LINEAR}.
     *
     * @param curve the curve
     * @return this
     */
    public CircuitConfigBuilder rampUpCurve(RampCurve curve) {
        return set(CircuitOptions.RAMP_UP_CURVE, curve);
    }

    /**
     * How long after a guard refused a recovery or reset of the machine's it is asked again. Default 1 s.
     *
     * @param interval 1 ms to 30 days
     * @return this
     */
    public CircuitConfigBuilder retryInterval(Duration interval) {
        return set(CircuitOptions.RETRY_INTERVAL, interval);
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
        return set(CircuitOptions.PROBE, check);
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
        return set(CircuitOptions.PROBE_INTERVAL, interval);
    }

    /**
     * Who attempts the recovery. Default {@link RecoveryMode#AUTOMATIC}.
     *
     * @param mode the mode
     * @return this
     */
    public CircuitConfigBuilder recoveryMode(RecoveryMode mode) {
        return set(CircuitOptions.RECOVERY_MODE, mode);
    }

    /**
     * What is asked of direct dependencies before recovery and reset. Default {@link DependencyReadiness#UP}.
     *
     * @param readiness the rule
     * @return this
     */
    public CircuitConfigBuilder dependencyReadiness(DependencyReadiness readiness) {
        return set(CircuitOptions.DEPENDENCY_READINESS, readiness);
    }

    /**
     * Whose failure it is when a call fails inside several circuits. Default {@link AttributionPolicy#INNERMOST}.
     *
     * @param policy the rule
     * @return this
     */
    public CircuitConfigBuilder attribution(AttributionPolicy policy) {
        return set(CircuitOptions.ATTRIBUTION, policy);
    }

    /**
     * Whether a {@link RemoteFailureException} is believed. Default {@link RemoteAttribution#DEPENDENCIES}.
     *
     * @param policy the rule
     * @return this
     */
    public CircuitConfigBuilder remoteAttribution(RemoteAttribution policy) {
        return set(CircuitOptions.REMOTE_ATTRIBUTION, policy);
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
        return set(CircuitOptions.MAX_CONCURRENT, calls);
    }

    /**
     * Adds hard dependencies: while one is open, calls are refused, and recovery and reset wait. They may be defined later.
     *
     * @param names circuits or signals; at most 256 direct dependencies in all
     * @return this
     */
    public CircuitConfigBuilder dependsOn(String... names) {
        return set(CircuitOptions.DEPENDS_ON, new LinkedHashSet<>(Arrays.asList(names)));
    }

    /**
     * Adds soft dependencies: while one is not up, recovery and reset wait, but calls pass.
     *
     * @param names circuits or signals; at most 256 direct dependencies in all
     * @return this
     */
    public CircuitConfigBuilder recoversAfter(String... names) {
        return set(CircuitOptions.RECOVERS_AFTER, new LinkedHashSet<>(Arrays.asList(names)));
    }

    /**
     * Adds cascade targets: when this circuit opens, they open in the same commit.
     *
     * @param names circuits; at most 256 targets in all
     * @return this
     */
    public CircuitConfigBuilder cascadesTo(String... names) {
        Map<String, CascadeMode> targets = new LinkedHashMap<>();
        for (String name : names) {
            targets.put(name, CascadeMode.ENFORCE);
        }
        return set(CircuitOptions.CASCADES_TO, targets);
    }

    /**
     * Adds one cascade target with a mode.
     *
     * @param name a circuit; at most 256 targets in all
     * @param mode whether it opens, or only would have
     * @return this
     */
    public CircuitConfigBuilder cascadesTo(String name, CascadeMode mode) {
        return set(CircuitOptions.CASCADES_TO, Map.of(name, mode));
    }

    /**
     * Stops a cascade that would open more than this share of all circuits: this circuit then opens alone, and the event says so.
     * Default 1: no limit.
     *
     * @param share more than 0, at most 1
     * @return this
     */
    public CircuitConfigBuilder cascadeLimit(double share) {
        return set(CircuitOptions.CASCADE_LIMIT, share);
    }

    /**
     * Adds a guard on recovery (OPEN to HALF_OPEN). A guard that throws refuses.
     *
     * @param name  the condition in words; shown where it refuses
     * @param guard the condition
     * @return this
     */
    public CircuitConfigBuilder recoveryGuard(String name, Guard guard) {
        return set(CircuitOptions.RECOVERY_GUARDS, Map.of(name, guard));
    }

    /**
     * Adds a guard on reset (to CLOSED). A guard that throws refuses.
     *
     * @param name  the condition in words; shown where it refuses
     * @param guard the condition
     * @return this
     */
    public CircuitConfigBuilder resetGuard(String name, Guard guard) {
        return set(CircuitOptions.RESET_GUARDS, Map.of(name, guard));
    }

    /**
     * Adds a guard on calls. A guard that throws admits the call, unless {@link #refuseWhenCallGuardFails()} is set.
     *
     * @param name  the condition in words; shown where it refuses
     * @param guard the condition; runs on every call, on the caller's thread
     * @return this
     */
    public CircuitConfigBuilder callGuard(String name, Guard guard) {
        return set(CircuitOptions.CALL_GUARDS, Map.of(name, guard));
    }

    /**
     * Lets a call guard that throws refuse the call.
     *
     * @return this
     */
    public CircuitConfigBuilder refuseWhenCallGuardFails() {
        return set(CircuitOptions.CALL_GUARD_FAILURE_REFUSES, true);
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
    @SuppressWarnings("varargs") // List.of is as safe
    public final CircuitConfigBuilder failOn(Class<? extends Throwable>... types) {
        return set(CircuitOptions.FAIL_ON, List.of(types));
    }

    /**
     * Counts only throwables that pass a test as failures, beside {@link #failOn(Class...)}. Each link of the cause chain is tried. A
     * test that throws is reported and counts as a failure.
     *
     * @param test the test; runs on the caller's thread
     * @return this
     */
    public CircuitConfigBuilder failOn(Predicate<? super Throwable> test) {
        return set(CircuitOptions.FAILURE_PREDICATES, List.of(test));
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
    @SuppressWarnings("varargs") // List.of is as safe
    public final CircuitConfigBuilder ignore(Class<? extends Throwable>... types) {
        return set(CircuitOptions.IGNORE, List.of(types));
    }

    /**
     * Counts some results as failures. A test that throws is reported and counts as a failure.
     *
     * @param test true for a result that is a failure; runs on the caller's thread
     * @return this
     */
    public CircuitConfigBuilder failOnResult(Predicate<@Nullable Object> test) {
        return set(CircuitOptions.FAIL_ON_RESULT, test);
    }

    /**
     * Builds the configuration.
     *
     * @param path what the problems are prefixed with, such as the circuit's name
     * @return the configuration
     * @throws InvalidConfigurationException with every problem at once
     */
    public CircuitConfig build(String path) {
        List<Problem> problems = problems(path);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        Set<String> hard = draft.get(CircuitOptions.DEPENDS_ON);
        Set<String> soft = draft.get(CircuitOptions.RECOVERS_AFTER);
        if (hard == null || soft == null || Collections.disjoint(hard, soft)) {
            return new CircuitConfig(draft.build());
        }
        Set<String> softOnly = new LinkedHashSet<>(soft);
        softOnly.removeAll(hard); // a hard edge beats a soft one to the same node
        draft.put(CircuitOptions.RECOVERS_AFTER, softOnly.isEmpty() ? null : softOnly);
        CircuitConfig config = new CircuitConfig(draft.build());
        draft.put(CircuitOptions.RECOVERS_AFTER, soft);
        return config;
    }

    /**
     * A builder with those edges of this one that are right, and else the defaults: what the graph can be looked at with while other options
     * are wrong, so that all problems can be told at once.
     *
     * @return a new builder; nothing is wrong with it
     */
    public CircuitConfigBuilder edgesOnly() {
        CircuitConfigBuilder edges = CircuitConfig.builder();
        Set<String> hard = Limits.first(draft.get(CircuitOptions.DEPENDS_ON), MAX_DEPENDENCIES);
        edges.set(CircuitOptions.DEPENDS_ON, hard);
        edges.set(
                CircuitOptions.RECOVERS_AFTER,
                Limits.first(draft.get(CircuitOptions.RECOVERS_AFTER), MAX_DEPENDENCIES - hard.size()));
        Map<String, CascadeMode> targets = new LinkedHashMap<>();
        targets.putAll(Objects.requireNonNullElse(draft.get(CircuitOptions.CASCADES_TO), Map.of()));
        targets.keySet().retainAll(Limits.first(targets.keySet(), MAX_CASCADE_TARGETS));
        edges.set(CircuitOptions.CASCADES_TO, targets);
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
        between().forEach(problem -> problems.add(problem.at(path)));
        return problems;
    }

    /** What is wrong between options. */
    private List<Problem> between() {
        List<Problem> problems = new ArrayList<>();
        Duration longest = draft.get(CircuitOptions.MAX_RESET_TIMEOUT);
        Duration wait = Objects.requireNonNullElse(draft.get(CircuitOptions.RESET_TIMEOUT), DEFAULT_RESET_TIMEOUT);
        Limits limits = draft.limits();
        boolean bothValid = !limits.hasProblem("maxResetTimeout") && !limits.hasProblem("resetTimeout");
        if (bothValid && longest != null && longest.compareTo(wait) < 0) {
            problems.add(new Problem(
                    "",
                    CircuitOptions.MAX_RESET_TIMEOUT.name(),
                    longest,
                    "is shorter than resetTimeout",
                    wait,
                    "make it at least that long"));
        }
        Set<String> direct = new LinkedHashSet<>();
        for (Option<Set<String>> edges : List.of(CircuitOptions.DEPENDS_ON, CircuitOptions.RECOVERS_AFTER)) {
            direct.addAll(Objects.requireNonNullElse(draft.get(edges), Set.of()));
        }
        tooMany(CircuitOptions.DEPENDS_ON, direct.size(), "direct dependencies", MAX_DEPENDENCIES)
                .ifPresent(problems::add);
        Map<String, CascadeMode> targets = draft.get(CircuitOptions.CASCADES_TO);
        tooMany(
                        CircuitOptions.CASCADES_TO,
                        targets == null ? 0 : targets.size(),
                        "cascade targets",
                        MAX_CASCADE_TARGETS)
                .ifPresent(problems::add);
        return problems;
    }

    private static Optional<Problem> tooMany(Option<?> option, int count, String of, int most) {
        return count <= most
                ? Optional.empty()
                : Optional.of(new Problem(
                        "",
                        option.name(),
                        count,
                        of,
                        null,
                        "at most " + most + " are allowed, put a circuit in between"));
    }
}
