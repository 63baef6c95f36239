package dev.interlock.verification.scenario;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.scenario.Failing.fail;
import static dev.interlock.verification.scenario.Failing.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Attribution;
import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.Signal;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.SignalChanged;
import dev.interlock.event.TransitionRefused;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class HookScenariosTest {

    private static final long PATIENCE_SECONDS = 20;

    @Test
    @ExtendWith(InterlockExtension.class)
    void flappingSignal_belowItsThresholds_neverMoves_andOverThemBlocks(Interlock interlock, ManualTime time) {
        AtomicBoolean healthy = new AtomicBoolean(true);
        List<SignalChanged> changes = new ArrayList<>();
        interlock.on(SignalChanged.class, changes::add);
        Signal disk = interlock.signal(
                "disk",
                healthy::get,
                s -> s.interval(Duration.ofSeconds(1)).downAfter(2).upAfter(2));
        Circuit service = interlock.define("service", c -> c.dependsOn("disk"));

        for (int i = 0; i < 10; i++) { // bad, good, bad, good: never two in a row
            healthy.set(i % 2 == 0);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(changes).isEmpty();
        assertThat(disk.isUp()).isTrue();

        healthy.set(false);
        time.advance(Duration.ofSeconds(2));
        assertThat(disk.isUp()).isFalse();
        assertThatThrownBy(() -> succeed(service))
                .isInstanceOf(DependencyOpenException.class)
                .hasMessageContaining("depends on 'disk', down for")
                .satisfies(refused -> assertThat(((DependencyOpenException) refused).retryAfter())
                        .isEmpty());

        for (int i = 0; i < 10; i++) { // flapping while down: stays down
            healthy.set(i % 2 == 0);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(changes).extracting(SignalChanged::up).containsExactly(false);

        healthy.set(true);
        time.advance(Duration.ofSeconds(2));
        succeed(service);
        assertThat(changes).extracting(SignalChanged::up).containsExactly(false, true);
    }

    @Test
    void guard_thatBlocksForEver_delaysOnlyItsOwnCircuit() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (Interlock interlock = Interlock.create(s -> s.hookTimeout(Duration.ofMillis(50)))) {
            CompletableFuture<TransitionRefused> late = new CompletableFuture<>();
            CompletableFuture<CircuitTransitioned> recovered = new CompletableFuture<>();
            interlock.on(TransitionRefused.class, late::complete);
            interlock.on(CircuitTransitioned.class, event -> {
                if (event.circuit().equals("good") && event.cause().event() == CircuitEvent.ATTEMPT_RECOVERY) {
                    recovered.complete(event);
                }
            });
            Circuit stuck = interlock.define(
                    "stuck",
                    c -> c.failureThreshold(1)
                            .resetTimeout(Duration.ofMillis(1))
                            .recoveryGuard("never answers", () -> {
                                release.await();
                                return true;
                            }));
            Circuit good = interlock.define("good", c -> c.failureThreshold(1).resetTimeout(Duration.ofMillis(1)));

            fail(stuck);
            TransitionRefused refused = late.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            fail(good);
            recovered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

            assertThat(refused.reasons()).extracting(Reason::kind).containsExactly(Reason.Kind.GUARD_TIMED_OUT);
            assertThat(stuck).isOpen();
            assertThat(good).isHalfOpen();
        } finally {
            release.countDown();
        }
    }

    @Test
    void close_inTheMiddleOfCalls_letsThemEndAndLaterOnesPass() throws Exception {
        Interlock interlock = Interlock.create();
        Circuit open = interlock.define("open", c -> c.failureThreshold(1));
        Circuit busy = interlock.define("busy", c -> c.failureThreshold(1).maxConcurrent(1));
        fail(open);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> busy.call(() -> {
            inside.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "done";
        }));
        assertThat(inside.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        interlock.close();
        goOn.countDown();

        assertThat(call.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
        assertThat(interlock.diagnostics().timersPending()).isZero();
        succeed(open); // unprotected
        succeed(busy);
    }

    @Test
    @ExtendWith(InterlockExtension.class)
    void staticException_thrownByTwoCircuitsInTurn_isTwoFailures(Interlock interlock) {
        RuntimeException one = new IllegalStateException("always the same");
        Circuit first = interlock.define("first", c -> c.failureThreshold(1));
        Circuit second = interlock.define("second", c -> c.failureThreshold(1));

        for (Circuit circuit : List.of(first, second)) {
            assertThatThrownBy(() -> circuit.run(() -> {
                        throw one;
                    }))
                    .isSameAs(one);
        }

        assertThat(first).isOpen();
        assertThat(second).isOpen();
        assertThat(Attribution.of(one)).map(Attribution::circuit).contains("second");
    }

    @Test
    @ExtendWith(InterlockExtension.class)
    void slowRoot_underFastCallers_opensAlone(Interlock interlock, ManualTime time) {
        Duration limit = Duration.ofSeconds(1);
        Circuit root = interlock.define(
                "root", c -> c.slowCallRate(0.5).slowCallThreshold(limit).minimumCalls(4));
        Circuit caller = interlock.define(
                "caller",
                c -> c.slowCallRate(0.5)
                        .slowCallThreshold(limit)
                        .minimumCalls(4)
                        .dependsOn("root"));

        for (int i = 0; i < 4; i++) {
            caller.run(() -> root.run(() -> time.advance(limit.multipliedBy(2))));
        }

        assertThat(root).isOpen();
        assertThat(caller).isClosed().isBlockedBy("root");
        assertThat(caller.metrics().slowCalls()).isZero();
        assertThat(root.metrics().slowCalls()).isEqualTo(4);
    }
}
