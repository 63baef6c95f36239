package dev.interlock.verification.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.Reason;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.TransitionResult;
import dev.interlock.event.CascadeHappened;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.TransitionRefused;
import dev.interlock.event.WouldHaveOpened;
import dev.interlock.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every event in every state: 60 cells. In a cell stands the state that the circuit enters, told by exactly one CircuitTransitioned; or
 * {@code refused}: WRONG_STATE, told by exactly one TransitionRefused; {@code stays}: applied, and nothing is told; {@code nothing}: it cannot
 * happen here, so nothing changes and nothing is told; {@code told}: nothing changes, told by one WouldHaveOpened.
 */
class StateTableTest {

    private static final String TABLE = """
            event            | CLOSED       | OPEN         | HALF_OPEN    | FORCED_OPEN  | DISABLED     | METRICS_ONLY
            TRIP             | OPEN         | nothing      | OPEN         | nothing      | nothing      | told
            CASCADE          | OPEN         | nothing      | OPEN         | nothing      | nothing      | nothing
            ATTEMPT_RECOVERY | refused      | HALF_OPEN    | refused      | refused      | refused      | refused
            RESET            | stays        | CLOSED       | CLOSED       | refused      | refused      | refused
            OPEN             | OPEN         | OPEN         | OPEN         | OPEN         | OPEN         | OPEN
            FORCE_OPEN       | FORCED_OPEN  | FORCED_OPEN  | FORCED_OPEN  | FORCED_OPEN  | FORCED_OPEN  | FORCED_OPEN
            FORCE_CLOSE      | CLOSED       | CLOSED       | CLOSED       | CLOSED       | CLOSED       | CLOSED
            DISABLE          | DISABLED     | DISABLED     | DISABLED     | DISABLED     | DISABLED     | DISABLED
            METRICS_ONLY     | METRICS_ONLY | METRICS_ONLY | METRICS_ONLY | METRICS_ONLY | METRICS_ONLY | METRICS_ONLY
            RELEASE          | refused      | refused      | refused      | OPEN         | CLOSED       | CLOSED
            """;

    private static final Actor OPS = Actor.of("ops");

