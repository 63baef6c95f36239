package dev.interlock.verification.recovery;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.DependencyReadiness;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.RecoveryMode;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a plan says has to be what a run does. */
@ExtendWith(InterlockExtension.class)
class RecoverDryRunTest {

    private static final Actor OPS = Actor.of("ops");

    private Circuit database;
    private Circuit service;
    private Circuit gateway;

    @BeforeEach
    void define(Interlock interlock) {
        database = interlock.define("database", c -> c.recoveryMode(RecoveryMode.MANUAL));
        service = interlock.define(
                "service", c -> c.recoveryMode(RecoveryMode.MANUAL).dependsOn("database"));
        gateway = interlock.define(
                "gateway", c -> c.recoveryMode(RecoveryMode.MANUAL).dependsOn("service"));
    }

    private static RecoveryReport plan(Interlock interlock) {
        return Reports.of(interlock.recover(o -> o.dryRun()));
    }

    @Test
    void dependency_thatIsClosedAndBlockedByThePlan_isFine(Interlock interlock) {
        database.operator().open(OPS, "test");
        gateway.operator().open(OPS, "test");

        assertThat(plan(interlock).circuits(Outcome.RECOVERED)).containsExactly("database", "gateway");
    }

    @Test
    void dependency_thatIsBlockedByWhatOnlyAnOperatorMoves_isNot(Interlock interlock) {
        database.operator().forceOpen(OPS, "test");
        gateway.operator().open(OPS, "test");

        RecoveryReport report = plan(interlock);

        assertThat(report.circuits(Outcome.SKIPPED)).containsExactly("database");
        assertThat(report.find("gateway").orElseThrow().reasons())
                .extracting(Reason::kind, Reason::subject)
                .containsExactly(tuple(Reason.Kind.DEPENDENCY, "service"));
    }

    @Test
    void guard_thatRefuses_blocksItsCircuitAndWhatDependsOnIt(Interlock interlock) {
        interlock.define("vault", c -> c.recoveryMode(RecoveryMode.MANUAL).recoveryGuard("unsealed", () -> false));
        interlock.define("login", c -> c.recoveryMode(RecoveryMode.MANUAL).dependsOn("vault"));
        interlock.circuit("vault").operator().open(OPS, "test");
        interlock.circuit("login").operator().open(OPS, "test");

        RecoveryReport report = plan(interlock);

        assertThat(report.circuits(Outcome.BLOCKED)).containsExactly("vault", "login");
        assertThat(report.find("vault").orElseThrow().reasons())
                .extracting(Reason::kind)
                .containsExactly(Reason.Kind.GUARD_REFUSED);
    }

    @Test
    void halfOpenCircuit_isPastItsGuards(Interlock interlock) {
        AtomicInteger asked = new AtomicInteger();
        Circuit vault = interlock.define(
                "vault",
                c -> c.recoveryMode(RecoveryMode.MANUAL).recoveryGuard("once", () -> asked.incrementAndGet() == 1));
        vault.operator().open(OPS, "test");
        assertThat(vault.attemptRecovery().isApplied()).isTrue();

        assertThat(plan(interlock).circuits(Outcome.RECOVERED)).containsExactly("vault");
        assertThat(asked).hasValue(1);
    }

    @Test
    void halfOpenCircuit_blockedByWhatStaysOpen_isBlocked(Interlock interlock) {
        service.operator().open(OPS, "test");
        service.attemptRecovery();
        database.operator().forceOpen(OPS, "test");

        RecoveryReport report = plan(interlock);

        assertThat(report.find("service").orElseThrow().reasons())
                .extracting(Reason::message)
                .containsExactly("depends on 'database', which is FORCED_OPEN");
        assertThat(Reports.of(interlock.recover()).circuits(Outcome.BLOCKED)).containsExactly("service");
    }

    @Test
    void halfOpenDependency_whereClosedOnlyIsAsked_countsAsRecoveredBefore(Interlock interlock) {
        Circuit strict = interlock.define(
                "strict",
                c -> c.recoveryMode(RecoveryMode.MANUAL)
                        .dependsOn("database")
                        .dependencyReadiness(DependencyReadiness.CLOSED_ONLY));
        database.operator().open(OPS, "test");
        strict.operator().open(OPS, "test");
        database.attemptRecovery();
        assertThat(strict.recoveryVerdict().isAllowed()).isFalse();

        assertThat(plan(interlock).circuits(Outcome.RECOVERED)).containsExactly("database", "strict");
    }

    @Test
    void members_ofACondensedCycle_areFineTogether() {
        ManualTime time = ManualTime.create();
        try (Interlock interlock = Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).cycles(CyclePolicy.CONDENSE))) {
            interlock.defineAll(all -> all.define(
                            "orders", c -> c.recoveryMode(RecoveryMode.MANUAL).dependsOn("stock"))
                    .define("stock", c -> c.recoveryMode(RecoveryMode.MANUAL).dependsOn("orders")));
            interlock.circuit("orders").operator().open(OPS, "test");
            interlock.circuit("stock").operator().open(OPS, "test");
            interlock.circuit("orders").attemptRecovery();

            assertThat(plan(interlock).circuits(Outcome.RECOVERED)).containsExactly("orders", "stock");
        }
    }
}
