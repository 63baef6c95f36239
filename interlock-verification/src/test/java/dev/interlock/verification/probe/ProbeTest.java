package dev.interlock.verification.probe;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.close;
import static dev.interlock.verification.call.Traffic.good;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.CircuitOpenException;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.Problem;
import dev.interlock.RecoveryMode;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An active check of the circuit's own: when it is made, and what its answers do. */
@ExtendWith(InterlockExtension.class)
class ProbeTest {

    private boolean healthy;
    private int probes;

    private boolean check() {
        probes++;
        return healthy;
    }

    /** Opens at the first failure, waits a minute, is probed every second. */
    private void probed(CircuitConfigBuilder c) {
        c.failureThreshold(1).resetTimeout(ofSeconds(60)).probe(this::check, ofSeconds(1));
    }

    @Test
    void closed_isNotProbed(Interlock interlock, ManualTime time) {
        good(interlock.define("vault", this::probed));

        time.advance(ofSeconds(30));

        assertThat(probes).isZero();
    }

    @Test
    void open_isProbedEveryInterval_notAtOnce(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", this::probed);
        bad(vault);

        time.advance(ofMillis(999));
        assertThat(probes).isZero();
        time.advance(ofMillis(1));
        assertThat(probes).isEqualTo(1);
        time.advance(ofSeconds(9));

        assertThat(probes).isEqualTo(10);
        assertThat(vault).isOpen();
    }

    @Test
    void open_firstGoodProbe_replacesTheWait_andTheNextOneCloses(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", this::probed);
        List<String> causes = new ArrayList<>();
        interlock.on(
                CircuitTransitioned.class,
                moved -> causes.add(moved.to() + ": " + moved.cause().detail()));
        bad(vault);
        time.advance(ofSeconds(3));
        healthy = true;

        time.advance(ofSeconds(1));

        assertThat(vault).isClosed();
        assertThat(probes)
                .as("three bad ones, the one that ended the wait, the one that closed")
                .isEqualTo(5);
        assertThat(causes.subList(1, 3)).containsExactly("HALF_OPEN: its probe succeeded", "CLOSED: probes succeeded");
        time.advance(ofSeconds(10));
        assertThat(probes).isEqualTo(5);
    }

