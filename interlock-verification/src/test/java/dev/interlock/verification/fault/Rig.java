package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.State;
import dev.interlock.TimeSource;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import dev.interlock.verification.call.Traffic.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An interlock with one misbehaving hook. The clock and the timers are manual; hooks run on threads of their own, as they do in
 * production, so that one of them can hang. The circuit {@code victim} has the hook, {@code other} has nothing to do with it.
 */
final class Rig implements AutoCloseable {

    static final Duration RESET_TIMEOUT = Duration.ofSeconds(10);
    static final Duration HOOK_TIMEOUT = Duration.ofSeconds(1);

    final ManualTime time = ManualTime.create();
    final Trap trap;
    final Interlock interlock;
    final Circuit victim;
    final Circuit other;

    private final Hook hook;
    private final ExecutorService hooks = Executors.newCachedThreadPool(Rig::daemon);

    Rig(Hook hook, Fault fault) {
        this.hook = hook;
        trap = new Trap(fault);
        interlock = Interlock.create(settings -> settings.timeSource(new TrappedClock())
                .scheduler(time)
                .hookExecutor(hooks)
                .hookTimeout(HOOK_TIMEOUT));
        other = interlock.define(
                "other", c -> c.failureThreshold(1).maxConcurrent(1).resetTimeout(RESET_TIMEOUT));
        victim = interlock.define(
                "victim",
                c -> c.failureThreshold(3)
                        .slowCallRate(1.0)
                        .resetTimeout(RESET_TIMEOUT)
                        .retryInterval(Duration.ofSeconds(1))
                        .maxConcurrent(3)
                        .halfOpenCalls(2)
                        .successThreshold(2)
                        .callGuard("call guard", () -> allows(Hook.CALL_GUARD))
                        .recoveryGuard("recovery guard", () -> allows(Hook.RECOVERY_GUARD))
                        .resetGuard("reset guard", () -> allows(Hook.RESET_GUARD))
                        .failOn(thrown -> allows(Hook.THROWABLE_PREDICATE))
                        .failOnResult(result -> !allows(Hook.RESULT_PREDICATE)));
        interlock.signal(
                "signal",
                () -> allows(Hook.SIGNAL),
                s -> s.interval(Duration.ofSeconds(1)).timeout(HOOK_TIMEOUT));
        interlock.on(InterlockEvent.class, event -> springAt(Hook.LISTENER));
        trap.aimAt(interlock, "victim");
    }

    private boolean allows(Hook here) {
        springAt(here);
        return true;
    }

    private void springAt(Hook here) {
        if (here == hook) {
            trap.spring();
        }
    }

    /** Every way in, once each. What comes out is not the question: a hook that fails may make any of them fail. */
    void traffic() {
        attempt(() -> victim.call(() -> {
            springAt(Hook.WORK);
            return "fine";
        }));
        attempt(() -> victim.callAsync(() -> {
                    springAt(Hook.ASYNC_WORK);
                    return CompletableFuture.completedFuture("fine");
                })
                .join());
        attempt(() -> victim.call(() -> {
            springAt(Hook.WORK);
            throw new Failure();
        }));
        attempt(() -> victim.callAsync(() -> {
                    springAt(Hook.ASYNC_WORK);
                    return CompletableFuture.failedFuture(new Failure());
                })
                .join());
        attempt(() -> victim.tryAcquire().ifPresent(permit -> permit.failure(new Failure())));
        attempt(() -> victim.tryAcquire().ifPresent(permit -> permit.success("fine")));
        attempt(victim::isCallable);
        attempt(() -> victim.run(() -> springAt(Hook.WORK)));
    }

    /** Recovery and reset as a caller asks for them. */
    void transitions() {
        attempt(victim::attemptRecovery);
        attempt(victim::isRecoveryDue);
        attempt(victim::reset);
        attempt(victim::recoveryAllowed);
        attempt(victim::resetAllowed);
    }

    private static void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (Throwable planned) {
            // see traffic()
        }
    }

    private interface Attempt {
        void run() throws Throwable;
    }

    /** The rest of the interlock goes on as if nothing were wrong. */
    void assertOthersGoOn() {
        Traffic.good(other);
        Traffic.bad(other);
        assertThat(other.state()).isEqualTo(State.OPEN);
        time.advance(RESET_TIMEOUT.plusMillis(100));
        Traffic.eventually("the timer's recovery of another circuit", () -> other.state() == State.HALF_OPEN);
        Traffic.good(other);
        Traffic.eventually("the reset of another circuit", () -> other.state() == State.CLOSED);
        assertThat(interlock.snapshot().node("other").callsInFlight()).isZero();
        interlock.define("later", c -> c.dependsOn("other"));
        Traffic.good(interlock.circuit("later"));
        assertThat(interlock.remove("later")).isTrue();
    }

    /** Nothing is out, and the victim opens, recovers and serves. */
    void assertInOrder() {
        Traffic.eventually(
                "hooks come to rest",
                () -> !trap.isBusy() && interlock.diagnostics().eventsPending() == 0);
        assertNothingOutstanding(interlock);
        Traffic.close(victim);
        Traffic.open(victim);
        time.advance(RESET_TIMEOUT.plusSeconds(1));
        Traffic.eventually("recovery by the timer", () -> {
            time.advance(Duration.ofSeconds(1));
            return victim.state() == State.HALF_OPEN;
        });
        Traffic.good(victim, 2);
        Traffic.eventually("reset by good probes", () -> {
            time.advance(Duration.ofSeconds(1));
            return victim.state() == State.CLOSED;
        });
        Traffic.good(victim, 5);
        Traffic.eventually("events are delivered", () -> interlock.diagnostics().eventsPending() == 0);
        assertNothingOutstanding(interlock);
        Traffic.eventually("the signal is up again", () -> {
            time.advance(Duration.ofSeconds(1));
            return !interlock.snapshot().node("signal").isOpen();
        });
    }

    @Override
    public void close() {
        trap.disarm();
        interlock.close();
        hooks.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hook");
        thread.setDaemon(true);
        return thread;
    }

    private final class TrappedClock implements TimeSource {
        @Override
        public long nanoTime() {
            springAt(Hook.CLOCK);
            return time.nanoTime();
        }

        @Override
        public Instant instant() {
            springAt(Hook.CLOCK);
            return time.instant();
        }
    }
}
