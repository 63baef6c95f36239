package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.verification.call.Traffic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An interrupt belongs to the caller: the library neither swallows it nor fails because of it. */
@ExtendWith(InterlockExtension.class)
class InterruptTest {

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void callerInterruptedBefore_callWorksAndTheFlagStays(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1).callGuard("yes", () -> true));
        Thread.currentThread().interrupt();

        good(circuit);
        Traffic.bad(circuit);
        try (Permit permit = circuit.acquire()) {
            permit.success();
        }
        circuit.operator().open(Traffic.OPS, "test");
        circuit.attemptRecovery();
        good(circuit);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void work_interrupted_exceptionAndFlagReachTheCaller(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(1));
        halfOpen(circuit);
        InterruptedException interrupted = new InterruptedException();

        assertThatThrownBy(() -> circuit.call(() -> {
                    Thread.currentThread().interrupt();
                    throw interrupted;
                }))
                .isSameAs(interrupted);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        Traffic.assertUsable(interlock, circuit);
    }

    @Test
    void work_leavesTheFlagAndEndsWell_isASuccessAndTheFlagStays(Interlock interlock) {
        Circuit circuit = interlock.define("c");

        circuit.run(() -> Thread.currentThread().interrupt());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void callGuard_throwsInterruptedException_theFlagIsSetForTheCaller(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.maxConcurrent(1).callGuard("interrupted", () -> {
                    throw new InterruptedException();
                }));

        good(circuit);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interlock.diagnostics().hookFailures()).isEqualTo(1);
        Traffic.assertNothingOutstanding(interlock);
    }

    @Test
    void recoveryGuard_throwsInterruptedException_refusesAndTheFlagIsSet(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.recoveryGuard("interrupted", () -> {
                    throw new InterruptedException();
                }));
        open(circuit);

        assertThat(circuit.attemptRecovery().isApplied()).isFalse();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void predicate_interruptsItsThread_theFlagStays(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failOn(thrown -> {
                    Thread.currentThread().interrupt();
                    return true;
                }));

        Traffic.bad(circuit);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }
}
