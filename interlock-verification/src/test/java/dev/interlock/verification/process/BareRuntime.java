package dev.interlock.verification.process;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import java.time.Duration;

/** A program that has an open circuit, a probe, and a listener that throws, closes nothing, and ends. Run by {@link BareRuntimeTest}. */
final class BareRuntime {

    private BareRuntime() {}

    /** Prints what it finds. */
    public static void main(String[] arguments) throws InterruptedException {
        Interlock interlock = Interlock.create();
        Circuit circuit = interlock.define(
                "db",
                c -> c.failureThreshold(1).resetTimeout(Duration.ofHours(1)).probe(() -> false, Duration.ofMillis(10)));
        interlock.on(InterlockEvent.class, event -> {
            throw new IllegalStateException("planned");
        });
        try {
            circuit.run(() -> {
                throw new IllegalStateException("down");
            });
        } catch (IllegalStateException expected) {
            System.out.println("failed: " + expected.getMessage());
        }
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (interlock.diagnostics().listenerFailures() == 0 && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        System.out.println(
                "flight recorder: " + ModuleLayer.boot().findModule("jdk.jfr").isPresent());
        System.out.println(
                "logging: " + ModuleLayer.boot().findModule("java.logging").isPresent());
        System.out.println("listener failed: " + (interlock.diagnostics().listenerFailures() > 0));
        System.out.println(circuit.explain());
    }
}
