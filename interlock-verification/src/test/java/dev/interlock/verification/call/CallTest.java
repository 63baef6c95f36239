package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.BulkheadFullException;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitOpenException;
import dev.interlock.DependencyOpenException;
import dev.interlock.GuardRefusedException;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Synchronous calls: results, refusals, and the order gate, call guards, bulkhead, run. */
@ExtendWith(InterlockExtension.class)
class CallTest {

    @Test
    void call_thrownBecomesTheFailureThatTrips_isThrownItself(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));

        bad(circuit); // checks that the very exception comes out

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void run_refused_doesNotRunTheWork(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        open(circuit);
        AtomicBoolean ran = new AtomicBoolean();

        assertThatThrownBy(() -> circuit.run(() -> ran.set(true))).isInstanceOf(CircuitOpenException.class);

        assertThat(ran).isFalse();
        assertThat(circuit.metrics().rejectedOpen()).isEqualTo(1);
    }

    @Test
    void call_returningCompletionStage_isRefusedNamingCallAsync(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));

        assertThatThrownBy(() -> circuit.call(() -> CompletableFuture.completedFuture("early")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("callAsync");

        Traffic.assertNothingOutstanding(interlock);
        assertThat(circuit.metrics().successes()).isZero();
        good(circuit);
    }

    @Test
    void call_returningPublisher_isRefusedNamingCallAsync(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        Flow.Publisher<String> publisher = subscriber -> {};

        assertThatThrownBy(() -> circuit.call(() -> publisher))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("callAsync");

        Traffic.assertNothingOutstanding(interlock);
        assertThat(circuit.metrics().successes()).isZero();
    }

    @Test
    void halfOpen_callReturningCompletionStage_leaksNoPermitAndDoesNotClose(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        halfOpen(circuit);

        assertThatThrownBy(() -> circuit.call(() -> new CompletableFuture<String>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("callAsync");

        assertThat(circuit.state()).isNotEqualTo(State.CLOSED);
        Traffic.assertUsable(interlock, circuit);
    }

    @Test
    void gate_openCircuit_asksNoCallGuard(Interlock interlock) {
        AtomicInteger asked = new AtomicInteger();
        Circuit circuit = interlock.define("c", c -> c.callGuard("counted", () -> asked.incrementAndGet() > 0));
        open(circuit);

        assertThatThrownBy(() -> good(circuit)).isInstanceOf(CircuitOpenException.class);

        assertThat(asked).hasValue(0);
    }

    @Test
    void gate_blockedCircuit_asksNoCallGuard(Interlock interlock) {
        AtomicInteger asked = new AtomicInteger();
        Circuit dependency = interlock.define("db");
        Circuit circuit =
                interlock.define("c", c -> c.dependsOn("db").callGuard("counted", () -> asked.incrementAndGet() > 0));
        open(dependency);

        assertThatThrownBy(() -> good(circuit)).isInstanceOf(DependencyOpenException.class);

        assertThat(asked).hasValue(0);
        assertThat(circuit.metrics().rejectedBlocked()).isEqualTo(1);
    }

    @Test
    void gate_openAndBlocked_prefersTheDependency(Interlock interlock) {
        Circuit dependency = interlock.define("db");
        Circuit circuit = interlock.define("c", c -> c.dependsOn("db"));
        open(circuit);
        open(dependency);

        assertThatThrownBy(() -> good(circuit)).isInstanceOfSatisfying(DependencyOpenException.class, refusal -> {
            assertThat(refusal.rootCauses()).containsExactly("db");
            assertThat(refusal.chain()).containsExactly("c", "db");
            assertThat(refusal.state()).isEqualTo(State.OPEN);
        });
    }

    @Test
    void callGuard_refuses_beforeTheBulkheadIsAsked(Interlock interlock) {
        AtomicBoolean allow = new AtomicBoolean(true);
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1).callGuard("door", allow::get));
        try (Permit permit = circuit.acquire()) {
            allow.set(false);

            assertThatThrownBy(() -> good(circuit))
                    .isInstanceOf(GuardRefusedException.class)
                    .hasMessageContaining("door");

            permit.success();
        }
        assertThat(circuit.metrics().rejectedGuard()).isEqualTo(1);
        assertThat(circuit.metrics().rejectedBulkhead()).isZero();
    }

    @Test
    void callGuard_refuses_takesNoPlace(Interlock interlock) {
        AtomicBoolean allow = new AtomicBoolean(false);
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1).callGuard("door", allow::get));
        halfOpen(circuit);

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> good(circuit)).isInstanceOf(GuardRefusedException.class);
            Traffic.assertNothingOutstanding(interlock);
        }

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        allow.set(true);
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void callGuard_throws_admitsAndIsReported(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.callGuard("broken", () -> {
                    throw new Traffic.Failure();
                }));

        good(circuit);

        assertThat(interlock.diagnostics().hookFailures()).isEqualTo(1);
        assertThat(circuit.metrics().successes()).isEqualTo(1);
        assertThat(circuit.metrics().failures()).isZero();
    }

    @Test
    void callGuard_throwsAndRefusalIsWanted_refusesAndIsReported(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.refuseWhenCallGuardFails().callGuard("broken", () -> {
                    throw new Traffic.Failure();
                }));

        assertThatThrownBy(() -> good(circuit)).isInstanceOf(GuardRefusedException.class);

        assertThat(interlock.diagnostics().hookFailures()).isEqualTo(1);
        assertThat(circuit.metrics().rejectedGuard()).isEqualTo(1);
    }

    @Test
    void bulkhead_full_refusesUntilAPlaceIsFree(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(2));
        Permit one = circuit.acquire();
        Permit two = circuit.acquire();

        assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(2);
        assertThat(circuit.isCallable()).isFalse();
        assertThatThrownBy(() -> good(circuit)).isInstanceOf(BulkheadFullException.class);
        assertThat(circuit.tryAcquire()).isEmpty();

        one.success();
        good(circuit);
        two.failure(new Traffic.Failure());
        assertThat(circuit.metrics().rejectedBulkhead()).isEqualTo(2);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void bulkhead_fullInHalfOpen_handsThePermitBack(Interlock interlock) {
        Circuit circuit =
                interlock.define("c", c -> c.maxConcurrent(1).halfOpenCalls(2).successThreshold(2));
        halfOpen(circuit);
        try (Permit permit = circuit.acquire()) {
            assertThatThrownBy(() -> good(circuit)).isInstanceOf(BulkheadFullException.class);
            assertThat(interlock.diagnostics().permitsOutstanding()).isEqualTo(1);
            permit.success();
        }
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void bulkhead_placeTakenBeforeTransition_isFreedAfterIt(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        Permit old = circuit.acquire();
        halfOpen(circuit);

        // The old call still runs: it still takes the only place.
        assertThatThrownBy(() -> good(circuit)).isInstanceOf(BulkheadFullException.class);

        old.success();
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void call_nestedInItself_usesOnePlace(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));

        String result = circuit.call(() -> circuit.call(() -> {
            good(circuit);
            return "inner";
        }));

        assertThat(result).isEqualTo("inner");
        Traffic.assertNothingOutstanding(interlock);
    }

    @Test
    void isCallable_asking_countsNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1).callGuard("door", () -> false));
        halfOpen(circuit);

        for (int i = 0; i < 5; i++) {
            assertThat(circuit.isCallable()).isFalse();
        }

        assertThat(circuit.metrics().rejected()).isZero();
        Traffic.assertNothingOutstanding(interlock);
    }

    @Test
    void refusal_ofTheSameCircuitNested_isNoFailure(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));

        assertThatThrownBy(() -> circuit.call(() -> {
                    circuit.operator().forceOpen(OPS, "under way");
                    return circuit.call(() -> "never");
                }))
                .isInstanceOf(CallRejectedException.class);

        assertThat(circuit.metrics().failures()).isZero();
        Traffic.assertNothingOutstanding(interlock);
    }

    @Test
    void refusalException_made_byTheUsersOwnWork_isThrownOn(Interlock interlock) {
        Circuit other = interlock.define("other");
        open(other);
        CallRejectedException refusal = null;
        try {
            good(other);
        } catch (CallRejectedException caught) {
            refusal = caught;
        }
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));

        throwing(circuit, java.util.Objects.requireNonNull(refusal));

        assertThat(circuit.metrics().failures()).isZero();
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }
}
