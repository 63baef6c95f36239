package dev.interlock.verification.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.Reason;
import dev.interlock.State;
import dev.interlock.TransitionResult;
import dev.interlock.event.TransitionRefused;
import dev.interlock.testkit.InterlockExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The two guarded events in every state, while a direct dependency is not up: open or blocked itself, hard or soft. */
@ExtendWith(InterlockExtension.class)
class DependencyRefusalTest {

    private static final String TABLE = """
            CLOSED        ATTEMPT_RECOVERY  WRONG_STATE
            CLOSED        RESET             applied
            OPEN          ATTEMPT_RECOVERY  DEPENDENCY
            OPEN          RESET             DEPENDENCY
            HALF_OPEN     ATTEMPT_RECOVERY  WRONG_STATE
            HALF_OPEN     RESET             DEPENDENCY
            FORCED_OPEN   ATTEMPT_RECOVERY  WRONG_STATE
            FORCED_OPEN   RESET             WRONG_STATE
            DISABLED      ATTEMPT_RECOVERY  WRONG_STATE
            DISABLED      RESET             WRONG_STATE
            METRICS_ONLY  ATTEMPT_RECOVERY  WRONG_STATE
            METRICS_ONLY  RESET             WRONG_STATE
            """;

    static Stream<Arguments> cells() {
        return TABLE.lines()
                .flatMap(line -> Stream.of("hard", "hard-root", "soft", "soft-root")
                        .map(down -> {
                            List<String> words = List.of(line.trim().split("\\s+", -1));
                            return Arguments.of(
                                    State.valueOf(words.get(0)),
                                    CircuitEvent.valueOf(words.get(1)),
                                    words.get(2),
                                    down);
                        }));
    }

    @ParameterizedTest(name = "{0} {1} with {3} open: {2}")
    @MethodSource("cells")
    void guardedEvent_dependencyNotUp_isRefused(
            State state, CircuitEvent event, String verdict, String down, Interlock interlock) {
        Subject subject = Subject.in(interlock, state);
        subject.down(down);
        NodeView before = subject.view();
        Circuit circuit = subject.circuit();

        TransitionResult result = subject.apply(event).orElseThrow();

        assertThat(result.from()).isEqualTo(state);
        assertThat(result.to()).isEqualTo(state);
        assertThat(subject.view()).as("changes nothing").isEqualTo(before);
        assertThat(subject.guardsAsked()).as("guards asked in vain").isZero();
        if (verdict.equals("applied")) {
            assertThat(result.isApplied()).isTrue();
            assertThat(subject.emitted()).isEmpty();
            return;
        }
        assertThat(result.reasons()).extracting(Reason::kind).containsExactly(Reason.Kind.valueOf(verdict));
        assertThat(subject.emitted()).containsExactly("TransitionRefused");
        assertThat(subject.only(TransitionRefused.class).reasons()).isEqualTo(result.reasons());
        boolean dependency = verdict.equals("DEPENDENCY");
        if (dependency) {
            String direct = down.replace("-root", "");
            assertThat(result.reasons().get(0).subject()).isEqualTo(direct);
            assertThat(result.reasons().get(0).message()).contains("'" + down + "'");
        }
        boolean recovery = event == CircuitEvent.ATTEMPT_RECOVERY;
        assertThat(circuit.metrics().blockedRecoveries()).isEqualTo(dependency && recovery ? 1 : 0);
        assertThat(circuit.metrics().blockedResets()).isEqualTo(dependency && !recovery ? 1 : 0);
    }
}
