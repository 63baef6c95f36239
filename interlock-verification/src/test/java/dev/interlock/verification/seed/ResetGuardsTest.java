package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.testkit.InterlockExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Testing reset guards: no reset while a dependency is down. */
@ExtendWith(InterlockExtension.class)
class ResetGuardsTest {

    @Test
    void reset_dependencyDown_isRefusedAndSaysWhy(Interlock interlock) {
        Circuit primary = interlock.define("primary", c -> c.failureThreshold(1));
        Circuit dependent =
                interlock.define("dependent", c -> c.failureThreshold(1).recoversAfter("primary"));
        // docs:begin reset
        assertThatThrownBy(() -> primary.run(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        dependent.operator().open(Actor.of("ops"), "maintenance");

        assertThat(dependent.resetAllowed()).isFalse();
        assertThat(dependent.reset()).isRefused().hasReason(Reason.Kind.DEPENDENCY); // never a silent no-op
        assertThat(dependent).isOpen();

        primary.reset();

        assertThat(dependent.resetAllowed()).isTrue();
        assertThat(dependent.reset()).isApplied();
        assertThat(dependent).isClosed();
        // docs:end reset
    }
}
