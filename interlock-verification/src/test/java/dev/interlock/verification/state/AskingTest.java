package dev.interlock.verification.state;

import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitMetrics;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.RecoveryMode;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryRun;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** S15: asking changes and counts nothing, also at the moment when what is asked for would be done. */
@ExtendWith(InterlockExtension.class)
class AskingTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    @Test
    void circuitWhoseWaitIsOver_askedEverything_staysOpen(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.resetTimeout(WAIT).recoveryMode(RecoveryMode.MANUAL));
        open(circuit);
        time.advance(WAIT);

        assertNothingChanges(interlock, () -> {
            assertThat(circuit.isRecoveryDue()).isTrue();
            assertThat(circuit.canAttemptRecovery()).isTrue();
            assertThat(circuit.recoveryAllowed()).isTrue();
            assertThat(circuit.resetAllowed()).isTrue();
            assertThat(circuit.isCallable()).isFalse();
        });
    }

    @Test
    void circuitThatTheNextCallRecovers_askedWhetherItIsCallable_leavesTheAttemptToTheCall(
            Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.resetTimeout(WAIT).recoveryMode(RecoveryMode.ON_CALL));
        open(circuit);
        time.advance(WAIT);

        assertNothingChanges(interlock, () -> {
            assertThat(circuit.isCallable()).isTrue();
            assertThat(circuit.isCallable()).isTrue();
        });

        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void halfOpenCircuit_askedWhetherItIsCallable_givesNoPlaceAway(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.halfOpenCalls(1).maxConcurrent(1));
        Traffic.halfOpen(circuit);

        assertNothingChanges(interlock, () -> {
            assertThat(circuit.isCallable()).isTrue();
            assertThat(circuit.isCallable()).isTrue();
        });

        good(circuit);
    }

    @Test
    void verdictsThatAreAgainst_areNotRefusals(Interlock interlock) {
        Circuit dependency = interlock.define("db");
        Circuit blocked = interlock.define("blocked", c -> c.dependsOn("db"));
        Circuit guarded = interlock.define(
                "guarded", c -> c.recoveryGuard("no", () -> false).resetGuard("no", () -> false));
        dependency.operator().forceOpen(Traffic.OPS, "test");
        open(blocked);
        open(guarded);

        assertNothingChanges(interlock, () -> {
            for (Circuit circuit : List.of(blocked, guarded)) {
                assertThat(circuit.recoveryVerdict().isAllowed()).isFalse();
                assertThat(circuit.resetVerdict().isAllowed()).isFalse();
                assertThat(circuit.canAttemptRecovery()).isFalse();
                assertThat(circuit.isRecoveryDue()).isFalse();
                assertThat(circuit.isCallable()).isFalse();
            }
        });
    }

    @Test
    void plan_ofARecovery_recoversNothing(Interlock interlock) {
        Circuit dependency = interlock.define("db", c -> c.recoveryMode(RecoveryMode.MANUAL));
        Circuit service = interlock.define(
                "service", c -> c.recoveryMode(RecoveryMode.MANUAL).dependsOn("db"));
        open(dependency);
        open(service);

        assertNothingChanges(interlock, () -> {
            RecoveryRun plan = interlock.recover(o -> o.dryRun());
            assertThat(plan.isDone()).isTrue();
            assertThat(plan.report().join().circuits(RecoveryReport.Outcome.RECOVERED))
                    .containsExactly("db", "service");
            assertThat(interlock.recoveryOrder()).isNotEmpty();
            assertThat(interlock.validate()).isNotNull();
            assertThat(interlock.explain("service").text()).contains("db");
        });
    }

    private static void assertNothingChanges(Interlock interlock, Runnable asking) {
        List<InterlockEvent> told = new ArrayList<>();
        interlock.on(InterlockEvent.class, told::add);
        Snapshot before = interlock.snapshot();
        List<CircuitMetrics> counted = metrics(interlock);
        int permits = interlock.diagnostics().permitsOutstanding();

        asking.run();

        assertThat(interlock.snapshot().version()).isEqualTo(before.version());
        assertThat(interlock.snapshot().nodes()).isEqualTo(before.nodes());
        assertThat(metrics(interlock)).isEqualTo(counted);
        assertThat(interlock.diagnostics().permitsOutstanding()).isEqualTo(permits);
        assertThat(told).isEmpty();
    }

    private static List<CircuitMetrics> metrics(Interlock interlock) {
        return interlock.snapshot().nodes().stream()
                .map(node -> interlock.circuit(node.name()).metrics())
                .toList();
    }
}
