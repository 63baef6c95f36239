package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.Reason;
import dev.interlock.State;
import dev.interlock.TransitionResult;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An episode that is paused, and a reset that was refused and is asked again. */
@ExtendWith(InterlockExtension.class)
class HalfOpenResetTest {

    @Test
    void blocked_episode_isPausedAndKeepsItsSuccesses(Interlock interlock) {
        Circuit dependency = interlock.define("db");
        Circuit circuit = interlock.define("c", c -> c.dependsOn("db").successThreshold(3));
        halfOpen(circuit);
        good(circuit, 2);

        open(dependency);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertThatThrownBy(() -> good(circuit)).isInstanceOf(DependencyOpenException.class);
        Traffic.recover(dependency);

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        good(circuit);
        assertThat(circuit.state()).as("the third good probe").isEqualTo(State.CLOSED);
    }

    @Test
    void hardDependencyDown_refusedReset_isAskedAgainWhenItComesUp(Interlock interlock) {
        Circuit dependency = interlock.define("db");
        Circuit circuit = interlock.define("c", c -> c.dependsOn("db"));
        halfOpen(circuit);
        Permit probe = circuit.acquire();
        open(dependency);

        probe.success();
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertThat(circuit.metrics().blockedResets()).isEqualTo(1);
        Traffic.recover(dependency);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void softDependencyDown_refusedReset_admitsNothingUntilItComesUp(Interlock interlock, ManualTime time) {
        Circuit primary = interlock.define("primary");
        Circuit replica =
                interlock.define("replica", c -> c.recoversAfter("primary").halfOpenCalls(3));
        halfOpen(replica);
        primary.operator().forceOpen(Traffic.OPS, "test");

        good(replica); // a soft dependency gates no calls
        assertThat(replica.state()).isEqualTo(State.HALF_OPEN);
        assertThat(replica.isCallable()).isFalse();
        assertThat(replica.tryAcquire()).isEmpty();
        assertThatThrownBy(() -> good(replica)).isInstanceOf(PermitsExhaustedException.class);
        time.advance(Duration.ofMinutes(10));
        assertThat(replica.state()).isEqualTo(State.HALF_OPEN);

        Traffic.close(primary);
        assertThat(replica.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void transitiveDependencyComesUp_refusedReset_isAskedAgain(Interlock interlock) {
        Circuit database = interlock.define("db");
        Circuit middle = interlock.define("middle", c -> c.dependsOn("db"));
        Circuit top = interlock.define("top", c -> c.dependsOn("middle"));
        halfOpen(top);
        Permit probe = top.acquire();
        open(database);

        probe.success();
        assertThat(top.state()).isEqualTo(State.HALF_OPEN);
        assertThat(middle.state()).isEqualTo(State.CLOSED);
        Traffic.recover(database); // middle stops being blocked, so it is up

        assertThat(top.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void resetGuardRefuses_machine_asksAgainAtTheRetryInterval(Interlock interlock, ManualTime time) {
        AtomicBoolean allow = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        Circuit circuit = interlock.define(
                "c",
                c -> c.halfOpenCalls(2).retryInterval(Duration.ofSeconds(3)).resetGuard("warm", () -> {
                    asked.incrementAndGet();
                    return allow.get();
                }));
        halfOpen(circuit);

        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertThat(asked).hasValue(1);
        assertThat(circuit.tryAcquire()).isEmpty();
        assertThat(circuit.isCallable())
                .as("asking does not ask the reset guard")
                .isFalse();
        assertThat(asked).hasValue(1);

        time.advance(Duration.ofMillis(2_999));
        assertThat(asked).hasValue(1);
        time.advance(Duration.ofMillis(101));
        assertThat(asked).hasValue(2);
        allow.set(true);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        time.advance(Duration.ofMillis(3_100));

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(asked).hasValue(3);
    }

    @Test
    void refusedReset_otherProbeFailsMeanwhile_reopens(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.halfOpenCalls(2).resetGuard("warm", () -> false));
        halfOpen(circuit);
        Permit other = circuit.acquire();
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);

        other.failure(new Traffic.Failure());

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        time.advance(Duration.ofSeconds(10)); // the asking of the old episode is moot
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void refusedByTheMachine_isToldOncePerChangeOfReason(Interlock interlock, ManualTime time) {
        List<String> told = new CopyOnWriteArrayList<>();
        interlock.onRefused((circuit, event, reasons) -> told.add(
                circuit + " " + event + " " + reasons.stream().map(Reason::kind).toList()));
        AtomicInteger mode = new AtomicInteger();
        Circuit circuit = interlock.define(
                "c",
                c -> c.retryInterval(Duration.ofSeconds(1)).resetGuard("warm", () -> {
                    if (mode.get() == 1) {
                        throw new IllegalStateException("broken");
                    }
                    return false;
                }));
        halfOpen(circuit);
        good(circuit);

        time.advance(Duration.ofSeconds(5));
        assertThat(told).containsExactly("c RESET [GUARD_REFUSED]");
        mode.set(1);
        time.advance(Duration.ofSeconds(5));

        assertThat(told).containsExactly("c RESET [GUARD_REFUSED]", "c RESET [GUARD_FAILED]");
    }

    @Test
    void recoveryGuardRefuses_timer_asksAgainAtTheRetryInterval(Interlock interlock, ManualTime time) {
        AtomicBoolean allow = new AtomicBoolean();
        Circuit circuit = interlock.define(
                "c",
                c -> c.resetTimeout(Duration.ofSeconds(10))
                        .retryInterval(Duration.ofSeconds(2))
                        .recoveryGuard("warm", allow::get));
        open(circuit);

        time.advance(Duration.ofMillis(10_100));
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        allow.set(true);
        time.advance(Duration.ofSeconds(1));
        assertThat(circuit.state()).as("not before the interval").isEqualTo(State.OPEN);
        time.advance(Duration.ofMillis(1_100));

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void recoveryRefusedByDependency_wakesWhenItComesUp(Interlock interlock, ManualTime time) {
        Circuit dependency = interlock.define("db");
        Circuit circuit = interlock.define("c", c -> c.dependsOn("db").resetTimeout(Duration.ofSeconds(10)));
        dependency.operator().forceOpen(Traffic.OPS, "test");
        open(circuit);
        time.advance(Duration.ofMinutes(5));
        assertThat(circuit.state()).isEqualTo(State.OPEN);

        Traffic.close(dependency);

        assertThat(circuit.state()).as("at that moment, without a timer").isEqualTo(State.HALF_OPEN);
    }

    @Test
    void explicitReset_refused_changesNothingAndIsCounted(Interlock interlock) {
        AtomicBoolean allow = new AtomicBoolean();
        Circuit circuit = interlock.define("c", c -> c.resetGuard("warm", allow::get));
        halfOpen(circuit);

        TransitionResult refused = circuit.reset();

        assertThat(refused.isApplied()).isFalse();
        assertThat(refused.event()).isEqualTo(CircuitEvent.RESET);
        assertThat(refused.from()).isEqualTo(State.HALF_OPEN);
        assertThat(refused.to()).isEqualTo(State.HALF_OPEN);
        assertThat(refused.reasons()).extracting(Reason::kind).containsExactly(Reason.Kind.GUARD_REFUSED);
        assertThat(circuit.metrics().blockedResets()).isEqualTo(1);
        assertThat(circuit.isCallable())
                .as("a caller's refused reset does not stop the probes")
                .isTrue();

        allow.set(true);
        assertThat(circuit.reset().isApplied()).isTrue();
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void resetGuardThrows_refusesAndIsReportedOnce(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.resetGuard("warm", () -> {
                    throw new Traffic.Failure();
                }));
        halfOpen(circuit);

        assertThat(circuit.reset().reasons()).extracting(Reason::kind).containsExactly(Reason.Kind.GUARD_FAILED);

        assertThat(interlock.diagnostics().hookFailures()).isEqualTo(1);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }
}
