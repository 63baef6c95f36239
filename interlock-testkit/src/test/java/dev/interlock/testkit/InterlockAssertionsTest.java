package dev.interlock.testkit;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.Explanation;
import dev.interlock.Reason;
import dev.interlock.State;
import dev.interlock.TransitionResult;
import dev.interlock.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InterlockAssertionsTest {

    private static final Reason NEEDS_VAULT = new Reason(Reason.Kind.DEPENDENCY, "vault", "depends on 'vault', OPEN");

    private final Circuit open = circuit(State.OPEN, List.of("api"));
    private final Circuit blocked = circuit(State.CLOSED, List.of("api", "payment", "vault"));
    private final Circuit fine = circuit(State.CLOSED, List.of());

    @Test
    void circuitAssert_whatIsTrue_passes() {
        assertThatCode(() -> {
                    assertThat(open)
                            .isOpen()
                            .isNotBlocked()
                            .isNotCallable()
                            .hasState(State.OPEN)
                            .hasRootCause("api");
                    assertThat(blocked).isClosed().isNotOpen().isBlocked().refusesRecovery();
                    assertThat(blocked)
                            .isBlockedBy("vault")
                            .isBlockedBy("payment", "vault")
                            .hasRootCause("vault");
                    assertThat(fine).isClosed().isNotBlocked().isCallable().allowsRecovery();
                    assertThat(circuit(State.HALF_OPEN, List.of())).isHalfOpen();
                    assertThat(circuit(State.FORCED_OPEN, List.of("api")))
                            .isForcedOpen()
                            .isOpen();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void circuitAssert_whatIsFalse_failsWithTheExplanation() {
        fails(() -> assertThat(fine).isOpen(), "to be open", "it is CLOSED");
        fails(() -> assertThat(open).isNotOpen(), "not to be open", "it is OPEN");
        fails(() -> assertThat(open).isClosed(), "to be CLOSED", "it is OPEN");
        fails(() -> assertThat(open).isHalfOpen(), "to be HALF_OPEN", "it is OPEN");
        fails(() -> assertThat(open).isForcedOpen(), "to be FORCED_OPEN", "it is OPEN");
        fails(() -> assertThat(fine).isBlocked(), "to be blocked", "it is not");
        fails(() -> assertThat(blocked).isNotBlocked(), "not to be blocked", "it is");
        fails(() -> assertThat(blocked).isBlockedBy("api"), "[api]", "[payment, vault]");
        fails(() -> assertThat(blocked).isBlockedBy("vault", "disk"), "[vault, disk]", "[payment, vault]");
        fails(() -> assertThat(open).isBlockedBy("vault"), "[vault]", "blocked by []");
        fails(() -> assertThat(blocked).hasRootCause("payment"), "[payment]", "they are [vault]");
        fails(() -> assertThat(open).isCallable(), "to admit calls", "it does not");
        fails(() -> assertThat(fine).isNotCallable(), "to refuse calls", "it admits them");
        fails(() -> assertThat(blocked).allowsRecovery(), "to allow", "depends on 'vault'");
        fails(() -> assertThat(fine).refusesRecovery(), "to refuse its recovery", "it allows it");
    }

    @Test
    void circuitAssert_null_failsAsAssertion() {
        assertThatThrownBy(() -> assertThat((Circuit) null).isOpen()).isInstanceOf(AssertionError.class);
    }

    @Test
    void transitionResultAssert_appliedAndRefused_toldApart() {
        TransitionResult applied = result();
        TransitionResult refused = result(NEEDS_VAULT);
        assertThatCode(() -> {
                    assertThat(applied).isApplied();
                    assertThat(refused)
                            .isRefused()
                            .hasReason(Reason.Kind.DEPENDENCY)
                            .hasReasonMentioning("vault")
                            .hasReasonMentioning("depends on");
                })
                .doesNotThrowAnyException();
        failure(() -> assertThat(refused).isApplied(), "to be applied", "depends on 'vault'");
        failure(() -> assertThat(applied).isRefused(), "to be refused", "OPEN -> HALF_OPEN");
        failure(() -> assertThat(refused).hasReason(Reason.Kind.WRONG_STATE), "WRONG_STATE", "DEPENDENCY of 'vault'");
        failure(() -> assertThat(refused).hasReasonMentioning("disk"), "mentions 'disk'");
        failure(() -> assertThat(applied).hasReasonMentioning("vault"), "mentions 'vault'");
    }

    @Test
    void entryPoint_besideAssertJsOwn_isChosenForOurTypes() {
        Object ours = assertThat(fine);
        assertThat(ours).isInstanceOf(CircuitAssert.class);
        assertThat(fine.name()).isEqualTo("api");
    }

    private static void fails(ThrowingCallable assertion, String... parts) {
        failure(assertion, parts);
        assertThatThrownBy(assertion).hasMessageContaining("'api'").hasMessageContaining("the 100% true story");
    }

    private static void failure(ThrowingCallable assertion, String... parts) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContainingAll(parts);
    }

    private static TransitionResult result(Reason... reasons) {
        State to = reasons.length == 0 ? State.HALF_OPEN : State.OPEN;
        return new TransitionResult("api", CircuitEvent.ATTEMPT_RECOVERY, State.OPEN, to, List.of(reasons));
    }

    private static Circuit circuit(State state, List<String> chain) {
        boolean blocked = chain.size() > 1;
        List<String> roots = chain.isEmpty() ? List.of() : List.of(chain.get(chain.size() - 1));
        Explanation explanation = new Explanation(
                "api",
                state,
                blocked,
                "the 100% true story",
                chain.isEmpty() ? List.of() : List.of(chain),
                roots,
                List.of(),
                Optional.empty(),
                Optional.empty());
        Verdict verdict = blocked ? new Verdict(List.of(NEEDS_VAULT)) : Verdict.allowed();
        Map<String, Supplier<?>> answers = new HashMap<>();
        answers.put("name", () -> "api");
        answers.put("state", () -> state);
        answers.put("isOpen", state::isOpen);
        answers.put("isBlocked", () -> blocked);
        answers.put("isCallable", () -> !blocked && !state.isOpen());
        answers.put("explain", () -> explanation);
        answers.put("recoveryVerdict", () -> verdict);
        answers.put("recoveryAllowed", verdict::isAllowed);
        answers.put("toString", () -> "circuit api");
        return Fakes.answering(Circuit.class, answers);
    }
}
