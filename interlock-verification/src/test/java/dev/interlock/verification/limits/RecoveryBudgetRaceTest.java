package dev.interlock.verification.limits;

import static dev.interlock.verification.call.Traffic.OPS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads that attempt recoveries at once: no published state has more circuits in recovery than there are places. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecoveryBudgetRaceTest {

    private static final int THREADS = 4;
    private static final int BUDGET = 2;
    private static final int ROUNDS = 3_000;

    @Test
    void attemptsOfManyThreads_neverTakeMorePlacesThanThereAre() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Interlock interlock = Interlock.create(s -> s.recoveryBudget(BUDGET))) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Circuit circuit = interlock.define("c" + i, c -> c.recoveryMode(RecoveryMode.MANUAL));
                tasks.add(() -> play(interlock, circuit));
            }
            int taken = 0;
            for (Future<Integer> played : threads.invokeAll(tasks)) {
                taken += played.get();
            }
            assertThat(taken).as("places that were taken").isGreaterThan(ROUNDS / 10);
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static int play(Interlock interlock, Circuit circuit) {
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            circuit.operator().open(OPS, "test");
            boolean applied = circuit.attemptRecovery().isApplied();
            List<String> inRecovery = interlock.snapshot().nodes().stream()
                    .filter(node -> node.state() == State.HALF_OPEN)
                    .map(NodeView::name)
                    .toList();
            assertThat(inRecovery).hasSizeLessThanOrEqualTo(BUDGET);
            taken += applied ? 1 : 0;
        }
        return taken;
    }
}
