package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Scheduler;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A timer that runs before the thread which armed it has gone on, and so arms the next one first: that next one has to survive. A
 * scheduler that runs a task inside {@code schedule} does so on every run.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EarlyTimerTest {

    private static final Duration RESET_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofMillis(1_234);

    private final ManualTime time = ManualTime.create();

    /** The next timer of this length runs at once, and so does each without a delay. */
    private Duration early = Duration.ofDays(1);

    @Test
    void openCircuitWhoseGuardRefuses_reconfigured_recoversWhenTheGuardAllowsIt() {
        AtomicBoolean allow = new AtomicBoolean();
        try (Interlock interlock = create()) {
            Circuit circuit =
                    interlock.define("c", c -> c.resetTimeout(RESET_TIMEOUT).recoveryGuard("door", allow::get));
            open(circuit);
            time.advance(RESET_TIMEOUT.multipliedBy(2));

            interlock.reconfigure("c", c -> c.failureThreshold(2));

            assertThat(interlock.diagnostics().timersPending()).isEqualTo(1);
            allow.set(true);
            time.advance(Duration.ofMinutes(1));
            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        }
    }

    @Test
    void recoveryThatAGuardRefuses_isTriedAgainBeforeItsTimerIsKnown_isTriedOnAndOn() {
        AtomicBoolean allow = new AtomicBoolean();
        try (Interlock interlock = create()) {
            Circuit circuit = interlock.define(
                    "c",
                    c -> c.resetTimeout(RESET_TIMEOUT).retryInterval(INTERVAL).recoveryGuard("door", allow::get));
            open(circuit);
            early = INTERVAL;
            time.advance(RESET_TIMEOUT);

            assertThat(interlock.diagnostics().timersPending()).isEqualTo(1);
            allow.set(true);
            time.advance(INTERVAL);
            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        }
    }

    @Test
    void probeOfAnOpenCircuit_runsBeforeItsTimerIsKnown_isMadeAgain() {
        AtomicInteger probes = new AtomicInteger();
        try (Interlock interlock = create()) {
            Circuit circuit = interlock.define(
                    "c", c -> c.resetTimeout(Duration.ofHours(1)).probe(() -> probes.incrementAndGet() < 0, INTERVAL));
            open(circuit);
            early = INTERVAL; // that of the next probe, which the end of the first arms

            time.advance(INTERVAL);

            int soFar = probes.get();
            assertThat(soFar).as("the early one").isPositive();
            time.advance(INTERVAL.multipliedBy(3));
            assertThat(probes).hasValue(soFar + 3);
        }
    }

    @Test
    void resetThatAGuardRefuses_isAskedAgainBeforeItsTimerIsKnown_isAskedOnAndOn() {
        AtomicInteger asked = new AtomicInteger();
        try (Interlock interlock = create()) {
            Circuit circuit = interlock.define(
                    "c",
                    c -> c.resetTimeout(RESET_TIMEOUT)
                            .retryInterval(INTERVAL)
                            .resetGuard("door", () -> asked.incrementAndGet() < 0));
            open(circuit);
            time.advance(RESET_TIMEOUT);
            early = INTERVAL;

            String unused = circuit.call(() -> "fine");

            int soFar = asked.get();
            time.advance(INTERVAL.multipliedBy(3));
            assertThat(asked).hasValue(soFar + 3);
        }
    }

    private Interlock create() {
        Scheduler scheduler = (task, delay) -> {
            boolean isEarly = delay.equals(early);
            if (isEarly || delay.isZero()) {
                early = isEarly ? Duration.ofDays(1) : early;
                task.run();
                return () -> {};
            }
            return time.schedule(task, delay);
        };
        return Interlock.create(
                settings -> settings.timeSource(time).scheduler(scheduler).hookExecutor(Runnable::run));
    }
}
