package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.event.WouldHaveOpened;
import dev.interlock.event.WouldHaveRefused;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls that pass whatever happens: DISABLED, METRICS_ONLY, removed, closed. */
@ExtendWith(InterlockExtension.class)
class UnprotectedCallTest {

    @Test
    void disabled_everyCallPassesAndNothingIsCounted(Interlock interlock) {
        Circuit dependency = interlock.define("db");
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).dependsOn("db"));
        open(circuit);
        open(dependency);
        circuit.operator().disable(OPS, "test");

        good(circuit);
        bad(circuit, 3);
        assertThat(circuit.callAsync(() -> CompletableFuture.completedFuture("fine")))
                .isCompletedWithValue("fine");
        circuit.acquire().close();

        assertThat(circuit.state()).isEqualTo(State.DISABLED);
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.isBlocked()).isTrue();
        assertThat(circuit.isCallable()).isTrue();
        assertThat(circuit.metrics().failures()).isZero();
        assertThat(circuit.metrics().successes()).isZero();
        assertThat(circuit.metrics().rejected()).isZero();
    }

    @Test
    void disabled_dependency_doesNotShieldItsDependents(Interlock interlock) {
        Circuit database = interlock.define("db");
        Circuit middle = interlock.define("middle", c -> c.dependsOn("db"));
        Circuit top = interlock.define("top", c -> c.dependsOn("middle"));
        middle.operator().disable(OPS, "test");
        good(top);

        open(database);

        good(middle);
        assertThatThrownBy(() -> good(top))
                .isInstanceOfSatisfying(
                        DependencyOpenException.class,
                        refusal -> assertThat(refusal.rootCauses()).containsExactly("db"));
    }

    @Test
    void disabled_permitTakenBefore_decidesNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(1));
        Permit permit = circuit.acquire();
        circuit.operator().disable(OPS, "test");

        permit.failure(new Traffic.Failure());

        assertThat(circuit.state()).isEqualTo(State.DISABLED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void metricsOnly_passesCountsAndTellsWhatWouldHaveHappened(Interlock interlock) {
        List<String> opened = new CopyOnWriteArrayList<>();
        interlock.on(WouldHaveOpened.class, event -> opened.add(event.circuit()));
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(3));
        circuit.operator().metricsOnly(OPS, "test");

        bad(circuit, 2);
        good(circuit);
        assertThat(opened).isEmpty();
        bad(circuit);

        assertThat(opened).containsExactly("c");
        assertThat(circuit.state()).isEqualTo(State.METRICS_ONLY);
        assertThat(circuit.metrics().failures()).isEqualTo(3);
        assertThat(circuit.metrics().successes()).isEqualTo(1);
        good(circuit);
    }

    @Test
    void metricsOnly_blocked_passesAndTellsOncePerBlocking(Interlock interlock) {
        List<List<String>> refused = new CopyOnWriteArrayList<>();
        interlock.on(WouldHaveRefused.class, event -> refused.add(event.chain()));
        Circuit dependency = interlock.define("db");
        Circuit circuit = interlock.define("c", c -> c.dependsOn("db"));
        circuit.operator().metricsOnly(OPS, "test");

        open(dependency);
        good(circuit, 3);
        assertThat(refused).containsExactly(List.of("c", "db"));
        assertThat(circuit.metrics().wouldHaveRejected()).isEqualTo(3);
        assertThat(circuit.metrics().rejected()).isZero();

        Traffic.close(dependency);
        good(circuit);
        open(dependency);
        good(circuit, 2);
        assertThat(refused).hasSize(2);
    }

    @Test
    void metricsOnly_blockedAgainWithoutACallInBetween_tellsAgain(Interlock interlock) {
        List<String> refused = new CopyOnWriteArrayList<>();
        interlock.on(WouldHaveRefused.class, event -> refused.add(event.circuit()));
        Circuit dependency = interlock.define("db");
        Circuit circuit = interlock.define("c", c -> c.dependsOn("db"));
        circuit.operator().metricsOnly(OPS, "test");
        open(dependency);
        good(circuit);

        Traffic.close(dependency);
        open(dependency);
        good(circuit);

        assertThat(refused).hasSize(2);
    }

    @Test
    void metricsOnlyAndDisabled_timersAndCallers_passThemBy(Interlock interlock, ManualTime time) {
        Circuit source = interlock.define("source", c -> c.cascadesTo("disabled", "metrics"));
        Circuit disabled = interlock.define("disabled");
        Circuit metrics = interlock.define("metrics");
        disabled.operator().disable(OPS, "test");
        metrics.operator().metricsOnly(OPS, "test");

        open(source);
        time.advance(Duration.ofHours(1));
        assertThat(disabled.reset().isApplied()).isFalse();
        assertThat(metrics.attemptRecovery().isApplied()).isFalse();

        assertThat(disabled.state()).isEqualTo(State.DISABLED);
        assertThat(metrics.state()).isEqualTo(State.METRICS_ONLY);
    }

    @Test
    void removed_openCircuit_passesUnprotected(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(1));
        open(circuit);
        assertThat(interlock.remove("c")).isTrue();

        good(circuit, 3);
        bad(circuit, 3);
        good(circuit);
        assertThat(circuit.callAsync(() -> CompletableFuture.completedFuture("fine")))
                .isCompletedWithValue("fine");
        Permit permit = circuit.acquire();
        permit.failure(new Traffic.Failure());

        assertThat(circuit.attemptRecovery().isApplied()).isFalse();
        assertNothingOutstanding(interlock);
    }

    @Test
    void removed_whilePermitsAreOut_leaksNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(2).halfOpenCalls(2));
        halfOpen(circuit);
        Permit one = circuit.acquire();
        Permit two = circuit.acquire();

        interlock.remove("c");
        one.success();
        two.failure(new Traffic.Failure());

        assertNothingOutstanding(interlock);
        Circuit again = interlock.define("c", c -> c.failureThreshold(1));
        assertThat(again.state()).isEqualTo(State.CLOSED);
        bad(circuit); // the old handle says nothing about the new circuit
        assertThat(again.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void closedInterlock_everyCallPasses(Interlock interlock) {
        Circuit dependency = interlock.define("db");
        Circuit blocked = interlock.define("blocked", c -> c.dependsOn("db"));
        Circuit opened = interlock.define("opened", c -> c.failureThreshold(1).maxConcurrent(1));
        open(dependency);
        open(opened);

        interlock.close();

        good(blocked);
        good(opened);
        bad(opened, 2);
        good(opened);
        assertThat(opened.callAsync(() -> CompletableFuture.completedFuture("fine")))
                .isCompletedWithValue("fine");
        opened.acquire().close();
        assertThat(opened.tryAcquire()).isPresent();
        assertThat(opened.isCallable()).isTrue();
    }

    @Test
    void closedInterlock_permitTakenBefore_canStillBeReported(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        halfOpen(circuit);
        Permit permit = circuit.acquire();

        interlock.close();
        interlock.close();
        permit.success();

        assertNothingOutstanding(interlock);
    }

    @Test
    void closedInterlock_plainCircuit_failuresMoveNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).cascadesTo("target"));
        Circuit target = interlock.define("target");
        interlock.define("caller", c -> c.dependsOn("c"));
        interlock.close();

        bad(circuit, 3);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(target.state()).isEqualTo(State.CLOSED);
        assertThat(circuit.metrics().failures()).as("recorded nowhere").isZero();
        good(interlock.circuit("caller"));
    }

    @Test
    void closedInterlock_operatorsAndChanges_areToldThatItIsClosed(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        open(circuit);
        interlock.close();

        assertThat(circuit.operator().forceClose(OPS, "test").reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.message()).contains("is closed"));
        assertThat(circuit.state()).as("what is seen stays as it was").isEqualTo(State.OPEN);
        assertThatThrownBy(() -> interlock.define("late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
