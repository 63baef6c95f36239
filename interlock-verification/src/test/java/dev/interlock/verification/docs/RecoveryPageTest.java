package dev.interlock.verification.docs;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of docs/recovery.md, run. */
@ExtendWith(InterlockExtension.class)
class RecoveryPageTest {

    private final List<String> printed = new ArrayList<>();

    private static void define(Interlock interlock, RecoveryMode mode) {
        interlock.define("db", c -> c.failureThreshold(1).recoveryMode(mode).resetTimeout(ofSeconds(10)));
        interlock.define("orders", c -> c.recoveryMode(mode).dependsOn("db"));
        interlock.define("web", c -> c.recoveryMode(mode).dependsOn("orders"));
    }

    @Test
    void outage_isOver_withoutAnybody(Interlock interlock, ManualTime time) {
        // docs:begin itself
        Circuit db = interlock.define("db", c -> c.failureThreshold(1).resetTimeout(ofSeconds(10)));
        Circuit web = interlock.define("web", c -> c.dependsOn("db"));
        // docs:end itself
        try {
            db.run(() -> {
                throw new IllegalStateException("gone");
            });
        } catch (IllegalStateException expected) {
            assertThat(web.isBlocked()).isTrue();
        }
        time.advance(ofSeconds(10));
        assertThat(db.state()).isEqualTo(State.HALF_OPEN);
        assertThat(web.isBlocked()).isFalse();
        web.run(() -> db.run(() -> {}));
        assertThat(db.isClosed()).isTrue();
    }

    @Test
    void probe_closesTheCircuit_asSoonAsItsServiceIsWell(Interlock interlock, ManualTime time) {
        AtomicBoolean healthy = new AtomicBoolean();
        // docs:begin probe
        Circuit db = interlock.define(
                "db", c -> c.probe(() -> ping(healthy), ofSeconds(1)).resetTimeout(ofMinutes(1)));
        // docs:end probe
        db.operator().open(Actor.of("test"), "test");
        time.advance(ofSeconds(3));
        assertThat(db.isOpen()).isTrue();
        healthy.set(true);
        time.advance(ofSeconds(1));
        assertThat(db.isClosed()).isTrue();
    }

    private static boolean ping(AtomicBoolean healthy) {
        return healthy.get();
    }

    @Test
    void run_recoversInWaves_andTellsWhatBecameOfEach(Interlock interlock, ManualTime time) {
        define(interlock, RecoveryMode.MANUAL);
        Actor operator = Actor.of("test");
        interlock.circuit("db").operator().open(operator, "test");
        interlock.circuit("web").operator().open(operator, "test");
        // docs:begin dry-run
        RecoveryReport plan = interlock.recover(o -> o.dryRun()).report().join();
        System.out.println(plan.circuits(Outcome.RECOVERED)); // [db, web]: would be attempted
        System.out.println(plan.circuits(Outcome.BLOCKED)); // []: could not, and entry.reasons() tells why
        // docs:end dry-run
        assertThat(plan.circuits(Outcome.RECOVERED)).containsExactly("db", "web");
        assertThat(plan.circuits(Outcome.BLOCKED)).isEmpty();
        assertThat(interlock.circuit("db").isOpen()).isTrue();
        // docs:begin run
        RecoveryRun run = interlock.recover(o -> o.pace(Duration.ofMillis(500)) // between two attempts
                .maxConcurrent(4) // circuits of a wave at once
                .circuitLimit(ofMinutes(1)) // from its attempt until it is CLOSED
                .totalLimit(ofMinutes(10))
                .onProgress(entry -> log(entry.circuit() + ": " + entry.outcome())));
        System.out.println(run.plan()); // [[db], [web]], dependencies first
        run.report().thenAccept(report -> log(report.circuits(Outcome.TIMED_OUT).toString()));
        // run.cancel() stops before the next attempt; a second recover() meanwhile returns this same run
        // docs:end run
        assertThat(run.plan()).containsExactly(List.of("db"), List.of("web"));
        assertThat(interlock.recover()).isSameAs(run);
        for (int i = 0; i < 4; i++) {
            time.advance(ofSeconds(1));
            for (String name : List.of("db", "web")) {
                interlock.circuit(name).tryAcquire().ifPresent(permit -> permit.success());
            }
        }
        time.advance(ofSeconds(1));
        assertThat(run.isDone()).isTrue();
        assertThat(printed).contains("db: RECOVERED", "web: RECOVERED", "[]");
    }

    private void log(String line) {
        printed.add(line);
    }

    @Test
    void operator_looksHoldsRepairsAndLetsGo(Interlock interlock, ManualTime time) {
        define(interlock, RecoveryMode.AUTOMATIC);
        interlock.circuit("db").operator().open(Actor.of("test"), "test");
        // docs:begin three
        System.out.println(interlock.circuit("web").explain()); // who is the root, and when is it tried again?

        Circuit db = interlock.circuit("db");
        Actor me = Actor.of("ada");
        db.operator().forceOpen(me, "restoring a backup, ticket 4711"); // nobody touches it until I say so
        // ... the work ...
        db.operator().release(me, "backup restored"); // OPEN again: it recovers as usual
        db.attemptRecovery(); // now, without the rest of the wait; refused, with reasons, if it cannot
        // docs:end three
        assertThat(db.state()).isEqualTo(State.HALF_OPEN);
        interlock.circuit("web").run(() -> interlock.circuit("orders").run(() -> db.run(() -> {})));
        assertThat(db.isClosed()).isTrue();
        assertThat(interlock.circuit("web").isCallable()).isTrue();
        time.advance(ofSeconds(1));
    }
}
