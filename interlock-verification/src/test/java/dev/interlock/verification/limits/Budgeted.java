package dev.interlock.verification.limits;

import static dev.interlock.verification.call.Traffic.open;
import static java.time.Duration.ofSeconds;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.testkit.ManualTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** An interlock with a recovery budget, and circuits that are open. */
abstract class Budgeted {

    final ManualTime time = ManualTime.create();
    Interlock interlock = budget(2);

    Interlock budget(int circuits) {
        return Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).recoveryBudget(circuits));
    }

    Circuit manual(String name) {
        Circuit circuit = interlock.define(name, c -> c.recoveryMode(RecoveryMode.MANUAL));
        open(circuit);
        return circuit;
    }

    Circuit automatic(String name, int waitSeconds) {
        Circuit circuit = interlock.define(name, c -> c.failureThreshold(1).resetTimeout(ofSeconds(waitSeconds)));
        open(circuit);
        return circuit;
    }

    List<String> inRecovery() {
        return interlock.names().stream()
                .filter(name -> interlock.circuit(name).isHalfOpen())
                .toList();
    }

    @AfterEach
    void close() {
        interlock.close();
    }
}
