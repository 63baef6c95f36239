package dev.interlock.verification.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.State;
import dev.interlock.TransitionResult;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.verification.call.Traffic;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds in every state beside the table: who is not asked, what is not changed, and whose result comes too late. */
@ExtendWith(InterlockExtension.class)
class EveryStateTest {

    private static final String OPERATOR_EVENTS = """
            OPEN          OPEN          from every state
            FORCE_OPEN    FORCED_OPEN   from every state
            FORCE_CLOSE   CLOSED        from every state
            DISABLE       DISABLED      from every state
            METRICS_ONLY  METRICS_ONLY  from every state
            RELEASE       OPEN          FORCED_OPEN
            RELEASE       CLOSED        DISABLED
            RELEASE       CLOSED        METRICS_ONLY
            """;

    static Stream<Arguments> operatorEvents() {
        return OPERATOR_EVENTS.lines().flatMap(line -> {
            List<String> words = List.of(line.trim().split("\\s+", -1));
            Stream<State> from = words.size() > 3 ? Stream.of(State.values()) : Stream.of(State.valueOf(words.get(2)));
            return from.map(
                    state -> Arguments.of(CircuitEvent.valueOf(words.get(0)), State.valueOf(words.get(1)), state));
        });
    }

    @ParameterizedTest(name = "{0} from {2} -> {1}")
    @MethodSource("operatorEvents")
    void operatorEvent_dependencyDownAndGuardsRefusing_isAppliedUnasked(
            CircuitEvent event, State to, State from, Interlock interlock) {
        Subject subject = Subject.in(interlock, from);
        subject.down("hard");
        subject.down("soft");
        subject.refuseByGuards();
        long epoch = subject.view().epoch();

        TransitionResult result = subject.apply(event).orElseThrow();

        assertThat(result.reasons()).isEmpty();
        assertThat(result.from()).isEqualTo(from);
        assertThat(result.to()).isEqualTo(to);
        assertThat(subject.view().state()).isEqualTo(to);
        assertThat(subject.view().epoch()).isEqualTo(epoch + 1);
        assertThat(subject.view().blockedBy()).contains("hard");
        assertThat(subject.emitted()).containsExactly("CircuitTransitioned");
        assertThat(subject.guardsAsked()).as("guards asked").isZero();
    }

    @ParameterizedTest
    @EnumSource
    void asking_changesAndTellsNothing(State state, Interlock interlock) {
        Subject subject = Subject.in(interlock, state);
        NodeView before = subject.view();
        long version = interlock.snapshot().version();
        Circuit circuit = subject.circuit();

        assertThat(circuit.canAttemptRecovery()).isEqualTo(state == State.OPEN);
        assertThat(circuit.isRecoveryDue()).as("the wait is not over").isFalse();
        assertThat(circuit.recoveryAllowed()).isTrue();
        assertThat(circuit.resetAllowed()).isTrue();
        assertThat(circuit.isCallable()).isEqualTo(!state.isOpen());

        assertThat(subject.view()).isEqualTo(before);
        assertThat(interlock.snapshot().version()).isEqualTo(version);
        assertThat(subject.emitted()).isEmpty();
    }

    /** Twice through the same state: the first epoch's call fails when the circuit is CLOSED, HALF_OPEN and so on again. */
    @ParameterizedTest
    @EnumSource
    void failureOfAnOlderEpoch_inTheSameState_decidesNothing(State state, Interlock interlock) {
        Subject subject = Subject.in(interlock, state);
        if (state == State.CLOSED) {
            subject.circuit().operator().forceClose(Traffic.OPS, "a new epoch");
        }
        NodeView before = subject.view();
        List<String> told = subject.told();

        subject.failLate();

        assertThat(subject.view())
                .usingRecursiveComparison()
                .ignoringFields("lastError")
                .isEqualTo(before);
        assertThat(subject.told()).isEqualTo(told);
    }
}
