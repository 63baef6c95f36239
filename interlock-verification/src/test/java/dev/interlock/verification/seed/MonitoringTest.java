package dev.interlock.verification.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Monitoring: how often coordination stood in the way, by circuit and event. */
@ExtendWith(InterlockExtension.class)
class MonitoringTest {

    @Test
    void refusedEvents_areCountedAndTold(Interlock interlock) {
        Circuit database = interlock.define("database");
        Circuit api = interlock.define("api", c -> c.dependsOn("database"));
        // docs:begin counters
        Map<String, Integer> blocked = new TreeMap<>();
        interlock.onRefused((circuit, event, reasons) -> blocked.merge(circuit + " " + event, 1, Integer::sum));

        database.operator().open(Actor.of("ops"), "drill");
        api.operator().open(Actor.of("ops"), "drill");
        api.attemptRecovery();
        api.reset();
        api.reset();

        assertThat(blocked).containsExactly(Map.entry("api ATTEMPT_RECOVERY", 1), Map.entry("api RESET", 2));
        assertThat(api.metrics().blockedRecoveries()).isEqualTo(1);
        assertThat(api.metrics().blockedResets()).isEqualTo(2);
        // docs:end counters
    }

    @Test
    void asking_countsNothing(Interlock interlock) {
        Circuit database = interlock.define("database");
        Circuit api = interlock.define("api", c -> c.dependsOn("database"));
        database.operator().open(Actor.of("ops"), "drill");
        api.operator().open(Actor.of("ops"), "drill");

        assertThat(api.recoveryAllowed()).isFalse();
        assertThat(api.resetAllowed()).isFalse();
        assertThat(api.canAttemptRecovery()).isFalse();

        assertThat(api.metrics().blockedRecoveries()).isZero();
        assertThat(api.metrics().blockedResets()).isZero();
    }
}
