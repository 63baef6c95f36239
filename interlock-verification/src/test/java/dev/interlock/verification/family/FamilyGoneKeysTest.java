package dev.interlock.verification.family;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.CircuitFamily;
import dev.interlock.CircuitOpenException;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.TimeSource;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.GraphChanged;
import dev.interlock.event.PanicChanged;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys that fail and never come back, as pods that were replaced: nothing waits for them, probes them or counts them. */
@ExtendWith(InterlockExtension.class)
class FamilyGoneKeysTest {

    private static final Duration IDLE = ofMinutes(10);
    private static final Duration WAIT = ofSeconds(5);
    private static final int PLACES = 10;

    private static CircuitFamily pods(Interlock interlock, Consumer<CircuitConfigBuilder> more) {
        return interlock.family(
                "pods",
                c -> {
                    c.failureThreshold(1).resetTimeout(WAIT);
                    more.accept(c);
                },
                PLACES,
                IDLE);
    }

    private static void failAll(CircuitFamily pods, ManualTime time) {
        for (int key = 0; key < PLACES; key++) {
            bad(pods.circuit("dead-" + key));
        }
        time.advance(Duration.ZERO);
    }

    @Test
    void keysThatFailedOnce_andAreNotUsedAgain_giveTheirPlacesBack(Interlock interlock, ManualTime time) {
        CircuitFamily pods = pods(interlock, c -> {});
        failAll(pods, time);
        time.advance(IDLE.minusSeconds(1));
        assertThat(pods.circuit("early")).isSameAs(pods.overflow());

        time.advance(ofSeconds(2));

        assertThat(pods.size()).isZero();
        assertThat(interlock.names()).containsExactly("pods/_overflow");
        assertThat(interlock.diagnostics().timersPending()).isZero();
        for (int key = 0; key < PLACES; key++) {
            assertThat(pods.circuit("new-" + key).name()).isEqualTo("pods/new-" + key);
        }
    }

    @Test
    void keyThatGoes_isTold_andComesBackFresh(Interlock interlock, ManualTime time) {
        CircuitFamily pods = pods(interlock, c -> c.dependsOn("db"));
        Circuit kept = pods.circuit("dead");
        bad(kept);
        time.advance(IDLE.minusSeconds(1));
        List<GraphChanged> told = new ArrayList<>();
        interlock.on(GraphChanged.class, told::add);

        time.advance(ofSeconds(2));

        assertThat(told)
                .extracting(change -> change.change() + " " + change.node())
                .containsExactly("REMOVED pods/dead");
        assertThat(interlock.snapshot().nodes()).extracting(node -> node.name()).doesNotContain("pods/dead");
        good(kept); // by the handle that was kept
        assertThat(pods.circuit("dead").metrics().failures()).isZero();
        assertThat(pods.circuit("dead").dependencies()).containsExactly("db");
    }

    @Test
    void keyThatSomebodyAsksFor_orIsRefusedAt_doesNotGo(Interlock interlock, ManualTime time) {
        CircuitFamily pods = pods(interlock, c -> c.recoveryGuard("never", () -> false));
        Circuit asked = pods.circuit("asked");
        Circuit refused = pods.circuit("refused");
        bad(asked);
        bad(refused);

        for (int minute = 0; minute < 30; minute++) {
            time.advance(ofMinutes(1));
            assertThat(pods.circuit("asked")).isSameAs(asked);
            assertThatThrownBy(() -> refused.call(() -> "unreached")).isInstanceOf(CircuitOpenException.class);
        }

        assertThat(refused.state()).isEqualTo(State.OPEN);
        assertThat(pods.find("refused")).containsSame(refused);
    }

    @Test
    void openKey_whoseWaitIsNotOver_staysUntilItIs(Interlock interlock, ManualTime time) {
        CircuitFamily pods = pods(interlock, c -> c.resetTimeout(ofMinutes(60)).recoveryMode(RecoveryMode.MANUAL));
        bad(pods.circuit("dead"));

        time.advance(ofMinutes(59));
        assertThat(pods.find("dead")).isPresent();
        time.advance(ofMinutes(2));

        assertThat(pods.find("dead")).isEmpty();
    }

    @Test
    void openKeys_whomOnlyCallsWouldRecover_go(Interlock interlock, ManualTime time) {
        CircuitFamily pods = pods(interlock, c -> c.recoveryMode(RecoveryMode.ON_CALL));
        failAll(pods, time);

        time.advance(IDLE.plusSeconds(1));

        assertThat(pods.size()).isZero();
    }

