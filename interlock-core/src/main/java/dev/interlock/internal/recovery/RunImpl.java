package dev.interlock.internal.recovery;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.Reason;
import dev.interlock.RecoveryOptions;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryReport.Entry;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import dev.interlock.Scheduler;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.Subscription;
import dev.interlock.TimeSource;
import dev.interlock.TransitionResult;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.GraphChanged;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A recovery under way: one step after the other on the hook executor, because attempts ask guards. Steps are asked for by timers and
 * events; a counter makes sure that one runs at a time and none is lost, so what only steps touch needs no lock.
 *
 * <p>In each wave every circuit is attempted, {@code pace} apart and at most {@code maxConcurrent} at once; the wave is over when each
 * has an outcome; then the next begins. Who only lacks a place in the recovery budget keeps its turn until there is one. What else
 * is refused is BLOCKED and not tried again: the circuit's own timer goes on with that. So is a circuit whose dependency falls again
 * while it waits for its own traffic; members of its cycle whose turn is still to come do not count.
 *
 * <p><b>Ending.</b> Each circuit gets one outcome, the first that anybody gives it, and a run whose circuits all have one is over. Time
 * limit, cancellation and close give one to whatever has none, beside the steps: a guard or progress listener that hangs holds up
 * its step, and not the end of the run.
 */
final class RunImpl implements RecoveryRun {

    private static final System.Logger LOGGER = System.getLogger("dev.interlock");

    private final Interlock interlock;
    private final Scheduler scheduler;
    private final TimeSource time;
    private final LongBinaryOperator slept;
    private final Executor hooks;
    private final Predicate<String> lacksPlace;
    private final RecoveryOptions options;
    private final List<List<String>> plan;
    private final Outcomes outcomes;
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean ending;
    private volatile @Nullable Subscription transitions;
    private volatile @Nullable Subscription removals;
    private volatile Scheduler.Cancellable limit = () -> {};
    private volatile Scheduler.Cancellable timer = () -> {};

    // Only steps touch these.
    private final Relapses relapses;
    private final Deque<List<String>> waves;
    private final Deque<String> wave = new ArrayDeque<>();
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private long lastAttemptNanos;
    private boolean attempted;

    RunImpl(
            Interlock interlock,
            Scheduler scheduler,
            TimeSource time,
            LongBinaryOperator slept,
            Executor hooks,
            Predicate<String> lacksPlace,
            RecoveryOptions options) {
        this.lacksPlace = lacksPlace;
        this.interlock = interlock;
        this.scheduler = scheduler;
        this.time = time;
        this.slept = slept;
        this.hooks = hooks;
        this.options = options;
        this.plan = Plan.of(interlock);
        this.outcomes = new Outcomes(plan, options.progress());
        this.relapses = new Relapses(interlock);
        this.waves = new ArrayDeque<>(plan);
    }

    void start() {
        transitions = interlock.on(CircuitTransitioned.class, event -> {
            relapses.onTransition(event);
            step();
        });
        removals = interlock.on(GraphChanged.class, event -> step());
        limit = scheduler.schedule(() -> handOver(this::late), options.totalLimit());
        if (isDone()) {
            letGo(); // ended meanwhile, and could not let go of what was not there yet
        }
        step();
    }

    @Override
    public List<List<String>> plan() {
        return plan;
    }

    @Override
    public String toString() {
        return "RecoveryRun (waves: " + plan.size() + ", " + (isDone() ? "ended" : "begun: " + begun.size()) + ")";
    }

    @Override
    public CompletableFuture<RecoveryReport> report() {
        return outcomes.report();
    }

    @Override
    public boolean isDone() {
        return outcomes.isComplete();
    }

    @Override
    public void cancel() {
        ending = true; // no attempt begins from here on, however long the executor takes
        handOver(() -> end(name -> Entries.skipped(name, "the run was cancelled"), true));
    }

    /** On the thread that closes, and without progress: the executor is about to take no more, and listeners are stopped. */
    void close() {
        end(Entries::interlockClosed, false);
    }

    private void late() {
        end(
                name -> begun.contains(name)
                        ? Entries.timedOut(name)
                        : Entries.skipped(name, "the run's time limit was over"),
                true);
    }

    /** Asks for a step; whoever finds none under way hands it over. */
    private void step() {
        if (asked.getAndIncrement() == 0) {
            handOver(this::steps);
        }
    }

    private void handOver(Runnable work) {
        try {
            hooks.execute(work);
        } catch (RuntimeException refused) { // an executor of the user's that was shut down: nothing can be attempted
            LOGGER.log(System.Logger.Level.WARNING, "the hook executor refused a step of a recovery", refused);
            end(name -> Entries.skipped(name, "the hook executor refused the work"), false);
        }
    }

    private void steps() {
        int seen;
        do {
            seen = asked.get();
            try {
                if (!ending) {
                    advance();
                }
            } catch (RuntimeException
                    | Error broken) { // else the run would stand still, and every later one be this one
                LOGGER.log(System.Logger.Level.ERROR, "a step of a recovery failed", broken);
                end(
                        name -> Entries.skipped(
                                name, "the run failed: " + broken.getClass().getName()),
                        true);
            }
        } while (!asked.compareAndSet(seen, 0));
    }

    private void advance() {
        timer.cancel();
        settle();
        lookForRelapses();
        while (!ending) {
            if (wave.isEmpty() && waiting.isEmpty()) {
                if (waves.isEmpty()) {
                    complete();
                    return;
                }
                wave.addAll(waves.removeFirst());
            }
            if (wave.isEmpty() || untilNextAttempt() > 0 || isFull() || nextLacksPlace()) {
                timer = scheduler.schedule(this::step, untilNextStep());
                if (isDone()) {
                    letGo();
                }
                return;
            }
            Entry entry = attempt(wave.removeFirst());
            if (entry != null) {
                add(entry);
            }
            if (wave.isEmpty()) {
                settle(); // the rest of a cycle waited for its last member, and a refusal of that one is no event that
                // wakes
            }
        }
    }

