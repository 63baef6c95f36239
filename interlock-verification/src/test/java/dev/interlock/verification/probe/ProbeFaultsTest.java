package dev.interlock.verification.probe;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.eventually;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Guard;
import dev.interlock.Interlock;
import dev.interlock.Scheduler;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a probe does, it has failed or succeeded, its permit is back, and the next one is made (L2, L4, S9, S11). */
@ExtendWith(InterlockExtension.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProbeFaultsTest {

    private static CircuitConfigBuilder config(CircuitConfigBuilder c, Guard probe) {
        return c.failureThreshold(1).resetTimeout(ofSeconds(60)).probe(probe, ofSeconds(1));
    }

    @TestFactory
    List<DynamicTest> probe_endsBadly_countsAsBadInOpenAndInHalfOpen_andIsMadeAgain() {
        Map<String, Guard> faults = new LinkedHashMap<>();
        faults.put("checked exception", () -> {
            throw new IOException("refused");
        });
        faults.put("unchecked exception", () -> {
            throw new IllegalStateException("broken");
        });
        faults.put("error", () -> {
            throw new AssertionError("error");
        });
        faults.put("stack overflow", ProbeFaultsTest::overflow);
        faults.put("no memory", () -> {
            throw new OutOfMemoryError("planned");
        });
        faults.put("interrupted", () -> {
            throw new InterruptedException("interrupted");
        });
        faults.put("leaves an interrupt", () -> {
            Thread.currentThread().interrupt();
            return false;
        });
        faults.put("says no", () -> false);
        return faults.entrySet().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.getKey(), () -> endsBadly(fault.getValue())))
                .toList();
    }

    private static void endsBadly(Guard fault) {
        ManualTime time = ManualTime.create();
        AtomicBoolean faulty = new AtomicBoolean(true);
        AtomicInteger made = new AtomicInteger();
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time))) {
            Circuit vault = interlock.define(
                    "vault",
                    c -> config(c, () -> {
                        made.incrementAndGet();
                        return !faulty.get() || fault.allows();
                    }));
            vault.operator().open(OPS, "test");
            time.advance(ofMillis(1_500));
            assertThat(vault).isOpen();
            assertThat(made).as("in OPEN").hasValue(1);

            assertThat(vault.attemptRecovery()).isApplied();
            assertThat(vault).isOpen();
            assertThat(made).as("in HALF_OPEN").hasValue(2);
            assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
            assertThat(interlock.snapshot().node("vault").lastError().orElseThrow())
                    .startsWith("probe 'vault' ");

            faulty.set(false);
            time.advance(ofSeconds(1));
            assertThat(vault).isClosed();
            Thread.interrupted();
        }
    }

    @SuppressWarnings("InfiniteRecursion") // is what is asked for
    private static boolean overflow() {
        return overflow();
    }

    @Test
    void probe_movesItsCircuitItself_decidesNothingAnyMore(Interlock interlock, ManualTime time) {
        AtomicReference<Circuit> self = new AtomicReference<>();
        Circuit vault = interlock.define(
                "vault",
                c -> config(
                        c,
                        () -> self.get()
                                .operator()
                                .forceOpen(OPS, "by its probe")
                                .isApplied()));
        self.set(vault);
        vault.operator().open(OPS, "test");

        assertThat(vault.attemptRecovery()).isApplied();

        assertThat(vault).isForcedOpen();
        time.advance(ofSeconds(30));
        assertThat(vault).isForcedOpen();
    }

    @Test
    void probe_goesThroughItsOwnCircuit_isRefusedAndFails(Interlock interlock, ManualTime time) {
        AtomicReference<Circuit> self = new AtomicReference<>();
        Circuit vault =
                interlock.define("vault", c -> config(c, () -> self.get().call(() -> true)));
        self.set(vault);
        vault.operator().open(OPS, "test");

        time.advance(ofSeconds(5));

        assertThat(vault).isOpen();
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
    }

    @Test
    void probe_removesItsCircuit_leavesNothingBehind(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", c -> config(c, () -> interlock.remove("vault")));
        vault.operator().open(OPS, "test");

        assertThat(vault.attemptRecovery()).isApplied();

        assertThat(interlock.find("vault")).isEmpty();
        time.advance(ofSeconds(5));
        assertThat(interlock.diagnostics().timersPending()).isZero();
    }

    @Test
    void probe_hangs_isLateAfterTheHookTimeout_andTakesOneThreadHoweverLongItHangs() {
        ManualTime time = ManualTime.create();
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger made = new AtomicInteger();
        List<String> opened = new ArrayList<>();
        try (Interlock interlock = Interlock.create(s -> s.timeSource(time).scheduler(time))) {
            interlock.on(CircuitTransitioned.class, moved -> {
                synchronized (opened) {
                    opened.add(moved.to() + " " + moved.cause().detail());
                }
            });
            Circuit vault = interlock.define(
                    "vault",
                    c -> config(c, () -> {
                        made.incrementAndGet();
                        gate.await();
                        return true;
                    }));
            Circuit other = interlock.define("other", c -> config(c, () -> true));
            vault.operator().open(OPS, "test");
            other.operator().open(OPS, "test");
            vault.attemptRecovery();
            eventually("the probe is made", () -> made.get() == 1);

            time.advance(ofSeconds(1));

            eventually("a late probe is a bad one", vault::isOpen);
            eventually("the other circuit is probed meanwhile", other::isClosed);
            assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
            for (int i = 0; i < 20; i++) {
                time.advance(ofMillis(500));
            }
            assertThat(made).hasValue(1);
            gate.countDown();
            eventually("it is probed again once it came back", () -> {
                time.advance(ofMillis(500));
                return vault.isClosed();
            });
            eventually("all was told", () -> {
                synchronized (opened) {
                    return opened.contains("OPEN probe 'vault' did not answer within 1 s");
                }
            });
        } finally {
            gate.countDown();
        }
    }

    @Test
    void answerOfAnOlderEpisode_movesNothing_andItsPermitIsBack(Interlock interlock, ManualTime time) {
        AtomicInteger made = new AtomicInteger();
        Circuit vault = interlock.define("vault", c -> config(c, () -> made.incrementAndGet() > 0));
        vault.operator().open(OPS, "test");
        time.pauseInline();
        vault.attemptRecovery(); // its probe waits for a thread
        assertThat(time.dueTasks()).isPositive();
        vault.operator().forceClose(OPS, "test");
        vault.operator().open(OPS, "test again");

        time.resumeInline();

        assertThat(vault).isOpen();
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
        time.advance(ofSeconds(1));
        assertThat(vault).isClosed();
    }

    @Test
    void scheduler_refusesTheTimer_theTickArmsItAgain() {
        ManualTime time = ManualTime.create();
        AtomicBoolean refuses = new AtomicBoolean();
        Scheduler scheduler = (task, delay) -> {
            if (refuses.get() && delay.compareTo(Duration.ofMillis(100)) > 0) {
                throw new IllegalStateException("no more timers");
            }
            return time.schedule(task, delay);
        };
        AtomicBoolean healthy = new AtomicBoolean();
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(scheduler).hookExecutor(time))) {
            Circuit vault = interlock.define("vault", c -> config(c, healthy::get));
            refuses.set(true);
            vault.operator().open(OPS, "test");
            time.advance(ofSeconds(3));
            refuses.set(false);
            healthy.set(true);

            time.advance(ofMillis(1_200));

            assertThat(vault).isClosed();
        }
    }

    @Test
    void closedInterlock_probesNothing() {
        ManualTime time = ManualTime.create();
        AtomicInteger made = new AtomicInteger();
        Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time));
        Circuit vault = interlock.define("vault", c -> config(c, () -> made.incrementAndGet() < 0));
        vault.operator().open(OPS, "test");
        interlock.close();

        time.advance(ofSeconds(30));

        assertThat(made).hasValue(0);
    }
}