    @Test
    void keysThatAnOperatorHolds_stay(Interlock interlock, ManualTime time) {
        CircuitFamily pods = pods(interlock, c -> {});
        pods.circuit("forced").operator().forceOpen(OPS, "test");
        pods.circuit("disabled").operator().disable(OPS, "test");
        pods.circuit("metrics").operator().metricsOnly(OPS, "test");
        time.advance(ofDays(30));

        for (int key = 0; key < 2 * PLACES; key++) {
            pods.circuit("other-" + key);
        }

        assertThat(pods.find("forced").orElseThrow().state()).isEqualTo(State.FORCED_OPEN);
        assertThat(pods.find("disabled").orElseThrow().state()).isEqualTo(State.DISABLED);
        assertThat(pods.find("metrics").orElseThrow().state()).isEqualTo(State.METRICS_ONLY);
        assertThat(pods.forget("forced")).isFalse();
        assertThat(pods.forget("disabled")).isFalse();
        assertThat(pods.forget("metrics")).isFalse();
    }

    @Test
    void halfOpenKey_withAPermitOut_stays(Interlock interlock, ManualTime time) {
        CircuitFamily pods = pods(interlock, c -> c.permitDeadline(ofMinutes(60)));
        bad(pods.circuit("dead"));
        time.advance(WAIT);
        Permit permit = pods.circuit("dead").acquire();

        time.advance(IDLE.multipliedBy(2));
        assertThat(pods.find("dead").orElseThrow().state()).isEqualTo(State.HALF_OPEN);
        permit.success();

        assertThat(pods.find("dead").orElseThrow().state()).isEqualTo(State.CLOSED);
        Traffic.assertNothingOutstanding(interlock);
    }

