package dev.interlock.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitFamily;
import dev.interlock.Interlock;
import dev.interlock.Reconfiguration;
import dev.interlock.testkit.InterlockExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of docs/reconfiguration.md. */
@ExtendWith(InterlockExtension.class)
class ReconfigurationPageTest {

    @Test
    void onePage(Interlock interlock) {
        interlock.define("db");
        interlock.define("payments", c -> c.failureThreshold(5).dependsOn("db"));
        interlock.define("legacy", c -> c.dependsOn("payments"));

        // docs:begin one
        interlock.reconfigure("payments", c -> c.failureThreshold(20).resetTimeout(Duration.ofSeconds(5)));
        // docs:end one

        assertThat(interlock.circuit("payments").config().failureThreshold()).hasValue(20);

        // docs:begin several
        Reconfiguration diff = interlock.diff(changes -> changes.define("ledger", c -> c.dependsOn("db"))
                .change("payments", c -> c.dependsOn("ledger"))
                .replace("db", c -> c.failureRate(0.5))
                .remove("legacy"));
        System.out.println(diff);
        // docs:end several

        assertThat(diff).hasToString("""
                ~ db: failureThreshold 5 -> off, failureRate off -> 0.5
                + ledger: dependsOn [] -> [db]
                - legacy
                ~ payments: dependsOn [db] -> [db, ledger]""");
    }

    @Test
    void takenBack(Interlock interlock) {
        interlock.template("bounded", c -> c.rampUp(Duration.ofSeconds(30)).maxConcurrent(50));
        interlock.define("payments", c -> c.template("bounded").failureThreshold(5));

        // docs:begin back
        interlock.reconfigure(
                "payments", c -> c.unset("rampUp", "maxConcurrent").failureRate(0.5));
        // docs:end back

        assertThat(interlock.circuit("payments").config())
                .isEqualTo(CircuitConfig.builder()
                        .failureThreshold(5)
                        .failureRate(0.5)
                        .build("payments"));
    }

    @Test
    void family(Interlock interlock) {
        CircuitFamily pods = interlock.family(
                "pods",
                f -> f.template(c -> c.failureThreshold(5))
                        .hostOpensAt(3)
                        .host(c -> c.resetTimeout(Duration.ofMinutes(1))));
        pods.circuit("10.0.0.7");

        // docs:begin family
        Reconfiguration done = interlock.reconfigure(changes -> changes.changeFamily(
                "pods",
                family -> family.template(c -> c.failureThreshold(20)) // of every key, also of those that come
                        .maxSize(5_000)
                        .hostOpensAt(0.3)
                        .host(c -> c.resetTimeout(Duration.ofSeconds(10)))));
        System.out.println(done);
        // docs:end family

        assertThat(done).hasToString("""
                ~ pods: resetTimeout 60 s -> 10 s
                ~ pods/*: failureThreshold 5 -> 20, maxSize 1000 -> 5000, hostOpensAt 3 -> 0.3""");
        assertThat(pods.circuit("10.0.0.7").config().failureThreshold()).hasValue(20);
    }

    @Test
    void severalOwners(Interlock interlock) {
        // docs:begin owners
        Circuit search = interlock.defineOrGet("search", c -> c.failureThreshold(10));
        // docs:end owners

        assertThat(interlock.defineOrGet("search", c -> c.failureThreshold(3))).isSameAs(search);
        assertThat(search.config().failureThreshold()).hasValue(10);
    }
}
