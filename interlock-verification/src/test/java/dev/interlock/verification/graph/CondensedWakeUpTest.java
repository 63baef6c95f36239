package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A condensed cycle counts as one node, also when somebody has to be woken (L3). */
class CondensedWakeUpTest {

    private final ManualTime time = ManualTime.create();
    private final Interlock interlock = Interlock.create(
            s -> s.timeSource(time).scheduler(time).hookExecutor(time).cycles(CyclePolicy.CONDENSE));

    @AfterEach
    void close() {
        interlock.close();
    }

    @Test
    void dependencyOfOneMember_comesUp_wakesTheOthersAtOnce() {
        Circuit outside = interlock.define("x");
        interlock.define("a", c -> c.dependsOn("b").recoversAfter("x"));
        Circuit waiting = interlock.define("b", c -> c.dependsOn("a").resetTimeout(Duration.ofMinutes(5)));
        outside.operator().forceOpen(OPS, "test");
        open(waiting);
        time.advance(Duration.ofMinutes(6));
        assertThat(waiting.state()).isEqualTo(State.OPEN);

        outside.operator().forceClose(OPS, "test");

        assertThat(waiting.state()).isEqualTo(State.HALF_OPEN);
    }

    /** Each is blocked by the other, so that its calls are refused; but they are calls, and those start the recovery. */
    @Test
    void membersThatRecoverOnCall_areCalled_comeBackTogether() {
        Circuit first = interlock.define("a", c -> c.dependsOn("b").recoveryMode(RecoveryMode.ON_CALL));
        Circuit second = interlock.define("b", c -> c.dependsOn("a").recoveryMode(RecoveryMode.ON_CALL));
        open(first);
        open(second);
        time.advance(Duration.ofMinutes(1));

        assertThat(first.isCallable()).as("the other is OPEN still").isFalse();
        assertThat(first.tryAcquire()).isEmpty();
        assertThat(second.tryAcquire()).isPresent().get().satisfies(Permit::success);
        assertThat(first.tryAcquire()).isPresent().get().satisfies(Permit::success);

        assertThat(first.state()).isEqualTo(State.CLOSED);
        assertThat(second.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void linkThatClosesTheCycle_freesWhoWaitedForAMember() {
        Circuit first = interlock.define("a", c -> c.resetTimeout(Duration.ofMinutes(5)));
        Circuit second =
                interlock.define("b", c -> c.resetTimeout(Duration.ofMinutes(5)).dependsOn("a"));
        first.operator().forceOpen(OPS, "test");
        open(second);
        time.advance(Duration.ofMinutes(6));
        assertThat(second.state()).isEqualTo(State.OPEN);

        interlock.link("a", EdgeKind.DEPENDS_ON, "b");

        assertThat(second.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void unlinkThatOpensTheCycle_letsItsMembersGateEachOtherAgain() {
        Circuit first = interlock.define("a", c -> c.dependsOn("b"));
        Circuit second = interlock.define("b", c -> c.dependsOn("a"));
        open(first);
        open(second);
        assertThat(second.recoveryAllowed()).isTrue();

        interlock.unlink("a", EdgeKind.DEPENDS_ON, "b");

        assertThat(second.recoveryAllowed()).isFalse();
        assertThat(first.recoveryAllowed()).isTrue();
    }

    @Test
    void removalThatOpensTheCycle_letsItsOtherMembersGateEachOtherAgain() {
        Circuit first = interlock.define("a", c -> c.dependsOn("b"));
        Circuit second = interlock.define("b", c -> c.dependsOn("c"));
        interlock.define("c", c -> c.dependsOn("a"));
        open(first);
        open(second);
        assertThat(first.recoveryAllowed()).isTrue();

        interlock.remove("c");

        assertThat(first.recoveryAllowed()).isFalse();
        assertThat(second.recoveryAllowed()).isTrue();
    }
}
