package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.Scheduler;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * close() while a timer is being armed, of every kind that there is: nothing may be left in the scheduler, which is the user's and lives on.
 * The scheduler itself closes, inside of {@code schedule}, so that it happens on every run.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CloseRaceTest {

    private static final int NEVER = Integer.MAX_VALUE;

    private enum Moment {
        BEFORE_IT_IS_ARMED,
        BEFORE_THE_HANDLE_IS_THERE
    }

    private final ManualTime time = ManualTime.create();
    private final AtomicInteger armed = new AtomicInteger();
    private final AtomicReference<Runnable> close = new AtomicReference<>(() -> {});
    private int closeAt = NEVER;
    private Moment moment = Moment.BEFORE_IT_IS_ARMED;

    @ParameterizedTest
    @EnumSource
    void close_insideOfEachSchedule_leavesNothingArmed(Moment moment) {
        this.moment = moment;
        armEveryTimer();
        int timers = armed.get();
        assertThat(timers).as("timers of a whole life").isGreaterThan(20);
        for (closeAt = 1; closeAt <= timers; closeAt++) {
            armed.set(0);

            armEveryTimer();

            assertThat(time.pendingTasks())
                    .as("left by a close() in the %dth timer", closeAt)
                    .isZero();
        }
    }

    /** Whoever closes has nothing left in the scheduler when that returns, though another thread is arming a timer. */
    @Test
    void close_besideAThreadThatIsArming_waitsForIt() throws Exception {
        AtomicInteger left = new AtomicInteger(-1);
        AtomicReference<Thread> closer = new AtomicReference<>();
        try (Interlock interlock = create()) {
            Circuit circuit = interlock.define("c");
            closeAt = armed.get() + 1;
            moment = Moment.BEFORE_THE_HANDLE_IS_THERE;
            close.set(() -> {
                Thread thread = new Thread(() -> {
                    interlock.close();
                    left.set(time.pendingTasks());
                });
                closer.set(thread);
                thread.start();
                while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
            });

            open(circuit);

            closer.get().join();
            assertThat(left).hasValue(0);
        }
    }

    private void armEveryTimer() {
        List<CompletableFuture<?>> stages = new ArrayList<>();
        List<Permit> permits = new ArrayList<>();
        try (Interlock interlock = create()) {
            close.set(interlock::close);
            // What a closed interlock refuses is no affair of this test.
            Throwable unused = catchThrowable(() -> life(interlock, stages, permits));
        }
        permits.forEach(Permit::close);
        stages.forEach(stage -> stage.cancel(true));
        close.set(() -> {});
    }

    private void life(Interlock interlock, List<CompletableFuture<?>> stages, List<Permit> permits) {
        interlock.signal("signal", () -> true, signal -> {});
        Circuit guarded = interlock.define(
                "guarded", c -> c.recoveryGuard("no", () -> false).resetTimeout(Duration.ofSeconds(1)));
        Circuit probed = interlock.define(
                "probed", c -> c.probe(() -> false, Duration.ofSeconds(1)).resetTimeout(Duration.ofHours(1)));
        Circuit ramping =
                interlock.define("ramping", c -> c.rampUp(Duration.ofHours(1)).resetTimeout(Duration.ofSeconds(1)));
        Circuit held =
                interlock.define("held", c -> c.resetGuard("no", () -> false).resetTimeout(Duration.ofSeconds(1)));
        Circuit bounded = interlock.define("bounded", c -> c.maxConcurrent(5));
        for (Circuit each : List.of(guarded, probed, ramping, held)) {
            open(each);
        }
        permits.add(bounded.acquire());
        stages.add(bounded.<String>protectAsync(CompletableFuture::new)
                .timeout(Duration.ofHours(1))
                .hedge(Duration.ofMillis(500), 2)
                .getAsync());
        time.advance(Duration.ofSeconds(2));
        permits.add(ramping.acquire());
        permits.get(1).success();
        permits.add(held.acquire());
        permits.get(2).success();
        interlock.recover();
        interlock.reconfigure("guarded", c -> c.failureThreshold(3));
        time.advance(Duration.ofSeconds(2));
    }

    private Interlock create() {
        Scheduler scheduler = (task, delay) -> {
            boolean now = armed.incrementAndGet() == closeAt;
            if (now && moment == Moment.BEFORE_IT_IS_ARMED) {
                close.get().run();
            }
            Scheduler.Cancellable handle = time.schedule(task, delay);
            if (now && moment == Moment.BEFORE_THE_HANDLE_IS_THERE) {
                close.get().run();
            }
            return handle;
        };
        return Interlock.create(
                settings -> settings.timeSource(time).scheduler(scheduler).hookExecutor(time));
    }
}
