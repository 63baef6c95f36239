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
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import dev.interlock.event.TransitionRefused;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run asks the recovery budget for its places, and waits for them. */
class RecoverWithinBudgetTest {

    private static final Duration PACE = Duration.ofMillis(100);

    private final ManualTime time = ManualTime.create();
    private final Interlock interlock = Interlock.create(
            s -> s.timeSource(time).scheduler(time).hookExecutor(time).recoveryBudget(1));

    private Circuit manual(String name) {
        Circuit circuit = interlock.define(name, c -> c.recoveryMode(RecoveryMode.MANUAL));
        circuit.operator().open(OPS, "test");
        return circuit;
    }

    @AfterEach
    void close() {
        interlock.close();
    }

    @Test
    void run_overTheBudget_waitsForPlaces_andReportsNoFailure() {
        List<Circuit> circuits = List.of(manual("a"), manual("b"), manual("c"));
        List<TransitionRefused> refused = new ArrayList<>();
        interlock.on(TransitionRefused.class, refused::add);
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));

        for (Circuit circuit : circuits) {
            time.advance(Duration.ofSeconds(5));
            assertThat(circuits.stream().filter(Circuit::isHalfOpen)).containsExactly(circuit);
            good(circuit);
        }

        assertThat(Reports.of(run).circuits(Outcome.RECOVERED)).containsExactly("a", "b", "c");
        assertThat(refused).as("who waits tries nothing").isEmpty();
    }

    @Test
    void run_whosePlaceIsSomebodyElses_goesOnWhenThatOneFails() {
        Circuit other = manual("z");
        other.attemptRecovery();
        Circuit first = manual("a");
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).abortOnRelapse(false));
        time.advance(Duration.ofSeconds(5));
        assertThat(first).isOpen();

        bad(other);
        time.advance(PACE);
        good(first);
        time.advance(PACE);
        good(other);

        assertThat(Reports.of(run).circuits(Outcome.RECOVERED)).containsExactly("a", "z");
    }

    @Test
    void place_thatNobodyUses_isTakenWithoutAnEvent() {
        Circuit idle = manual("z");
        idle.attemptRecovery();
        Circuit first = manual("a");
        RecoveryRun unused = interlock.recover(o -> o.pace(PACE));

        time.advance(Duration.ofSeconds(31));

        assertThat(first).isHalfOpen();
    }

    @Test
    void timeLimit_whileItWaitsForAPlace_skipsWhatHadNone() {
        manual("a");
        manual("b");
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).totalLimit(Duration.ofSeconds(5)));

        time.advance(Duration.ofSeconds(5));

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.TIMED_OUT)).containsExactly("a");
        assertThat(report.circuits(Outcome.SKIPPED)).containsExactly("b");
    }

    @Test
    void plan_overTheBudget_foreseesThatAllRecover() {
        manual("a").attemptRecovery();
        manual("b");

        RecoveryReport plan = interlock.recover(o -> o.dryRun()).report().join();

        assertThat(plan.circuits(Outcome.RECOVERED)).containsExactly("a", "b");
    }
}
