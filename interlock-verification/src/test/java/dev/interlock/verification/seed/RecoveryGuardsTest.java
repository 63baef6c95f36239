package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Testing recovery guards: a dependent cannot recover while its dependency is open. */
@ExtendWith(InterlockExtension.class)
class RecoveryGuardsTest {

    @Test
    void dependent_dependencyOpen_cannotRecover(Interlock interlock, ManualTime time) {
        // docs:begin recovery
        Circuit primary = interlock.define(
                "primary",
                c -> c.failureThreshold(1).resetTimeout(ofMillis(100)).recoveryMode(RecoveryMode.MANUAL));
        Circuit dependent = interlock.define(
                "dependent",
                c -> c.failureThreshold(1)
                        .resetTimeout(ofMillis(100))
                        .recoveryMode(RecoveryMode.MANUAL)
                        .recoversAfter("primary"));
        for (Circuit circuit : new Circuit[] {primary, dependent}) {
            assertThatThrownBy(() -> circuit.run(() -> {
                        throw new IllegalStateException("broken");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(primary).isOpen();
        assertThat(dependent).isOpen();

        time.advance(ofMillis(200)); // no sleep: time is manual

        assertThat(dependent.isRecoveryDue()).isFalse();
        assertThat(dependent.recoveryAllowed()).isFalse();

        assertThat(primary.recoveryAllowed()).isTrue();
        assertThat(primary.attemptRecovery()).isApplied();
        assertThat(primary).isHalfOpen();

        assertThat(dependent.recoveryAllowed()).isTrue();
        assertThat(dependent.isRecoveryDue()).isTrue();
        // docs:end recovery
    }
}