    static Stream<Arguments> cells() {
        List<String> rows = TABLE.lines().toList();
        String[] states = rows.get(0).split("\\|", -1);
        List<Arguments> cells = new ArrayList<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] columns = row.split("\\|", -1);
            for (int i = 1; i < columns.length; i++) {
                cells.add(Arguments.of(
                        State.valueOf(states[i].strip()),
                        CircuitEvent.valueOf(columns[0].strip()),
                        columns[i].strip()));
            }
        }
        return cells.stream();
    }

    @Test
    void table_hasEveryCell() {
        assertThat(cells()).hasSize(State.values().length * CircuitEvent.values().length);
    }

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @MethodSource("cells")
    void event_inState_doesWhatTheTableSays(State state, CircuitEvent event, String expected) {
        ManualTime time = ManualTime.create();
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time))) {
            Circuit circuit =
                    interlock.define("circuit", c -> c.failureThreshold(1).recoveryMode(RecoveryMode.MANUAL));
            Circuit source = interlock.define(
                    "source",
                    c -> c.failureThreshold(1).recoveryMode(RecoveryMode.MANUAL).cascadesTo("circuit"));
            bring(circuit, state);
            long epoch = interlock.snapshot().node("circuit").epoch();
            List<InterlockEvent> told = new ArrayList<>();
            interlock.on(InterlockEvent.class, told::add);

            Optional<TransitionResult> result = cause(circuit, source, event);

            told.removeIf(each ->
                    each instanceof CircuitTransitioned other && other.circuit().equals("source"));
            boolean moves =
                    Stream.of(State.values()).anyMatch(each -> each.name().equals(expected));
            State after = moves ? State.valueOf(expected) : state;
            assertThat(circuit.state()).isEqualTo(after);
            assertThat(interlock.snapshot().node("circuit").epoch()).isEqualTo(moves ? epoch + 1 : epoch);
            result.ifPresent(each -> {
                assertThat(each.isApplied()).isEqualTo(!expected.equals("refused"));
                assertThat(each.event()).isEqualTo(event);
                assertThat(each.from()).isEqualTo(state);
                assertThat(each.to()).isEqualTo(after);
            });
            assertThatTold(told, expected, state, event, result);
        }
    }

    private static void assertThatTold(
            List<InterlockEvent> told,
            String expected,
            State state,
            CircuitEvent event,
            Optional<TransitionResult> result) {
        switch (expected) {
            case "nothing", "stays" -> assertThat(told).isEmpty();
            case "told" -> assertThat(told).singleElement().isInstanceOf(WouldHaveOpened.class);
            case "refused" -> {
                assertThat(result.orElseThrow().reasons())
                        .extracting(Reason::kind)
                        .containsExactly(Reason.Kind.WRONG_STATE);
                assertThat(told).singleElement().isInstanceOfSatisfying(TransitionRefused.class, refused -> {
                    assertThat(refused.event()).isEqualTo(event);
                    assertThat(refused.state()).isEqualTo(state);
                    assertThat(refused.reasons()).isEqualTo(result.orElseThrow().reasons());
                });
            }
            default -> {
                told.removeIf(CascadeHappened.class::isInstance);
                assertThat(told).singleElement().isInstanceOfSatisfying(CircuitTransitioned.class, moved -> {
                    assertThat(moved.from()).isEqualTo(state);
                    assertThat(moved.to()).isEqualTo(State.valueOf(expected));
                    assertThat(moved.cause().event()).isEqualTo(event);
                    assertThat(moved.cause().actor())
                            .isEqualTo(event.isOperatorEvent() ? Optional.of(OPS) : Optional.empty());
                    assertThat(moved.cause().source())
                            .isEqualTo(event == CircuitEvent.CASCADE ? Optional.of("source") : Optional.empty());
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void guardedEvent_whileADependencyIsOpen_isRefusedWithItsName(State state, CircuitEvent event, boolean asked) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define(
                    "circuit",
                    c -> c.failureThreshold(1).recoveryMode(RecoveryMode.MANUAL).dependsOn("vault"));
            Circuit vault = interlock.define("vault");
            bring(circuit, state);
            vault.operator().forceOpen(OPS, "test");

            TransitionResult result = event == CircuitEvent.RESET ? circuit.reset() : circuit.attemptRecovery();

            assertThat(circuit.state()).isEqualTo(state);
            assertThat(result.isApplied()).isEqualTo(state == State.CLOSED && event == CircuitEvent.RESET);
            if (asked) {
                assertThat(result.reasons())
                        .containsExactly(new Reason(
                                Reason.Kind.DEPENDENCY, "vault", "depends on 'vault', which is FORCED_OPEN"));
            }
        }
    }

    static Stream<Arguments> guarded() {
        return Stream.of(State.values())
                .flatMap(state -> Stream.of(
                        Arguments.of(state, CircuitEvent.ATTEMPT_RECOVERY, state == State.OPEN),
                        Arguments.of(state, CircuitEvent.RESET, state == State.OPEN || state == State.HALF_OPEN)));
    }

    private static void bring(Circuit circuit, State state) {
        switch (state) {
            case CLOSED -> {}
            case OPEN -> circuit.operator().open(OPS, "test");
            case HALF_OPEN -> {
                circuit.operator().open(OPS, "test");
                circuit.attemptRecovery();
            }
            case FORCED_OPEN -> circuit.operator().forceOpen(OPS, "test");
            case DISABLED -> circuit.operator().disable(OPS, "test");
            case METRICS_ONLY -> circuit.operator().metricsOnly(OPS, "test");
        }
        assertThat(circuit.state()).isEqualTo(state);
    }

    private static Optional<TransitionResult> cause(Circuit circuit, Circuit source, CircuitEvent event) {
        return switch (event) {
            case TRIP -> {
                fail(circuit);
                yield Optional.empty();
            }
            case CASCADE -> {
                fail(source);
                yield Optional.empty();
            }
            case ATTEMPT_RECOVERY -> Optional.of(circuit.attemptRecovery());
            case RESET -> Optional.of(circuit.reset());
            case OPEN -> Optional.of(circuit.operator().open(OPS, "test"));
            case FORCE_OPEN -> Optional.of(circuit.operator().forceOpen(OPS, "test"));
            case FORCE_CLOSE -> Optional.of(circuit.operator().forceClose(OPS, "test"));
            case DISABLE -> Optional.of(circuit.operator().disable(OPS, "test"));
            case METRICS_ONLY -> Optional.of(circuit.operator().metricsOnly(OPS, "test"));
            case RELEASE -> Optional.of(circuit.operator().release(OPS, "test"));
        };
    }

    private static void fail(Circuit circuit) {
        try {
            circuit.run(() -> {
                throw new IllegalStateException("planned");
            });
        } catch (CallRejectedException refused) {
            // The state admits no call: then it cannot trip either.
        } catch (IllegalStateException planned) {
            assertThat(planned).hasMessage("planned");
        }
    }
}
