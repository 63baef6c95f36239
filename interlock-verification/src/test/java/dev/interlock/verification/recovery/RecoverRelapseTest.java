package dev.interlock.verification.recovery;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryReport.Entry;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A circuit that a run recovered, and that falls again before the run is over, ends it. */
@ExtendWith(InterlockExtension.class)
class RecoverRelapseTest {

    private static final Duration PACE = Duration.ofMillis(500);

    private Circuit vault;
    private Circuit payment;
    private Circuit gateway;

    @BeforeEach
    void open(Interlock interlock) {
        vault = define(interlock, "vault");
        payment = define(interlock, "payment", "vault");
        gateway = define(interlock, "gateway", "payment");
        for (Circuit circuit : List.of(gateway, payment, vault)) {
            circuit.operator().open(OPS, "test");
        }
    }

    private static Circuit define(Interlock interlock, String name, String... dependencies) {
        return interlock.define(
                name,
                c -> c.recoveryMode(RecoveryMode.MANUAL).failureThreshold(1).dependsOn(dependencies));
    }

    @Test
    void recoveredCircuit_fallsAgain_isFailed_andTheRestIsSkipped(Interlock interlock, ManualTime time) {
        List<Entry> progress = new ArrayList<>();
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).onProgress(progress::add));
        good(vault);
        assertThat(progress).extracting(Entry::outcome).containsExactly(Outcome.RECOVERED);

        bad(vault);

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.FAILED)).containsExactly("vault");
        assertThat(report.find("vault").orElseThrow().reasons().get(0).message())
                .startsWith("'vault' fell again: ")
                .contains("last error: Failure: planned failure");
        assertThat(report.circuits(Outcome.SKIPPED)).containsExactly("payment", "gateway");
        assertThat(report.find("gateway").orElseThrow().reasons().get(0).message())
                .isEqualTo("the run ended because 'vault' fell again");
        assertThat(progress)
                .extracting(Entry::circuit)
                .as("the listener is told that the outcome was taken back")
                .startsWith("vault", "vault");
        time.advance(Duration.ofMinutes(1));
        assertThat(payment).isOpen();
    }

    @Test
    void circuitUnderWay_whoseDependencyFellAgain_isBlocked(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        good(vault);
        time.advance(PACE);
        assertThat(payment).isHalfOpen();

        bad(vault);

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.FAILED)).containsExactly("vault");
        assertThat(report.circuits(Outcome.BLOCKED)).containsExactly("payment");
        assertThat(report.circuits(Outcome.SKIPPED)).containsExactly("gateway");
    }

    @Test
    void circuitThatWasClosedAtItsTurn_andFallsAgain_endsTheRunToo(Interlock interlock, ManualTime time) {
        interlock.define("other", c -> c.failureThreshold(1).recoveryMode(RecoveryMode.MANUAL));
        Circuit other = interlock.circuit("other");
        other.operator().open(OPS, "test");
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        vault.operator().forceClose(OPS, "it is fine"); // before its turn: "other" comes first
        time.advance(PACE);

        bad(vault);

        assertThat(Reports.of(run).circuits(Outcome.FAILED)).containsExactly("vault");
    }

    @Test
    void circuit_openedByAnOperator_isNoRelapse(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        good(vault);

        vault.operator().open(OPS, "on purpose");
        time.advance(PACE.multipliedBy(2));

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.RECOVERED)).containsExactly("vault");
        assertThat(report.circuits(Outcome.BLOCKED)).containsExactly("payment", "gateway");
    }

    @Test
    void circuit_openedByACascade_isARelapse(Interlock interlock, ManualTime time) {
        Circuit network = interlock.define(
                "network",
                c -> c.failureThreshold(1).recoveryMode(RecoveryMode.MANUAL).cascadesTo("vault"));
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        good(vault);

        bad(network);

        RecoveryReport report = Reports.of(run);
        assertThat(report.find("vault").orElseThrow().reasons().get(0).message())
                .contains("by a cascade from 'network'");
    }

    @Test
    void runThatGoesOn_failsTheCircuit_andRecoversTheOthers(Interlock interlock, ManualTime time) {
        Circuit disk = define(interlock, "zdisk");
        disk.operator().open(OPS, "test");
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).abortOnRelapse(false));
        good(vault);
        bad(vault);
        assertThat(run.isDone()).isFalse();

        time.advance(PACE);
        good(disk);
        time.advance(PACE.multipliedBy(3));

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.FAILED)).containsExactly("vault");
        assertThat(report.circuits(Outcome.RECOVERED)).containsExactly("zdisk");
        assertThat(report.circuits(Outcome.BLOCKED)).containsExactly("payment", "gateway");
    }

    @Test
    void openingsOfTheOutageBefore_areNoRelapse(Interlock interlock, ManualTime time) {
        vault.operator().forceClose(OPS, "test");
        time.pauseInline(); // what happens now is told later
        bad(vault);
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        time.resumeInline();

        good(vault);
        time.advance(PACE);

        assertThat(payment).isHalfOpen();
        run.cancel();
        assertThat(Reports.of(run).circuits(Outcome.RECOVERED)).containsExactly("vault");
    }

    @Test
    void relapseAfterTheRun_changesNothingInItsReport(Interlock interlock, ManualTime time) {
        payment.operator().forceClose(OPS, "test");
        gateway.operator().forceClose(OPS, "test");
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        good(vault);
        RecoveryReport report = Reports.of(run);

        bad(vault);

        assertThat(Reports.of(run)).isEqualTo(report);
        assertThat(report.circuits(Outcome.RECOVERED)).containsExactly("vault");
    }
}
