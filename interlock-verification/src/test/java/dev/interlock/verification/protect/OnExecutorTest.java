package dev.interlock.verification.protect;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.interlock.BulkheadFullException;
import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.ProtectedCall;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Work on a thread of its own: who waits, who is interrupted, what a full executor means. */
@ExtendWith(InterlockExtension.class)
@Timeout(30)
class OnExecutorTest {

    private static final Duration LIMIT = ofSeconds(2);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private Circuit circuit;
    private Circuit outer;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define("circuit", c -> c.failureThreshold(1));
        outer = interlock.define("outer", c -> c.failureThreshold(1));
    }

    @AfterEach
    void stop() {
        release.countDown();
        threads.shutdownNow();
    }

    private String hang() throws InterruptedException {
        begun.countDown();
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException ours) {
            interrupted.countDown();
            throw ours;
        }
        return "never";
    }

    /** As reading from a socket does: it takes no notice of interrupts. */
    private String hangDeaf() {
        begun.countDown();
        boolean waiting = true;
        while (waiting) {
            try {
                release.await();
                waiting = false;
            } catch (InterruptedException ignored) {
                interrupted.countDown();
            }
        }
        return "late";
    }

    @Test
    void work_runsOnTheExecutor_andTheCallerGetsItsResult() throws Exception {
        Thread worker = circuit.protect(Thread::currentThread).on(threads).get();

        assertThat(worker).isNotSameAs(Thread.currentThread());
        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void workThatFails_throwsTheSameToTheCaller() {
        IllegalStateException failure = new IllegalStateException("planned");

        assertThatThrownBy(circuit.protect(() -> {
                            throw failure;
                        })
                        .on(threads)::get)
                .isSameAs(failure);
    }

    @Test
    void deafWork_doesNotKeepTheCallerWaiting(ManualTime time) throws Exception {
        CompletableFuture<Object> answer = circuit.<Object, RuntimeException>protect(this::hangDeaf)
                .timeout(LIMIT)
                .fallback(CallTimeoutException.class, over -> "instead")
                .on(threads)
                .getAsync();
        begun.await();

        time.advance(LIMIT);

        assertThat(answer.get()).isEqualTo("instead");
        assertThat(interrupted.await(10, SECONDS)).isTrue();
    }

    @Test
    void deafWork_isNoFailureOfTheCircuitAround(ManualTime time) throws Exception {
        CompletableFuture<String> caller = CompletableFuture.supplyAsync(
                () -> outer.call(() -> circuit.<String, RuntimeException>protect(this::hangDeaf)
                        .timeout(LIMIT)
                        .on(threads)
                        .get()),
                threads);
        begun.await();

        time.advance(LIMIT);

        assertThatThrownBy(caller::get).hasCauseInstanceOf(CallTimeoutException.class);
        assertThat(outer.metrics().failures()).isZero();

        release.countDown(); // the work comes back, too late: that is when its circuit learns of it
        threads.shutdown();
        assertThat(threads.awaitTermination(10, SECONDS)).isTrue();
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void workThatWaitsForAThread_isUnderItsLimitAlready_andIsNeverBegun(ManualTime time) {
        List<Runnable> queue = new ArrayList<>();
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<String> answer = circuit.<String, RuntimeException>protect(() -> {
                    ran.set(true);
                    return "late";
                })
                .timeout(LIMIT)
                .on(queue::add)
                .getAsync();

        time.advance(LIMIT);
        queue.forEach(Runnable::run);

        assertThatThrownBy(answer::get).hasCauseInstanceOf(CallTimeoutException.class);
        assertThat(ran).isFalse();
        assertThat(circuit.metrics().failures()).isZero();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void cancelledFuture_interruptsTheWork_andCountsNothing() throws Exception {
        CompletableFuture<String> answer = circuit.<String, Exception>protect(this::hang)
                .fallbackValue("not for this")
                .on(threads)
                .getAsync();
        begun.await();

        assertThat(answer.cancel(true)).isTrue();

        assertThat(interrupted.await(10, SECONDS)).isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, SECONDS)).isTrue();
        assertThat(circuit.metrics().failures()).isZero();
        assertThat(circuit.metrics().ignored()).isEqualTo(1);
    }

    @Test
    void interruptedCaller_interruptsTheWork_andStaysInterrupted() throws Exception {
        Thread caller = Thread.currentThread();
        threads.execute(() -> {
            try {
                begun.await();
            } catch (InterruptedException stopped) {
                return;
            }
            caller.interrupt();
        });

        assertThatThrownBy(circuit.<String, Exception>protect(this::hang).on(threads)::get)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("'circuit'");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.await(10, SECONDS)).isTrue();
        assertThat(circuit.metrics().failures()).isZero();
    }

    @Test
    void executorThatRefuses_isAnswered_andCountsNothing() throws Exception {
        ProtectedCall<String, RuntimeException> call = circuit.<String, RuntimeException>protect(() -> "never")
                .timeout(LIMIT)
                .on(task -> {
                    throw new RejectedExecutionException("full");
                });

        assertThatThrownBy(call::get).isInstanceOf(BulkheadFullException.class);
        assertThat(call.fallbackValue("instead").getAsync().get()).isEqualTo("instead");
        assertThat(circuit.metrics().failures()).isZero();
    }

    @Test
    void getAsyncWithoutExecutor_saysWhatIsMissing() {
        assertThatThrownBy(circuit.protect(() -> "never")::getAsync)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("on(...)")
                .hasMessageContaining("protectAsync(...)");
    }

    @Test
    void virtualThreads_whereThereAreSome_runTheWork() {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);

        assertThat(circuit.protect(() -> Thread.currentThread().toString())
                        .onVirtualThreads()
                        .get())
                .startsWith("VirtualThread");
    }

    @Test
    void virtualThreads_whereThereAreNone_sayWhatIsNeeded() {
        assumeThat(Runtime.version().feature()).isLessThan(21);

        assertThatThrownBy(circuit.protect(() -> "never")::onVirtualThreads)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Java 21");
    }
}
