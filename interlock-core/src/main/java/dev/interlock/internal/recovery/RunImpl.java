package dev.interlock.internal.recovery;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.RecoveryOptions;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryReport.Entry;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import dev.interlock.Scheduler;
import dev.interlock.State;
import dev.interlock.Subscription;
import dev.interlock.TimeSource;
import dev.interlock.TransitionResult;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.GraphChanged;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A recovery under way: one step after the other on the hook executor, because attempts ask guards. Steps are asked for by timers,
 * transitions and cancellation; a counter makes sure that one runs at a time and none is lost, so the fields below need no lock.
 *
 * <p>In each wave every circuit is attempted, {@code pace} apart; the wave is over when each has an outcome; then the next begins. What is refused is
 * BLOCKED and not tried again: the circuit's own timer goes on with that.
 */
final class RunImpl implements RecoveryRun {

    private final Interlock interlock;
    private final Scheduler scheduler;
    private final TimeSource time;
    private final Executor hooks;
    private final RecoveryOptions options;
    private final List<List<String>> plan;
    private final CompletableFuture<RecoveryReport> report = new CompletableFuture<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Deque<List<String>> waves;
    private final Deque<String> wave = new ArrayDeque<>();
    private final Map<String, Waiting> waiting = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final long startNanos;
    private long lastAttemptNanos;
    private boolean attempted;
    private volatile boolean cancelled;
    private volatile @Nullable Subscription transitions;
    private volatile @Nullable Subscription removals;
    private Scheduler.Cancellable timer = () -> {};

    RunImpl(Interlock interlock, Scheduler scheduler, TimeSource time, Executor hooks, RecoveryOptions options) {
        this.interlock = interlock;
        this.scheduler = scheduler;
        this.time = time;
        this.hooks = hooks;
        this.options = options;
        this.plan = Plan.of(interlock);
        this.waves = new ArrayDeque<>(plan);
        this.startNanos = time.nanoTime();
    }

    void start() {
        transitions = interlock.on(CircuitTransitioned.class, event -> step());
        removals = interlock.on(GraphChanged.class, event -> step());
        step();
    }

    @Override
    public List<List<String>> plan() {
        return plan;
    }

    @Override
    public CompletableFuture<RecoveryReport> report() {
        return report.copy();
    }

    @Override
    public void cancel() {
        cancelled = true;
        step();
    }

    @Override
    public boolean isDone() {
        return report.isDone();
    }

    /** Asks for a step; whoever finds none under way hands it over. */
    private void step() {
        if (asked.getAndIncrement() == 0) {
            hooks.execute(() -> {
                int seen;
                do {
                    seen = asked.get();
                    if (!report.isDone()) {
                        advance();
                    }
                } while (!asked.compareAndSet(seen, 0));
            });
        }
    }

    private void advance() {
        timer.cancel();
        long now = time.nanoTime();
        settle(now);
        boolean late = now - startNanos >= options.totalLimit().toNanos();
        if (cancelled || late) {
            giveUp(late);
            return;
        }
        while (true) {
            if (wave.isEmpty() && waiting.isEmpty()) {
                if (waves.isEmpty()) {
                    finish();
                    return;
                }
                wave.addAll(waves.removeFirst());
            }
            String next = wave.peekFirst();
            if (next == null
                    || (attempted && now - lastAttemptNanos < options.pace().toNanos())) {
                break;
            }
            attempt(wave.removeFirst(), now);
        }
        timer = scheduler.schedule(this::step, untilNextStep(now));
    }

