package dev.interlock.verification.recovery;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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

/** Every run ends, and once; whatever has no outcome by then gets one. */
@ExtendWith(InterlockExtension.class)
class RecoverEndTest {

    private static final Actor OPS = Actor.of("ops");
    private static final Duration PACE = Duration.ofMillis(500);

    private final List<Entry> progress = new ArrayList<>();
    private Circuit first;
    private Circuit second;
    private Circuit top;

    @BeforeEach
    void open(Interlock interlock) {
        first = interlock.define("first", c -> c.recoveryMode(RecoveryMode.MANUAL));
        second = interlock.define("second", c -> c.recoveryMode(RecoveryMode.MANUAL));
        top = interlock.define("top", c -> c.recoveryMode(RecoveryMode.MANUAL).dependsOn("first", "second"));
        for (Circuit circuit : List.of(first, second, top)) {
            circuit.operator().open(OPS, "test");
        }
    }

    private static void succeed(Circuit circuit) {
        circuit.run(() -> {});
    }

    private static void fail(Circuit circuit) {
        try (var probe = circuit.acquire()) {
            probe.failure(new IllegalStateException("still down"));
        }
    }

    @Test
    void totalLimit_passes_whatWasAttemptedIsTimedOut_andTheRestSkipped(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o ->
                o.pace(Duration.ofSeconds(2)).totalLimit(Duration.ofSeconds(3)).onProgress(progress::add));
        time.advance(Duration.ofMillis(2_999));
        assertThat(run.isDone()).isFalse();

        time.advance(Duration.ofMillis(1));

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.TIMED_OUT)).containsExactly("first", "second");
        assertThat(report.find("top").orElseThrow())
                .isEqualTo(new Entry(
                        "top",
                        Outcome.SKIPPED,
                        List.of(new Reason(Reason.Kind.WRONG_STATE, "top", "the run's time limit was over"))));
        assertThat(progress).containsExactlyElementsOf(report.entries());
        assertThat(first).isHalfOpen(); // what was attempted stays as it is
    }

    @Test
    void cancel_leavesWhatWasAttempted_andSkipsTheRest(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).onProgress(progress::add));
        succeed(first);

        run.cancel();
        time.advance(Duration.ofMinutes(1));

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.RECOVERED)).containsExactly("first");
        assertThat(report.circuits(Outcome.SKIPPED)).containsExactly("second", "top");
        assertThat(progress).hasSize(3);
        assertThat(second).isOpen();
    }

    @Test
    void close_endsTheRunAtOnce_andSaysWhy(Interlock interlock) {
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).onProgress(progress::add));

        interlock.close();

        assertThat(run.isDone()).isTrue();
        assertThat(Reports.of(run).entries())
                .extracting(Entry::outcome)
                .containsOnly(Outcome.SKIPPED)
                .hasSize(3);
        assertThat(Reports.of(run).entries())
                .flatExtracting(Entry::reasons)
                .extracting(Reason::kind, Reason::message)
                .containsOnly(tuple(Reason.Kind.GONE, "the interlock was closed"));
        assertThat(progress).isEmpty();
    }

    @Test
    void run_afterClose_isOverBeforeItBegins(Interlock interlock) {
        interlock.close();

        RecoveryRun run = interlock.recover();

        assertThat(run.isDone()).isTrue();
        assertThat(Reports.of(run).circuits(Outcome.SKIPPED)).containsExactly("first", "second", "top");
        assertThat(first).isOpen();
    }

    @Test
    void run_thatEnded_leavesNoTimerBehind(Interlock interlock, ManualTime time) {
        int before = time.pendingTasks();
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        assertThat(time.pendingTasks()).isGreaterThan(before);

        run.cancel();

        assertThat(run.isDone()).isTrue();
        assertThat(time.pendingTasks()).isEqualTo(before);
    }

    @Test
    void progressListener_thatThrows_disturbsNothing(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).onProgress(entry -> {
            progress.add(entry);
            throw new AssertionError("a listener that throws");
        }));
        time.advance(PACE);
        succeed(first);
        succeed(second);
        time.advance(PACE);
        succeed(top);

        assertThat(Reports.of(run).circuits(Outcome.RECOVERED)).containsExactly("first", "second", "top");
        assertThat(progress).hasSize(3);
    }

    @Test
    void report_isInTheOrderOfThePlan_progressInThatOfTheOutcomes(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o -> o.pace(PACE).onProgress(progress::add));
        time.advance(PACE);
        succeed(second);
        succeed(first);
        time.advance(PACE);
        succeed(top);

        assertThat(progress).extracting(Entry::circuit).containsExactly("second", "first", "top");
        assertThat(Reports.of(run).entries()).extracting(Entry::circuit).containsExactly("first", "second", "top");
    }

    @Test
    void recoveredCircuit_fallsAgain_itsDependentIsBlockedAndNotWaitedFor(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        time.advance(PACE);
        succeed(first);
        succeed(second);
        time.advance(PACE);
        assertThat(top).isHalfOpen();

        second.operator().open(OPS, "fell again");

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.RECOVERED)).containsExactly("first", "second");
        assertThat(report.find("top").orElseThrow().reasons())
                .extracting(Reason::message)
                .containsExactly("depends on 'second', which is OPEN");
    }

    @Test
    void circuit_heldOrClosedBeforeItsTurn_isNotAttempted(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        second.operator().forceClose(OPS, "test");
        top.operator().disable(OPS, "test");
        succeed(first);
        time.advance(PACE);

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.RECOVERED)).containsExactly("first");
        assertThat(report.circuits(Outcome.ALREADY_CLOSED)).containsExactly("second");
        assertThat(report.circuits(Outcome.SKIPPED)).containsExactly("top");
    }

    @Test
    void circuit_heldWhileItIsWaitedFor_isSkipped(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        first.operator().forceOpen(OPS, "hold");
        time.advance(PACE);
        fail(second);
        time.advance(PACE);

        RecoveryReport report = Reports.of(run);
        assertThat(report.circuits(Outcome.SKIPPED)).containsExactly("first");
        assertThat(report.circuits(Outcome.FAILED)).containsExactly("second");
        assertThat(report.circuits(Outcome.BLOCKED)).containsExactly("top");
    }

    @Test
    void circuit_replacedByOneOfTheSameName_isGone(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o -> o.pace(PACE));
        interlock.remove("first");
        interlock.define("first");
        run.cancel();

        assertThat(Reports.of(run).find("first").orElseThrow().reasons())
                .extracting(Reason::kind)
                .containsExactly(Reason.Kind.GONE);
    }

    @Test
    void circuitLimit_runsFromEachAttempt(Interlock interlock, ManualTime time) {
        RecoveryRun run = interlock.recover(o -> o.pace(Duration.ofSeconds(3)).circuitLimit(Duration.ofSeconds(5)));
        time.advance(Duration.ofMillis(4_999)); // first since 0, second since 3 s
        succeed(first);
        time.advance(Duration.ofSeconds(3));
        assertThat(run.isDone()).isFalse();

        time.advance(Duration.ofMillis(1)); // second times out, half open and no longer waited for
        assertThat(top).isHalfOpen();
        succeed(top);

        assertThat(Reports.of(run).circuits(Outcome.TIMED_OUT)).containsExactly("second");
    }
}
