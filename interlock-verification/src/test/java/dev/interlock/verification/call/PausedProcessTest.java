package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryRun;
import dev.interlock.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that stood still blames nobody for the time in which it did not run: a long collection, a machine that is moved, a laptop asleep. */
class PausedProcessTest {

    private static final Duration TICK = ofMillis(100);

    private final SleepyTime time = new SleepyTime();
    /** Hooks that were begun before the pause, or that nobody has begun yet. */
    private final Deque<Runnable> hooks = new ArrayDeque<>();

    private boolean hooksWait;
    private Interlock interlock;

    @BeforeEach
    void open() {
        interlock = Interlock.create(
                settings -> settings.timeSource(time).scheduler(time).hookExecutor(this::hook));
    }

    @AfterEach
    void close() {
        interlock.close();
    }

    private void hook(Runnable task) {
        if (hooksWait) {
            hooks.add(task);
        } else {
            task.run();
        }
    }

    private void answerHooks() {
        hooksWait = false;
        while (!hooks.isEmpty()) {
            hooks.removeFirst().run();
        }
    }

    private Circuit slow(String name) {
        return interlock.define(name, c -> c.slowCallRate(0.5));
    }

    private static List<Permit> inFlight(Circuit circuit, int calls) {
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            permits.add(circuit.acquire());
        }
        return permits;
    }

    @Test
    void callsInFlightOverAPause_openNothing_andAreNotSlowWhenTheyEnd() {
        for (Duration pause : List.of(ofSeconds(6), ofHours(8))) {
            Circuit circuit = slow("c-" + pause.toSeconds());
            good(circuit, 15);
            List<Permit> calls = inFlight(circuit, 25);
            time.run(TICK);

            time.sleep(pause);
            time.run(TICK.multipliedBy(3));
            calls.forEach(Permit::success);

            assertThat(circuit.state()).isEqualTo(State.CLOSED);
            assertThat(circuit.metrics().slowCalls()).isZero();
            assertThat(circuit.metrics().successes()).isEqualTo(40);
        }
    }

    @Test
    void callsThatEndBeforeTheFirstTickAfterIt_areNotSlow() {
        Circuit coarse = slow("coarse");
        Circuit exact = interlock.define("exact", c -> c.slowCallRate(0.5).slowCallThreshold(ofMillis(500)));
        List<Permit> calls = inFlight(coarse, 25);
        calls.addAll(inFlight(exact, 25));
        time.run(TICK);

        time.sleep(ofSeconds(6));
        calls.forEach(Permit::success);
        time.run(TICK);

        for (Circuit circuit : List.of(coarse, exact)) {
            assertThat(circuit.metrics().slowCalls()).isZero();
            assertThat(circuit.state()).isEqualTo(State.CLOSED);
        }
    }

    @Test
    void callsThatHangAllTheSame_areBlamedForTheTimeInWhichTheProcessRan() {
        Circuit circuit = slow("c");
        inFlight(circuit, 25);
        time.run(ofSeconds(1));
        time.sleep(ofSeconds(6));

        time.run(ofMillis(3_800));
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        time.run(ofMillis(500));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void callsBegunAfterThePause_areJudgedAsEver() {
        Circuit circuit = slow("c");
        time.run(TICK);
        time.sleep(ofSeconds(6));
        inFlight(circuit, 25); // before the tick knows
        time.run(ofSeconds(6));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void tickThatIsALittleLate_isNoPause() {
        Circuit circuit = slow("c");
        inFlight(circuit, 25);
        time.run(ofMillis(4_600));
        time.sleep(ofMillis(400));
        time.run(TICK);

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void probeInFlightOverAPause_keepsWhatItsDeadlineLeaves() {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).permitDeadline(ofSeconds(60)));
        halfOpen(circuit);
        Permit probe = circuit.acquire();
        time.run(ofSeconds(10));

        time.sleep(ofHours(8));
        time.run(ofSeconds(49));
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        time.run(ofSeconds(2));
        assertThat(circuit.state()).as("it never reports").isEqualTo(State.OPEN);

        probe.success();
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void asynchronousProbeInFlightOverAPause_ofACircuitThatLooksForSlowCalls_mayStillSucceed() {
        Circuit circuit = slow("c");
        halfOpen(circuit);
        CompletableFuture<String> answer = new CompletableFuture<>();
        circuit.callAsync(() -> answer);
        time.run(TICK);

        time.sleep(ofHours(8));
        time.run(TICK);
        answer.complete("it was in the socket's buffer");

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void timeLimitThatRunsOverAPause_keepsWhatIsLeft_andBlamesNobody() {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> answered =
                circuit.protectAsync(() -> stage).timeout(ofSeconds(2)).getAsync();
        CompletableFuture<String> hanging = circuit.protectAsync(() -> new CompletableFuture<String>())
                .timeout(ofSeconds(2))
                .getAsync();
        time.run(ofMillis(500));

        time.sleep(ofSeconds(6));
        time.run(ofMillis(1_300));
        stage.complete("it was in the socket's buffer");
        assertThat(answered).isCompletedWithValue("it was in the socket's buffer");
        assertThat(hanging).isNotDone();
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        time.run(ofMillis(400));

        assertThat(hanging)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(CallTimeoutException.class);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void guardUnderWayOverAPause_isNotLate() {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(1).resetTimeout(ofSeconds(10)).recoveryGuard("slow to answer", () -> true));
        bad(circuit);
        hooksWait = true;
        time.run(ofSeconds(10).plus(TICK));
        assertThat(hooks).isNotEmpty();

        time.sleep(ofSeconds(6));
        time.run(TICK);
        answerHooks();

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertThat(interlock.diagnostics().hookFailures()).isZero();
    }

    @Test
    void signalUnderWayOverAPause_isNotDown() {
        interlock.signal(
                "disk",
                () -> true,
                s -> s.interval(ofSeconds(1)).timeout(ofSeconds(1)).downAfter(1));
        Circuit circuit = interlock.define("c", c -> c.dependsOn("disk"));
        time.run(ofMillis(10));
        hooksWait = true;
        time.run(ofSeconds(1).plus(TICK));
        assertThat(hooks).isNotEmpty();

        time.sleep(ofSeconds(6));
        time.run(TICK);
        assertThat(circuit.isBlocked()).isFalse();
        answerHooks();

        assertThat(circuit.isBlocked()).isFalse();
        assertThat(interlock.diagnostics().hookFailures()).isZero();
    }

    @Test
    void recoveryRunOverAPause_givesEachCircuitItsTime() {
        Circuit circuit = interlock.define("c");
        Traffic.open(circuit);
        RecoveryRun run =
                interlock.recover(options -> options.circuitLimit(ofSeconds(20)).totalLimit(ofSeconds(60)));
        time.run(ofSeconds(1));
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);

        time.sleep(ofHours(8));
        time.run(ofSeconds(18));
        assertThat(run.isDone()).isFalse();
        good(circuit);

        assertThat(run.report().join().entries())
                .extracting(RecoveryReport.Entry::outcome)
                .containsExactly(RecoveryReport.Outcome.RECOVERED);
    }

    @Test
    void waitThatIsOverWhenTheProcessWakes_isOver() {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).resetTimeout(ofSeconds(30)));
        bad(circuit);
        time.run(TICK);

        time.sleep(ofHours(8));
        time.run(TICK);

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }
}
