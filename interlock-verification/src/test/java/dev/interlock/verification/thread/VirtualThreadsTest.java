package dev.interlock.verification.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand virtual threads on one circuit: none holds a carrier where it waits, and the permits of HALF_OPEN go round. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtualThreadsTest {

    private static final int THREADS = 10_000;
    private static final int PLACES = 4;

    @BeforeEach
    void needsVirtualThreads() {
        assumeTrue(VirtualThreads.areThere(), "virtual threads need JDK 21 or newer: skipped");
    }

    /** Carriers are few. If one call held its carrier, not all of them could ever be inside at once. */
    @Test
    void calls_ofTenThousandVirtualThreads_waitInsideTogetherAndPinNothing() throws Exception {
        List<String> pinned;
        warmUp();
        try (PinnedThreads recording = new PinnedThreads();
                Interlock interlock = interlock()) {
            Circuit circuit = interlock.define(
                    "c", c -> c.maxConcurrent(THREADS).slowCallRate(1.0).callGuard("open", () -> true));
            CountDownLatch inside = new CountDownLatch(THREADS);
            CountDownLatch leave = new CountDownLatch(1);
            List<Thread> threads = start(
                    THREADS,
                    () -> circuit.run(() -> {
                        inside.countDown();
                        leave.await();
                    }));
            assertThat(inside.await(60, TimeUnit.SECONDS))
                    .as("all are inside at once")
                    .isTrue();
            assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(THREADS);
            leave.countDown();
            join(threads);
            assertThat(circuit.metrics().successes()).isEqualTo(THREADS);
            assertThat(interlock.diagnostics().callsInFlight()).isZero();
            pinned = recording.placesOfInterlock();
        }
        assertThat(pinned).as("where virtual threads were pinned").isEmpty();
    }

    /** As many successes as threads are wanted, and each brings one: whichever place got lost, it would never close. */
    @Test
    void permits_ofHalfOpen_goThroughTenThousandVirtualThreadsAndPinNothing() throws Exception {
        List<String> pinned;
        warmUp();
        try (PinnedThreads recording = new PinnedThreads();
                Interlock interlock = interlock()) {
            AtomicInteger events = new AtomicInteger();
            interlock.on(InterlockEvent.class, event -> events.incrementAndGet());
            Circuit circuit = interlock.define("c", c -> c.halfOpenCalls(PLACES).successThreshold(THREADS));
            circuit.operator().open(Actor.of("ops"), "test");
            assertThat(circuit.attemptRecovery().isApplied()).isTrue();
            AtomicInteger out = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicInteger numbers = new AtomicInteger();
            // More than there are places, and not all at once: whoever is refused comes again.
            Semaphore rivals = new Semaphore(4 * PLACES);
            join(start(THREADS, () -> {
                rivals.acquire();
                try {
                    probe(circuit, numbers.incrementAndGet(), out, most);
                } finally {
                    rivals.release();
                }
            }));

            assertThat(circuit.state()).isEqualTo(State.CLOSED);
            assertThat(most.get()).isBetween(1, PLACES);
            assertThat(circuit.metrics().successes()).isEqualTo(THREADS);
            assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
            assertThat(interlock.diagnostics().timersPending()).isZero();
            assertThat(events.get()).isGreaterThanOrEqualTo(3);
            pinned = recording.placesOfInterlock();
        }
        assertThat(pinned).as("where virtual threads were pinned").isEmpty();
    }

    /** Takes a place sooner or later; some give it back unused first, and some wait with it in hand. */
    private static void probe(Circuit circuit, int number, AtomicInteger out, AtomicInteger most) {
        boolean givesBack = number % 7 == 0;
        while (true) {
            Optional<Permit> permit = circuit.tryAcquire();
            if (permit.isEmpty()) {
                // Not yield(): on JDK 25 threads that only yield starve those whose park is over.
                LockSupport.parkNanos(1_000);
                continue;
            }
            most.accumulateAndGet(out.incrementAndGet(), Math::max);
            if (number % 50 == 0) {
                LockSupport.parkNanos(1); // lets go of the carrier, not of the place
            }
            out.decrementAndGet(); // before it is reported: from then on the place is another's
            if (!givesBack) {
                permit.get().success();
                return;
            }
            givesBack = false;
            permit.get().ignore();
        }
    }

    /** Blocking under a frame of the VM pins on every JDK there is; an initializer of a class has one. */
    @Test
    void detector_ofAThreadThatIsPinnedOnPurpose_seesIt() throws Exception {
        try (PinnedThreads recording = new PinnedThreads()) {
            join(start(1, () -> assertThat(PinsItsThread.DONE.get()).isEqualTo(1)));
            assertThat(recording.placesOfInterlock())
                    .as("where virtual threads were pinned")
                    .anyMatch(place -> place.contains(PinsItsThread.class.getName()));
        }
    }

    /** Waits while it is made. */
    private static final class PinsItsThread {
        static final AtomicInteger DONE = new AtomicInteger();

        static {
            LockSupport.parkNanos(20_000_000L);
            DONE.set(1);
        }
    }

    /** Loads the classes: a thread that waits for another to load one is pinned by the VM, once. */
    private static void warmUp() throws Exception {
        try (Interlock interlock = interlock()) {
            interlock.on(InterlockEvent.class, event -> {});
            Circuit circuit = interlock.define(
                    "c", c -> c.maxConcurrent(1).slowCallRate(1.0).callGuard("open", () -> true));
            VirtualThreads.Work once = () -> {
                circuit.run(new CountDownLatch(0)::await);
                circuit.operator().open(Actor.of("ops"), "test");
                assertThat(circuit.tryAcquire()).isEmpty();
                assertThat(circuit.attemptRecovery().isApplied()).isTrue();
                probe(circuit, 7, new AtomicInteger(), new AtomicInteger());
                new Semaphore(1).acquire();
            };
            once.run();
            join(start(1, once));
        }
    }

    private static Interlock interlock() {
        ManualTime time = ManualTime.create();
        return Interlock.create(
                settings -> settings.timeSource(time).scheduler(time).hookExecutor(VirtualThreads::start));
    }

    private static List<Thread> start(int count, VirtualThreads.Work work) {
        List<Thread> threads = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            threads.add(VirtualThreads.start(work.orError()));
        }
        return threads;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
