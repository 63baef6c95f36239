package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.BulkheadFullException;
import dev.interlock.Circuit;
import dev.interlock.CircuitOpenException;
import dev.interlock.DependencyOpenException;
import dev.interlock.DependencyReadiness;
import dev.interlock.GuardRefusedException;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.RecoveryMode;
import dev.interlock.RetryAdvice;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code explain} names what stands in the way, guards by their names, without asking them. */
@ExtendWith(InterlockExtension.class)
class HindrancesTest {

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final AtomicBoolean allowed = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();

    private boolean guard() {
        asked.incrementAndGet();
        return allowed.get();
    }

    private Circuit guarded(Interlock interlock) {
        return interlock.define(
                "c",
                c -> c.failureThreshold(1)
                        .resetTimeout(WAIT)
                        .retryInterval(RETRY)
                        .recoveryGuard("no maintenance", this::guard));
    }

    @Test
    void recoveryRefusedByAGuard_isWaitedForByNameAndSinceWhen(Interlock interlock, ManualTime time) {
        Circuit circuit = guarded(interlock);
        throwing(circuit, new IOException("x"));

        time.advance(WAIT.plusSeconds(3));
        int before = asked.get();

        assertThat(circuit.explain().text())
                .isEqualTo("'c' is OPEN for 13 s; reason: 1 failure within 60 s; last error: IOException: x (13 s ago);"
                        + " waiting: guard 'no maintenance' refused (just now, first 3 s ago)");
        assertThat(circuit.explain().waitingFor())
                .containsExactly("guard 'no maintenance' refused (just now, first 3 s ago)");
        assertThat(circuit.explain().nextAttempt()).as("the guard decides when").isEmpty();
        assertThat(asked).as("asking runs no code of the user's").hasValue(before);

        allowed.set(true);
        time.advance(RETRY);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertThat(circuit.explain().text()).isEqualTo("'c' is HALF_OPEN; waiting: probes to succeed");
    }

    @Test
    void guardThatRefusesTheRoot_isToldByWhomItBlocks(Interlock interlock, ManualTime time) {
        Circuit root = guarded(interlock);
        interlock.define("middle", c -> c.dependsOn("c"));
        Circuit top = interlock.define("top", c -> c.dependsOn("middle"));
        throwing(root, new IOException("x"));
        assertThat(top.explain().text()).endsWith("(just now)").contains("next attempt in 10 s");

        time.advance(WAIT.plusSeconds(3));

        assertThat(top.explain().text())
                .isEqualTo("'top' is CLOSED and blocked: it depends on 'c', OPEN for 13 s (top -> middle -> c);"
                        + " reason: 1 failure within 60 s; last error: IOException: x (13 s ago);"
                        + " waiting: guard 'no maintenance' refused (just now, first 3 s ago)");
        assertThat(top.explain().waitingFor())
                .as("top itself waits for nothing")
                .isEmpty();
    }

    @Test
    void rootThatNobodyAttempts_isToldByWhomItBlocks(Interlock interlock) {
        Circuit root = interlock.define("c", c -> c.recoveryMode(RecoveryMode.MANUAL));
        Circuit top = interlock.define("top", c -> c.dependsOn("c"));
        open(root);

        assertThat(top.explain().text()).endsWith("waiting: somebody to attempt its recovery (RecoveryMode.MANUAL)");

        root.operator().forceOpen(OPS, "ticket 4711");
        assertThat(top.explain().text())
                .as("an operator is told with the state")
                .doesNotContain("waiting");
    }

    @Test
    void guardOfAnEarlierEpisode_isNotTold(Interlock interlock, ManualTime time) {
        Circuit circuit = guarded(interlock);
        bad(circuit);
        time.advance(WAIT.plusSeconds(3));
        circuit.operator().forceClose(OPS, "test");
        bad(circuit);

        assertThat(circuit.explain().waitingFor()).containsExactly("its own wait, 10 s more");
    }

    @Test
    void guardThatThrows_isToldWithWhatItThrew(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.recoveryMode(RecoveryMode.MANUAL).recoveryGuard("vault is unsealed", () -> {
                    throw new IOException("no route");
                }));
        open(circuit);
        circuit.attemptRecovery();

