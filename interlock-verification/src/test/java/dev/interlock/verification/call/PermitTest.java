package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.recover;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CircuitOpenException;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A permit ends exactly once, and only where it belongs. */
@ExtendWith(InterlockExtension.class)
class PermitTest {

    private static final List<Consumer<Permit>> REPORTS = List.of(
            Permit::success,
            permit -> permit.success("result"),
            permit -> permit.failure(new Traffic.Failure()),
            Permit::ignore,
            Permit::close);

    @Test
    void permit_reportedOnce_countsAsReported(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(100).maxConcurrent(1));

        for (Consumer<Permit> report : REPORTS) {
            try (Permit permit = circuit.acquire()) {
                report.accept(permit);
            }
        }

        assertThat(circuit.metrics().successes()).isEqualTo(2);
        assertThat(circuit.metrics().failures()).isEqualTo(2); // the failure, and the abandoned one
        assertThat(circuit.metrics().ignored()).isEqualTo(1);
    }

    @Test
    void permit_reportedTwice_onlyTheFirstCounts(Interlock interlock) {
        for (int first = 0; first < REPORTS.size(); first++) {
            for (int second = 0; second < REPORTS.size(); second++) {
                Circuit circuit = interlock.define(
                        "c-" + first + "-" + second,
                        c -> c.failureThreshold(100).maxConcurrent(2));
                Permit other = circuit.acquire();
                Permit permit = circuit.acquire();
                REPORTS.get(first).accept(permit);
                long successes = circuit.metrics().successes();
                long failures = circuit.metrics().failures();
                long ignored = circuit.metrics().ignored();

                REPORTS.get(second).accept(permit);
                permit.close();

                assertThat(circuit.metrics().successes()).isEqualTo(successes);
                assertThat(circuit.metrics().failures()).isEqualTo(failures);
                assertThat(circuit.metrics().ignored()).isEqualTo(ignored);
                assertThat(interlock.snapshot().node(circuit.name()).callsInFlight())
                        .as("the other call keeps its place")
                        .isEqualTo(1);
                other.ignore();
            }
        }
    }

    @Test
    void halfOpen_reportedTwice_freesOnePlace(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.halfOpenCalls(2).successThreshold(10));
        halfOpen(circuit);
        Permit one = circuit.acquire();
        Permit two = circuit.acquire();

        one.ignore();
        one.ignore();
        one.success();
        one.close();

        assertThat(interlock.diagnostics().permitsOutstanding()).isEqualTo(1);
        Permit three = circuit.acquire();
        assertThat(circuit.tryAcquire()).isEmpty();
        two.ignore();
        three.ignore();
    }

    @Test
    void permit_closedWithoutReport_isAbandonedFailure(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));

        circuit.acquire().close();

        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(interlock.snapshot().node("c").lastError().orElseThrow()).containsIgnoringCase("abandoned");
    }

    @Test
    void halfOpen_closedWithoutReport_isFailedProbe(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        halfOpen(circuit);

        circuit.acquire().close();

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void acquire_refused_throwsAndTryAcquireIsEmpty(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        open(circuit);

        assertThatThrownBy(circuit::acquire).isInstanceOf(CircuitOpenException.class);
        assertThat(circuit.tryAcquire()).isEmpty();

        assertThat(circuit.metrics().rejectedOpen()).isEqualTo(2);
    }

    @Test
    void closedPermit_reportedAfterTheCircuitMovedOn_decidesNothing(Interlock interlock) {
        for (int i = 0; i < REPORTS.size(); i++) {
            Circuit circuit =
                    interlock.define("moved-" + i, c -> c.failureThreshold(1).maxConcurrent(3));
            Permit inHalfOpen = circuit.acquire();
            Permit inNewClosed = circuit.acquire();
            halfOpen(circuit);

            REPORTS.get(i).accept(inHalfOpen);
            assertThat(circuit.state()).as("report %d in HALF_OPEN", i).isEqualTo(State.HALF_OPEN);
            assertThat(interlock.snapshot().node(circuit.name()).permitsOutstanding())
                    .isZero();

            good(circuit);
            assertThat(circuit.state()).isEqualTo(State.CLOSED);
            REPORTS.get(i).accept(inNewClosed);
            assertThat(circuit.state()).as("report %d in the next CLOSED", i).isEqualTo(State.CLOSED);
            assertThat(circuit.metrics().windowFailures()).isZero();
        }
    }

    @Test
    void closedPermit_reportedInOpen_doesNotReopenOrCascade(Interlock interlock) {
        Circuit target = interlock.define("target");
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).cascadesTo("target"));
        Permit late = circuit.acquire();
        bad(circuit);
        assertThat(target.state()).isEqualTo(State.OPEN);
        long epoch = interlock.snapshot().node("c").epoch();
        Traffic.close(target);

        late.failure(new Traffic.Failure());

        assertThat(interlock.snapshot().node("c").epoch()).isEqualTo(epoch);
        assertThat(target.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void halfOpenPermit_reportedInTheNextEpisode_decidesNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.halfOpenCalls(3).successThreshold(2));
        halfOpen(circuit);
        Permit lateGood = circuit.acquire();
        Permit lateBad = circuit.acquire();
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        recover(circuit);
        good(circuit);

        lateGood.success();
        assertThat(circuit.state()).as("one good probe of two").isEqualTo(State.HALF_OPEN);
        lateBad.failure(new Traffic.Failure());
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);

        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void permit_reportedByManyThreads_endsOnce(Interlock interlock) throws Exception {
        Circuit circuit =
                interlock.define("c", c -> c.failureThreshold(1_000_000).maxConcurrent(1));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 500; round++) {
                Permit permit = circuit.acquire();
                CountDownLatch start = new CountDownLatch(1);
                List<Future<?>> reports = List.of(
                        threads.submit(() -> report(start, permit, Permit::success)),
                        threads.submit(() -> report(start, permit, p -> p.failure(new Traffic.Failure()))),
                        threads.submit(() -> report(start, permit, Permit::ignore)),
                        threads.submit(() -> report(start, permit, Permit::close)));
                start.countDown();
                for (Future<?> report : reports) {
                    report.get();
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(circuit.metrics().successes()
                        + circuit.metrics().failures()
                        + circuit.metrics().ignored())
                .isEqualTo(500);
        assertNothingOutstanding(interlock);
    }

    @Test
    void within_runsThePart_whetherTheCallIsTimedOrNot(Interlock interlock) {
        Circuit plain = interlock.define("plain");
        Circuit timed = interlock.define("timed", c -> c.slowCallRate(0.5));
        for (Circuit circuit : List.of(plain, timed)) {
            AtomicInteger ran = new AtomicInteger();
            Permit permit = circuit.acquire();

            permit.within(ran::incrementAndGet);
            permit.success();

            assertThat(ran).hasValue(1);
            assertThat(circuit.metrics().successes()).isEqualTo(1);
        }
        assertNothingOutstanding(interlock);
    }

    private static void report(CountDownLatch start, Permit permit, Consumer<Permit> how) {
        try {
            start.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        how.accept(permit);
    }
}
