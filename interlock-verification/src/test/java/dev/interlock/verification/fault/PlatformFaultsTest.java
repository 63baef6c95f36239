package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.Scheduler;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that misbehave: a scheduler and an executor that refuse, a clock that wraps or runs backwards. */
class PlatformFaultsTest {

    private final ManualTime time = ManualTime.create();
    private final AtomicBoolean broken = new AtomicBoolean();

    @Test
    void schedulerThrows_heldCalls_leakNothing() {
        try (Interlock interlock = withSchedulerThatMayBreak()) {
            Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
            for (int i = 0; i < 3; i++) {
                broken.set(true);
                Throwable unused = catchThrowable(() -> circuit.acquire().success());
                assertNothingOutstanding(interlock);
                broken.set(false);
                halfOpen(circuit);
                broken.set(true);
                Throwable unusedToo = catchThrowable(() -> good(circuit));
                assertNothingOutstanding(interlock);
                broken.set(false);
                Traffic.close(circuit);
            }
            Traffic.assertUsable(interlock, circuit);
            assertThat(interlock.diagnostics().timersPending())
                    .as("no timer is left")
                    .isZero();
        }
    }

    @Test
    void executorRefuses_recoveryGuard_isAskedAgain() {
        Executor executor = task -> {
            refuseWhileBroken();
            time.execute(task);
        };
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(executor))) {
            Circuit circuit = interlock.define(
                    "c", c -> c.resetTimeout(Duration.ofSeconds(10)).recoveryGuard("yes", () -> true));
            open(circuit);
            broken.set(true);
            time.advance(Duration.ofSeconds(11));
            assertThat(circuit.state()).isEqualTo(State.OPEN);

            broken.set(false);
            time.advance(Duration.ofSeconds(2));

            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        }
    }

    @Test
    void executorRefuses_listener_hearsEverythingLater() {
        Executor executor = task -> {
            refuseWhileBroken();
            time.execute(task);
        };
        List<Long> heard = new ArrayList<>();
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(executor))) {
            interlock.on(InterlockEvent.class, event -> heard.add(event.sequence()));
            broken.set(true);
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));
            bad(circuit);
            assertThat(heard).isEmpty();
            assertThat(interlock.diagnostics().eventsPending()).isEqualTo(2);

            broken.set(false);
            time.advance(Duration.ofSeconds(1));

            assertThat(heard).containsExactly(1L, 2L);
            assertThat(interlock.diagnostics().hookFailures()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 5_000_000_000L, Long.MIN_VALUE, -5_000_000_000L, 0, Long.MAX_VALUE})
    void clockThatWraps_windowsAndWaits_workAsEver(long start) {
        ManualTime wrapping = ManualTime.startAt(start);
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(wrapping).scheduler(wrapping).hookExecutor(wrapping))) {
            Circuit circuit = interlock.define(
                    "c",
                    c -> c.failureThreshold(2)
                            .failureWindow(Duration.ofSeconds(20))
                            .resetTimeout(Duration.ofSeconds(10)));
            bad(circuit);
            wrapping.advance(Duration.ofSeconds(30));
            bad(circuit);
            assertThat(circuit.state()).as("the first is forgotten").isEqualTo(State.CLOSED);
            wrapping.advance(Duration.ofSeconds(6));
            bad(circuit);
            assertThat(circuit.state()).isEqualTo(State.OPEN);
            wrapping.advance(Duration.ofMillis(9_900));
            assertThat(circuit.state()).isEqualTo(State.OPEN);
            wrapping.advance(Duration.ofMillis(200));
            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
            good(circuit);
            assertThat(circuit.state()).isEqualTo(State.CLOSED);
        }
    }

    @Test
    void clockThatRunsBackwards_isTakenToStandStill() {
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time))) {
            Circuit circuit = interlock.define(
                    "c",
                    c -> c.failureThreshold(3)
                            .failureWindow(Duration.ofSeconds(20))
                            .resetTimeout(Duration.ofSeconds(10)));
            bad(circuit, 2);
            time.jumpBackwards(Duration.ofSeconds(5));
            bad(circuit);
            assertThat(circuit.state()).isEqualTo(State.OPEN);
            time.jumpBackwards(Duration.ofHours(1));
            time.advance(Duration.ofHours(1).plusSeconds(20));

            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
            good(circuit);
            assertThat(circuit.state()).isEqualTo(State.CLOSED);
        }
    }

    private Interlock withSchedulerThatMayBreak() {
        Scheduler scheduler = (task, delay) -> {
            refuseWhileBroken();
            return time.schedule(task, delay);
        };
        return Interlock.create(s -> s.timeSource(time).scheduler(scheduler).hookExecutor(time));
    }

    private void refuseWhileBroken() {
        if (broken.get()) {
            throw new RejectedExecutionException("planned");
        }
    }

    @Test
    void schedulerThrowsOnce_whileARecoveryIsArmed_theCircuitRecoversAllTheSame() {
        AtomicBoolean refuseLong = new AtomicBoolean();
        Scheduler scheduler = (task, delay) -> {
            if (delay.compareTo(Duration.ofSeconds(5)) > 0 && refuseLong.getAndSet(false)) {
                throw new RejectedExecutionException("planned");
            }
            return time.schedule(task, delay);
        };
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(scheduler).hookExecutor(time))) {
            Circuit circuit = interlock.define("c", c -> c.resetTimeout(Duration.ofSeconds(10)));
            refuseLong.set(true);
            open(circuit);
            assertThat(refuseLong.get()).as("the scheduler refused").isFalse();

            time.advance(Duration.ofSeconds(11));

            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
            assertThat(interlock.diagnostics().hookFailures()).isEqualTo(1);
        }
    }

    @Test
    void schedulerThrowsOnce_inTheTick_theNextCommitBringsItBack() {
        try (Interlock interlock = withSchedulerThatMayBreak()) {
            broken.set(true);
            time.advance(Duration.ofSeconds(1));
            assertThat(time.pendingTasks()).as("no tick").isZero();
            broken.set(false);

            interlock.define("c");

            assertThat(time.pendingTasks()).as("a tick").isEqualTo(1);
        }
    }

    @Test
    void schedulerThrows_asARecoveryBegins_theNextRecoveryIsANewOne() {
        try (Interlock interlock = withSchedulerThatMayBreak()) {
            Circuit circuit = interlock.define("c", c -> c.resetTimeout(Duration.ofHours(1)));
            open(circuit);
            broken.set(true);
            Throwable unused = catchThrowable(interlock::recover);
            broken.set(false);

            interlock.recover();

            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        }
    }
}
