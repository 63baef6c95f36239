package dev.interlock.testkit;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.DependencyOpenException;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The extension at work: what a user's test looks like, and the two excuses. That each check can fail is in InterlockVerifyTest. */
@ExtendWith(InterlockExtension.class)
class InterlockExtensionTest {

    private final Outage outage = new Outage();

    @Test
    void circuit_outageOfItsDependency_isBlockedUntilTheTimerBringsItBack(Interlock interlock, ManualTime time) {
        Circuit vault =
                interlock.define("vault", config -> config.failureThreshold(2).resetTimeout(Duration.ofSeconds(30)));
        Circuit api = interlock.define("api", config -> config.dependsOn("vault"));
        outage.start("vault");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> vault.call(() -> outage.call("vault", "secret")))
                    .isInstanceOf(OutageException.class);
        }
        assertThat(vault).isOpen().isNotBlocked().hasRootCause("vault").isNotCallable();
        assertThat(api).isClosed().isBlockedBy("vault").hasRootCause("vault").refusesRecovery();
        assertThat(interlock.snapshot()).isConsistent();
        assertThatThrownBy(() -> api.call(() -> "never")).isInstanceOf(DependencyOpenException.class);
        time.advance(Duration.ofSeconds(30));
        assertThat(vault).isHalfOpen();
        assertThat(api).isNotBlocked().isCallable();
    }

    @Test
    void parameters_twoOfOneTest_belongTogether(Interlock interlock, ManualTime time) {
        interlock.define("vault");
        interlock.circuit("vault").operator().open(Actor.of("test"), "try out");
        assertThat(time.pendingTasks()).isPositive();
    }

    @Test
    void listeners_onTheManualTime_areToldBeforeTheCallReturns(Interlock interlock) {
        List<State> told = new ArrayList<>();
        interlock.on(CircuitTransitioned.class, event -> told.add(event.to()));
        interlock.define("vault").operator().forceOpen(Actor.of("test"), "try out");
        assertThat(told).containsExactly(State.FORCED_OPEN);
    }

    @Test
    @AllowLeaks("shows the annotation")
    void permit_leftOpenOnPurpose_isExcused(Interlock interlock) {
        halfOpenPermit(interlock);
    }

    @Test
    @ExpectListenerFailures
    void listener_failsOnPurpose_isExcused(Interlock interlock) {
        failingListener(interlock);
    }

    @Test
    void test_asksForNothing_isLeftAlone() {
        assertThat(outage.calls("vault")).isZero();
    }

    static Permit halfOpenPermit(Interlock interlock) {
        Circuit vault = interlock.define("vault");
        vault.operator().open(Actor.of("test"), "try out");
        assertThat(vault.attemptRecovery()).isApplied();
        return vault.acquire();
    }

    static void failingListener(Interlock interlock) {
        interlock.on(CircuitTransitioned.class, event -> {
            throw new IllegalStateException("listener");
        });
        interlock.define("vault").operator().forceOpen(Actor.of("test"), "try out");
    }

    static void cyclicGraph(Interlock interlock) {
        interlock.define("a", config -> config.dependsOn("b"));
        interlock.define("b");
        interlock.link("b", EdgeKind.DEPENDS_ON, "a");
    }
}
