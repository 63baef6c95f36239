package dev.interlock.verification.reconfigure;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.BulkheadFullException;
import dev.interlock.Circuit;
import dev.interlock.GuardRefusedException;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.Permit;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** State and epoch stay, and so does what was begun; what begins later goes by the new configuration. */
@ExtendWith(InterlockExtension.class)
class ReconfiguredStateTest {

    @Test
    void openCircuit_staysOpen_inItsEpoch_andKeepsItsWait(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("db", c -> c.resetTimeout(Duration.ofSeconds(10)));
        open(circuit);
        time.advance(Duration.ofSeconds(4));
        NodeView before = interlock.snapshot().node("db");

        interlock.reconfigure("db", c -> c.resetTimeout(Duration.ofSeconds(100)));

        NodeView after = interlock.snapshot().node("db");
        assertThat(after.state()).isEqualTo(State.OPEN);
        assertThat(after.epoch()).isEqualTo(before.epoch());
        assertThat(after.cause()).isEqualTo(before.cause());
        time.advance(Duration.ofSeconds(6));
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        bad(circuit);
        time.advance(Duration.ofSeconds(99));
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        time.advance(Duration.ofSeconds(1));
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void halfOpenCircuit_keepsItsPermitsAndSuccesses(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.successThreshold(2));
        halfOpen(circuit);
        good(circuit);
        Permit probe = circuit.acquire();

        interlock.reconfigure("db", c -> c.successThreshold(5));

        assertThat(circuit.tryAcquire()).isEmpty();
        probe.success();
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void rampingCircuit_endsItsRamp(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("db", c -> c.rampUp(Duration.ofSeconds(10)));
        halfOpen(circuit);
        good(circuit);
        time.advance(Duration.ofSeconds(5));

        interlock.reconfigure("db", c -> c.rampUp(Duration.ofSeconds(1000)).failureThreshold(7));

        time.advance(Duration.ofSeconds(5));
        good(circuit, 20);
        assertThat(circuit.metrics().rejectedRamping()).isZero();
    }

    @Test
    void endedRamp_doesNotBeginAgain(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("db", c -> c.rampUp(Duration.ofSeconds(10)));
        halfOpen(circuit);
        good(circuit);
        time.advance(Duration.ofSeconds(11));

        interlock.reconfigure("db", c -> c.failureThreshold(7));

        good(circuit, 20);
        assertThat(circuit.metrics().rejectedRamping()).isZero();
    }

    @Test
    void manualToAutomatic_whileOpen_recoversByItself(Interlock interlock, ManualTime time) {
        Circuit circuit =
                interlock.define("db", c -> c.recoveryMode(RecoveryMode.MANUAL).resetTimeout(Duration.ofSeconds(10)));
        open(circuit);
        time.advance(Duration.ofSeconds(30));
        assertThat(circuit.state()).isEqualTo(State.OPEN);

        interlock.reconfigure("db", c -> c.recoveryMode(RecoveryMode.AUTOMATIC));
        time.advance(Duration.ofMillis(1));

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void automaticToManual_whileOpen_waitsForSomebody(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("db", c -> c.resetTimeout(Duration.ofSeconds(10)));
        open(circuit);

        interlock.reconfigure("db", c -> c.recoveryMode(RecoveryMode.MANUAL));
        time.advance(Duration.ofMinutes(5));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(interlock.explain("db").waitingFor().toString()).contains("RecoveryMode.MANUAL");
    }

    @Test
    void recoveryRefusedByAGuard_thatIsGone_isTriedAtOnce(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "db",
                c -> c.resetTimeout(Duration.ofSeconds(10))
                        .recoveryGuard("never", () -> false)
                        .retryInterval(Duration.ofHours(1)));
        open(circuit);
        time.advance(Duration.ofSeconds(20));
        assertThat(circuit.state()).isEqualTo(State.OPEN);

        interlock.reconfigure(changes -> changes.replace("db", c -> c.resetTimeout(Duration.ofSeconds(10))));
        time.advance(Duration.ofMillis(1));

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void bulkheadAndGuards_areAskedFromTheNextCallOn(Interlock interlock) {
        Circuit circuit = interlock.define("db");

        interlock.reconfigure("db", c -> c.maxConcurrent(1));

        Permit held = circuit.acquire();
        assertThatThrownBy(circuit::acquire).isInstanceOf(BulkheadFullException.class);
        interlock.reconfigure("db", c -> c.maxConcurrent(2).callGuard("maintenance", () -> false));
        assertThatThrownBy(circuit::acquire).isInstanceOf(GuardRefusedException.class);
        held.success();
        interlock.reconfigure(changes -> changes.replace("db", c -> {}));
        good(circuit, 3);
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
    }

    @Test
    void slowCondition_isLookedForFromTheNextCallOn(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("db");

        interlock.reconfigure(
                "db",
                c -> c.slowCallRate(0.5)
                        .slowCallThreshold(Duration.ofSeconds(1))
                        .minimumCalls(2));

        for (int i = 0; i < 2; i++) {
            Permit permit = circuit.acquire();
            time.advance(Duration.ofSeconds(2));
            permit.success();
        }
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void hangingCalls_fromBefore_openTheCircuitAfterwards(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "db",
                c -> c.slowCallRate(0.5)
                        .slowCallThreshold(Duration.ofSeconds(2))
                        .minimumCalls(2));
        try (Permit one = circuit.acquire();
                Permit other = circuit.acquire()) {
            interlock.reconfigure("db", c -> c.resetTimeout(Duration.ofSeconds(7)));
            time.advance(Duration.ofSeconds(3));

            assertThat(circuit.state()).isEqualTo(State.OPEN);
            one.ignore();
            other.ignore();
        }
    }

    @Test
    void classification_isThatOfTheConfigurationWhichAdmittedTheCall(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(1).ignore(IllegalStateException.class));
        Permit before = circuit.acquire();
        interlock.reconfigure(changes -> changes.replace("db", c -> c.failureThreshold(1)));

        before.failure(new IllegalStateException("ignored when it began"));
        assertThat(circuit.state()).isEqualTo(State.CLOSED);

        circuit.acquire().failure(new IllegalStateException("a failure now"));
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void handle_tellsItsPresentConfiguration(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(3));

        interlock.reconfigure("db", c -> c.failureThreshold(4));

        assertThat(circuit.config().failureThreshold()).hasValue(4);
        assertThat(interlock.circuit("db")).isSameAs(circuit);
    }

    @Test
    void twoThreads_changingDifferentOptions_loseNoChange(Interlock interlock) throws Exception {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(1));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> thresholds = threads.submit(() -> {
                for (int i = 1; i <= 500; i++) {
                    int threshold = i;
                    interlock.reconfigure("db", c -> c.failureThreshold(threshold));
                    assertThat(circuit.config().failureThreshold()).hasValue(threshold);
                }
            });
            Future<?> probes = threads.submit(() -> {
                for (int i = 1; i <= 500; i++) {
                    int places = i;
                    interlock.reconfigure("db", c -> c.halfOpenCalls(places));
                    assertThat(circuit.config().halfOpenCalls()).isEqualTo(places);
                }
            });
            thresholds.get();
            probes.get();
        } finally {
            threads.shutdownNow();
        }
    }
}