        assertThat(circuit.explain().waitingFor())
                .containsExactly(
                        "somebody to attempt its recovery (RecoveryMode.MANUAL)",
                        "guard 'vault is unsealed' threw IOException: no route (just now)");
    }

    @Test
    void resetRefusedByAGuard_isNotWaitingForProbes(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(1)
                        .resetTimeout(WAIT)
                        .retryInterval(RETRY)
                        .resetGuard("no pending jobs", this::guard));
        bad(circuit);
        time.advance(WAIT);
        good(circuit);
        time.advance(Duration.ofSeconds(3));

        assertThat(circuit.explain().text())
                .isEqualTo("'c' is HALF_OPEN; waiting: its reset to be allowed, for its probes succeeded;"
                        + " guard 'no pending jobs' refused (just now, first 3 s ago)");
        assertThatThrownBy(() -> good(circuit))
                .isInstanceOf(PermitsExhaustedException.class)
                .hasMessage("Circuit 'c' rejected the call: HALF_OPEN, its probes succeeded, and it waits for its reset"
                        + " to be allowed by guard 'no pending jobs'");
    }

    @Test
    void callGuardThatRefuses_isTold_untilItAdmits(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("psp", c -> c.callGuard("psp contract paid", this::guard));
        assertThat(circuit.explain().text()).isEqualTo("'psp' is CLOSED");

        assertThatThrownBy(() -> good(circuit)).isInstanceOf(GuardRefusedException.class);
        time.advance(Duration.ofSeconds(12));
        assertThatThrownBy(() -> good(circuit)).isInstanceOf(GuardRefusedException.class);
        time.advance(Duration.ofSeconds(2));
        int before = asked.get();

        assertThat(circuit.explain().text())
                .isEqualTo("'psp' is CLOSED and refusing calls: guard 'psp contract paid' refused"
                        + " (2 s ago, first 14 s ago)");
        assertThat(asked).hasValue(before);

        allowed.set(true);
        good(circuit);
        assertThat(circuit.explain().text()).isEqualTo("'psp' is CLOSED");
    }

    @Test
    void askingWhetherACallWouldPass_isNoRefusal(Interlock interlock) {
        Circuit circuit = interlock.define("psp", c -> c.callGuard("psp contract paid", this::guard));

        assertThat(circuit.isCallable()).isFalse();
        assertThat(interlock.check("psp").isClear()).isFalse();
        assertThat(circuit.retryAdvice().kind()).isEqualTo(RetryAdvice.Kind.WAIT);

        assertThat(circuit.explain().text()).isEqualTo("'psp' is CLOSED");
    }

    @Test
    void fullBulkhead_isTold(Interlock interlock) {
        Circuit circuit = interlock.define("catalogue", c -> c.maxConcurrent(2));
        List<Permit> permits = new ArrayList<>(List.of(circuit.acquire(), circuit.acquire()));

        assertThat(circuit.explain().text())
                .isEqualTo("'catalogue' is CLOSED and refusing calls: 2 of 2 concurrent calls are in flight");
        assertThatThrownBy(() -> good(circuit)).isInstanceOf(BulkheadFullException.class);

        permits.forEach(Permit::success);
        assertThat(circuit.explain().text()).isEqualTo("'catalogue' is CLOSED");
    }

    @Test
    void ramp_isTold(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c", c -> c.failureThreshold(1).resetTimeout(WAIT).rampUp(Duration.ofSeconds(10)));
        bad(circuit);
        time.advance(WAIT);
        good(circuit);
        time.advance(Duration.ofSeconds(5));

        assertThat(circuit.explain().text())
                .startsWith("'c' is CLOSED and refusing calls: it ramps up after its recovery, and admits ")
                .contains(" % of the calls; all of them in 5 s");
    }

    @Test
    void halfOpenCircuit_whoseProbeIsUnderWay_saysSo(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).resetTimeout(WAIT));
        bad(circuit);
        time.advance(WAIT);
        Permit permit = circuit.acquire();

        assertThat(circuit.explain().text())
                .isEqualTo(
                        "'c' is HALF_OPEN and refusing calls: its only probe is under way; waiting: probes to succeed");
        permit.success();
    }

    @Test
    void circuitOpenedBySlowCalls_saysSo_toCallersToo(Interlock interlock, ManualTime time) {
        Circuit psp = interlock.define(
                "psp",
                c -> c.slowCallRate(0.5)
                        .slowCallThreshold(Duration.ofSeconds(1))
                        .minimumCalls(2)
                        .resetTimeout(WAIT));
        Circuit checkout = interlock.define("checkout", c -> c.dependsOn("psp"));
        for (int i = 0; i < 2; i++) {
            psp.run(() -> time.advance(Duration.ofSeconds(2)));
        }

        assertThat(psp.state()).isEqualTo(State.OPEN);
        assertThat(checkout.explain().text()).contains("; reason: slow-call rate 100 % of 2 calls (limit 50 %)");
        assertThatThrownBy(() -> good(checkout))
                .isInstanceOf(DependencyOpenException.class)
                .hasMessageContaining("(checkout -> psp); reason: slow-call rate 100 % of 2 calls (limit 50 %)");
    }

    @Test
    void equalErrors_areCounted_sinceOneFailedOtherwise(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(5).resetTimeout(WAIT));
        throwing(circuit, new IllegalStateException("first"));
        throwing(circuit, new IllegalStateException("second"));
        for (int i = 0; i < 3; i++) {
            throwing(circuit, new IOException("no. " + i));
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(circuit.explain().text()).contains("; last error: IOException: no. 2 (1 s ago, 3 times)");
    }

    @Test
    void retryAfter_isEmpty_whereAGuardDecides(Interlock interlock, ManualTime time) {
        Circuit circuit = guarded(interlock);
        Circuit dependent = interlock.define("web", c -> c.dependsOn("c"));
        bad(circuit);

        assertThatThrownBy(() -> good(circuit)).isInstanceOfSatisfying(CircuitOpenException.class, refused -> {
            assertThat(refused.retryAfter()).isEmpty();
            assertThat(refused).hasMessageContaining("next attempt in 10 s"); // which the guard may refuse
        });
        assertThat(dependent.retryAdvice().after()).isEmpty();
        assertThat(interlock.check("web").earliest()).isEmpty();
        time.advance(WAIT.plusSeconds(3));
        assertThatThrownBy(() -> good(dependent))
                .isInstanceOfSatisfying(
                        DependencyOpenException.class,
                        refused -> assertThat(refused.retryAfter()).isEmpty());
    }

    @Test
    void retryAfter_isEmpty_whereACircuitOnTheWayIsForced(Interlock interlock) {
        Circuit root = interlock.define("db", c -> c.failureThreshold(1).resetTimeout(WAIT));
        Circuit middle = interlock.define("middle", c -> c.dependsOn("db"));
        Circuit top = interlock.define("top", c -> c.dependsOn("middle"));
        bad(root);
        assertThat(top.retryAdvice().after()).contains(WAIT);

        middle.operator().forceOpen(OPS, "maintenance");

        assertThat(top.retryAdvice().after()).isEmpty();
        assertThat(middle.explain().nextAttempt()).isEmpty();
    }

    @Test
    void retryAfter_isNeverTooShort_whereACircuitOnTheWayWaitsLonger(Interlock interlock) {
        Circuit root = interlock.define("db", c -> c.failureThreshold(1).resetTimeout(WAIT));
        Circuit middle = interlock.define("middle", c -> c.dependsOn("db").resetTimeout(Duration.ofSeconds(60)));
        Circuit top = interlock.define("top", c -> c.dependsOn("middle"));
        open(middle);
        bad(root);

        assertThat(top.retryAdvice().after()).contains(Duration.ofSeconds(60));
    }

    @Test
    void whoOnlyAsks_isNotToldOfARejectedCall(Interlock interlock) {
        Circuit circuit = interlock.define("checkout");
        circuit.operator().forceOpen(OPS, "maintenance");

        String words = "Circuit 'checkout' would refuse a call: FORCED_OPEN for 0 s by ops ('maintenance')";
        assertThat(circuit.retryAdvice().reason()).isEqualTo(words);
        assertThat(interlock.check("checkout")).hasToString(words);
        assertThatThrownBy(() -> good(circuit))
                .isInstanceOfSatisfying(
                        CircuitOpenException.class,
                        refused -> assertThat(RetryAdvice.of(refused).reason())
                                .startsWith("Circuit 'checkout' rejected the call: "));
    }

    @Test
    void unknownName_isExplainedByANearOne(Interlock interlock) {
        interlock.define("database");

        assertThatThrownBy(() -> interlock.explain("databas"))
                .hasMessage("there is no circuit or signal 'databas'; did you mean 'database'?");
    }

    @Test
    void cycle_saysWhichOfItsEdgesAreSoft(Interlock interlock) {
        interlock.define("a", c -> c.dependsOn("b"));
        interlock.define("b", c -> c.recoversAfter("c"));

        assertThatThrownBy(() -> interlock.define("c", c -> c.dependsOn("a")))
                .hasMessageStartingWith("dependency cycle: c -> a -> b -> c (b recoversAfter c); ");
        assertThatThrownBy(() -> interlock.define("c", c -> c.recoversAfter("a")))
                .hasMessageStartingWith("dependency cycle: c -> a -> b -> c (c recoversAfter a, b recoversAfter c); ");
    }

    private void waitsForItsReset(Circuit circuit, ManualTime time) {
        bad(circuit);
        time.advance(WAIT);
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void dependencyThatWaitsForItsReset_isToldByWhoDependsOnIt(Interlock interlock, ManualTime time) {
        Circuit db = interlock.define(
                "db",
                c -> c.failureThreshold(1)
                        .resetTimeout(WAIT)
                        .retryInterval(RETRY)
                        .resetGuard("no pending jobs", this::guard));
        interlock.define("api", c -> c.dependsOn("db"));
        Circuit web = interlock.define("web", c -> c.dependsOn("api"));
        waitsForItsReset(db, time);

        assertThat(web.explain().text())
                .isEqualTo(
                        "'web' is CLOSED; it depends on 'db', HALF_OPEN (web -> api -> db), which waits for:"
                                + " its reset to be allowed, for its probes succeeded; guard 'no pending jobs' refused (just now)");
        assertThat(web.explain().waitingFor())
                .as("web itself waits for nothing")
                .isEmpty();
        assertThat(web.explain().rootCauses()).as("and nothing blocks it").isEmpty();

        allowed.set(true);
        time.advance(RETRY);
        assertThat(web.explain().text()).isEqualTo("'web' is CLOSED");
    }

    @Test
    void dependencyThatIsHalfOpen_isToldInOneLine_andOnesThatRefuseComeFirst(Interlock interlock, ManualTime time) {
        Circuit cache = interlock.define("cache", c -> c.failureThreshold(1).resetTimeout(WAIT));
        Circuit db = interlock.define("db", c -> c.maxConcurrent(1));
        Circuit web = interlock.define("web", c -> c.dependsOn("cache", "db"));
        bad(cache);
        time.advance(WAIT);

        assertThat(web.explain().text())
                .isEqualTo("'web' is CLOSED; it depends on 'cache', HALF_OPEN (web -> cache), which waits for:"
                        + " probes to succeed");
        try (Permit permit = db.acquire()) {
            assertThat(web.explain().text())
                    .isEqualTo("'web' is CLOSED; it depends on 'db', CLOSED and refusing calls:"
                            + " 1 of 1 concurrent calls are in flight (web -> db), and on 1 more that is not ready");
            permit.success();
        }
    }

    @Test
    void openCircuitThatWaitsForAHalfOpenOne_tellsWhatThatWaitsFor(Interlock interlock, ManualTime time) {
        Circuit db = interlock.define(
                "db", c -> c.failureThreshold(1).resetTimeout(WAIT).resetGuard("no pending jobs", this::guard));
        Circuit api = interlock.define(
                "api",
                c -> c.failureThreshold(1)
                        .resetTimeout(WAIT)
                        .dependsOn("db")
                        .dependencyReadiness(DependencyReadiness.CLOSED_ONLY));
        bad(api);
        waitsForItsReset(db, time);

        assertThat(api.explain().text())
                .endsWith(
                        "waiting: depends on 'db', which is HALF_OPEN and not yet CLOSED; it depends on 'db', HALF_OPEN"
                                + " (api -> db), which waits for: its reset to be allowed, for its probes succeeded;"
                                + " guard 'no pending jobs' refused (just now)");
    }
}
