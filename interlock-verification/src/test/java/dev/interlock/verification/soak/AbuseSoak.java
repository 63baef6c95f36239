package dev.interlock.verification.soak;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;

import dev.interlock.Actor;
import dev.interlock.AttributionPolicy;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.CircuitFamily;
import dev.interlock.Diagnostics;
import dev.interlock.Interlock;
import dev.interlock.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Rounds of hard use by real threads: {@link AbuseCalls} on an executor that refuses, runs at once or queues, while threads are interrupted, circuits
 * reconfigured and closed by hand, keys forgotten, and the interlock itself is closed in every fourth round. All of it ends, and nothing stays behind.
 *
 * <p>A future that is done says nothing of its work, which may be on its thread for as long as the machine is busy. So places are counted when the
 * threads have ended, and not when the futures have.
 */
public final class AbuseSoak {

    private static final int CALLERS = 6;
    private static final int CALLS = 30;
    private static final int DEPTH = 3;
    private static final List<String> NAMES = List.of("unbounded", "single", "slow");

    private final long patienceSeconds;
    private final Interlock interlock = Interlock.create(settings -> settings.log(false));
    private final CircuitFamily family;
    private final ExecutorService pool = Executors.newFixedThreadPool(8);
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
    private final AbuseCalls calls;
    private final List<Thread> callers = new ArrayList<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    private volatile boolean closing;

    private AbuseSoak(long patienceSeconds) {
        this.patienceSeconds = patienceSeconds;
        interlock.define("unbounded", AbuseSoak::restless);
        interlock.define("single", c -> restless(c).failOn(IOException.class).maxConcurrent(1));
        interlock.define(
                "slow",
                c -> restless(c)
                        .slowCallRate(0.5)
                        .slowCallThreshold(ofMillis(10))
                        .halfOpenCalls(2)
                        .attribution(AttributionPolicy.OWN_ALL)
                        .maxConcurrent(4));
        family = interlock.family(
                "f",
                f -> f.maxSize(AbuseCalls.KEYS - 3).template(c -> restless(c).maxConcurrent(2)));
        calls = new AbuseCalls(interlock, family, NAMES, grudging(pool), later);
    }

    /** Opens and closes again and again. What leaks is not given back by a deadline before the round is over. */
    private static CircuitConfigBuilder restless(CircuitConfigBuilder circuit) {
        return circuit.failureThreshold(3).resetTimeout(ofMillis(5)).permitDeadline(ofHours(1));
    }

    /**
     * Plays rounds until something is not as promised. Also called by tests that load this class by a loader of their own.
     *
     * @param patienceSeconds how long to wait for what has to end by itself
     * @return what was not as promised; empty if all is well
     */
    public static List<String> run(int rounds, long patienceSeconds) throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (int round = 0; round < rounds && wrong.isEmpty(); round++) {
            AbuseSoak soak = new AbuseSoak(patienceSeconds);
            soak.play(round % 4 == 3);
            for (String problem : soak.problems) {
                wrong.add("round " + round + ": " + problem);
            }
        }
        return wrong;
    }

    private static Executor grudging(Executor threads) {
        return task -> {
            switch (AbuseCalls.upTo(8)) {
                case 0 -> throw new RejectedExecutionException("planned");
                case 1 -> task.run();
                default -> threads.execute(task);
            }
        };
    }

    private void play(boolean closeEarly) throws InterruptedException {
        for (int i = 0; i < CALLERS; i++) {
            callers.add(start(this::call));
        }
        Thread meddler = start(this::meddle);
        if (closeEarly) {
            TimeUnit.MILLISECONDS.sleep(30);
            closing = true;
            interlock.close();
        }
        meddler.join();
        BooleanSupplier callersEnded = () -> callers.stream().noneMatch(Thread::isAlive);
        await("the callers end", callersEnded);
        end(pool);
        end(later);
        await("every future is done", () -> calls.handedOut.stream().allMatch(Future::isDone));
        // Further tries of a hedge run on threads of the library, as limits do: those end by themselves.
        await("every place is given back", () -> interlock.diagnostics().callsInFlight() == 0);
        if (!closeEarly) {
            NAMES.forEach(name -> awaitClosed(interlock.circuit(name)));
            await("every permit is given back", () -> interlock.diagnostics().permitsOutstanding() == 0);
            interlock.close();
        }
        Diagnostics last = interlock.diagnostics();
        if (last.timersPending() != 0 || last.callsInFlight() != 0 || last.hookFailures() != 0) {
            problems.add("at the end: " + last);
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void call() {
        for (int i = 0; i < CALLS; i++) {
            try {
                calls.any(DEPTH);
            } catch (Throwable thrown) {
                if (!AbuseCalls.isPlanned(thrown)) {
                    problems.add("thrown: " + thrown + " at " + Arrays.toString(thrown.getStackTrace()));
                }
            }
        }
    }

    private void meddle() {
        try {
            meddleOnAndOn();
        } catch (IllegalStateException changed) {
            if (!closing) { // a graph that is closed does not change any more
                problems.add("meddling: " + changed);
            }
        } catch (InterruptedException unplanned) {
            problems.add("the meddler was interrupted");
        }
    }

    private void meddleOnAndOn() throws InterruptedException {
        for (int i = 0; i < 20 && !closing; i++) {
            switch (AbuseCalls.upTo(4)) {
                case 0 -> interlock.reconfigure("single", c -> c.maxConcurrent(1 + AbuseCalls.upTo(3)));
                case 1 -> family.forget("key" + AbuseCalls.upTo(AbuseCalls.KEYS));
                case 2 -> interlock.circuit("slow").operator().forceClose(Actor.of("meddler"), "test");
                default -> callers.get(AbuseCalls.upTo(CALLERS)).interrupt();
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** What was begun there goes on to its end; from now on it refuses. */
    private void end(ExecutorService threads) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(patienceSeconds, TimeUnit.SECONDS)) {
            problems.add("threads do not end: " + threads + stacks());
        }
    }

    private void awaitClosed(Circuit circuit) {
        await(circuit.name() + " closes", () -> {
            try {
                circuit.run(() -> {});
            } catch (RuntimeException refused) {
                // It will be admitted when its wait is over.
            }
            return circuit.state() == State.CLOSED;
        });
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                problems.add("not within " + patienceSeconds + " s: " + what + "; " + left() + stacks());
                return;
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Which circuits, and which futures. */
    private String left() {
        StringBuilder left = new StringBuilder(interlock.diagnostics().toString());
        interlock.snapshot().nodes().stream()
                .filter(node -> node.callsInFlight() > 0)
                .forEach(node -> left.append("\n  in flight: ").append(node));
        calls.handedOut.stream()
                .filter(future -> !future.isDone())
                .forEach(future -> left.append("\n  not done: ").append(future));
        return left.toString();
    }

    /** Of the threads that are in a call. */
    private static String stacks() {
        StringBuilder stacks = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            String all = Arrays.toString(frames);
            if (all.contains("interlock.internal.call") || all.contains(AbuseCalls.class.getName())) {
                stacks.append("\n  ").append(thread).append(": ").append(all);
            }
        });
        return stacks.toString();
    }
}
