package dev.interlock.verification.recovery;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.RecoveryMode;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code maxConcurrent}: how many circuits are attempted and waited for at once. */
@ExtendWith(InterlockExtension.class)
class RecoverConcurrentTest {

    private static final Duration PACE = Duration.ofMillis(100);

    private static List<Circuit> openOnes(Interlock interlock, int count) {
        for (int i = 0; i < count; i++) {
            interlock
                    .define("c" + i, c -> c.recoveryMode(RecoveryMode.MANUAL))
                    .operator()
                    .open(OPS, "test");
        }
        return IntStream.range(0, count)
                .mapToObj(i -> interlock.circuit("c" + i))
                .toList();
    }

    private static List<String> halfOpen(List<Circuit> circuits) {
        return circuits.stream().filter(Circuit::isHalfOpen).map(Circuit::name).toList();
    }

    @Test
    void wave_isAttemptedAFewAtATime_inOrder(Interlock interlock, ManualTime time) {
        List<Circuit> circuits = openOnes(interlock, 5);
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).maxConcurrent(2));

        time.advance(Duration.ofSeconds(1));
        assertThat(halfOpen(circuits)).containsExactly("c0", "c1");
        good(circuits.get(1));
        assertThat(halfOpen(circuits)).as("the place is taken at once").containsExactly("c0", "c2");
        good(circuits.get(0));
        time.advance(PACE);
        assertThat(halfOpen(circuits)).containsExactly("c2", "c3");
        good(circuits.get(2));
        good(circuits.get(3));
        time.advance(PACE);
        good(circuits.get(4));

        assertThat(Reports.of(run).circuits(Outcome.RECOVERED)).containsExactly("c0", "c1", "c2", "c3", "c4");
    }

    @Test
    void place_ofACircuitThatTimesOut_isFree(Interlock interlock, ManualTime time) {
        List<Circuit> circuits = openOnes(interlock, 2);
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).maxConcurrent(1).circuitLimit(Duration.ofSeconds(5)));

        time.advance(Duration.ofSeconds(5));
        assertThat(halfOpen(circuits)).containsExactly("c0", "c1");
        good(circuits.get(1));

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.TIMED_OUT)).containsExactly("c0");
        assertThat(report.circuits(Outcome.RECOVERED)).containsExactly("c1");
    }

    @Test
    void place_ofACircuitThatIsRemovedHeldOrFails_isFree(Interlock interlock, ManualTime time) {
        List<Circuit> circuits = openOnes(interlock, 4);
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).maxConcurrent(1));

        interlock.remove("c0");
        time.advance(PACE);
        assertThat(circuits.get(1)).isHalfOpen();
        circuits.get(1).operator().forceOpen(OPS, "test");
        time.advance(PACE);
        assertThat(circuits.get(2)).isHalfOpen();
        try (var probe = circuits.get(2).acquire()) {
            probe.failure(new IllegalStateException("still down"));
        }
        time.advance(PACE);
        good(circuits.get(3));

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.SKIPPED)).containsExactly("c0", "c1");
        assertThat(report.circuits(Outcome.FAILED)).containsExactly("c2");
        assertThat(report.circuits(Outcome.RECOVERED)).containsExactly("c3");
    }

    @Test
    void oneAtATime_inACondensedCycle_isNotStuck() {
        ManualTime time = ManualTime.create();
        try (Interlock interlock = Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).cycles(CyclePolicy.CONDENSE))) {
            interlock.defineAll(all -> all.define(
                            "orders", c -> c.recoveryMode(RecoveryMode.MANUAL).dependsOn("stock"))
                    .define("stock", c -> c.recoveryMode(RecoveryMode.MANUAL).dependsOn("orders"))
                    .define("other", c -> c.recoveryMode(RecoveryMode.MANUAL)));
            for (String name : List.of("orders", "stock", "other")) {
                interlock.circuit(name).operator().open(OPS, "test");
            }
            RecoveryRun run = interlock.recover(o -> o.pace(PACE).maxConcurrent(1));
            for (int i = 0; i < 10 && !run.isDone(); i++) {
                time.advance(PACE);
                for (String name : List.of("orders", "stock", "other")) {
                    interlock.circuit(name).tryAcquire().ifPresent(permit -> permit.success());
                }
            }

            assertThat(Reports.of(run).circuits(Outcome.RECOVERED))
                    .containsExactlyInAnyOrder("orders", "other", "stock");
        }
    }

    @Test
    void run_whileTheGraphChanges_takesItAsItIs(Interlock interlock, ManualTime time) {
        List<Circuit> circuits = openOnes(interlock, 3);
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).maxConcurrent(1));
        assertThat(circuits.get(0)).isHalfOpen();

        interlock
                .define("late", c -> c.recoveryMode(RecoveryMode.MANUAL))
                .operator()
                .open(OPS, "test");
        interlock.link("c1", EdgeKind.DEPENDS_ON, "late");
        interlock.link("c0", EdgeKind.DEPENDS_ON, "c2");
        time.advance(PACE.multipliedBy(5));
        good(circuits.get(2));
        time.advance(PACE.multipliedBy(5));
        circuits.get(0).tryAcquire().ifPresent(permit -> permit.success());
        time.advance(PACE.multipliedBy(5));

        RecoveryReport report = Reports.of(run);
        assertThat(report.find("late")).as("no part of the plan").isEmpty();
        assertThat(report.find("c1").orElseThrow().outcome()).isEqualTo(Outcome.BLOCKED);
        assertThat(report.find("c1").orElseThrow().reasons().get(0).subject()).isEqualTo("late");
        assertThat(report.circuits(Outcome.RECOVERED)).contains("c2");
    }

    @Test
    void options_outOfRange_areToldTogether(Interlock interlock) {
        assertThatThrownBy(() -> interlock.recover(o -> o.maxConcurrent(0).pace(Duration.ZERO)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("maxConcurrent: 0 is outside of 1 to 1000000")
                .hasMessageContaining("pace: PT0S is outside of 1 ms to 30 days");
    }
}
