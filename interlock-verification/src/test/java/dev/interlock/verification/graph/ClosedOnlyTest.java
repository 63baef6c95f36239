package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.DependencyReadiness;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who waits until a dependency is CLOSED waits for one that is in use, and not for one that nobody calls: that could be himself. */
@ExtendWith(InterlockExtension.class)
class ClosedOnlyTest {

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration ALMOST = WAIT.minusMillis(1);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final AtomicBoolean mayClose = new AtomicBoolean(true);
    private Circuit db;
    private Circuit api;

    @BeforeEach
    void define(Interlock interlock) {
        db = interlock.define("db", c -> c.resetTimeout(WAIT).resetGuard("may close", mayClose::get));
        api = interlock.define(
                "api",
                c -> c.resetTimeout(Duration.ofSeconds(7))
                        .dependsOn("db")
                        .dependencyReadiness(DependencyReadiness.CLOSED_ONLY));
    }

    @Test
    void dependencyThatNobodyCalls_isWaitedForUntilItIsIdle_andNotLonger(ManualTime time) {
        open(db);
        open(api);
        time.advance(WAIT);
        assertThat(db.state()).isEqualTo(State.HALF_OPEN);

        time.advance(ALMOST);
        assertThat(api.state()).isEqualTo(State.OPEN);
        assertThat(api.recoveryAllowed()).isFalse();
        time.advance(MOMENT);

        assertThat(api.state()).isEqualTo(State.HALF_OPEN);
        assertThat(db.state()).as("it stays").isEqualTo(State.HALF_OPEN);
        api.run(() -> good(db));
        assertThat(db.state()).isEqualTo(State.CLOSED);
        assertThat(api.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void dependencyInUse_isWaitedFor(ManualTime time) {
        open(db);
        open(api);
        time.advance(WAIT);
        Permit probe = db.acquire();

        time.advance(WAIT.multipliedBy(2));
        assertThat(api.state()).isEqualTo(State.OPEN);
        probe.success();

        assertThat(api.state()).as("it is CLOSED").isEqualTo(State.HALF_OPEN);
    }

    @Test
    void dependencyWhosePermitIsHandedBack_isNotWaitedForLongerThanItsTimeout(ManualTime time) {
        open(db);
        open(api);
        time.advance(WAIT);
        Permit probe = db.acquire();
        time.advance(WAIT.plus(MOMENT));

        probe.ignore();
        time.advance(WAIT);

        assertThat(api.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void dependencyThatWaitsForItsGuard_isWaitedFor(ManualTime time) {
        open(db);
        open(api);
        time.advance(WAIT);
        mayClose.set(false);
        good(db);

        time.advance(WAIT.multipliedBy(5));
        assertThat(db.state()).isEqualTo(State.HALF_OPEN);
        assertThat(api.state()).isEqualTo(State.OPEN);
        mayClose.set(true);
        time.advance(WAIT);

        assertThat(db.state()).isEqualTo(State.CLOSED);
        assertThat(api.state()).isEqualTo(State.HALF_OPEN);
    }

    /** Its own good calls are done, so no call of its own asks again. */
    @Test
    void resetThatWaitsForADependency_isMadeWhenThatIsIdle(ManualTime time) {
        open(api);
        time.advance(WAIT);
        Permit probe = api.acquire();
        open(db);
        time.advance(WAIT);
        assertThat(db.state()).isEqualTo(State.HALF_OPEN);
        probe.success();
        assertThat(api.state()).as("db is not CLOSED").isEqualTo(State.HALF_OPEN);

        time.advance(ALMOST);
        assertThat(api.state()).isEqualTo(State.HALF_OPEN);
        time.advance(MOMENT);

        assertThat(api.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void dependencyThatFallsAgain_isWaitedFor(ManualTime time) {
        open(db);
        open(api);
        time.advance(WAIT);
        db.operator().forceOpen(OPS, "no");

        time.advance(WAIT.multipliedBy(10));

        assertThat(api.state()).isEqualTo(State.OPEN);
    }
}
