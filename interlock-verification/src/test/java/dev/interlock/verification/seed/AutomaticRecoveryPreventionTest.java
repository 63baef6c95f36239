package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.DependencyReadiness;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Automatic recovery prevention: a circuit does not recover while what it needs is down. */
@ExtendWith(InterlockExtension.class)
class AutomaticRecoveryPreventionTest {

    private static final Actor OPS = Actor.of("ops");

    @Test
    void canAttemptRecovery_primaryOpen_isFalseUntilPrimaryRecovers(Interlock interlock) {
        // docs:begin prevention
        Circuit primary = interlock.define("primary-service");
        Circuit secondary = interlock.define("secondary-service", c -> c.recoversAfter("primary-service"));

        primary.operator().open(OPS, "primary restarts");
        secondary.operator().open(OPS, "secondary restarts");

        assertThat(secondary.canAttemptRecovery()).isFalse();

        primary.reset();

        assertThat(secondary.canAttemptRecovery()).isTrue();
        // docs:end prevention
    }

    @Test
    void attemptRecovery_primaryOpen_isRefusedAndNamesIt(Interlock interlock) {
        Circuit primary = interlock.define("primary-service");
        Circuit secondary = interlock.define("secondary-service", c -> c.recoversAfter("primary-service"));
        primary.operator().open(OPS, "primary restarts");
        secondary.operator().open(OPS, "secondary restarts");

        // docs:begin refused
        assertThat(secondary.attemptRecovery())
                .isRefused()
                .hasReason(Reason.Kind.DEPENDENCY)
                .hasReasonMentioning("primary-service");
        assertThat(secondary).isOpen();
        // docs:end refused
    }

    @Test
    void timer_primaryHeldOpen_waitsAndThenRecoversInTheMomentOfItsReturn(Interlock interlock, ManualTime time) {
        // docs:begin timer
        Circuit primary = interlock.define("primary-service");
        Circuit secondary = interlock.define(
                "secondary-service", c -> c.resetTimeout(ofSeconds(30)).recoversAfter("primary-service"));
        primary.operator().forceOpen(OPS, "migration");
        secondary.operator().open(OPS, "secondary restarts");

        time.advance(ofMinutes(5));
        assertThat(secondary).isOpen(); // its wait has long been over

        primary.operator().forceClose(OPS, "migration done");
        assertThat(secondary).isHalfOpen(); // nobody had to call it
        // docs:end timer
    }

    @Test
    void timer_closedOnly_waitsUntilPrimaryIsReallyClosed(Interlock interlock, ManualTime time) {
        // docs:begin closed-only
        Circuit primary = interlock.define("primary-service", c -> c.resetTimeout(ofSeconds(30)));
        Circuit secondary = interlock.define(
                "secondary-service",
                c -> c.resetTimeout(ofSeconds(30))
                        .recoversAfter("primary-service")
                        .dependencyReadiness(DependencyReadiness.CLOSED_ONLY));
        primary.operator().open(OPS, "primary restarts");
        secondary.operator().open(OPS, "secondary restarts");

        time.advance(ofSeconds(30));
        assertThat(primary).isHalfOpen();
        assertThat(secondary).isOpen(); // by default HALF_OPEN would do

        primary.run(() -> {}); // a trial call that succeeds
        assertThat(primary).isClosed();
        assertThat(secondary).isHalfOpen();
        // docs:end closed-only
    }
}
