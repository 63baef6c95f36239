package dev.interlock.verification.model;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.testkit.ManualTime;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A guard under whose hands the circuit moves on: the yes that it gives belongs to the epoch before, and in the new epoch it says no. The
 * tables of the plans cannot say that.
 */
public final class StaleVerdict implements Callable<String> {

    /** Made by reflection, in front of a core with a fault. */
    public StaleVerdict() {}

    /** Empty, or what is wrong. */
    @Override
    public String call() {
        ManualTime time = ManualTime.create();
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Circuit> asking = new AtomicReference<>();
        try (Interlock interlock = Interlock.create(
                settings -> settings.timeSource(time).scheduler(time).hookExecutor(time))) {
            Circuit circuit = interlock.define(
                    "c",
                    c -> c.recoveryMode(RecoveryMode.MANUAL).recoveryGuard("once", () -> {
                        if (asked.getAndIncrement() > 0) {
                            return false;
                        }
                        asking.get().operator().open(Actor.of("operator"), "in the meantime");
                        return true;
                    }));
            asking.set(circuit);
            circuit.operator().open(Actor.of("operator"), "before");
            boolean applied = circuit.attemptRecovery().isApplied();
            return applied || asked.get() != 2 ? "moved, asked " + asked + " times" : "";
        }
    }
}