    @Test
    void halfOpenKey_whoseCallAsksItsGuardForLong_stays(Interlock interlock, ManualTime time) {
        Duration[] guardTakes = {Duration.ZERO};
        CircuitFamily pods = pods(
                interlock,
                c -> c.callGuard("slow", () -> {
                    time.advance(guardTakes[0]);
                    return true;
                }));
        bad(pods.circuit("dead"));
        time.advance(WAIT);
        guardTakes[0] = IDLE.plusSeconds(1);
        Circuit dead = pods.circuit("dead");
        assertThat(dead.state()).isEqualTo(State.HALF_OPEN);

        good(dead);

        assertThat(pods.find("dead")).containsSame(dead);
        assertThat(dead.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void keysThatAreProbed_areNotProbedForEver(Interlock interlock, ManualTime time) {
        AtomicInteger probes = new AtomicInteger();
        CircuitFamily pods = pods(
                interlock,
                c -> c.probe(
                        () -> {
                            probes.incrementAndGet();
                            return false;
                        },
                        ofSeconds(1)));
        bad(pods.circuit("dead"));
        time.advance(ofMinutes(1));
        assertThat(probes).hasPositiveValue();
        time.advance(IDLE);
        int until = probes.get();

        time.advance(ofDays(1));

        assertThat(probes).hasValue(until);
        assertThat(pods.size()).isZero();
        assertThat(interlock.diagnostics().timersPending()).isZero();
    }

    @Test
    void timersOfAKeyThatIsGone_doNotActOnTheNextOne(Interlock interlock, ManualTime time) {
        CircuitFamily pods = pods(interlock, c -> c.resetTimeout(ofMinutes(1)).resetGuard("never", () -> false));
        for (int key = 0; key < PLACES; key++) {
            Circuit dead = pods.circuit("dead-" + key);
            bad(dead);
            time.advance(ofMinutes(1));
            good(dead); // and now its reset is asked for again and again
        }
        time.advance(IDLE.plusSeconds(1));
        assertThat(interlock.diagnostics().timersPending()).isZero();
        List<CircuitTransitioned> told = new ArrayList<>();
        interlock.on(CircuitTransitioned.class, told::add);

        for (int key = 0; key < PLACES; key++) {
            open(pods.circuit("next-" + key));
        }
        time.advance(ofSeconds(59));

        assertThat(told)
                .hasSize(PLACES)
                .allSatisfy(moved -> assertThat(moved.to()).isEqualTo(State.OPEN));
        assertThat(interlock.diagnostics().timersPending()).isEqualTo(PLACES);
    }

    @Test
    void keyThatIsGone_holdsNoPlaceInTheRecoveryBudget_andCountsForNoPanic() {
        ManualTime time = ManualTime.create();
        try (Interlock interlock = Interlock.create(s -> s.timeSource(time)
                .scheduler(time)
                .hookExecutor(time)
                .recoveryBudget(1)
                .panicThreshold(0.5))) {
            CircuitFamily pods = pods(interlock, c -> c.recoveryMode(RecoveryMode.ON_CALL));
            List<PanicChanged> told = new ArrayList<>();
            interlock.on(PanicChanged.class, told::add);
            failAll(pods, time);
            assertThat(interlock.snapshot().isPanicking()).isTrue();

            time.advance(IDLE.plusSeconds(1));

            assertThat(interlock.snapshot().isPanicking()).isFalse();
            assertThat(told).extracting(PanicChanged::panicking).endsWith(true, false);
            Circuit well = interlock.define("well", c -> c.resetTimeout(WAIT));
            open(well);
            time.advance(WAIT.plusSeconds(2));
            assertThat(well.state()).isEqualTo(State.HALF_OPEN);
        }
    }

    @Test
    void placeThatIsTakenOverFromAnOpenKey_isClosed_andEndsThePanic(Interlock interlock, ManualTime time) {
        CircuitFamily pods = interlock.family(
                "one", c -> c.failureThreshold(1).resetTimeout(WAIT).recoveryMode(RecoveryMode.MANUAL), 1, WAIT);
        bad(pods.circuit("dead"));
        time.advance(WAIT.minusMillis(50)); // then the wait is over before the next tick
        time.advance(Duration.ofMillis(50));

        Circuit next = pods.circuit("next");

        assertThat(next.name()).isEqualTo("one/next");
        assertThat(next.state()).isEqualTo(State.CLOSED);
        assertThat(interlock.snapshot().openCircuits()).isZero();
    }

    @Test
    void forgottenKey_isGoneAtOnce_whateverItsStateAndWait(Interlock interlock, ManualTime time) {
        CircuitFamily pods = pods(interlock, c -> c.dependsOn("db").resetTimeout(ofDays(1)));
        Circuit dead = pods.circuit("dead");
        bad(dead);

        assertThat(pods.forget("dead")).isTrue();

        assertThat(pods.find("dead")).isEmpty();
        assertThat(pods.size()).isZero();
        assertThat(interlock.diagnostics().timersPending()).isZero();
        assertThat(pods.forget("dead")).as("it is not there").isFalse();
        assertThat(pods.forget("never there")).isFalse();
        good(dead);
        assertThat(pods.circuit("dead")).isNotSameAs(dead);
    }

    @Test
    void keyWithACallInFlight_isNotForgotten(Interlock interlock) {
        CircuitFamily pods = pods(interlock, c -> {});
        Circuit busy = pods.circuit("busy");

        busy.run(() -> assertThat(pods.forget("busy")).isFalse());

        assertThat(pods.find("busy")).containsSame(busy);
        assertThat(pods.forget("busy")).isTrue();
    }

    @Test
    void numbersOfForgottenKeys_areGivenOutAgain(Interlock interlock) {
        CircuitFamily pods = pods(interlock, c -> c.dependsOn("db"));
        Circuit db = interlock.define("db");
        for (int key = 0; key < 10_000; key++) {
            bad(pods.circuit("key-" + key));
            assertThat(pods.forget("key-" + key)).isTrue();
        }
        Circuit last = pods.circuit("last");
        open(db);

        assertThat(last.isBlocked()).isTrue();
        assertThat(interlock.names()).containsExactly("db", "pods/_overflow", "pods/last");
        assertThat(interlock.snapshot().nodes()).hasSize(3);
        assertThat(interlock.snapshot().node("pods/last").name()).isEqualTo("pods/last");
    }

    @Test
    void attackersKeys_whoseCallsFail_harmNobodyForLong(Interlock interlock, ManualTime time) {
        CircuitFamily pods = pods(interlock, c -> {});
        for (int key = 0; key < PLACES; key++) {
            bad(pods.circuit("attack-" + key));
        }
        good(pods.circuit("customer"));
        for (int key = 0; key < 100 * PLACES; key++) {
            String attack = "attack-" + key;
            pods.circuit(attack).callAsync(() -> {
                throw new Traffic.Failure();
            });
            if (key % 100 == 99) {
                good(pods.circuit("customer-" + key)); // through the overflow, which failures of others do not open
            }
        }
        time.advance(IDLE.plusSeconds(1));

        for (int key = 0; key < PLACES; key++) {
            assertThat(pods.circuit("customer-" + key).name()).isEqualTo("pods/customer-" + key);
        }
    }

    @Test
    void newKey_whereOperatorsHoldAllPlaces_asksTheClockOnce_andTriesToTakeNone() {
        AtomicInteger looks = new AtomicInteger();
        ManualTime time = ManualTime.create();
        try (Interlock interlock = Interlock.create(
                s -> s.timeSource(new CountedClock(time, looks)).scheduler(time).hookExecutor(time))) {
            CircuitFamily pods = pods(interlock, c -> {});
            for (int key = 0; key < PLACES; key++) {
                pods.circuit("held-" + key).operator().forceOpen(OPS, "maintenance");
            }
            time.advance(IDLE.plusSeconds(1));

            looks.set(0);
            assertThat(pods.circuit("new")).isSameAs(pods.overflow());

            assertThat(looks)
                    .as("each try to take a place asks what time it is")
                    .hasValueLessThanOrEqualTo(1);
        }
    }

    private record CountedClock(ManualTime time, AtomicInteger looks) implements TimeSource {
        @Override
        public long nanoTime() {
            looks.incrementAndGet();
            return time.nanoTime();
        }

        @Override
        public Instant instant() {
            return time.instant();
        }
    }
}
