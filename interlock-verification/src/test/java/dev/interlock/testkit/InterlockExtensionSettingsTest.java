package dev.interlock.testkit;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.Interlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InterlockExtensionSettingsTest {

    @RegisterExtension
    static final InterlockExtension INTERLOCK = InterlockExtension.withSettings(
            settings -> settings.rejectionStackTraces(true).cycles(CyclePolicy.CONDENSE));

    @Test
    void settings_ofTheExtension_areUsed(Interlock interlock) {
        Circuit vault = interlock.define("vault");
        vault.operator().forceOpen(Actor.of("test"), "try out");
        assertThatThrownBy(() -> vault.call(() -> "never"))
                .satisfies(refusal -> assertThat(refusal.getStackTrace()).isNotEmpty());
    }

    @Test
    void cycles_condensed_areNoProblem(Interlock interlock) {
        InterlockExtensionTest.cyclicGraph(interlock);
        interlock.circuit("a").operator().open(Actor.of("test"), "try out");
        assertThat(interlock.circuit("b")).isBlockedBy("a");
        assertThat(interlock.circuit("a")).isNotBlocked();
        interlock.circuit("b").operator().open(Actor.of("test"), "try out");
        assertThat(interlock.snapshot()).isConsistent(InterlockChecks.Option.ALLOW_CYCLES);
    }
}
