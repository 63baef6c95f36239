package dev.interlock.verification.recovery;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hooks that hang, executors that take no more, and many callers: with real threads where one is not enough. */
@Timeout(60)
class RecoverThreadsTest {

    private static final Actor OPS = Actor.of("ops");

    private final ManualTime time = ManualTime.create();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() throws InterruptedException {
        release.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private boolean hang() {
        entered.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private Interlock interlock() {
        return Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(threads));
    }

    private static RecoveryReport reportOf(RecoveryRun run) throws Exception {
        return run.report().get(30, TimeUnit.SECONDS);
    }

    @Test
    void guard_thatHangs_doesNotOutliveTheTotalLimit() throws Exception {
        try (Interlock interlock = interlock()) {
            Circuit circuit = interlock.define(
                    "hangs", c -> c.recoveryMode(RecoveryMode.MANUAL).recoveryGuard("never answers", this::hang));
            interlock.define("later", c -> c.dependsOn("hangs"));
            circuit.operator().open(OPS, "test");
            interlock.circuit("later").operator().open(OPS, "test");
            RecoveryRun run = interlock.recover(o -> o.totalLimit(Duration.ofSeconds(5)));
            entered.await();

            time.advance(Duration.ofSeconds(5));

            RecoveryReport report = reportOf(run);
            assertThat(report.circuits(Outcome.TIMED_OUT)).containsExactly("hangs");
            assertThat(report.circuits(Outcome.SKIPPED)).containsExactly("later");
            assertThat(interlock.recover(o -> o.totalLimit(Duration.ofSeconds(5))))
                    .isNotSameAs(run);
        }
    }

    @Test
    void guard_thatHangs_doesNotHoldUpCancel() throws Exception {
        try (Interlock interlock = interlock()) {
            Circuit circuit = interlock.define(
                    "hangs", c -> c.recoveryMode(RecoveryMode.MANUAL).recoveryGuard("never answers", this::hang));
            circuit.operator().open(OPS, "test");
            RecoveryRun run = interlock.recover();
            entered.await();

            run.cancel();

            assertThat(reportOf(run).circuits(Outcome.SKIPPED)).containsExactly("hangs");
        }
    }

    @Test
    void progressListener_thatHangs_doesNotHoldUpTheEnd() throws Exception {
        try (Interlock interlock = interlock()) {
            Circuit circuit = interlock.define("database", c -> c.recoveryMode(RecoveryMode.MANUAL));
            Circuit other = interlock.define("other", c -> c.recoveryMode(RecoveryMode.MANUAL));
            circuit.operator().disable(OPS, "test");
            other.operator().open(OPS, "test");
            RecoveryRun run =
                    interlock.recover(o -> o.totalLimit(Duration.ofSeconds(5)).onProgress(entry -> hang()));
            entered.await();

            time.advance(Duration.ofSeconds(5));

            assertThat(reportOf(run).circuits(Outcome.SKIPPED)).containsExactly("database", "other");
        }
    }

    @Test
    void executor_thatTakesNoMore_endsTheRun() throws Exception {
        AtomicBoolean down = new AtomicBoolean();
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(work -> {
                    if (down.get()) {
                        throw new RejectedExecutionException("shut down");
                    }
                    time.execute(work);
                }))) {
            Circuit circuit = interlock.define("database", c -> c.recoveryMode(RecoveryMode.MANUAL));
            circuit.operator().open(OPS, "test");
            down.set(true);

            RecoveryRun run = interlock.recover();

            assertThat(run.isDone()).isTrue();
            assertThat(Reports.of(run).circuits(Outcome.SKIPPED)).containsExactly("database");
            down.set(false);
            assertThat(interlock.recover()).isNotSameAs(run);
            assertThat(circuit).isHalfOpen();
        }
    }

    @Test
    void callers_atTheSameTime_shareOneRun() throws Exception {
        for (int round = 0; round < 100; round++) {
            try (Interlock interlock = interlock()) {
                Circuit circuit = interlock.define("database", c -> c.recoveryMode(RecoveryMode.MANUAL));
                circuit.operator().open(OPS, "test");
                CountDownLatch start = new CountDownLatch(1);
                ConcurrentLinkedQueue<Future<RecoveryRun>> runs = new ConcurrentLinkedQueue<>();
                for (int caller = 0; caller < 4; caller++) {
                    runs.add(threads.submit(() -> {
                        start.await();
                        return interlock.recover();
                    }));
                }
                start.countDown();
                Set<RecoveryRun> different = new HashSet<>();
                for (Future<RecoveryRun> run : runs) {
                    different.add(run.get(30, TimeUnit.SECONDS));
                }
                assertThat(different).hasSize(1);
            }
        }
    }

    @Test
    void close_whileARunBegins_neverLeavesItWithoutAReport() throws Exception {
        for (int round = 0; round < 200; round++) {
            Interlock interlock = Interlock.create(); // with threads of its own, that drop what comes after close
            for (String name : List.of("a", "b", "c")) {
                interlock.define(name).operator().open(OPS, "test");
            }
            CountDownLatch start = new CountDownLatch(1);
            Future<RecoveryRun> run = threads.submit(() -> {
                start.await();
                return interlock.recover(o -> o.pace(Duration.ofMillis(1)));
            });
            start.countDown();
            interlock.close();

            assertThat(reportOf(run.get(30, TimeUnit.SECONDS)).entries()).hasSize(3);
        }
    }
}
