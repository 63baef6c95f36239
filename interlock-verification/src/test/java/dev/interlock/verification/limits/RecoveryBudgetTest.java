package dev.interlock.verification.limits;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.recover;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.Explanation;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Reason;
import dev.interlock.RecoveryMode;
import dev.interlock.TransitionResult;
import dev.interlock.event.TransitionRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code recoveryBudget}: at most so many circuits in recovery at once, and how a refusal is said. */
class RecoveryBudgetTest extends Budgeted {

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