    private void attempt(String name, long now) {
        Circuit circuit = interlock.find(name).orElse(null);
        if (circuit == null) {
            tell(new Entry(name, Outcome.SKIPPED, List.of(gone(name))));
        } else if (Plan.isHeld(circuit)) {
            tell(new Entry(name, Outcome.SKIPPED, List.of(held(circuit))));
        } else if (circuit.isClosed()) {
            tell(new Entry(name, Outcome.ALREADY_CLOSED, List.of()));
        } else if (circuit.isHalfOpen()) {
            waiting.put(name, new Waiting(circuit, now));
        } else {
            TransitionResult result = circuit.attemptRecovery();
            attempted = true;
            lastAttemptNanos = now;
            if (result.isApplied() || !circuit.isOpen()) { // its own timer may have been faster
                waiting.put(name, new Waiting(circuit, now));
            } else {
                tell(new Entry(name, Outcome.BLOCKED, result.reasons()));
            }
        }
    }

    /** Looks at what was attempted: closed, fallen again, held, gone, or too late. */
    private void settle(long now) {
        for (Waiting each : List.copyOf(waiting.values())) {
            String name = each.circuit().name();
            Entry entry = null;
            if (interlock.find(name).orElse(null) != each.circuit()) {
                entry = new Entry(name, Outcome.SKIPPED, List.of(gone(name)));
            } else if (each.circuit().state() == State.CLOSED) {
                entry = new Entry(name, Outcome.RECOVERED, List.of());
            } else if (Plan.isHeld(each.circuit())) {
                entry = new Entry(name, Outcome.SKIPPED, List.of(held(each.circuit())));
            } else if (each.circuit().state() == State.OPEN) {
                entry = new Entry(
                        name,
                        Outcome.FAILED,
                        List.of(new Reason(
                                Reason.Kind.WRONG_STATE,
                                name,
                                "'" + name + "' fell again: " + each.circuit().explain())));
            } else if (now - each.sinceNanos() >= options.circuitLimit().toNanos()) {
                entry = timedOut(name);
            }
            if (entry != null) {
                waiting.remove(name);
                tell(entry);
            }
        }
    }

    private void giveUp(boolean late) {
        waiting.keySet().forEach(name -> tell(late ? timedOut(name) : skipped(name, "the run was cancelled")));
        waiting.clear();
        List<String> rest = new ArrayList<>(wave);
        waves.forEach(rest::addAll);
        rest.forEach(name -> tell(skipped(name, late ? "the run's time limit was over" : "the run was cancelled")));
        finish();
    }

    private void finish() {
        for (Subscription subscription : new @Nullable Subscription[] {transitions, removals}) {
            if (subscription != null) {
                subscription.close();
            }
        }
        report.complete(new RecoveryReport(false, entries));
    }

    private void tell(Entry entry) {
        entries.add(entry);
        try {
            options.progress().accept(entry);
        } catch (Throwable thrown) { // the user's listener; the run goes on
            System.getLogger("dev.interlock")
                    .log(System.Logger.Level.WARNING, "the progress listener of a recovery threw", thrown);
        }
    }

    private Duration untilNextStep(long now) {
        long next = startNanos + options.totalLimit().toNanos() - now;
        if (!wave.isEmpty()) {
            next = Math.min(next, lastAttemptNanos + options.pace().toNanos() - now);
        }
        for (Waiting each : waiting.values()) {
            next = Math.min(next, each.sinceNanos() + options.circuitLimit().toNanos() - now);
        }
        return Duration.ofNanos(Math.max(1, next));
    }

    static Reason gone(String name) {
        return new Reason(Reason.Kind.GONE, name, "circuit '" + name + "' was removed");
    }

    static Reason held(Circuit circuit) {
        return new Reason(
                Reason.Kind.WRONG_STATE,
                circuit.name(),
                "'" + circuit.name() + "' is " + circuit.state() + ": only an operator may move it");
    }

    private static Entry skipped(String name, String why) {
        return new Entry(name, Outcome.SKIPPED, List.of(new Reason(Reason.Kind.WRONG_STATE, name, why)));
    }

    private static Entry timedOut(String name) {
        return new Entry(
                name,
                Outcome.TIMED_OUT,
                List.of(new Reason(Reason.Kind.WRONG_STATE, name, "'" + name + "' did not close in time")));
    }

    private record Waiting(Circuit circuit, long sinceNanos) {}
}
