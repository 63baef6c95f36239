package dev.interlock.verification.process;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What an application does with the library between its deployment and its end. Loaded again and again by {@link Redeployments}. */
public final class DeployedApplication {

    private DeployedApplication() {}

    /** Uses what has threads, thread locals or timers, and closes the interlock. */
    public static void live() {
        try (Interlock interlock = Interlock.create()) {
            interlock.on(InterlockEvent.class, event -> {});
            Circuit circuit = interlock.define(
                    "db",
                    c -> c.failureThreshold(1)
                            .slowCallRate(0.5)
                            .resetTimeout(Duration.ofHours(1))
                            .recoveryGuard("asked on a thread", () -> true)
                            .probe(() -> false, Duration.ofMillis(5)));
            String quick = circuit.protect(() -> "quick")
                    .timeout(Duration.ofSeconds(30))
                    .get();
            String instead = circuit.protectAsync(() -> new CompletableFuture<String>())
                    .timeout(Duration.ofMillis(5))
                    .fallbackValue("instead")
                    .getAsync()
                    .join();
            if (!quick.equals("quick") || !instead.equals("instead")) {
                throw new IllegalStateException(quick + " " + instead);
            }
        }
    }
}
