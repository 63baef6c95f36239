package dev.interlock.verification.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Diagnostics;
import dev.interlock.Interlock;
import dev.interlock.Scheduler;
import dev.interlock.TimeSource;
import dev.interlock.verification.call.Traffic;
import dev.interlock.verification.call.Traffic.Failure;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Calls at every stack depth near the end of the stack: whichever frame of the library the overflow hits, nothing leaks.
 *
 * <p>Each round dives until the stack overflows and makes one call on the way back, {@code level} frames from the bottom. The rounds go
 * through the levels from those at which nothing works to those at which everything does.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StackDepthTest {

    private static final int LEVELS = 700;
    private static final long STACK_BYTES = 192 * 1024;

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
            boolean works = false;
            for (int level = 0; level < LEVELS; level++) {
                prepare.accept(circuit);
                Throwable thrown = diveAndCall(level, call);
                works = thrown == null;
                Diagnostics now = interlock.diagnostics();
                String where = each.getKey() + ", level " + level + ", which threw " + thrown;
                assertThat(now.permitsOutstanding())
                        .as("permits after a %s", where)
                        .isZero();
                assertThat(now.callsInFlight()).as("places after a %s", where).isZero();
            }
            assertThat(works)
                    .as("the sweep goes up to where there is enough stack")
                    .isTrue();
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

    /** What the call threw, made that many frames above the bottom of a small stack; null if nothing. */
    private static Throwable diveAndCall(int level, Runnable call) throws InterruptedException {
        Dive dive = new Dive(level, call);
        AtomicReference<Throwable> escaped = new AtomicReference<>();
        Thread thread = new Thread(null, dive, "diver", STACK_BYTES);
        thread.setUncaughtExceptionHandler((where, thrown) -> escaped.set(thrown));
        thread.start();
        thread.join();
        assertThat(escaped.get()).as("the dive itself").isNull();
        assertThat(dive.called).as("the call was tried at level %d", level).isTrue();
        return dive.thrown;
    }

    private static final class Dive implements Runnable {
        private final int level;
        private final Runnable call;
        private int fromBottom;
        private boolean called;
        private Throwable thrown;

        Dive(int level, Runnable call) {
            this.level = level;
            this.call = call;
        }

        @Override
        public void run() {
            try {
                run();
            } catch (StackOverflowError bottom) {
                keep(bottom);
            }
            if (fromBottom++ == level) {
                called = true;
                call.run();
            }
        }

        private void keep(StackOverflowError bottom) {
            if (called && thrown == null) {
                thrown = bottom;
            }
        }
    }

    /** Without timers, and with time that stands still: nothing of the test's own runs on the short stack. */
    private static Interlock create() {
        Scheduler noTimers = (task, delay) -> () -> {};
        return Interlock.create(
                settings -> settings.timeSource(new StandingTime()).scheduler(noTimers));
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
        assertThat(diveAndCall(50, () -> called[0] = true)).isNull();
        assertThat(called[0]).isTrue();
    }
}
