package dev.interlock.verification.protect;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hook executor without a thread to spare delays hooks; it does not keep a time limit from striking (L4). */
@Timeout(60)
class LimitsBesideHungHooksTest {

    private final ManualTime time = ManualTime.create();
    private final CountDownLatch release = new CountDownLatch(1);

    private static CompletableFuture<String> never() {
        return new CompletableFuture<>();
    }

    private void awaitRelease() {
        try {
            boolean unused = release.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void limit_whileEveryHookThreadHangs_strikes_andItsFutureCompletesATickLater() throws Exception {
        ExecutorService one = Executors.newFixedThreadPool(1);
        CountDownLatch hangs = new CountDownLatch(1);
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(one))) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(5));
            interlock.on(InterlockEvent.class, event -> {
                hangs.countDown();
                awaitRelease();
            });
            interlock.define("makes-an-event");
            assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<String> plain = circuit.protectAsync(LimitsBesideHungHooksTest::never)
                    .timeout(ofSeconds(2))
                    .getAsync();
            CompletableFuture<String> instead = circuit.protectAsync(LimitsBesideHungHooksTest::never)
                    .timeout(ofSeconds(2))
                    .hedge(ofSeconds(1), 1)
                    .fallbackValue("instead")
                    .getAsync();

            time.advance(ofSeconds(2));
            assertThat(circuit.metrics().failures()).as("at once").isEqualTo(2);
            time.advance(ofMillis(100));

            Traffic.eventually("the futures complete", () -> plain.isDone() && instead.isDone());
            assertThat(plain).isCompletedExceptionally();
            assertThat(instead).isCompletedWithValue("instead");
        } finally {
            release.countDown();
            one.shutdownNow();
        }
    }

    @Test
    void limit_ofAnInterlockWhoseHookExecutorIsShutDown_completesItsFuture() {
        ExecutorService gone = Executors.newFixedThreadPool(1);
        gone.shutdownNow();
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(gone))) {
            CompletableFuture<String> answer = interlock
                    .define("c")
                    .protectAsync(LimitsBesideHungHooksTest::never)
                    .timeout(ofSeconds(2))
                    .getAsync();

            time.advance(ofSeconds(2));

            Traffic.eventually("the future completes", answer::isDone);
        }
    }
}
