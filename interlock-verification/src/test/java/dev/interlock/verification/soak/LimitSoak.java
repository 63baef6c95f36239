package dev.interlock.verification.soak;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Diagnostics;
import dev.interlock.Interlock;
import dev.interlock.ProtectedAsyncCall;
import dev.interlock.ThrowingSupplier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Very many futures with limits of one to four milliseconds, whose work never ends, ends at about that time, is hedged, nested, given up by its
 * caller or interrupted on an executor. By real time. Each has to complete, each timeout to count once, and nothing to stay behind.
 */
final class LimitSoak {

    /** At most so many at once: more, and a machine that is slow has nothing but timers. */
    private static final int AT_ONCE = 2_000;

    private static final int WORK = 6;
    private static final int CANCELLED = 7;
    private static final int KINDS = 8;

    private final Interlock interlock = Interlock.create();
    private final Circuit outer = interlock.define("outer", LimitSoak::neverOpens);
    private final Circuit inner = interlock.define(
            "inner",
            c -> neverOpens(c.maxConcurrent(3 * AT_ONCE).slowCallRate(1.0).slowCallThreshold(ofHours(1))));
    /** Whose calls are cancelled at about the time of their limit. */
    private final Circuit cancelled = interlock.define("cancelled", c -> neverOpens(c.maxConcurrent(AT_ONCE)));
    /** Whose work is done on threads. */
    private final Circuit working = interlock.define("working", c -> neverOpens(c.maxConcurrent(AT_ONCE)));

    private final Circuit worked = interlock.define("worked", LimitSoak::neverOpens);
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder timeoutsOfCancelled = new LongAdder();
    private final LongAdder timeoutsOfWork = new LongAdder();
    private final LongAdder results = new LongAdder();
    private final LongAdder cancels = new LongAdder();
    private final Queue<String> others = new ConcurrentLinkedQueue<>();
    private final Executor threads;

    private LimitSoak(Executor threads) {
        this.threads = threads;
    }

    private static void neverOpens(CircuitConfigBuilder circuit) {
        circuit.failureRate(1.0).minimumCalls(1_000_000_000);
    }

    /**
     * What came out.
     *
     * @param problems what is not as promised; empty if all is well
     */
    record Report(int futures, long timeouts, long results, long cancels, long seconds, List<String> problems) {}

    /**
     * Makes so many futures.
     *
     * @param callers make them
     * @param threads run work of the caller's kind
     */
    static Report run(int futures, int callers, ThreadStarter starter, Executor threads, long seed)
            throws InterruptedException {
        LimitSoak soak = new LimitSoak(threads);
        long began = System.nanoTime();
        int timersBefore = soak.interlock.diagnostics().timersPending();
        List<Thread> all = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            SplittableRandom chance = new SplittableRandom(seed + caller);
            int share = futures / callers + (caller < futures % callers ? 1 : 0);
            all.add(starter.start(() -> soak.call(share, chance)));
        }
        for (Thread each : all) {
            each.join();
        }
        List<String> problems = new ArrayList<>();
        if (!soak.free.tryAcquire(AT_ONCE, 60, TimeUnit.SECONDS)) {
            problems.add((AT_ONCE - soak.free.availablePermits()) + " futures never completed");
        }
        soak.check(problems, timersBefore, futures);
        soak.interlock.close();
        return new Report(
                futures,
                soak.allTimeouts(),
                soak.results.sum(),
                soak.cancels.sum(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
                problems);
    }

    /** Starts a thread of one kind or the other. */
    interface ThreadStarter {
        Thread start(Runnable work);
    }

    private void call(int share, SplittableRandom chance) {
        for (int i = 0; i < share; i++) {
            free.acquireUninterruptibly();
            int kind = chance.nextInt(KINDS);
            LongAdder over = kind == WORK ? timeoutsOfWork : kind == CANCELLED ? timeoutsOfCancelled : timeouts;
            begin(kind, ofMillis(1 + chance.nextInt(4)), chance.nextInt(6))
                    .whenComplete((value, failure) -> ended(failure, over));
        }
    }

