package dev.interlock.verification.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Diagnostics;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.Scheduler;
import dev.interlock.TimeSource;
import dev.interlock.verification.call.Traffic;
import dev.interlock.verification.call.Traffic.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Calls at every stack depth near the end of the stack: whichever frame of the library the overflow hits, nothing leaks. The rounds go
 * through the levels from those at which nothing works to those at which everything does, see {@link Dive}.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StackDepthTest {

    private static final int LEVELS = 1_500;

    /** So many levels in a row that had enough stack: those above have, too. */
    private static final int ENOUGH = 200;

    @Test
    void closed_callsNearTheEndOfTheStack_leakNothing() throws Exception {
        try (Interlock interlock = create()) {
            Circuit circuit =
                    interlock.define("c", c -> c.failureThreshold(1_000_000).maxConcurrent(1));
            sweep(interlock, circuit, Traffic::close);
        }
    }

    @Test
    void closed_tripsNearTheEndOfTheStack_leakNothing() throws Exception {
        try (Interlock interlock = create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(1));
            sweep(interlock, circuit, Traffic::close);
        }
    }

    @Test
    void halfOpen_callsNearTheEndOfTheStack_leakNothing() throws Exception {
        try (Interlock interlock = create()) {
            Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1).callGuard("yes", () -> true));
            sweep(interlock, circuit, Traffic::halfOpen);
        }
    }

    private static void sweep(Interlock interlock, Circuit circuit, Consumer<Circuit> prepare) throws Exception {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("call", () -> circuit.call(() -> "fine"));
        calls.put("failing call", () -> fail(circuit));
        calls.put("async call", () -> circuit.callAsync(() -> CompletableFuture.completedFuture("fine")));
        calls.put("failing async call", () -> circuit.callAsync(() -> CompletableFuture.failedFuture(new Failure())));
        for (Map.Entry<String, Runnable> each : calls.entrySet()) {
            Runnable call = each.getValue();
            // Classes are loaded and linked with plenty of stack, once: a class whose initializer overflows is lost for
            // ever.
            prepare.accept(circuit);
            call.run();
            int worked = 0;
            for (int level = 0; level < LEVELS && worked < ENOUGH; level++) {
                prepare.accept(circuit);
                Throwable thrown = Dive.andRun(level, call);
                worked = thrown == null ? worked + 1 : 0;
                Diagnostics now = interlock.diagnostics();
                String where = each.getKey() + ", level " + level + ", which threw " + thrown;
                assertThat(now.permitsOutstanding())
                        .as("permits after a %s", where)
                        .isZero();
                assertThat(now.callsInFlight()).as("places after a %s", where).isZero();
            }
            assertThat(worked)
                    .as("the sweep goes up to where there is enough stack")
                    .isEqualTo(ENOUGH);
            Traffic.close(circuit);
            Traffic.assertUsable(interlock, circuit);
        }
    }

    private static void fail(Circuit circuit) {
        try {
            circuit.call(() -> {
                throw new Failure();
            });
        } catch (Failure planned) {
            // as it should be
        }
    }

    @Test
    void permit_reportedNearTheEndOfTheStack_isEndedByClose() throws Exception {
        try (Interlock interlock = create()) {
            Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
            for (int level = 0; level < LEVELS; level++) {
                Traffic.halfOpen(circuit);
                try (Permit permit = circuit.acquire()) {
                    Dive.andRun(level, level % 2 == 0 ? permit::success : () -> permit.failure(new Failure()));
                }
                assertNothingOut(interlock, "a report at level " + level);
            }
            Traffic.assertUsable(interlock, circuit);
        }
    }

    @Test
    void limits_armedNearTheEndOfTheStack_areDisarmed() throws Exception {
        try (Interlock interlock = create()) {
            Circuit circuit =
                    interlock.define("c", c -> c.failureThreshold(1_000_000).maxConcurrent(1));
            Duration limit = Duration.ofHours(1);
            List<Runnable> calls = List.of(
                    () -> circuit.protect(() -> "fine").timeout(limit).get(),
                    () -> circuit.protectAsync(() -> CompletableFuture.completedFuture("fine"))
                            .timeout(limit)
                            .getAsync(),
                    () -> circuit.protectAsync(() -> CompletableFuture.completedFuture("fine"))
                            .hedge(limit, 1)
                            .getAsync(),
                    () -> circuit.protect(() -> "fine")
                            .timeout(limit)
                            .on(Runnable::run)
                            .getAsync());
            for (Runnable call : calls) {
                call.run(); // loads its classes
                int timers = interlock.diagnostics().timersPending();
                int worked = 0;
                for (int level = 0; level < LEVELS && worked < ENOUGH; level++) {
                    worked = Dive.andRun(level, call) == null ? worked + 1 : 0;
                    String where = "call " + calls.indexOf(call) + " at level " + level;
                    assertNothingOut(interlock, where);
                    assertThat(interlock.diagnostics().timersPending())
                            .as("timers after %s", where)
                            .isEqualTo(timers);
                }
                assertThat(worked)
                        .as("the sweep goes up to where there is enough stack")
                        .isEqualTo(ENOUGH);
            }
        }
    }

    @Test
    void stage_completedNearTheEndOfTheStack_isEndedByTheDeadline() throws Exception {
        LooseTimers timers = new LooseTimers();
        try (Interlock interlock = create(timers)) {
            Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
            for (int level = 0; level < LEVELS; level++) {
                timers.forget();
                Traffic.halfOpen(circuit);
                CompletableFuture<String> stage = new CompletableFuture<>();
                CompletableFuture<String> result = circuit.callAsync(() -> stage);
                Dive.andRun(level, level % 2 == 0 ? () -> stage.complete("fine") : () -> fail(stage));
                // Whoever completes the stage cannot try again; what is left of it ends by its deadline (L2), and not
                // later.
                timers.runAll();
                assertNothingOut(interlock, "a completion at level " + level + ", result " + result);
            }
            Traffic.assertUsable(interlock, circuit);
        }
    }

    private static void fail(CompletableFuture<String> stage) {
        stage.completeExceptionally(new Failure());
    }

    private static void assertNothingOut(Interlock interlock, String after) {
        Diagnostics now = interlock.diagnostics();
        assertThat(now.permitsOutstanding()).as("permits after %s", after).isZero();
        assertThat(now.callsInFlight()).as("places after %s", after).isZero();
    }

    /** Without timers, and with time that stands still: nothing of the test's own runs on the short stack. */
    private static Interlock create() {
        return create((task, delay) -> () -> {});
    }

    private static Interlock create(Scheduler timers) {
        return Interlock.create(
                settings -> settings.timeSource(new StandingTime()).scheduler(timers));
    }

    /** Timers that run when the test says so, whatever their time. */
    private static final class LooseTimers implements Scheduler {
        private final List<Runnable> tasks = new CopyOnWriteArrayList<>();

        @Override
        public Cancellable schedule(Runnable task, Duration delay) {
            tasks.add(task); // a task that was cancelled does nothing when it is run: the library has to see to that
            // anyway
            return () -> {};
        }

        void forget() {
            tasks.clear();
        }

        void runAll() {
            List<Runnable> now = List.copyOf(tasks);
            tasks.clear();
            now.forEach(Runnable::run);
        }
    }

    private static final class StandingTime implements TimeSource {
        @Override
        public long nanoTime() {
            return 1;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }
    }

    @Test
    void dive_reachesTheBottomAndComesBack() throws Exception {
        boolean[] called = new boolean[1];
        assertThat(Dive.andRun(50, () -> called[0] = true)).isNull();
        assertThat(called[0]).isTrue();
    }
}
