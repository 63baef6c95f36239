package dev.interlock.verification.recovery;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Reason;
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

@ExtendWith(InterlockExtension.class)
class RecoverTest {

    private static final Actor OPS = Actor.of("ops");
    private static final Duration PACE = Duration.ofMillis(500);

    private Circuit database;
    private Circuit cache;
    private Circuit service;

    @BeforeEach
    void define(Interlock interlock) {
        database = interlock.define("database", c -> c.recoveryMode(RecoveryMode.MANUAL));
        cache = interlock.define("cache", c -> c.recoveryMode(RecoveryMode.MANUAL));
        service = interlock.define(
                "service", c -> c.recoveryMode(RecoveryMode.MANUAL).dependsOn("database", "cache"));
    }

    private void openAll() {
        for (Circuit circuit : List.of(database, cache, service)) {
            circuit.operator().open(OPS, "test");
        }
    }

    private static void succeed(Circuit circuit) {
        circuit.run(() -> {});
    }

    @Test
    void run_attemptsWaveByWave_atItsPace(Interlock interlock, ManualTime time) {
        openAll();
        List<Entry> progress = new ArrayList<>();
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).onProgress(progress::add));

        assertThat(run.plan()).containsExactly(List.of("cache", "database"), List.of("service"));
        assertThat(cache).isHalfOpen();
        assertThat(database).isOpen();
        time.advance(PACE);
        assertThat(database).isHalfOpen();
        time.advance(PACE);
        assertThat(service).isOpen(); // its wave has not begun: the one before is not over

        succeed(cache);
        succeed(database);
        time.advance(PACE);
        assertThat(service).isHalfOpen();
        assertThat(run.isDone()).isFalse();
        succeed(service);

        assertThat(run.isDone()).isTrue();
        assertThat(Reports.of(run).circuits(Outcome.RECOVERED)).containsExactly("cache", "database", "service");
        assertThat(progress).extracting(Entry::circuit).containsExactly("cache", "database", "service");
    }

    @Test
    void run_whileOneIsUnderWay_isTheSameRun(Interlock interlock) {
        openAll();
        RecoveryRun run = interlock.recover();

        assertThat(interlock.recover()).isSameAs(run);

        run.cancel();
        assertThat(run.isDone()).isTrue();
        assertThat(interlock.recover()).isNotSameAs(run);
    }

    @Test
    void dryRun_changesNothing_andTellsWhatWouldBe(Interlock interlock) {
        openAll();
        database.operator().forceOpen(OPS, "test");
        long version = interlock.snapshot().version();

        RecoveryReport report = Reports.of(interlock.recover(o -> o.dryRun()));

        assertThat(interlock.snapshot().version()).isEqualTo(version);
        assertThat(report.dryRun()).isTrue();
        assertThat(report.circuits(Outcome.RECOVERED)).containsExactly("cache");
        assertThat(report.circuits(Outcome.SKIPPED)).containsExactly("database");
        assertThat(report.find("service").orElseThrow().reasons())
                .extracting(Reason::subject)
                .containsExactly("database");
    }

    @Test
    void circuit_thatFallsAgain_isFailedAndItsDependentsBlocked(Interlock interlock, ManualTime time) {
        openAll();
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        time.advance(PACE);
        succeed(cache);
        try (var probe = database.acquire()) {
            probe.failure(new IllegalStateException("still down"));
        }
        time.advance(PACE);

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.RECOVERED)).containsExactly("cache");
        assertThat(report.circuits(Outcome.FAILED)).containsExactly("database");
        assertThat(report.circuits(Outcome.BLOCKED)).containsExactly("service");
    }

    @Test
    void circuit_withoutTraffic_timesOut(Interlock interlock, ManualTime time) {
        database.operator().open(OPS, "test");
        RecoveryRun run = interlock.recover(o -> o.circuitLimit(Duration.ofSeconds(5)));

        time.advance(Duration.ofSeconds(5));

        assertThat(Reports.of(run).circuits(Outcome.TIMED_OUT)).containsExactly("database");
        assertThat(database).isHalfOpen(); // an idle HALF_OPEN stays
    }

    @Test
    void circuits_onlyAnOperatorMayMove_areSkipped(Interlock interlock) {
        database.operator().disable(OPS, "test");
        cache.operator().metricsOnly(OPS, "test");
        service.operator().forceOpen(OPS, "test");

        RecoveryReport report = Reports.of(interlock.recover());

        assertThat(report.circuits(Outcome.SKIPPED)).containsExactlyInAnyOrder("cache", "database", "service");
    }

    @Test
    void nothingOpen_isOverAtOnce(Interlock interlock) {
        RecoveryRun run = interlock.recover();

        assertThat(run.plan()).isEmpty();
        assertThat(Reports.of(run).entries()).isEmpty();
    }

    @Test
    void circuit_removedMeanwhile_isSkippedAsGone(Interlock interlock) {
        database.operator().open(OPS, "test");
        RecoveryRun run = interlock.recover();

        interlock.remove("database");

        assertThat(Reports.of(run).find("database").orElseThrow().reasons())
                .extracting(Reason::kind)
                .containsExactly(Reason.Kind.GONE);
    }
}