    private CompletableFuture<String> begin(int kind, Duration limit, int millis) {
        return switch (kind) {
            case 0 -> limited(inner, LimitSoak::never, limit).getAsync();
            case 1 ->
                limited(inner, () -> LimitSoak.<String>never().completeOnTimeout("late", millis, MILLISECONDS), limit)
                        .getAsync();
            case 2 ->
                limited(inner, LimitSoak::never, limit).hedge(ofMillis(1), 2).getAsync();
            case 3 ->
                limited(outer, () -> inner.callAsync(LimitSoak::never), limit).getAsync();
            case 4 ->
                limited(outer, () -> CompletableFuture.completedFuture("at once"), limit)
                        .getAsync();
            case 5 -> limited(inner, LimitSoak::never, limit).getAsync().orTimeout(millis, MILLISECONDS);
            case WORK ->
                working.<String, InterruptedException>protect(() -> worked.call(() -> {
                            Thread.sleep(millis);
                            return "slept";
                        }))
                        .timeout(limit)
                        .on(threads)
                        .getAsync();
            default -> {
                CompletableFuture<String> answer =
                        limited(cancelled, LimitSoak::never, limit).getAsync();
                CompletableFuture.delayedExecutor(millis, MILLISECONDS, Runnable::run)
                        .execute(() -> answer.cancel(true));
                yield answer;
            }
        };
    }

    private static ProtectedAsyncCall<String> limited(
            Circuit circuit, ThrowingSupplier<CompletableFuture<String>, RuntimeException> work, Duration limit) {
        return circuit.protectAsync(work).timeout(limit);
    }

    private static <T> CompletableFuture<T> never() {
        return new CompletableFuture<>();
    }

    private void ended(@Nullable Throwable failure, LongAdder over) {
        Throwable thrown = failure instanceof CompletionException ? failure.getCause() : failure;
        if (thrown == null) {
            results.increment();
        } else if (thrown instanceof CallTimeoutException || thrown instanceof TimeoutException) {
            over.increment();
        } else if (thrown instanceof CancellationException) {
            cancels.increment();
        } else {
            others.add(thrown.toString());
        }
        free.release();
    }

    /** What still runs on threads has been interrupted, and comes back. */
    private void check(List<String> problems, int timersBefore, int futures) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        List<String> left = left(timersBefore);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
            left = left(timersBefore);
        }
        problems.addAll(left);
        if (!others.isEmpty()) {
            problems.add(others.size() + " futures ended otherwise, first: " + others.peek());
        }
        if (allTimeouts() + results.sum() + cancels.sum() != futures) {
            problems.add(allTimeouts() + " timeouts, " + results + " results, " + cancels + " cancels of " + futures);
        }
    }

    private long allTimeouts() {
        return timeouts.sum() + timeoutsOfCancelled.sum() + timeoutsOfWork.sum();
    }

    private List<String> left(int timersBefore) {
        List<String> left = new ArrayList<>();
        Diagnostics now = interlock.diagnostics();
        if (now.timersPending() != timersBefore || now.callsInFlight() != 0 || now.permitsOutstanding() != 0) {
            left.add("left behind, beside " + timersBefore + " timers: " + now);
        }
        long counted = failures(outer) + failures(inner);
        if (counted != timeouts.sum()) {
            left.add(timeouts + " timeouts, counted " + counted);
        }
        // A limit and a cancel may come at the same moment: the limit has counted, and the caller was quicker.
        if (failures(cancelled) < timeoutsOfCancelled.sum()) {
            left.add(timeoutsOfCancelled + " timeouts beside cancels, counted " + failures(cancelled));
        }
        // Work that had no thread by the time of its limit has not begun, and counts nowhere.
        if (failures(working) + failures(worked) > timeoutsOfWork.sum()) {
            left.add(timeoutsOfWork + " timeouts of work, counted " + failures(working) + " + " + failures(worked));
        }
        return left;
    }

    private static long failures(Circuit circuit) {
        return circuit.metrics().failures();
    }
}
