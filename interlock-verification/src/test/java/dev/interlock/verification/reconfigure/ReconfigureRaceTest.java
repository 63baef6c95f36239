package dev.interlock.verification.reconfigure;

import static dev.interlock.verification.call.Traffic.OPS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads call and move a circuit while another configures it anew. */
class ReconfigureRaceTest {

    private static final int CALLS = 20_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Interlock interlock = Interlock.create();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void close() {
        threads.shutdownNow();
        interlock.close();
    }

    /** Configures the circuit anew again and again, while the callers are at work. */
    private void whileReconfiguring(List<Future<?>> callers, Runnable reconfigure) throws Exception {
        Future<?> configuring = threads.submit(() -> {
            while (!over.get()) {
                reconfigure.run();
            }
        });
        for (Future<?> caller : callers) {
            caller.get();
        }
        over.set(true);
        configuring.get();
    }

    @Test
    void timeWindow_ofAnotherLengthAllTheTime_losesNoCall() throws Exception {
        Circuit circuit = interlock.define(
                "c", c -> c.failureRate(1).minimumCalls(1_000_000).failureWindow(Duration.ofMinutes(10)));
        Traffic.good(circuit); // so that the rate of 1 is out of reach
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            callers.add(threads.submit(() -> {
                for (int call = 0; call < CALLS / 2; call++) {
                    Traffic.good(circuit);
                    Traffic.bad(circuit);
                }
            }));
        }
        int[] minutes = {10};

        whileReconfiguring(callers, () -> {
            minutes[0] = 10 + (minutes[0] + 1) % 20;
            interlock.reconfigure("c", c -> c.failureWindow(Duration.ofMinutes(minutes[0])));
        });

        assertThat(circuit.metrics().failures()).isEqualTo(CALLS);
        assertThat(circuit.metrics().successes()).isEqualTo(CALLS + 1);
        assertThat(circuit.metrics().windowFailures()).isEqualTo(CALLS);
    }

    @Test
    void recoveryMode_thatIsAutomaticInTheEnd_leavesNoCircuitOpen() throws Exception {
        Circuit circuit = interlock.define("c", c -> c.resetTimeout(Duration.ofMillis(1)));
        Future<?> operator = threads.submit(() -> {
            for (int i = 0; i < 2_000; i++) {
                circuit.operator().open(OPS, "test");
            }
        });

        whileReconfiguring(List.of(operator), () -> {
            interlock.reconfigure("c", c -> c.recoveryMode(RecoveryMode.MANUAL));
            interlock.reconfigure("c", c -> c.recoveryMode(RecoveryMode.AUTOMATIC));
        });

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (circuit.state() != State.HALF_OPEN && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }
}
