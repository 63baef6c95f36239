package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Explanation;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code explain} says, word by word: it is read at night. */
@ExtendWith(InterlockExtension.class)
class ExplanationTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    private static Circuit root(Interlock interlock, String name, Duration wait) {
        return interlock.define(name, c -> c.failureThreshold(1).resetTimeout(wait));
    }

    @Test
    void closedCircuit_isJustThat(Interlock interlock) {
        Explanation explanation = interlock.define("c").explain();

        assertThat(explanation.text()).isEqualTo("'c' is CLOSED");
        assertThat(explanation.state()).isEqualTo(State.CLOSED);
        assertThat(explanation.blocked()).isFalse();
        assertThat(explanation.chains()).isEmpty();
        assertThat(explanation.rootCauses()).isEmpty();
        assertThat(explanation.waitingFor()).isEmpty();
        assertThat(explanation.nextAttempt()).isEmpty();
        assertThat(explanation.lastError()).isEmpty();
    }

    @Test
    void openCircuit_tellsSinceWhenAndUntilWhenAndWhy(Interlock interlock, ManualTime time) {
        Circuit circuit = root(interlock, "c", WAIT);
        throwing(circuit, new ConnectException("refused"));
        time.advance(Duration.ofSeconds(2));

        Explanation explanation = circuit.explain();

        assertThat(explanation.text())
                .isEqualTo("'c' is OPEN for 2 s; reason: 1 failure within 60 s; next attempt in 8 s;"
                        + " last error: ConnectException: refused (2 s ago); waiting: its own wait, 8 s more");
        assertThat(explanation.chains()).containsExactly(List.of("c"));
        assertThat(explanation.rootCauses()).containsExactly("c");
        assertThat(explanation.waitingFor()).containsExactly("its own wait, 8 s more");
        assertThat(explanation.nextAttempt()).contains(time.instant().plusSeconds(8));
        assertThat(explanation.lastError()).contains("ConnectException: refused");
    }

    @Test
    void blockedCircuit_tellsTheWayToTheRoot(Interlock interlock, ManualTime time) {
        Circuit database = root(interlock, "db", WAIT);
        interlock.define("middle", c -> c.dependsOn("db"));
        Circuit top = interlock.define("top", c -> c.dependsOn("middle"));
        throwing(database, new ConnectException("refused"));
        time.advance(Duration.ofSeconds(2));

        Explanation explanation = top.explain();

        assertThat(explanation.text())
                .isEqualTo("'top' is CLOSED and blocked: it depends on 'db', OPEN for 2 s (top -> middle -> db);"
                        + " reason: 1 failure within 60 s; next attempt in 8 s;"
                        + " last error: ConnectException: refused (2 s ago)");
        assertThat(explanation.blocked()).isTrue();
        assertThat(explanation.chains()).containsExactly(List.of("top", "middle", "db"));
        assertThat(explanation.nextAttempt()).contains(time.instant().plusSeconds(8));
    }

    @Test
    void severalRoots_areCounted_andTheLatestIsWaitedFor(Interlock interlock, ManualTime time) {
        for (int i = 1; i <= 3; i++) {
            root(interlock, "db" + i, Duration.ofSeconds(i == 2 ? 60 : 10));
        }
        Circuit circuit = interlock.define("c", c -> c.dependsOn("db1", "db2", "db3"));
        open(interlock.circuit("db1"));
        open(interlock.circuit("db2"));

        assertThat(circuit.explain().text())
                .isEqualTo("'c' is CLOSED and blocked: it depends on 'db1', OPEN for 0 s by ops ('test') (c -> db1),"
                        + " and on 1 more that is open; next attempt in 60 s");
        assertThat(circuit.explain().nextAttempt()).contains(time.instant().plusSeconds(60));

        open(interlock.circuit("db3"));
        assertThat(circuit.explain().text()).contains("and on 2 more that are open; next attempt in 60 s");
        assertThat(circuit.explain().rootCauses()).containsExactly("db1", "db2", "db3");

        interlock.circuit("db3").operator().forceOpen(OPS, "maintenance");
        assertThat(circuit.explain().nextAttempt())
                .as("one of them is not going to")
                .isEmpty();
        assertThat(circuit.explain().text()).endsWith("and on 2 more that are open");
    }

    @Test
    void forcedCircuit_tellsWhoAndWhy(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        circuit.operator().forceOpen(OPS, "maintenance");

        assertThat(circuit.explain().text())
                .isEqualTo("'c' is FORCED_OPEN for 0 s by ops ('maintenance'); waiting: an operator to release it");
        assertThat(circuit.explain().nextAttempt()).isEmpty();
    }

    @Test
    void circuitRecoveredByHand_waitsForSomebody(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.recoveryMode(RecoveryMode.MANUAL));
        open(circuit);

        assertThat(circuit.explain().waitingFor())
                .containsExactly("somebody to attempt its recovery (RecoveryMode.MANUAL)");
        assertThat(circuit.explain().nextAttempt()).isEmpty();
    }

    @Test
    void circuitRecoveredByCalls_whoseWaitIsOver_isDue(Interlock interlock, ManualTime time) {
        Circuit circuit =
                interlock.define("c", c -> c.recoveryMode(RecoveryMode.ON_CALL).resetTimeout(WAIT));
        open(circuit);
        time.advance(WAIT);

        assertThat(circuit.explain().text()).isEqualTo("'c' is OPEN for 10 s by ops ('test'); next attempt is due");
        assertThat(circuit.explain().waitingFor()).isEmpty();
    }

    @Test
    void halfOpenCircuit_waitsForProbes(Interlock interlock) {
        Circuit circuit = interlock.define("c");
        halfOpen(circuit);

        assertThat(circuit.explain().text()).isEqualTo("'c' is HALF_OPEN; waiting: probes to succeed");
    }

    @Test
    void openCircuit_whoseSoftDependencyIsDown_waitsForIt(Interlock interlock, ManualTime time) {
        Circuit primary = interlock.define("primary");
        Circuit replica = interlock.define("replica", c -> c.resetTimeout(WAIT).recoversAfter("primary"));
        primary.operator().forceOpen(OPS, "maintenance");
        open(replica);
        time.advance(WAIT);

        assertThat(replica.explain().waitingFor()).containsExactly("depends on 'primary', which is FORCED_OPEN");
        assertThat(replica.explain().text())
                .isEqualTo("'replica' is OPEN for 10 s by ops ('test'); next attempt is due;"
                        + " waiting: depends on 'primary', which is FORCED_OPEN");
    }

    @Test
    void circuitOpenedByACascade_tellsTheSource(Interlock interlock) {
        Circuit source = interlock.define("source", c -> c.cascadesTo("target"));
        Circuit target = interlock.define("target", c -> c.resetTimeout(WAIT));
        open(source);

        assertThat(target.explain().text()).startsWith("'target' is OPEN for 0 s by a cascade from 'source'; next");
    }

    @Test
    void openAndBlockedCircuit_tellsBoth(Interlock interlock) {
        Circuit database = root(interlock, "db", WAIT);
        Circuit circuit = interlock.define("c", c -> c.dependsOn("db"));
        open(circuit);
        open(database);

        assertThat(circuit.explain().text())
                .isEqualTo("'c' is OPEN for 0 s by ops ('test') and blocked: it depends on 'db', OPEN for 0 s by ops"
                        + " ('test') (c -> db); next attempt in 10 s");
        assertThat(circuit.explain().waitingFor()).hasSize(2);
    }

    @Test
    void nameThatIsNotDefined_isSaidToBeSo(Interlock interlock) {
        interlock.define("c", c -> c.dependsOn("later"));

        assertThat(interlock.explain("later").text()).isEqualTo("'later' is not defined");
    }

    @Test
    void signalThatIsDown_isDownAndNotOpen(Interlock interlock, ManualTime time) {
        interlock.signal(
                "disk", () -> false, s -> s.interval(Duration.ofSeconds(1)).downAfter(1));
        Circuit circuit = interlock.define("c", c -> c.dependsOn("disk"));
        time.advance(Duration.ofSeconds(3));

        assertThat(interlock.explain("disk").text()).matches("'disk' is down for \\d s");
        assertThat(circuit.explain().text())
                .matches("'c' is CLOSED and blocked: it depends on 'disk', down for \\d s \\(c -> disk\\)");
    }

    @Test
    void wayOfManyCircuits_isShortened(Interlock interlock) {
        interlock.define("n0");
        for (int i = 1; i < 20; i++) {
            int below = i - 1;
            interlock.define("n" + i, c -> c.dependsOn("n" + below));
        }
        interlock.circuit("n0").operator().forceOpen(OPS, "test");

        assertThat(interlock.explain("n15").text())
                .endsWith("(n15 -> n14 -> n13 -> n12 -> n11 -> n10 -> n9 -> n8"
                        + " -> n7 -> n6 -> n5 -> n4 -> n3 -> n2 -> n1 -> n0)");
        assertThat(interlock.explain("n16").text())
                .endsWith("(n16 -> n15 -> n14 -> n13 -> n12 -> n11 -> n10 -> n9"
                        + " -> n8 -> n7 -> n6 -> n5 -> n4 -> n3 -> ... 2 more -> n0)");
    }
}
