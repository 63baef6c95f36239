package dev.interlock.verification.protect;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.ThrowingSupplier;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Work that does not react to the interrupt of its limit counts all the same, a tick later, in the circuit whose limit it is; and only once. */
@Timeout(60)
@ExtendWith(InterlockExtension.class)
class DeafWorkTest {

    private static final Duration LIMIT = ofSeconds(2);
    private static final Duration TICK = ofMillis(100);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private Circuit gateway;
    private Circuit vault;

    @BeforeEach
    void define(Interlock interlock) {
        gateway = interlock.define("gateway", c -> c.failureThreshold(2).maxConcurrent(1));
        vault = interlock.define("vault", c -> c.failureThreshold(2));
    }

    @AfterEach
    void end() {
        answer.countDown();
        threads.shutdownNow();
    }

    /** As a read from a socket. */
    private String deaf() {
        began.countDown();
        boolean done = false;
        while (!done) {
            try {
                answer.await();
                done = true;
            } catch (InterruptedException deaf) {
                // Goes on.
            }
        }
        return "late";
    }

    private CompletableFuture<String> call(ThrowingSupplier<String, Exception> work) throws Exception {
        CompletableFuture<String> result = gateway.<String, Exception>protect(work)
                .timeout(LIMIT)
                .on(task -> threads.execute(() -> {
                    task.run();
                    ended.countDown();
                }))
                .getAsync();
        assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();
        return result;
    }

    private void comesBack() throws Exception {
        answer.countDown();
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void workThatDoesNotComeBack_isAFailureATickLater_andKeepsItsPlace(Interlock interlock, ManualTime time)
            throws Exception {
        CompletableFuture<String> result = call(this::deaf);

        time.advance(LIMIT);
        assertThatThrownBy(result::join).hasCauseInstanceOf(CallTimeoutException.class);
        assertThat(gateway.metrics().failures()).isZero();
        time.advance(TICK);
        assertThat(gateway.metrics().failures()).isEqualTo(1);
        assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(1);

        comesBack();
        assertThat(gateway.metrics().failures()).as("once").isEqualTo(1);
        assertThat(gateway.metrics().successes()).isZero();
        assertNothingOutstanding(interlock);
    }

    @Test
    void workWhoseCallerGaveUp_andThatDoesNotComeBack_isAFailureATickLater(Interlock interlock, ManualTime time)
            throws Exception {
        CompletableFuture<String> result = call(this::deaf);

        result.completeExceptionally(new TimeoutException()); // as orTimeout does
        assertThat(gateway.metrics().failures()).isZero();
        time.advance(TICK);
        assertThat(gateway.metrics().failures()).isEqualTo(1);

        comesBack();
        assertThat(gateway.metrics().failures()).as("once").isEqualTo(1);
        assertNothingOutstanding(interlock);
    }

    @Test
    void probeThatDoesNotComeBack_hasFailed(Interlock interlock, ManualTime time) throws Exception {
        halfOpen(gateway);
        call(this::deaf);

        time.advance(LIMIT.plus(TICK));

        assertThat(gateway.state()).isEqualTo(State.OPEN);
        comesBack();
        assertNothingOutstanding(interlock);
    }

    @Test
    void workThatComesBackWithAFailureInside_doesNotCountAgain(Interlock interlock, ManualTime time) throws Exception {
        call(() -> vault.call(() -> {
            deaf();
            throw new IOException("reset by peer");
        }));

        time.advance(LIMIT.plus(TICK));
        comesBack();

        assertThat(gateway.metrics().failures()).isEqualTo(1);
        assertThat(vault.metrics().failures()).isZero();
        assertNothingOutstanding(interlock);
    }

    @Test
    void callThatBeginsAfterTheLimit_countsByItself(Interlock interlock, ManualTime time) throws Exception {
        call(() -> {
            deaf();
            return vault.call(() -> {
                throw new IOException("down");
            });
        });

        time.advance(LIMIT.plus(TICK));
        comesBack();

        assertThat(gateway.metrics().failures()).isEqualTo(1);
        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertNothingOutstanding(interlock);
    }

    @Test
    void workThatComesBackInTime_countsWhereItWas(Interlock interlock, ManualTime time) throws Exception {
        int timers = interlock.diagnostics().timersPending();
        call(() -> vault.call(() -> {
            began.countDown();
            Thread.sleep(Long.MAX_VALUE);
            return "never";
        }));

        time.advance(LIMIT);
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(interlock.diagnostics().timersPending()).isEqualTo(timers);
        time.advance(TICK);

        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertThat(gateway.metrics().failures()).isZero();
        assertNothingOutstanding(interlock);
    }

    @Test
    void cancelledWorkThatDoesNotComeBack_isNobodysFailure(ManualTime time) throws Exception {
        CompletableFuture<String> result = call(this::deaf);

        result.cancel(true);
        time.advance(LIMIT.plus(TICK));
        comesBack();

        assertThat(gateway.metrics().failures()).isZero();
        Traffic.good(gateway);
    }
}