    private void settle() {
        for (Waiting each : List.copyOf(waiting.values())) {
            Entry entry = judge(each);
            if (entry != null) {
                waiting.remove(each.circuit().name());
                add(entry);
            }
        }
    }

    private void add(Entry entry) {
        if (entry.outcome() == Outcome.RECOVERED || entry.outcome() == Outcome.ALREADY_CLOSED) {
            relapses.sawClosed(entry.circuit());
        }
        outcomes.add(entry);
    }

    /** What was built on has gone: going on would send load to what depends on it. */
    private void lookForRelapses() {
        for (Circuit fallen : relapses.take()) {
            outcomes.replace(Entries.fellAgain(fallen));
            if (options.abortOnRelapse()) {
                String why = "the run ended because '" + fallen.name() + "' fell again";
                end(name -> Entries.skipped(name, why), true);
                return;
            }
        }
    }

    /** Whether as many as may be are waited for. Who waits for a member of its own cycle does not count: that one's turn has to come. */
    private boolean isFull() {
        return waiting.values().stream()
                        .filter(each -> !each.circuit().isBlocked())
                        .count()
                >= options.maxConcurrent();
    }

    /** The outcome, or null if the circuit has to be waited for. */
    private @Nullable Entry attempt(String name) {
        begun.add(name);
        Circuit circuit = interlock.find(name).orElse(null);
        if (circuit == null) {
            return Entries.gone(name);
        }
        if (circuit.isClosed()) {
            return Entries.alreadyClosed(name);
        }
        if (circuit.state() == State.OPEN) {
            TransitionResult result = circuit.attemptRecovery();
            attempted = true;
            lastAttemptNanos = time.nanoTime();
            if (!result.isApplied() && circuit.state() == State.OPEN) {
                if (lacksPlace(result)) { // somebody took it just before
                    begun.remove(name);
                    wave.addFirst(name);
                    return null;
                }
                return new Entry(name, Outcome.BLOCKED, result.reasons());
            } // else it moved, by this attempt or by somebody who was faster
        }
        Waiting fresh = new Waiting(circuit, time.nanoTime());
        Entry entry = judge(fresh);
        if (entry == null) {
            waiting.put(name, fresh);
        }
        return entry;
    }

    private boolean nextLacksPlace() {
        return lacksPlace.test(wave.getFirst());
    }

    private static boolean lacksPlace(TransitionResult result) {
        return result.reasons().stream().anyMatch(reason -> reason.kind() == Reason.Kind.RECOVERY_BUDGET);
    }

    /** Looks at what was attempted: gone, closed, held, fallen again, blocked, too late, or null for none of these. */
    private @Nullable Entry judge(Waiting each) {
        Circuit circuit = each.circuit();
        String name = circuit.name();
        if (interlock.find(name).filter(circuit::equals).isEmpty()) {
            return Entries.gone(name);
        }
        return switch (circuit.state()) {
            case CLOSED -> Entries.recovered(name);
            case FORCED_OPEN, DISABLED, METRICS_ONLY -> Entries.held(circuit);
            case OPEN -> Entries.fellAgain(circuit);
            case HALF_OPEN -> {
                Entry blocked = circuit.isBlocked() ? blocked(name) : null;
                boolean late = hasLeft(each, time.nanoTime()) <= 0;
                yield blocked == null && late ? Entries.timedOut(name) : blocked;
            }
        };
    }

    private @Nullable Entry blocked(String name) {
        Snapshot snapshot = interlock.snapshot();
        List<String> settled = snapshot.find(name).map(NodeView::blockedBy).orElse(List.of()).stream()
                .filter(open -> !wave.contains(open))
                .toList();
        return settled.isEmpty() ? null : Entries.blockedBy(name, settled, snapshot);
    }

    /** Gives an outcome to what has none. The report comes before the listener, which may be what hangs. */
    private void end(Function<String, Entry> rest, boolean telling) {
        ending = true;
        List<Entry> added = outcomes.addRest(rest);
        complete();
        if (telling) {
            added.forEach(outcomes::tell);
        }
    }

    private void complete() {
        ending = true;
        letGo();
        outcomes.complete();
        letGo(); // of what start() or a step took in between, without having seen that it is over
    }

    private void letGo() {
        limit.cancel();
        timer.cancel();
        for (Subscription subscription : new @Nullable Subscription[] {transitions, removals}) {
            if (subscription != null) {
                subscription.close();
            }
        }
    }

    private long untilNextAttempt() {
        return attempted ? lastAttemptNanos + options.pace().toNanos() - time.nanoTime() : 0;
    }

    private Duration untilNextStep() {
        long next = wave.isEmpty() || isFull() ? Long.MAX_VALUE : untilNextAttempt();
        if (next <= 0) { // it lacks a place: events tell of one that is left, but not of one that nobody uses
            next = options.pace().toNanos();
        }
        long now = time.nanoTime();
        for (Waiting each : waiting.values()) {
            next = Math.min(next, hasLeft(each, now));
        }
        return Duration.ofNanos(Math.max(1, next));
    }

    /** What is left of the time limit of a circuit, which is not to blame for the time in which this process stood still. */
    private long hasLeft(Waiting each, long now) {
        long waited = now - each.sinceNanos() - slept.applyAsLong(each.sinceNanos(), now);
        return options.circuitLimit().toNanos() - waited;
    }

    private record Waiting(Circuit circuit, long sinceNanos) {}
}
