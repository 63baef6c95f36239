package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Scheduler;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thread that is late with the timer of an old epoch, because another moved the circuit in between: the timer of the new epoch has to
 * survive (L1). The scheduler plays the other thread, at the moment at which the late timer is armed.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LateTimerTest {

    private static final Duration RETRY = Duration.ofMillis(777);
    private static final Duration RESET_TIMEOUT = Duration.ofSeconds(10);

    private final ManualTime time = ManualTime.create();
    private final AtomicReference<Runnable> inBetween = new AtomicReference<>(() -> {});

    @Test
    void refusedRecovery_circuitOpenedAgainMeanwhile_stillRecoversByTimer() {
        AtomicBoolean allow = new AtomicBoolean();
        try (Interlock interlock = create()) {
            Circuit circuit = interlock.define(
                    "c", c -> c.resetTimeout(RESET_TIMEOUT).retryInterval(RETRY).recoveryGuard("door", allow::get));
            open(circuit);
            inBetween.set(() -> {
                circuit.operator().forceClose(OPS, "meanwhile");
                circuit.operator().open(OPS, "meanwhile");
            });

            time.advance(RESET_TIMEOUT.plusMillis(
                    100)); // refused by the guard; before it is armed again, the operator comes
            allow.set(true);
            assertThat(circuit.state()).isEqualTo(State.OPEN);
            time.advance(RESET_TIMEOUT.plusSeconds(5));

            assertThat(circuit.state()).as("an OPEN circuit whose wait is over").isEqualTo(State.HALF_OPEN);
        }
    }

    private Interlock create() {
        Scheduler interrupted = (task, delay) -> {
            if (delay.equals(RETRY)) {
                onAnotherThread(inBetween.getAndSet(() -> {}));
            }
            return time.schedule(task, delay);
        };
        return Interlock.create(
                settings -> settings.timeSource(time).scheduler(interrupted).hookExecutor(time));
    }

    private static void onAnotherThread(Runnable work) {
        Thread other = new Thread(work, "operator");
        other.start();
        try {
            other.join(10_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        assertThat(other.isAlive()).as("the other thread came through").isFalse();
    }
}
