package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.event.TransitionRefused;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A guard that refuses is asked again at its interval, whatever happens meanwhile, and its refusal is told once. */
@ExtendWith(InterlockExtension.class)
class GuardRetryTest {

    private final AtomicBoolean allows = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<TransitionRefused> refused = new ArrayList<>();

    private boolean guard() {
        asked.incrementAndGet();
        return allows.get();
    }

    @Test
    void resetGuardRefuses_dependencyFlaps_keepsOneTimer(Interlock interlock, ManualTime time) {
        Circuit soft = interlock.define("soft");
        Circuit circuit = interlock.define(
                "c",
                c -> c.recoversAfter("soft")
                        .retryInterval(Duration.ofSeconds(1))
                        .resetGuard("no", this::guard));
        halfOpen(circuit);
        good(circuit);
        int before = interlock.diagnostics().timersPending();

        for (int i = 0; i < 200; i++) {
            soft.operator().forceOpen(OPS, "flap");
            soft.operator().forceClose(OPS, "flap");
        }

        assertThat(interlock.diagnostics().timersPending()).isLessThanOrEqualTo(before);
        asked.set(0);
        time.advance(Duration.ofSeconds(10));
        assertThat(asked.get()).as("asked once a second").isBetween(9, 11);
        allows.set(true);
        time.advance(Duration.ofSeconds(1));
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void resetGuardRefuses_severalProbesSucceed_isToldOnce(Interlock interlock, ManualTime time) {
        interlock.on(TransitionRefused.class, refused::add);
        Circuit circuit = interlock.define(
                "c", c -> c.halfOpenCalls(5).successThreshold(1).resetGuard("no", this::guard));
        halfOpen(circuit);
        var permits = new ArrayList<dev.interlock.Permit>();
        for (int i = 0; i < 5; i++) {
            permits.add(circuit.acquire());
        }
        permits.forEach(dev.interlock.Permit::success);

        time.advance(Duration.ofSeconds(10));

        assertThat(refused).hasSize(1);
        assertThat(circuit.metrics().blockedResets()).isEqualTo(1);
    }

    @Test
    void onCallRecovery_guardRefuses_isAskedAtTheRetryIntervalAndNotByEachCall(Interlock interlock, ManualTime time) {
        interlock.on(TransitionRefused.class, refused::add);
        Circuit circuit = interlock.define(
                "c",
                c -> c.recoveryMode(RecoveryMode.ON_CALL)
                        .resetTimeout(Duration.ofSeconds(10))
                        .retryInterval(Duration.ofSeconds(1))
                        .recoveryGuard("no", this::guard));
        open(circuit);
        time.advance(Duration.ofSeconds(11));

        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> good(circuit)).isInstanceOf(CallRejectedException.class);
        }
        assertThat(asked.get()).isEqualTo(1);
        assertThat(refused)
                .singleElement()
                .satisfies(event -> assertThat(event.event()).isEqualTo(CircuitEvent.ATTEMPT_RECOVERY));

        allows.set(true);
        time.advance(Duration.ofSeconds(1));
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void probeOfARemovedCircuit_withAResetGuard_endsAsItDid(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.resetGuard("no", this::guard));
        halfOpen(circuit);

        String result = circuit.call(() -> {
            interlock.remove("c");
            return "fine";
        });

        assertThat(result).isEqualTo("fine");
        assertThat(asked.get()).isZero();
    }
}
