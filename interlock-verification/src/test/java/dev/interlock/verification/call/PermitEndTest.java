package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Attribution;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the deadline gives back, and what it leaves to the call that is still running (S9, L2). */
@ExtendWith(InterlockExtension.class)
class PermitEndTest {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @Test
    void acquiredPermit_neverReported_givesItsPlaceBackAtTheDeadline(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c", c -> c.failureThreshold(100).maxConcurrent(1).permitDeadline(DEADLINE));
        Permit lost = circuit.acquire();
        assertThat(circuit.tryAcquire()).isEmpty();

        time.advance(DEADLINE.plusMillis(100));

        assertNothingOutstanding(interlock);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
        Permit next = circuit.acquire();
        lost.close(); // too late: it has no place to give back
        assertThat(circuit.tryAcquire()).isEmpty();
        next.success();
    }

    @Test
    void call_runningPastItsDeadline_keepsItsPlaceUntilItThrows(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1).permitDeadline(DEADLINE));
        halfOpen(circuit);

        assertThatThrownBy(() -> circuit.run(() -> {
                    time.advance(DEADLINE.plusMillis(100));
                    assertThat(circuit.state()).isEqualTo(State.OPEN);
                    assertThat(interlock.diagnostics().callsInFlight())
                            .as("it is still running")
                            .isEqualTo(1);
                    throw new Traffic.Failure();
                }))
                .isInstanceOf(Traffic.Failure.class);

        assertNothingOutstanding(interlock);
        assertThat(circuit.metrics().failures()).as("counted at the deadline").isEqualTo(1);
    }

    @Test
    void failureOfACallThatCountsNothing_isNobodysYet(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        circuit.operator().disable(Traffic.OPS, "test");
        Traffic.Failure failure = new Traffic.Failure();
        Permit permit = circuit.acquire();

        permit.failure(failure);

        assertThat(Attribution.of(failure)).isEmpty();
    }
}