    @Test
    void halfOpen_callsAreRefused_andTheProbeAloneTakesThePermit(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", c -> {
            probed(c);
            c.successThreshold(2);
        });
        bad(vault);
        healthy = true;
        time.advance(ofSeconds(1));
        assertThat(vault).isHalfOpen();

        assertThatThrownBy(() -> vault.call(() -> "guinea pig"))
                .isInstanceOf(CircuitOpenException.class)
                .hasMessageStartingWith(
                        "Circuit 'vault' rejected the call: HALF_OPEN and probing for 0 s; next attempt in 1 s")
                .satisfies(thrown -> {
                    CircuitOpenException refusal = (CircuitOpenException) thrown;
                    assertThat(refusal.state()).isEqualTo(State.HALF_OPEN);
                    assertThat(refusal.retryAfter()).contains(ofSeconds(1));
                    assertThat(refusal.rootCauses()).containsExactly("vault");
                });
        assertThat(vault.tryAcquire()).isEmpty();
        assertThat(vault.isCallable()).isFalse();
        assertThat(vault.metrics().rejectedOpen()).isEqualTo(2);

        time.advance(ofSeconds(1));
        assertThat(vault).isClosed();
    }

    @Test
    void halfOpen_countsAsOpenForItsDependents_untilItCloses(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", c -> {
            probed(c);
            c.successThreshold(2);
        });
        Circuit payment = interlock.define("payment", c -> c.dependsOn("vault"));
        Circuit gateway = interlock.define("gateway", c -> c.dependsOn("payment"));
        bad(vault);
        healthy = true;
        time.advance(ofSeconds(1));
        assertThat(vault).isHalfOpen();

        assertThat(gateway).isBlockedBy("vault");
        assertThat(gateway).hasRootCause("vault");
        NodeView view = interlock.snapshot().node("vault");
        assertThat(view.probing()).isTrue();
        assertThat(view.countsAsOpen()).isTrue();
        assertThat(view.isOpen()).isFalse();
        assertThat(view.isUp()).isFalse();
        assertThat(view.nextAttempt()).contains(interlock.snapshot().takenAt().plusSeconds(1));
        assertThatThrownBy(() -> gateway.call(() -> "call"))
                .isInstanceOf(DependencyOpenException.class)
                .hasMessageContaining("depends on 'vault', HALF_OPEN and probing for 0 s")
                .hasMessageContaining("gateway -> payment -> vault");
        assertThat(payment.recoveryVerdict().isAllowed()).isFalse();
        assertThat(payment.recoveryVerdict().reasons().get(0).message())
                .isEqualTo("depends on 'vault', which is HALF_OPEN and probing");
        assertThat(interlock.explain("vault").waitingFor()).containsExactly("its probe to succeed");

        time.advance(ofSeconds(1));

        assertThat(gateway).isNotBlocked();
        good(gateway);
    }

    @Test
    void halfOpen_badProbe_reopens_withItsOwnWords(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", this::probed);
        bad(vault);

        assertThat(vault.attemptRecovery()).isApplied();

        assertThat(vault).isOpen();
        assertThat(interlock.snapshot().node("vault").cause().orElseThrow().detail())
                .isEqualTo("probe 'vault' refused");
        assertThat(interlock.snapshot().node("vault").lastError()).contains("probe 'vault' refused");
        time.advance(ofSeconds(1));
        assertThat(probes)
                .as("one in HALF_OPEN, and one after an interval of the new OPEN")
                .isEqualTo(2);
    }

    @Test
    void wait_isOver_isAttemptedThoughNoProbeWasGood(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", c -> {
            probed(c);
            c.resetTimeout(ofMillis(2_500));
        });
        List<State> states = new ArrayList<>();
        interlock.on(CircuitTransitioned.class, moved -> states.add(moved.to()));
        bad(vault);

        time.advance(ofMillis(2_600));

        assertThat(states).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
    }

    @Test
    void dependencyNotUp_noProbeIsMade_andTheOneThatComesUpHasItMadeAtOnce(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault");
        Circuit payment = interlock.define("payment", c -> {
            probed(c);
            c.dependsOn("vault");
        });
        healthy = true;
        bad(payment);
        vault.operator().forceOpen(OPS, "test");

        time.advance(ofMillis(10_500));
        assertThat(probes).isZero();
        close(vault);

        assertThat(payment).isClosed();
    }

    @Test
    void halfOpen_whileADependencyOpens_isPausedAndGoesOnAtOnceAfterwards(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault");
        Circuit payment = interlock.define("payment", c -> {
            probed(c);
            c.successThreshold(3).dependsOn("vault");
        });
        healthy = true;
        bad(payment);
        time.advance(ofSeconds(1)); // ends the wait, and is the first of three
        vault.operator().forceOpen(OPS, "test");
        int before = probes;

        time.advance(ofMillis(5_500));
        assertThat(probes).isEqualTo(before);
        assertThat(payment).isHalfOpen();
        close(vault);

        assertThat(probes).as("at once").isEqualTo(before + 1);
        time.advance(ofSeconds(1));
        assertThat(payment).as("it kept its successes").isClosed();
    }

    @Test
    void chain_comesBackFromTheBottomInOneInterval(Interlock interlock, ManualTime time) {
        List<Circuit> chain = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int at = i;
            chain.add(interlock.define("c" + i, c -> {
                probed(c);
                if (at > 0) {
                    c.dependsOn("c" + (at - 1));
                }
            }));
        }
        for (int i = 9; i >= 0; i--) {
            bad(chain.get(i));
        }
        time.advance(ofMillis(5_500));
        healthy = true;

        time.advance(ofMillis(500));

        assertThat(chain).allMatch(Circuit::isClosed);
    }

    @Test
    void recoveryGuards_areAskedBeforeTheWaitIsReplaced(Interlock interlock, ManualTime time) {
        boolean[] ready = {false};
        Circuit vault = interlock.define("vault", c -> {
            probed(c);
            c.recoveryGuard("ready", () -> ready[0]);
        });
        healthy = true;
        bad(vault);

        time.advance(ofSeconds(10));
        assertThat(vault).isOpen();
        ready[0] = true;
        time.advance(ofSeconds(1));

        assertThat(vault).isClosed();
    }

    @Test
    void recoveryGuardThatRefusedAGoodProbe_doesNotPutTheEndOfTheWaitOff(Interlock interlock, ManualTime time) {
        boolean[] ready = {false};
        Circuit vault = interlock.define(
                "vault",
                c -> c.failureThreshold(1)
                        .resetTimeout(ofMillis(5_500))
                        .retryInterval(ofSeconds(300))
                        .recoveryGuard("ready", () -> ready[0])
                        .probe(this::check, ofSeconds(5)));
        healthy = true;
        bad(vault);
        time.advance(ofMillis(5_100));
        ready[0] = true;

        time.advance(ofMillis(500));

        assertThat(vault).isClosed();
    }

    @Test
    void resetGuard_refuses_noFurtherProbeIsMadeUntilItAllows(Interlock interlock, ManualTime time) {
        boolean[] ready = {false};
        Circuit vault = interlock.define("vault", c -> {
            probed(c);
            c.resetGuard("ready", () -> ready[0]);
        });
        healthy = true;
        bad(vault);
        time.advance(ofSeconds(1));
        int before = probes;

        time.advance(ofSeconds(10));
        assertThat(vault).isHalfOpen();
        assertThat(probes).isEqualTo(before);
        ready[0] = true;
        time.advance(ofSeconds(1));

        assertThat(vault).isClosed();
    }

    @Test
    void manualAndOnCall_areProbedInHalfOpenOnly(Interlock interlock, ManualTime time) {
        for (RecoveryMode mode : List.of(RecoveryMode.MANUAL, RecoveryMode.ON_CALL)) {
            Circuit circuit = interlock.define(mode.name(), c -> {
                probed(c);
                c.recoveryMode(mode);
            });
            healthy = true;
            probes = 0;
            bad(circuit);
            time.advance(ofSeconds(30));
            assertThat(probes).isZero();
            assertThat(circuit).isOpen();

            assertThat(circuit.attemptRecovery()).isApplied();

            assertThat(circuit).isClosed();
            assertThat(probes).isEqualTo(1);
        }
    }

    @Test
    void onCall_theCallThatFindsTheWaitOver_startsTheProbe_andIsRefusedUnlessItAnswersAtOnce(
            Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", c -> {
            probed(c);
            c.recoveryMode(RecoveryMode.ON_CALL).resetTimeout(ofSeconds(2));
        });
        bad(vault);
        time.advance(ofSeconds(3));
        assertThat(vault.isCallable()).isFalse();
        assertThat(probes).as("asking probes nothing").isZero();

        assertThatThrownBy(() -> vault.call(() -> "call")).isInstanceOf(CircuitOpenException.class);

        assertThat(probes).isEqualTo(1);
    }

    @Test
    void explanation_ofAnOpenCircuit_namesTheProbe_andTheNextAttemptIsTheProbes(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", this::probed);
        bad(vault);

        assertThat(interlock.explain("vault").waitingFor())
                .containsExactly("its own wait, 60 s more, or its probe to succeed");
        assertThat(interlock.explain("vault").nextAttempt())
                .isEqualTo(Optional.of(interlock.snapshot().takenAt().plusSeconds(1)));
        time.advance(ofMillis(59_500));
        assertThat(interlock.explain("vault").nextAttempt())
                .as("the wait ends before the interval does")
                .isEqualTo(Optional.of(interlock.snapshot().takenAt().plusMillis(500)));
    }

    @Test
    void recover_drivesTheProbe(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", this::probed);
        Circuit payment = interlock.define("payment", c -> {
            probed(c);
            c.dependsOn("vault");
        });
        bad(payment);
        bad(vault);
        healthy = true;

        RecoveryRun run = interlock.recover(o -> o.pace(ofMillis(1)));
        time.advance(ofMillis(10));

        assertThat(run.isDone()).isTrue();
        assertThat(run.report().join().circuits(Outcome.RECOVERED)).containsExactly("vault");
        assertThat(run.report().join().circuits(Outcome.ALREADY_CLOSED))
                .as("woken by the vault, and closed by its probe before its turn came")
                .containsExactly("payment");
    }

    @Test
    void probeAddedInHalfOpen_blocksTheDependents_andItsRemovalUnblocksThem(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", c -> c.failureThreshold(1).successThreshold(3));
        Circuit payment = interlock.define("payment", c -> c.dependsOn("vault"));
        bad(vault);
        assertThat(vault.attemptRecovery()).isApplied();
        assertThat(payment).isNotBlocked();
        healthy = true;

        interlock.reconfigure("vault", c -> c.probe(this::check, ofSeconds(1)));
        assertThat(payment).isBlockedBy("vault");
        assertThat(vault).isNotCallable();
        assertThat(probes).isEqualTo(1);

        interlock.reconfigure(changes -> changes.replace("vault", c -> c.failureThreshold(1)));
        assertThat(payment).isNotBlocked();
        assertThat(vault).isCallable();
        time.advance(ofSeconds(5));
        assertThat(probes).as("nobody probes any more").isEqualTo(1);
        assertThat(interlock.snapshot()).isConsistent();
    }

    @Test
    void diff_namesTheProbe(Interlock interlock) {
        interlock.define("vault", c -> c.failureThreshold(1));

        assertThat(interlock
                        .diff(changes -> changes.change("vault", c -> c.probe(this::check, ofSeconds(2))))
                        .toString())
                .contains("probe")
                .contains("probeInterval");
    }

    @Test
    void removed_isNotProbedAnyMore(Interlock interlock, ManualTime time) {
        bad(interlock.define("vault", this::probed));
        interlock.remove("vault");

        time.advance(ofSeconds(30));

        assertThat(probes).isZero();
        assertThat(interlock.diagnostics().timersPending()).isZero();
    }

    @Test
    void forcedOpen_isNotProbed_andReleaseBeginsAgain(Interlock interlock, ManualTime time) {
        Circuit vault = interlock.define("vault", this::probed);
        bad(vault);
        vault.operator().forceOpen(OPS, "maintenance");
        time.advance(ofSeconds(30));
        assertThat(probes).isZero();

        vault.operator().release(OPS, "done");
        healthy = true;
        time.advance(ofSeconds(1));

        assertThat(vault).isClosed();
    }

    @Test
    void interval_outOfRange_isAProblem() {
        assertThat(dev.interlock.CircuitConfig.builder()
                        .probe(() -> true, ofMillis(0))
                        .problems("vault"))
                .extracting(Problem::toString)
                .containsExactly("vault.probeInterval: PT0S is outside of 1 ms to 30 days");
    }
}
