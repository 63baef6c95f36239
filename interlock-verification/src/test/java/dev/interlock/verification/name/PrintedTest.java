package dev.interlock.verification.name;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitFamily;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.RecoveryRun;
import dev.interlock.Signal;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a debugger or a log line shows of the objects that users hold: one line, from what is published; no code of the user's runs. */
@ExtendWith(InterlockExtension.class)
class PrintedTest {

    @Test
    void interlock_tellsHowManyCircuitsAreOpen(Interlock interlock) {
        interlock.define("api");
        open(interlock.define("db"));

        assertThat(interlock).hasToString("Interlock (circuits: 2, open: 1)");
        interlock.close();
        assertThat(interlock).hasToString("Interlock (circuits: 2, open: 1, closed)");
    }

    @Test
    void family_tellsItsKeysAndItsHost(Interlock interlock, ManualTime time) {
        CircuitFamily plain = interlock.family("plain", f -> f.maxSize(10));
        CircuitFamily hosted = interlock.family(
                "hosted",
                f -> f.hostOpensAt(1).template(c -> c.failureThreshold(1)).maxSize(10));
        plain.circuit("a");
        bad(hosted.circuit("a"));
        time.advance(Duration.ZERO);

        assertThat(plain).hasToString("CircuitFamily 'plain' (1 of at most 10 keys)");
        assertThat(hosted).hasToString("CircuitFamily 'hosted' (1 of at most 10 keys, host OPEN)");
    }

    @Test
    void signal_tellsWhetherItIsUp_withoutChecking(Interlock interlock, ManualTime time) {
        AtomicBoolean up = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        Signal disk = interlock.signal(
                "disk",
                () -> {
                    asked.incrementAndGet();
                    return up.get();
                },
                s -> s.downAfter(1));
        time.advance(Duration.ofSeconds(10));
        int before = asked.get();

        assertThat(disk).hasToString("Signal 'disk' down");
        interlock.remove("disk");
        assertThat(disk).hasToString("Signal 'disk' (removed)");
        assertThat(asked).hasValue(before);
    }

    @Test
    void permit_tellsItsCircuit_theStateThatAdmittedIt_andItsEnd(Interlock interlock) {
        Permit permit = interlock.define("db").acquire();

        assertThat(permit).hasToString("Permit of 'db' CLOSED");
        permit.success();
        assertThat(permit).hasToString("Permit of 'db' CLOSED (ended)");
    }

    @Test
    void permitOfACircuitThatIsOff_saysThatItIsUnprotected(Interlock interlock) {
        Permit permit = interlock.define("db").acquire();
        permit.success();
        interlock.close();

        assertThat(interlock.circuit("db").acquire()).hasToString("Permit of 'db' (unprotected)");
    }

    @Test
    void backends_tellTheirCircuits_bestFirst(Interlock interlock) {
        open(interlock.define("b"));
        interlock.define("a");

        assertThat(interlock.backends(List.of("b", "a"))).hasToString("Backends ['b' OPEN, 'a' CLOSED]");
    }

    @Test
    void groupAndOperator_tellTheirNames(Interlock interlock) {
        assertThat(interlock.group("payments")).hasToString("Group 'payments'");
        assertThat(interlock.define("db").operator()).hasToString("CircuitOperator of 'db'");
    }

    @Test
    void recoveryRun_tellsHowFarItIs(Interlock interlock, ManualTime time) {
        open(interlock.define("db"));
        open(interlock.define("api", c -> c.dependsOn("db")));

        RecoveryRun run = interlock.recover(options -> {});
        time.advance(Duration.ZERO);

        assertThat(run).hasToString("RecoveryRun (waves: 2, begun: 1)");
        run.cancel();
        time.advance(Duration.ofSeconds(1));
        assertThat(run).hasToString("RecoveryRun (waves: 2, ended)");
    }
}
