package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.TransitionResult;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * S3: what a guard said in one epoch moves nothing in the next one, also where the event would be possible there. Here the guard itself
 * moves its circuit, in the middle of being asked, as another thread would.
 */
@ExtendWith(InterlockExtension.class)
class GuardEpochTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final AtomicInteger asked = new AtomicInteger();

    /** Opens the circuit anew at the first asking, and allows; later it refuses. */
    private boolean opensAnewAndAllowsOnce(Interlock interlock) {
        if (asked.incrementAndGet() > 1) {
            return false;
        }
        interlock.circuit("c").operator().open(OPS, "meanwhile");
        return true;
    }

    @Test
    void recoveryGuard_circuitOpenedAnewWhileItWasAsked_isAskedAgain(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.recoveryGuard("mover", () -> opensAnewAndAllowsOnce(interlock)));
        open(circuit);

        TransitionResult result = circuit.attemptRecovery();

        assertThat(result.isApplied()).isFalse();
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(asked).hasValue(2);
    }

    @Test
    void recoveryGuardOfTheTimer_circuitOpenedAnewWhileItWasAsked_hasToWaitAgain(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c", c -> c.resetTimeout(WAIT).recoveryGuard("mover", () -> opensAnewAndAllowsOnce(interlock)));
        open(circuit);

        time.advance(WAIT);

        assertThat(asked).hasValue(1);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void resetGuard_circuitOpenedAnewWhileItWasAsked_isAskedAgain(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.resetGuard("mover", () -> opensAnewAndAllowsOnce(interlock)));
        halfOpen(circuit);

        TransitionResult result = circuit.reset();

        assertThat(result.isApplied()).isFalse();
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(asked).hasValue(2);
    }

    @Test
    void resetGuardOfTheProbes_circuitOpenedAnewWhileItWasAsked_closesNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.resetGuard("mover", () -> opensAnewAndAllowsOnce(interlock)));
        halfOpen(circuit);

        good(circuit);

        assertThat(asked).hasValue(1);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }
}
