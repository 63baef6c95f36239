package dev.interlock.verification.scenario;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.scenario.Failing.OPS;
import static dev.interlock.verification.scenario.Failing.fail;
import static dev.interlock.verification.scenario.Failing.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CascadeMode;
import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.DependencyOpenException;
import dev.interlock.Finding;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.State;
import dev.interlock.event.CascadeHappened;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InterlockExtension.class)
class EpisodeScenariosTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    @Test
    void dependency_thatOpensDuringAnEpisodeAndComesBack_pausesItAndKeepsItsSuccesses(
            Interlock interlock, ManualTime time) {
        Circuit database =
                interlock.define("database", c -> c.failureThreshold(1).resetTimeout(WAIT));
        Circuit service = interlock.define(
                "service",
                c -> c.failureThreshold(1)
                        .resetTimeout(WAIT)
                        .successThreshold(2)
                        .dependsOn("database"));
        fail(service);
        time.advance(WAIT);
        succeed(service);
        assertThat(service).isHalfOpen();

        fail(database);
        assertThatThrownBy(() -> succeed(service)).isInstanceOf(DependencyOpenException.class);
        assertThat(service.reset()).isRefused().hasReason(Reason.Kind.DEPENDENCY);
        assertThat(service).isHalfOpen();

        database.reset();
        succeed(service);
        assertThat(service).isClosed(); // the second success: the first one was kept
    }

    @Test
    void reset_thatADependencyRefused_isAskedAgainWhenItIsUp(Interlock interlock, ManualTime time) {
        Circuit database =
                interlock.define("database", c -> c.failureThreshold(1).resetTimeout(WAIT));
        Circuit service = interlock.define(
                "service", c -> c.failureThreshold(1).resetTimeout(WAIT).dependsOn("database"));
        fail(service);
        time.advance(WAIT);
        var probe = service.acquire();
        fail(database);

        probe.success();
        assertThat(service).isHalfOpen(); // the machine asked, the graph refused

        database.reset();
        assertThat(service).isClosed();
        assertThat(service.metrics().blockedResets()).isEqualTo(1);
    }

    @Test
    void explicitAttempt_beforeTheTimer_winsAndTheTimerDoesNothing(Interlock interlock, ManualTime time) {
        Circuit service = interlock.define("service", c -> c.failureThreshold(1).resetTimeout(WAIT));
        List<CircuitTransitioned> seen = new ArrayList<>();
        interlock.on(CircuitTransitioned.class, seen::add);
        fail(service);
        time.advance(WAIT.dividedBy(2));

        assertThat(service.attemptRecovery()).isApplied();
        assertThat(service.attemptRecovery()).isRefused().hasReason(Reason.Kind.WRONG_STATE);
        time.advance(WAIT);

        assertThat(service).isHalfOpen();
        assertThat(seen).extracting(CircuitTransitioned::to).containsExactly(State.OPEN, State.HALF_OPEN);
    }

    @Test
    void explicitAttempt_afterTheTimer_isRefusedAsTooLate(Interlock interlock, ManualTime time) {
        Circuit service = interlock.define("service", c -> c.failureThreshold(1).resetTimeout(WAIT));
        fail(service);
        time.advance(WAIT);

        assertThat(service).isHalfOpen();
        assertThat(service.attemptRecovery()).isRefused().hasReason(Reason.Kind.WRONG_STATE);
        assertThat(interlock.diagnostics().timersPending()).isZero();
    }

    @Test
    void cascade_ontoForcedOpen_leavesItForced(Interlock interlock) {
        Circuit target = interlock.define("target");
        Circuit source = interlock.define("source", c -> c.failureThreshold(1).cascadesTo("target"));
        target.operator().forceOpen(OPS, "test");

        fail(source);

        assertThat(target).hasState(State.FORCED_OPEN);
        assertThat(interlock.snapshot().node("target").epoch()).isEqualTo(1);
    }

    @Test
    void cascade_ontoDisabled_isNotTakenNorCarriedOn(Interlock interlock) {
        Circuit behind = interlock.define("behind");
        Circuit target = interlock.define("target", c -> c.cascadesTo("behind"));
        Circuit source = interlock.define("source", c -> c.failureThreshold(1).cascadesTo("target"));
        target.operator().disable(OPS, "test");

        fail(source);

        assertThat(target).hasState(State.DISABLED);
        assertThat(behind).isClosed();
    }

    @Test
    void cascade_ontoATargetThatDependsOnItsSource_recoversInOrderAndIsNotedAsRedundant(
            Interlock interlock, ManualTime time) {
        Circuit source = interlock.define(
                "source", c -> c.failureThreshold(1).resetTimeout(WAIT).cascadesTo("target"));
        Circuit target = interlock.define("target", c -> c.resetTimeout(WAIT).dependsOn("source"));

        fail(source);
        assertThat(target).isOpen().isBlockedBy("source");

        time.advance(WAIT);
        assertThat(source).isHalfOpen();
        assertThat(target).isHalfOpen();
        succeed(source);
        succeed(target);
        assertThat(source).isClosed();
        assertThat(target).isClosed();
        assertThat(interlock.validate()).extracting(Finding::kind).containsExactly(Finding.Kind.REDUNDANT_CASCADE);
    }

    @Test
    void cascade_inACycle_opensEachOnceInOneCommit(Interlock interlock) {
        List<CircuitTransitioned> seen = new ArrayList<>();
        interlock.on(CircuitTransitioned.class, seen::add);
        List<String> told = new ArrayList<>();
        interlock.onCascade((from, affected) -> told.add(from + affected));
        Circuit a = interlock.define("a", c -> c.failureThreshold(1).cascadesTo("b"));
        interlock.define("b", c -> c.cascadesTo("c"));
        interlock.define("c", c -> c.cascadesTo("a"));
        long before = interlock.snapshot().version();

        fail(a);

        assertThat(interlock.snapshot().version()).isEqualTo(before + 1);
        assertThat(seen).extracting(CircuitTransitioned::circuit).containsExactly("a", "b", "c");
        assertThat(seen.get(1).cause().source()).contains("a");
        assertThat(told).containsExactly("a[b, c]");
    }

    @Test
    void cascade_onTwoWaysToOneTarget_opensItOnce(Interlock interlock) {
        List<String> seen = new ArrayList<>();
        interlock.on(CircuitTransitioned.class, event -> seen.add(event.circuit()));
        interlock.define("left", c -> c.cascadesTo("target"));
        interlock.define("right", c -> c.cascadesTo("target", "left"));
        Circuit target = interlock.define("target");
        Circuit source = interlock.define("source", c -> c.failureThreshold(1).cascadesTo("left", "right"));

        fail(source);

        assertThat(seen).containsExactly("source", "left", "right", "target");
        assertThat(interlock.snapshot().node("target").epoch()).isEqualTo(1);
        assertThat(target).isOpen();
    }

    @Test
    void cascade_overItsLimitOrOnDryRunEdges_onlyTells(Interlock interlock) {
        List<CascadeHappened> seen = new ArrayList<>();
        interlock.on(CascadeHappened.class, seen::add);
        interlock.define("x");
        interlock.define("y");
        Circuit limited = interlock.define(
                "limited", c -> c.failureThreshold(1).cascadesTo("x", "y").cascadeLimit(0.25));
        Circuit dry = interlock.define("dry", c -> c.failureThreshold(1).cascadesTo("x", CascadeMode.DRY_RUN));

        fail(limited);
        fail(dry);

        assertThat(interlock.circuit("x")).isClosed();
        assertThat(interlock.circuit("y")).isClosed();
        assertThat(seen.get(0).limited()).isTrue();
        assertThat(seen.get(0).affected()).containsExactly("x", "y");
        assertThat(seen.get(1).affected()).isEmpty();
        assertThat(seen.get(1).dryRun()).containsExactly("x");
    }

    @Test
    void failedProbe_doesNotCascadeAgain(Interlock interlock, ManualTime time) {
        Circuit target = interlock.define("target");
        Circuit source = interlock.define(
                "source", c -> c.failureThreshold(1).resetTimeout(WAIT).cascadesTo("target"));
        fail(source);
        target.operator().forceClose(OPS, "test");
        time.advance(WAIT);

        fail(source);

        assertThat(source).isOpen();
        assertThat(target).isClosed();
    }

    @Test
    void refusedTimer_isToldOnceForEachChangeOfReason(Interlock interlock, ManualTime time) {
        List<String> told = new ArrayList<>();
        interlock.onRefused((circuit, event, reasons) -> told.add(circuit + " " + event + " " + reasons));
        Circuit database = interlock.define("database");
        Circuit service = interlock.define(
                "service", c -> c.failureThreshold(1).resetTimeout(WAIT).dependsOn("database"));
        fail(service);
        database.operator().forceOpen(OPS, "test");

        time.advance(WAIT.multipliedBy(20));

        assertThat(told)
                .containsExactly(
                        "service " + CircuitEvent.ATTEMPT_RECOVERY + " [depends on 'database', which is FORCED_OPEN]");
        assertThat(service.metrics().blockedRecoveries()).isEqualTo(1);
    }
}
