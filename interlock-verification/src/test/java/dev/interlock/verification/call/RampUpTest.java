package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CircuitConfig;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.RampCurve;
import dev.interlock.RampingException;
import dev.interlock.RetryAdvice;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After a recovery a growing share of the calls is admitted; by count, not by chance. */
@ExtendWith(InterlockExtension.class)
class RampUpTest {

    private static final Duration RAMP = ofSeconds(30);

    private Circuit circuit;
    private Circuit dependent;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define("vault", c -> c.rampUp(RAMP).failureThreshold(2));
        dependent = interlock.define("payment", c -> c.dependsOn("vault"));
    }

    private static void closeByProbe(Circuit circuit) {
        halfOpen(circuit);
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    private static int admitted(Circuit circuit, int calls) {
        int admitted = 0;
        for (int i = 0; i < calls; i++) {
            try {
                good(circuit);
                admitted++;
            } catch (RampingException refused) {
                // what is counted here is the others
            }
        }
        return admitted;
    }

    @Test
    void share_growsFromATenthToAll(ManualTime time) {
        closeByProbe(circuit);

        assertThat(admitted(circuit, 1_000)).isEqualTo(100);
        time.advance(ofSeconds(15));
        assertThat(admitted(circuit, 1_000)).isEqualTo(550);
        time.advance(ofSeconds(12));
        assertThat(admitted(circuit, 1_000)).isEqualTo(910);
        time.advance(ofSeconds(3));
        assertThat(admitted(circuit, 1_000)).isEqualTo(1_000);

        assertThat(circuit.metrics().rejectedRamping()).isEqualTo(900 + 450 + 90);
        assertThat(circuit.metrics().rejected()).isEqualTo(900 + 450 + 90);
    }

    @Test
    void admittedCalls_areSpreadEvenly(ManualTime time) {
        closeByProbe(circuit);
        time.advance(ofSeconds(15));

        for (int i = 0; i < 10; i++) {
            assertThat(admitted(circuit, 20)).isEqualTo(11);
        }
    }

    @Test
    void firstCall_isAdmitted() {
        closeByProbe(circuit);

        assertThat(admitted(circuit, 1)).isEqualTo(1);
    }

    @Test
    void exponentialCurve_isCarefulAtFirst(Interlock interlock, ManualTime time) {
        Circuit cold =
                interlock.define("cold", c -> c.rampUp(RAMP).rampUpFrom(0.01).rampUpCurve(RampCurve.EXPONENTIAL));
        closeByProbe(cold);

        assertThat(admitted(cold, 1_000)).isEqualTo(10);
        time.advance(ofSeconds(15));
        assertThat(admitted(cold, 1_000)).isEqualTo(100);
        time.advance(ofSeconds(15));
        assertThat(admitted(cold, 1_000)).isEqualTo(1_000);
    }

    @Test
    void refusal_saysSo(ManualTime time) {
        closeByProbe(circuit);
        time.advance(ofSeconds(10));
        good(circuit);

        assertThatThrownBy(() -> {
                    good(circuit);
                    good(circuit);
                    good(circuit);
                })
                .isInstanceOf(RampingException.class)
                .hasMessage(
                        "Circuit 'vault' rejected the call: it ramps up after its recovery, and admits 40 % of the calls;"
                                + " all of them in 20 s");
    }

    @Test
    void asking_usesNothingUp() {
        closeByProbe(circuit);

        for (int i = 0; i < 100; i++) {
            assertThat(circuit.isCallable()).isTrue();
        }
        assertThat(admitted(circuit, 1)).isEqualTo(1);
        assertThat(circuit.isCallable()).as("nine in ten are refused now").isFalse();
        assertThat(circuit.retryAdvice().kind()).isEqualTo(RetryAdvice.Kind.WAIT);
    }

    @Test
    void oneFailure_doesNotReopen_butTheConditionsDo() {
        closeByProbe(circuit);

        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        for (int i = 0; i < 9; i++) {
            assertThat(admitted(circuit, 1)).isZero();
        }
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void dependents_doNotRamp_andCountNoRefusal() {
        closeByProbe(circuit);

        assertThat(admitted(dependent, 10)).isEqualTo(10);
        assertThatThrownBy(() -> {
                    dependent.call(() -> circuit.call(() -> "first"));
                    dependent.call(() -> circuit.call(() -> "second"));
                })
                .isInstanceOf(RampingException.class);
        assertThat(dependent.metrics().failures()).isZero();
    }

    @Test
    void operatorWhoCloses_wantsAllOfIt() {
        open(circuit);
        circuit.operator().forceClose(OPS, "checked by hand");

        assertThat(admitted(circuit, 10)).isEqualTo(10);
    }

    @Test
    void dependencyThatOpensMeanwhile_isTheReason(Interlock interlock, ManualTime time) {
        Circuit ramping = interlock.define("ramping", c -> c.rampUp(RAMP).dependsOn("vault"));
        closeByProbe(ramping);
        open(circuit);

        assertThatThrownBy(() -> good(ramping)).isInstanceOf(DependencyOpenException.class);
        circuit.operator().forceClose(OPS, "repaired");
        time.advance(RAMP);
        assertThat(admitted(ramping, 10)).isEqualTo(10);
    }

    @Test
    void nextRecovery_rampsAnew(ManualTime time) {
        closeByProbe(circuit);
        time.advance(RAMP);
        closeByProbe(circuit);

        assertThat(admitted(circuit, 100)).isEqualTo(10);
    }

    @Test
    void shareOutOfRange_isRefusedAtOnce() {
        assertThatThrownBy(() -> CircuitConfig.builder()
                        .rampUp(ofSeconds(0))
                        .rampUpFrom(1.5)
                        .build("c"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("rampUp: ")
                .hasMessageContaining("rampUpFrom: ");
    }
}
