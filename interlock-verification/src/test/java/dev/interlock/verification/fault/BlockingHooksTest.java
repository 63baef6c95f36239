package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.eventually;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.Reason;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hook that hangs delays only itself (L4). Clock and timers are manual; hooks run on the interlock's own threads. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockingHooksTest {

    private final ManualTime time = ManualTime.create();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private Interlock interlock;
    private Circuit other;

    @BeforeEach
    void create() {
        interlock = Interlock.create(settings -> settings.timeSource(time).scheduler(time));
        other = interlock.define("other", c -> c.failureThreshold(1).resetTimeout(Duration.ofSeconds(10)));
    }

    @AfterEach
    void close() {
        gate.countDown();
        interlock.close();
        callers.shutdownNow();
    }

    @Test
    void recoveryGuard_hangs_isRefusedAfterTheHookTimeoutAndOthersRecover() {
        AtomicBoolean hang = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        List<Reason.Kind> reasons = new CopyOnWriteArrayList<>();
        interlock.onRefused((circuit, event, why) -> why.forEach(reason -> reasons.add(reason.kind())));
        Circuit circuit = interlock.define(
                "c",
                c -> c.resetTimeout(Duration.ofSeconds(10)).recoveryGuard("hangs", () -> {
                    asked.incrementAndGet();
                    if (hang.get()) {
                        gate.await();
                    }
                    return true;
                }));
        open(circuit);
        open(other);

        time.advance(Duration.ofMillis(10_100));
        eventually("the guard is asked", () -> asked.get() == 1);
        eventually("the other circuit recovers", other::isHalfOpen);
        time.advance(Duration.ofMillis(1_100));

        eventually("the refusal is told", () -> !reasons.isEmpty());
        assertThat(reasons).containsOnly(Reason.Kind.GUARD_TIMED_OUT);
        assertThat(interlock.diagnostics().hookFailures()).isPositive();
        assertThat(circuit.state()).isEqualTo(State.OPEN);

        // However long it hangs, it takes one thread only.
        for (int i = 0; i < 20; i++) {
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(asked).hasValue(1);
        hang.set(false);
        gate.countDown();
        eventually("the circuit recovers once the guard answers", () -> {
            time.advance(Duration.ofSeconds(1));
            return circuit.isHalfOpen();
        });
    }

    @Test
    void signal_hangs_isDownAndOtherSignalsGoOn() {
        AtomicBoolean hang = new AtomicBoolean(true);
        AtomicInteger healthyChecks = new AtomicInteger();
        interlock.signal(
                "hanging",
                () -> {
                    if (hang.get()) {
                        gate.await();
                    }
                    return true;
                },
                s -> s.downAfter(2).upAfter(1));
        interlock.signal("healthy", () -> healthyChecks.incrementAndGet() > 0, s -> {});
        Circuit circuit = interlock.define("c", c -> c.dependsOn("hanging"));

        eventually("the signal is taken to be down", () -> {
            time.advance(Duration.ofSeconds(1));
            return circuit.isBlocked();
        });
        int before = healthyChecks.get();
        eventually("the other signal is still checked", () -> {
            time.advance(Duration.ofSeconds(1));
            return healthyChecks.get() > before + 3;
        });
        good(other);

        hang.set(false);
        gate.countDown();
        eventually("the signal is up again", () -> {
            time.advance(Duration.ofSeconds(1));
            return !circuit.isBlocked();
        });
        good(circuit);
    }

    @Test
    void listener_hangs_othersHearEverythingAndItHearsAllLater() {
        List<Long> slow = new CopyOnWriteArrayList<>();
        List<Long> quick = new CopyOnWriteArrayList<>();
        interlock.on(CircuitTransitioned.class, event -> {
            await(gate);
            slow.add(event.sequence());
        });
        interlock.on(CircuitTransitioned.class, event -> quick.add(event.sequence()));

        for (int i = 0; i < 10; i++) {
            open(other);
            Traffic.recover(other);
            good(other);
        }

        eventually("the other listener hears all", () -> quick.size() == 30);
        assertThat(slow).isEmpty();
        assertThat(interlock.diagnostics().eventsPending()).isPositive();
        gate.countDown();
        eventually("the slow listener hears all", () -> slow.size() == 30);
        assertThat(slow).isEqualTo(quick).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void callGuard_hangs_holdsNoPlaceAndOtherCallersPass() throws Exception {
        AtomicBoolean hang = new AtomicBoolean(true);
        CountDownLatch inside = new CountDownLatch(1);
        Circuit circuit = interlock.define(
                "c",
                c -> c.maxConcurrent(1).callGuard("hangs", () -> {
                    if (hang.getAndSet(false)) {
                        inside.countDown();
                        gate.await();
                    }
                    return true;
                }));
        Future<String> stuck = callers.submit(() -> circuit.call(() -> "late"));
        inside.await();

        // Guards come before the bulkhead: a call that is still being asked about takes no place.
        good(circuit, 3);
        assertThat(interlock.diagnostics().callsInFlight()).isZero();

        gate.countDown();
        assertThat(stuck.get()).isEqualTo("late");
    }

    @Test
    void callGuard_hangsWhileTheCircuitOpens_callIsRefusedOrHarmless() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        AtomicBoolean ran = new AtomicBoolean();
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(1).maxConcurrent(1).callGuard("hangs", () -> {
                    inside.countDown();
                    gate.await();
                    return true;
                }));
        Future<?> stuck = callers.submit(() -> circuit.run(() -> ran.set(true)));
        inside.await();
        circuit.operator().forceOpen(Traffic.OPS, "meanwhile");
        gate.countDown();

        eventually("the call comes back", stuck::isDone);

        Traffic.assertNothingOutstanding(interlock);
        assertThat(circuit.state()).isEqualTo(State.FORCED_OPEN);
    }

    @Test
    void work_hangsInHalfOpen_expiresAndItsPlacesComeBackOnce() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        Circuit circuit = interlock.define(
                "c",
                c -> c.maxConcurrent(1).resetTimeout(Duration.ofSeconds(10)).permitDeadline(Duration.ofSeconds(5)));
        Traffic.halfOpen(circuit);
        Future<?> stuck = callers.submit(() -> circuit.run(() -> {
            inside.countDown();
            await(gate);
        }));
        inside.await();

        time.advance(Duration.ofMillis(5_100));
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
        gate.countDown();
        stuck.get();
        Traffic.assertNothingOutstanding(interlock);

        eventually("the circuit recovers", () -> {
            time.advance(Duration.ofSeconds(1));
            return circuit.isHalfOpen();
        });
        try (Permit permit = circuit.acquire()) {
            permit.success();
        }
        eventually("the circuit closes", circuit::isClosed);
        Traffic.assertNothingOutstanding(interlock);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
