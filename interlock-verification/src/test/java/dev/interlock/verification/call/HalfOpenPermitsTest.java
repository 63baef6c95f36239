package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The permits of one HALF_OPEN episode. */
@ExtendWith(InterlockExtension.class)
class HalfOpenPermitsTest {

    @Test
    void places_taken_areRefusedAndFreedByReports(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.halfOpenCalls(3).successThreshold(10));
        halfOpen(circuit);
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            permits.add(circuit.acquire());
        }

        assertThat(interlock.snapshot().node("c").permitsOutstanding()).isEqualTo(3);
        assertThat(circuit.isCallable()).isFalse();
        assertThatThrownBy(() -> good(circuit)).isInstanceOf(PermitsExhaustedException.class);
        assertThat(circuit.metrics().rejectedPermits()).isEqualTo(1);

        permits.get(0).success();
        permits.set(0, circuit.acquire());
        assertThat(circuit.tryAcquire()).isEmpty();
        permits.get(1).ignore();
        permits.set(1, circuit.acquire());
        assertThat(circuit.tryAcquire()).isEmpty();
        permits.forEach(Permit::ignore);
    }

    @Test
    void successThreshold_reached_closesAndNotBefore(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.halfOpenCalls(1).successThreshold(4));
        halfOpen(circuit);

        good(circuit, 3);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        good(circuit);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(circuit.metrics().windowCalls()).as("a fresh window").isZero();
    }

    @Test
    void failedProbe_reopens_whateverTheSuccessesBefore(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(100).successThreshold(4));
        halfOpen(circuit);
        good(circuit, 3);

        bad(circuit);

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        Traffic.recover(circuit);
        good(circuit, 3);
        assertThat(circuit.state())
                .as("successes of the last episode do not count")
                .isEqualTo(State.HALF_OPEN);
    }

    @Test
    void failedProbe_whileOthersAreOut_theirReportsDecideNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.halfOpenCalls(3).successThreshold(1));
        halfOpen(circuit);
        Permit one = circuit.acquire();
        Permit two = circuit.acquire();
        bad(circuit);

        one.success();
        two.failure(new Traffic.Failure());

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertNothingOutstanding(interlock);
    }

    @Test
    void ignoredProbe_isHandedBackAndDecidesNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        halfOpen(circuit);

        for (int i = 0; i < 10; i++) {
            circuit.acquire().ignore();
            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        }

        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void error_inAllProbes_leavesNoPermitOut(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.halfOpenCalls(2));
        halfOpen(circuit);

        Traffic.throwing(circuit, new NoClassDefFoundError("x"));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertNothingOutstanding(interlock);
    }

    @Test
    void idleHalfOpen_staysHalfOpen(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c");
        halfOpen(circuit);

        time.advance(Duration.ofDays(2));

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void permitNeverReported_expiresAtTheDeadline(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.resetTimeout(Duration.ofHours(1))
                        .permitDeadline(Duration.ofSeconds(5))
                        .halfOpenCalls(2));
        halfOpen(circuit);
        Permit lost = circuit.acquire();

        time.advance(Duration.ofMillis(4_999));
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        time.advance(Duration.ofMillis(101));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertNothingOutstanding(interlock);
        lost.success();
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void permitDeadline_byDefault_isTheLargerOfResetTimeoutAndOneMinute(Interlock interlock, ManualTime time) {
        Circuit quick = interlock.define("quick", c -> c.resetTimeout(Duration.ofSeconds(1)));
        Circuit slow = interlock.define("slow", c -> c.resetTimeout(Duration.ofSeconds(90)));
        quick.operator().open(Traffic.OPS, "test");
        slow.operator().open(Traffic.OPS, "test");
        Traffic.recover(quick);
        Traffic.recover(slow);
        Permit quickPermit = quick.acquire();
        Permit slowPermit = slow.acquire();

        time.advance(Duration.ofMillis(59_999));
        assertThat(quick.state()).isEqualTo(State.HALF_OPEN);
        time.advance(Duration.ofMillis(101));
        assertThat(quick.state()).isEqualTo(State.OPEN);
        time.advance(Duration.ofMillis(29_899));
        assertThat(slow.state()).isEqualTo(State.HALF_OPEN);
        time.advance(Duration.ofMillis(101));
        assertThat(slow.state()).isEqualTo(State.OPEN);
        quickPermit.ignore();
        slowPermit.ignore();
    }

    @Test
    void permitReported_beforeTheDeadline_doesNotExpireLater(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c", c -> c.permitDeadline(Duration.ofSeconds(5)).successThreshold(2));
        halfOpen(circuit);
        good(circuit);

        time.advance(Duration.ofMinutes(10));

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void secondPermit_hasItsOwnDeadline(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.resetTimeout(Duration.ofHours(1))
                        .permitDeadline(Duration.ofSeconds(5))
                        .halfOpenCalls(2)
                        .successThreshold(2));
        halfOpen(circuit);
        Permit first = circuit.acquire();
        time.advance(Duration.ofSeconds(3));
        Permit second = circuit.acquire();
        first.success();

        time.advance(Duration.ofSeconds(4));
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        time.advance(Duration.ofMillis(1_100));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        second.ignore();
    }

    @Test
    void operator_movesTheCircuit_endsTheEpisode(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.permitDeadline(Duration.ofSeconds(5)));
        halfOpen(circuit);
        Permit permit = circuit.acquire();

        Traffic.close(circuit);
        time.advance(Duration.ofSeconds(6));
        permit.failure(new Traffic.Failure());

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(circuit.metrics().windowFailures()).isZero();
        assertNothingOutstanding(interlock);
    }

    @Test
    void slowProbe_whereSlowCallsAreLookedFor_isFailedProbe(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.slowCallRate(1.0).slowCallThreshold(Duration.ofSeconds(1)));
        halfOpen(circuit);

        circuit.run(() -> time.advance(Duration.ofSeconds(2)));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void manyThreads_neverMoreThanThePlaces(Interlock interlock) throws Exception {
        Circuit circuit = interlock.define("c", c -> c.halfOpenCalls(3).successThreshold(10_000));
        halfOpen(circuit);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                workers.add(threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < 1_000; i++) {
                        Optional<Permit> permit = circuit.tryAcquire();
                        if (permit.isPresent()) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            Thread.onSpinWait();
                            inside.decrementAndGet();
                            permit.get().success();
                            permit.get().close();
                        }
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most.get()).isBetween(1, 3);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertNothingOutstanding(interlock);
    }
}
