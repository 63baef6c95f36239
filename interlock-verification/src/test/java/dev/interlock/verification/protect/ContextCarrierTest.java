package dev.interlock.verification.protect;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The caller's context, where work and fallbacks run elsewhere. */
@Timeout(30)
class ContextCarrierTest {

    private static final ThreadLocal<String> USER = new ThreadLocal<>();

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final ManualTime time = ManualTime.create();
    private final Interlock interlock =
            Interlock.create(s -> s.timeSource(time).scheduler(time).contextCarrier(ContextCarrierTest::carry));
    private final Circuit circuit = interlock.define("circuit");

    private static Runnable carry(Runnable task) {
        String user = USER.get();
        return () -> {
            USER.set(user);
            try {
                task.run();
            } finally {
                USER.remove();
            }
        };
    }

    @BeforeEach
    void logIn() {
        USER.set("alice");
    }

    @AfterEach
    void close() {
        USER.remove();
        threads.shutdownNow();
        interlock.close();
    }

    @Test
    void workOnAnExecutor_hasTheCallersContext() {
        assertThat(circuit.protect(USER::get).on(threads).get()).isEqualTo("alice");
    }

    @Test
    void contextIsTakenAway_afterTheWork() throws Exception {
        circuit.protect(USER::get).on(threads).get();

        assertThat(threads.submit(USER::get).get()).isNull();
    }

    @Test
    void fallbackOnAnotherThread_hasTheCallersContext() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> answer =
                circuit.protectAsync(() -> stage).fallback(thrown -> USER.get()).getAsync();

        threads.submit(() -> stage.completeExceptionally(new Failure())).get();

        assertThat(answer.get()).isEqualTo("alice");
    }

    @Test
    void fallbackAfterATimeout_hasTheCallersContext() throws Exception {
        CompletableFuture<String> answer = circuit.protectAsync(() -> new CompletableFuture<String>())
                .timeout(ofSeconds(1))
                .fallback(over -> USER.get())
                .getAsync();

        time.advance(ofSeconds(1));

        assertThat(answer.get()).isEqualTo("alice");
    }

    @Test
    void carrierThatThrows_isTheCallersToKnow() {
        try (Interlock broken = Interlock.create(s -> s.contextCarrier(task -> {
            throw new IllegalStateException("no context");
        }))) {
            Circuit through = broken.define("through");

            assertThatThrownBy(through.protect(() -> "never").on(threads)::get).hasMessage("no context");
            assertThat(through.protectAsync(() -> new CompletableFuture<>()).getAsync())
                    .isCompletedExceptionally();
        }
    }
}
