package dev.interlock.verification.protect;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Scheduler;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A promised time limit holds through close() and after it; from then on by the time of the machine. */
@Timeout(60)
class LimitsAfterCloseTest {

    private static final Duration LIMIT = ofMillis(50);

    private final ManualTime time = ManualTime.create();
    private final Interlock real = Interlock.create();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        real.close();
    }

    private static void assertEndsByItsLimit(CompletableFuture<String> answer) {
        Traffic.eventually("the limit strikes", answer::isDone);
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasCauseInstanceOf(CallTimeoutException.class);
    }

    private static CompletableFuture<String> never() {
        return new CompletableFuture<>();
    }

    private static String hang() throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
        return "never";
    }

    @Test
    void asynchronousCallsInFlight_endByTheirLimit() {
        Circuit circuit = real.define("c");
        CompletableFuture<String> plain =
                circuit.protectAsync(LimitsAfterCloseTest::never).timeout(LIMIT).getAsync();
        CompletableFuture<String> hedged = circuit.protectAsync(LimitsAfterCloseTest::never)
                .timeout(LIMIT)
                .hedge(ofMillis(1), 2)
                .getAsync();
        CompletableFuture<String> instead = circuit.protectAsync(LimitsAfterCloseTest::never)
                .timeout(LIMIT)
                .fallbackValue("instead")
                .getAsync();

        real.close();

        assertEndsByItsLimit(plain);
        assertEndsByItsLimit(hedged);
        assertThat(instead.join()).isEqualTo("instead");
    }

    @Test
    void workOnAnExecutor_isInterrupted() throws Exception {
        Circuit circuit = real.define("c");
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CompletableFuture<String> answer = circuit.protect(() -> {
                    began.countDown();
                    try {
                        return hang();
                    } finally {
                        interrupted.countDown();
                    }
                })
                .timeout(LIMIT)
                .on(threads)
                .getAsync();

        assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();
        real.close();

        assertEndsByItsLimit(answer);
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void callsBegunAfterwards_haveTheirLimit_andAreRecordedNowhere() {
        Circuit circuit = real.define("c", c -> c.failureThreshold(1));
        real.close();

        assertThatThrownBy(() -> circuit.<String, Exception>protect(LimitsAfterCloseTest::hang)
                        .timeout(LIMIT)
                        .get())
                .isInstanceOf(CallTimeoutException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertEndsByItsLimit(
                circuit.protectAsync(LimitsAfterCloseTest::never).timeout(LIMIT).getAsync());
        assertEndsByItsLimit(circuit.protectAsync(LimitsAfterCloseTest::never)
                .timeout(LIMIT)
                .hedge(ofMillis(1), 1)
                .getAsync());
        assertThat(circuit.protectAsync(() -> CompletableFuture.completedFuture("in time"))
                        .timeout(ofSeconds(60))
                        .getAsync())
                .isCompletedWithValue("in time");
        assertThat(circuit.metrics().failures()).isZero();
    }

    @Test
    void callInTime_afterClose_isNotInterruptedLater() throws Exception {
        Circuit circuit = real.define("c");
        real.close();

        for (int call = 0; call < 50; call++) {
            assertThat(circuit.<String, Exception>protect(() -> "in time")
                            .timeout(ofMillis(1 + call % 3))
                            .fallback(CallTimeoutException.class, over -> "late")
                            .get())
                    .isIn("in time", "late");
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void schedulerThatTakesNoMore_isDoneWithout() {
        AtomicBoolean refuses = new AtomicBoolean();
        Scheduler scheduler = (task, delay) -> {
            if (refuses.get()) {
                throw new RejectedExecutionException("planned");
            }
            return time.schedule(task, delay);
        };
        try (Interlock interlock = Interlock.create(s -> s.scheduler(scheduler))) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(5));
            refuses.set(true);

            assertEndsByItsLimit(circuit.protectAsync(LimitsAfterCloseTest::never)
                    .timeout(LIMIT)
                    .getAsync());
            assertThat(circuit.metrics().failures()).isEqualTo(1);
        }
    }
}
