package dev.interlock.verification.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Graceful degradation: defaults while a dependency is down. */
@ExtendWith(InterlockExtension.class)
class GracefulDegradationTest {

    // docs:begin degrade
    static String preferences(Circuit circuit, String user) {
        try {
            return circuit.call(() -> "preferences of " + user);
        } catch (DependencyOpenException e) {
            return "defaults for " + user;
        }
    }
    // docs:end degrade

    @Test
    void dependencyOpen_defaultsAreServed(Interlock interlock) {
        Circuit store = interlock.define("preferences-db");
        Circuit preferences = interlock.define("preferences", c -> c.dependsOn("preferences-db"));
        assertThat(preferences(preferences, "ada")).isEqualTo("preferences of ada");

        store.operator().open(Actor.of("ops"), "drill");

        assertThat(preferences(preferences, "ada")).isEqualTo("defaults for ada");
    }
}
