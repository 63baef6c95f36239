package dev.interlock.verification.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Testing complex dependencies: a with b and c above it on one side, d and e on the other. */
@ExtendWith(InterlockExtension.class)
class ComplexDependenciesTest {

    @Test
    void rootFixed_directDependentsMayRecover_transitiveOnesNotYet(Interlock interlock) {
        // docs:begin graph
        Circuit a = interlock.define("a", c -> c.failureThreshold(1));
        Circuit b = interlock.define("b", c -> c.failureThreshold(1).recoversAfter("a"));
        Circuit c = interlock.define("c", config -> config.failureThreshold(1).recoversAfter("b"));
        Circuit d = interlock.define("d", config -> config.failureThreshold(1).recoversAfter("a"));
        Circuit e = interlock.define("e", config -> config.failureThreshold(1).recoversAfter("d"));

        assertThatThrownBy(() -> a.run(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        for (Circuit circuit : List.of(b, c, d, e)) {
            circuit.operator().open(Actor.of("ops"), "drill");
            assertThat(circuit.recoveryAllowed()).as(circuit.name()).isFalse();
        }

        a.reset();

        assertThat(b.recoveryAllowed()).isTrue();
        assertThat(d.recoveryAllowed()).isTrue();
        assertThat(c.recoveryAllowed()).isFalse();
        assertThat(e.recoveryAllowed()).isFalse();
        // docs:end graph
    }
}
