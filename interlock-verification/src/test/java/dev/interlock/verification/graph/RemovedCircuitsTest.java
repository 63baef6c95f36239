package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.testkit.ManualTime;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is removed is gone: its configuration holds guards, and those what the user's code holds. */
class RemovedCircuitsTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final ManualTime time = ManualTime.create();

    @Test
    void circuitWhoseRecoveryOnCallWasRefused_removed_isNotKept() {
        try (Interlock interlock = Interlock.create(s -> s.timeSource(time).scheduler(time))) {
            WeakReference<Circuit> gone = removed(interlock);

            for (int i = 0; i < 200 && gone.get() != null; i++) {
                System.gc();
                LockSupport.parkNanos(10_000_000L);
            }
            assertThat(gone.get()).as("kept by something").isNull();
        }
    }

    @Test
    void manyOpenCircuits_removedInOneCommit_andLaterMore_leaveNoTimer() {
        try (Interlock interlock = Interlock.create(s -> s.timeSource(time).scheduler(time))) {
            for (String round : List.of("first", "second")) {
                List<String> names =
                        IntStream.range(0, 50).mapToObj(i -> round + i).toList();
                names.forEach(name -> open(interlock.define(name, c -> c.resetTimeout(WAIT))));
                assertThat(interlock.diagnostics().timersPending()).isEqualTo(50);

                interlock.reconfigure(changes -> names.forEach(changes::remove));

                assertThat(interlock.diagnostics().timersPending()).as(round).isZero();
            }
        }
    }

    private WeakReference<Circuit> removed(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.recoveryMode(RecoveryMode.ON_CALL).resetTimeout(WAIT).recoveryGuard("no", () -> false));
        open(circuit);
        time.advance(WAIT);
        assertThat(circuit.tryAcquire()).isEmpty();
        assertThat(interlock.diagnostics().timersPending()).isZero();
        interlock.remove("c");
        return new WeakReference<>(circuit);
    }
}
