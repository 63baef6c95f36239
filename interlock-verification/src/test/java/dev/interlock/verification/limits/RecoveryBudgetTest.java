package dev.interlock.verification.limits;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.recover;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.Explanation;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Reason;
import dev.interlock.RecoveryMode;
import dev.interlock.TransitionResult;
import dev.interlock.event.TransitionRefused;
import dev.interlock.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code recoveryBudget}: at most so many circuits in recovery at once, and whoever lacks a place gets the next one. */
class RecoveryBudgetTest {

    private final ManualTime time = ManualTime.create();
    private Interlock interlock = budget(2);

    private Interlock budget(int circuits) {
        return Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).recoveryBudget(circuits));
    }

    private Circuit manual(String name) {
        Circuit circuit = interlock.define(name, c -> c.recoveryMode(RecoveryMode.MANUAL));
        open(circuit);
        return circuit;
    }

    private Circuit automatic(String name, int waitSeconds) {
        Circuit circuit = interlock.define(name, c -> c.failureThreshold(1).resetTimeout(ofSeconds(waitSeconds)));
        open(circuit);
        return circuit;
    }

    private List<String> inRecovery() {
        return interlock.names().stream()
                .filter(name -> interlock.circuit(name).isHalfOpen())
                .toList();
    }

    @AfterEach
    void close() {
        interlock.close();
    }

    @Test
    void attempt_overTheBudget_isRefusedWithItsOwnReason() {
        Stream.of("a", "b").map(this::manual).forEach(circuit -> recover(circuit));
        Circuit third = manual("c");
        List<TransitionRefused> told = new ArrayList<>();
        interlock.on(TransitionRefused.class, told::add);

        TransitionResult result = third.attemptRecovery();

        assertThat(result.isApplied()).isFalse();
        assertThat(result.reasons())
                .containsExactly(new Reason(
                        Reason.Kind.RECOVERY_BUDGET,
                        "c",
                        "the recovery budget is used up: 2 of 2 circuits are in recovery (a, b)"));
        assertThat(told).extracting(TransitionRefused::reasons).containsExactly(result.reasons());
        assertThat(third.metrics().blockedRecoveries()).isEqualTo(1);
        assertThat(third).isOpen();
    }

    @Test
    void askingWhetherItMayRecover_overTheBudget_saysWhyNot() {
        Stream.of("a", "b").map(this::manual).forEach(circuit -> recover(circuit));
        Circuit third = manual("c");
        time.advance(ofSeconds(29)); // the two are not idle yet
        assertThat(third.recoveryVerdict().reasons())
                .extracting(Reason::kind)
                .containsExactly(Reason.Kind.RECOVERY_BUDGET);
        assertThat(third.recoveryAllowed()).isFalse();
        assertThat(third.canAttemptRecovery()).isFalse();
        assertThat(third.isRecoveryDue()).isFalse();
        assertThat(third.resetAllowed()).as("a reset is no recovery").isTrue();

        good(interlock.circuit("a"));

        assertThat(third.recoveryAllowed()).isTrue();
        assertThat(third.canAttemptRecovery()).isTrue();
    }

    @Test
    void timersOfManyCircuits_overAtOnce_letAsManyRecoverAsMay() {
        List<Circuit> circuits =
                IntStream.range(0, 5).mapToObj(i -> automatic("c" + i, 30)).toList();

        time.advance(ofSeconds(30));
        assertThat(inRecovery()).containsExactly("c0", "c1");
        good(circuits.get(0));
        assertThat(inRecovery()).containsExactly("c1", "c2");
        good(circuits.get(1));
        good(circuits.get(2));
        assertThat(inRecovery()).containsExactly("c3", "c4");
        good(circuits.get(3));
        good(circuits.get(4));

        assertThat(circuits).allMatch(Circuit::isClosed);
    }

    @Test
    void place_thatIsFree_goesToWhoWaitedLongest() {
        interlock.close();
        interlock = budget(1);
        Circuit first = manual("first");
        automatic("b", 20);
        automatic("c", 10);
        automatic("a", 20);
        time.advance(ofSeconds(5));
        recover(first);
        time.advance(ofSeconds(20));
        assertThat(inRecovery()).containsExactly("first");

        for (String next : List.of("c", "a", "b")) {
            good(interlock.circuit(inRecovery().get(0)));
            assertThat(inRecovery()).containsExactly(next);
        }
    }

    static Stream<Arguments> waysOut() {
        List<BiConsumer<Interlock, Circuit>> ways = List.of(
                (interlock, circuit) -> good(circuit),
                (interlock, circuit) -> bad(circuit),
                (interlock, circuit) -> circuit.reset(),
                (interlock, circuit) -> circuit.operator().open(OPS, "test"),
                (interlock, circuit) -> circuit.operator().forceOpen(OPS, "test"),
                (interlock, circuit) -> circuit.operator().forceClose(OPS, "test"),
                (interlock, circuit) -> circuit.operator().disable(OPS, "test"),
                (interlock, circuit) -> circuit.operator().metricsOnly(OPS, "test"),
                (interlock, circuit) -> interlock.remove(circuit.name()));
        return ways.stream().map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("waysOut")
    void place_leftInAnyWay_isTakenAtOnce(BiConsumer<Interlock, Circuit> way) {
        interlock.close();
        interlock = budget(1);
        Circuit first = manual("first");
        Circuit second = automatic("second", 30);
        time.advance(ofSeconds(29));
        recover(first);
        time.advance(ofSeconds(1));
        assertThat(second).isOpen();

        way.accept(interlock, first);

        assertThat(second).isHalfOpen();
    }

    @Test
    void placeOfACircuitThatIsBlocked_isFree_andWhatItWaitsForRecovers() {
        interlock.close();
        interlock = budget(1);
        Circuit below = interlock.define("below", c -> c.failureThreshold(1));
        Circuit above = interlock.define("above", c -> c.dependsOn("below").recoveryMode(RecoveryMode.MANUAL));
        Circuit other = manual("other");
        open(above);
        recover(above);
        assertThat(other.recoveryAllowed()).isFalse();

        bad(below);

        assertThat(above.isBlocked()).isTrue();
        assertThat(other.recoveryAllowed()).isTrue();
        time.advance(ofSeconds(30));
        assertThat(below).isHalfOpen();
    }

    @Test
    void wayDownToTheRoot_longerThanTheBudget_recoversByTheCallsFromAbove() {
        interlock.close();
        interlock = budget(1);
        List<String> way = List.of("disk", "db", "payments", "gateway");
        for (int i = 0; i < way.size(); i++) {
            String[] below = i == 0 ? new String[0] : new String[] {way.get(i - 1)};
            interlock.define(way.get(i), c -> c.dependsOn(below));
        }
        Circuit beside = interlock.define("beside", c -> c.dependsOn("disk").resetTimeout(ofSeconds(40)));
        way.forEach(name -> open(interlock.circuit(name)));
        open(beside);
        time.advance(ofSeconds(45));
        assertThat(inRecovery()).as("one way has one place").containsExactlyInAnyOrderElementsOf(way);

        callDown(way.size() - 1, way);

        assertThat(way).allMatch(name -> interlock.circuit(name).isClosed());
        assertThat(beside).isHalfOpen();
    }

    private void callDown(int at, List<String> way) {
        if (at >= 0) {
            interlock.circuit(way.get(at)).run(() -> callDown(at - 1, way));
        }
    }

    @Test
    void circuitThatNobodyCalls_losesItsPlaceAfterItsResetTimeout() {
        interlock.close();
        interlock = budget(1);
        automatic("idle", 30);
        Circuit busy = automatic("zz-busy", 30);
        time.advance(ofSeconds(30));
        assertThat(inRecovery()).containsExactly("idle");

        time.advance(ofSeconds(29));
        assertThat(busy).isOpen();
        time.advance(ofSeconds(1));

        assertThat(busy).isHalfOpen();
    }

    @Test
    void circuitWithACallUnderWay_keepsItsPlace() {
        interlock.close();
        interlock = budget(1);
        Circuit slow = interlock.define("slow", c -> c.permitDeadline(ofMinutes(10)));
        open(slow);
        Circuit next = automatic("zz-next", 30);
        time.advance(ofSeconds(30));
        try (var permit = slow.acquire()) {
            time.advance(ofMinutes(5));
            assertThat(next).isOpen();
            permit.success();
        }

        assertThat(next).isHalfOpen();
    }

    @Test
    void guardThatRefusesAtItsTurn_passesThePlaceOn() {
        interlock.close();
        interlock = budget(1);
        Circuit first = manual("first");
        Circuit guarded =
                interlock.define("guarded", c -> c.resetTimeout(ofSeconds(10)).recoveryGuard("migration", () -> false));
        open(guarded);
        Circuit next = automatic("next", 20);
        time.advance(ofSeconds(5));
        recover(first);
        time.advance(ofSeconds(20));
        assertThat(guarded.recoveryVerdict().reasons())
                .extracting(Reason::kind)
                .containsExactly(Reason.Kind.RECOVERY_BUDGET);

        good(first);

        assertThat(next).isHalfOpen();
        assertThat(guarded).isOpen();
    }

    @Test
    void placeOfAGuardedCircuit_isKeptWhileItsGuardsAreAsked() {
        interlock.close();
        List<Runnable> held = new ArrayList<>();
        AtomicBoolean busy = new AtomicBoolean();
        interlock = Interlock.create(s -> s.timeSource(time)
                .scheduler(time)
                .hookExecutor(task -> {
                    if (busy.get()) {
                        held.add(task);
                    } else {
                        time.execute(task);
                    }
                })
                .recoveryBudget(1));
        Circuit first = manual("first");
        Circuit guarded =
                interlock.define("guarded", c -> c.resetTimeout(ofSeconds(10)).recoveryGuard("migration", () -> true));
        open(guarded);
        Circuit next = automatic("next", 20);
        time.advance(ofSeconds(5));
        recover(first);
        time.advance(ofSeconds(20));

        busy.set(true);
        good(first);
        assertThat(next).isOpen();
        busy.set(false);
        held.forEach(Runnable::run);

        assertThat(guarded).isHalfOpen();
        assertThat(next).isOpen();
    }

    @Test
    void placeTakenWhileTheGuardWasAsked_isNotGivenTwice() {
        interlock.close();
        interlock = budget(1);
        Circuit other = manual("other");
        Circuit guarded = interlock.define(
                "guarded",
                c -> c.recoveryMode(RecoveryMode.MANUAL).recoveryGuard("slow", () -> {
                    recover(other);
                    return true;
                }));
        open(guarded);

        TransitionResult result = guarded.attemptRecovery();

        assertThat(result.reasons()).extracting(Reason::kind).containsExactly(Reason.Kind.RECOVERY_BUDGET);
        assertThat(guarded).isOpen();
    }

    @Test
    void condensedCycle_hasOnePlace() {
        interlock.close();
        interlock = Interlock.create(s -> s.timeSource(time)
                .scheduler(time)
                .hookExecutor(time)
                .cycles(CyclePolicy.CONDENSE)
                .recoveryBudget(1));
        interlock.define("orders", c -> c.dependsOn("stock").recoveryMode(RecoveryMode.MANUAL));
        interlock.define("stock", c -> c.dependsOn("orders").recoveryMode(RecoveryMode.MANUAL));
        Circuit other = manual("other");
        Circuit orders = interlock.circuit("orders");
        Circuit stock = interlock.circuit("stock");
        open(orders);
        open(stock);

        recover(orders);
        assertThat(other.recoveryAllowed()).as("no call reaches orders yet").isTrue();
        recover(stock);

        assertThat(other.recoveryVerdict().reasons())
                .extracting(Reason::message)
                .containsExactly("the recovery budget is used up: 1 of 1 circuit is in recovery (orders, stock)");
        good(orders);
        good(stock);
        recover(other);
    }

    @Test
    void circuitWithAProbe_holdsItsPlaceUntilItCloses() {
        interlock.close();
        interlock = budget(1);
        AtomicBoolean up = new AtomicBoolean();
        Circuit probed =
                interlock.define("probed", c -> c.probe(up::get, ofSeconds(1)).successThreshold(3));
        open(probed);
        Circuit next = automatic("zz-next", 30);
        time.advance(ofSeconds(29));
        up.set(true);
        time.advance(ofSeconds(1));
        assertThat(probed).isHalfOpen();
        time.advance(ofMillis(500));
        assertThat(next).isOpen();

        time.advance(ofSeconds(3));

        assertThat(probed).isClosed();
        assertThat(next).isHalfOpen();
    }

    @Test
    void callThatWouldRecoverItsCircuit_overTheBudget_isRefused() {
        interlock.close();
        interlock = budget(1);
        Circuit first = manual("first");
        Circuit onCall = interlock.define("on-call", c -> c.recoveryMode(RecoveryMode.ON_CALL));
        open(onCall);
        time.advance(ofSeconds(30));
        recover(first);

        assertThat(onCall.isCallable()).isFalse();
        assertThatThrownBy(() -> onCall.call(() -> "fine")).isInstanceOf(CallRejectedException.class);
        good(first);
        time.advance(ofSeconds(1));

        good(onCall);
    }

    @Test
    void circuitThatWaitsForAPlace_explainsIt_andNobodyKnowsWhen() {
        interlock.close();
        interlock = budget(1);
        Circuit first = manual("first");
        Circuit second = automatic("second", 30);
        time.advance(ofSeconds(29));
        recover(first);
        time.advance(ofSeconds(1));

        Explanation why = second.explain();

        assertThat(why.waitingFor())
                .containsExactly("a place, for the recovery budget is used up: 1 of 1 circuit is in recovery (first)");
        assertThat(why.nextAttempt()).isEmpty();
        assertThat(why)
                .hasToString("'second' is OPEN for 30 s by ops ('test'); waiting: "
                        + why.waitingFor().get(0));
    }

    @Test
    void refusalOfTheTimer_isToldOnce() {
        interlock.close();
        interlock = budget(1);
        Circuit first = manual("first");
        automatic("second", 1);
        List<TransitionRefused> told = new ArrayList<>();
        interlock.on(TransitionRefused.class, told::add);
        recover(first);
        time.advance(ofSeconds(29));

        assertThat(told).hasSize(1);
    }

    @Test
    void operator_asksForNoPlace() {
        Stream.of("a", "b").map(this::manual).forEach(circuit -> recover(circuit));
        Circuit third = manual("c");

        assertThat(third.operator().forceClose(OPS, "test")).isApplied();
    }

    @Test
    void noBudget_everyCircuitRecovers() {
        interlock.close();
        interlock = Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time));
        IntStream.range(0, 50).forEach(i -> automatic("c" + i, 30));

        time.advance(ofSeconds(30));

        assertThat(inRecovery()).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void budget_outOfRange_isRefused(int budget) {
        assertThatThrownBy(() -> budget(budget))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("recoveryBudget: " + budget + " is outside of 1 to 1000000");
    }
}
