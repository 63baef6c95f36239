package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.ExpectListenerFailures;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A hook that fails is never silent: each failure is counted once, and what follows from it is as promised. */
@ExtendWith(InterlockExtension.class)
class HookReportsTest {

    @Test
    void recoveryGuardThrows_refusesAndIsCountedOncePerAsking(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.resetTimeout(Duration.ofSeconds(10))
                        .retryInterval(Duration.ofSeconds(5))
                        .recoveryGuard("broken", () -> {
                            throw new StackOverflowError("planned");
                        }));
        open(circuit);

        assertThat(circuit.attemptRecovery().isApplied()).isFalse();
        assertThat(interlock.diagnostics().hookFailures()).isEqualTo(1);
        time.advance(Duration.ofMillis(10_100));
        assertThat(interlock.diagnostics().hookFailures()).isEqualTo(2);
        time.advance(Duration.ofSeconds(5));
        assertThat(interlock.diagnostics().hookFailures()).isEqualTo(3);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void signalThrows_isDownAndItsDependentsAreBlocked(Interlock interlock, ManualTime time) {
        boolean[] broken = {true};
        interlock.signal(
                "disk",
                () -> {
                    if (broken[0]) {
                        throw new LinkageError("planned");
                    }
                    return true;
                },
                s -> s.interval(Duration.ofSeconds(1)).downAfter(2).upAfter(2));
        Circuit circuit = interlock.define("c", c -> c.dependsOn("disk"));

        time.advance(Duration.ofSeconds(3));
        assertThat(circuit.isBlocked()).isTrue();
        assertThat(interlock.diagnostics().hookFailures())
                .as("that a check throws is its answer")
                .isZero();

        broken[0] = false;
        time.advance(Duration.ofSeconds(3));
        assertThat(circuit.isBlocked()).isFalse();
        good(circuit);
    }

    @Test
    void signal_closedBeforeItsFirstInterval_leavesNoTimer(Interlock interlock, ManualTime time) {
        interlock.signal("disk", () -> true, s -> {});

        interlock.close();

        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    @ExpectListenerFailures
    void listenerThrows_isCountedAndOthersAreTold(Interlock interlock) {
        List<InterlockEvent> told = new ArrayList<>();
        interlock.on(InterlockEvent.class, event -> {
            throw new StackOverflowError("planned");
        });
        interlock.on(InterlockEvent.class, told::add);
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));
        bad(circuit);

        assertThat(told).hasSize(2);
        assertThat(interlock.diagnostics().listenerFailures()).isEqualTo(2);
        assertThat(interlock.diagnostics().hookFailures())
                .as("listeners are counted by themselves")
                .isZero();
    }

    @Test
    @ExpectListenerFailures
    void cascadeAndRefusalHandlersThrow_areCounted(Interlock interlock) {
        interlock.onCascade((source, affected) -> {
            throw new IllegalStateException("planned");
        });
        interlock.onRefused((circuit, event, reasons) -> {
            throw new IllegalStateException("planned");
        });
        interlock.define("target");
        Circuit source = interlock.define("source", c -> c.cascadesTo("target").resetGuard("no", () -> false));
        open(source);
        source.reset();

        assertThat(interlock.diagnostics().listenerFailures()).isEqualTo(2);
    }

    @Test
    void listener_operatesTheCircuitItHearsOf_seesEveryTransitionInOrder(Interlock interlock) {
        List<Long> epochs = new ArrayList<>();
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));
        interlock.on(CircuitTransitioned.class, event -> {
            epochs.add(event.epoch());
            if (event.to() == State.OPEN && epochs.size() < 10) {
                Traffic.recover(circuit);
                bad(circuit);
            }
        });

        bad(circuit);

        assertThat(epochs).hasSizeGreaterThanOrEqualTo(10).isSorted().doesNotHaveDuplicates();
        Traffic.assertUsable(interlock, circuit);
    }

    @Test
    void work_movesItsOwnCircuitWhileItHoldsAPermit_leaksNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(2).halfOpenCalls(1));
        halfOpen(circuit);

        String result = circuit.call(() -> {
            circuit.operator().forceOpen(Traffic.OPS, "under way");
            circuit.operator().forceClose(Traffic.OPS, "under way");
            halfOpen(circuit);
            return circuit.call(() -> "nested");
        });

        assertThat(result).isEqualTo("nested");
        Traffic.assertUsable(interlock, circuit);
    }

    @Test
    void work_removesItsOwnCircuit_leaksNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(2));
        halfOpen(circuit);

        assertThat(circuit.call(() -> interlock.remove("c"))).isTrue();

        Traffic.assertNothingOutstanding(interlock);
    }

    @Test
    void guard_movesTheCircuitItGuards_verdictIsOfTheOldEpoch(Interlock interlock) {
        // The guard allows, and meanwhile an operator forces the circuit open: S3, S12.
        Circuit[] self = new Circuit[1];
        self[0] = interlock.define(
                "c",
                c -> c.recoveryGuard("mover", () -> {
                    self[0].operator().forceOpen(Traffic.OPS, "while asked");
                    return true;
                }));
        open(self[0]);

        assertThat(self[0].attemptRecovery().isApplied()).isFalse();

        assertThat(self[0].state()).isEqualTo(State.FORCED_OPEN);
    }
}
