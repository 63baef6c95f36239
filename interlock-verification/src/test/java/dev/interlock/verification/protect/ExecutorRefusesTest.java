package dev.interlock.verification.protect;

import static dev.interlock.verification.call.Traffic.halfOpen;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.BulkheadFullException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RetryAdvice;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

/** One's own full or closed executor is a refusal, as a full bulkhead is: nobody's failure. */
@ExtendWith(InterlockExtension.class)
class ExecutorRefusesTest {

    private static final Executor FULL = task -> {
        throw new RejectedExecutionException("the queue is full");
    };

    private Circuit gateway;
    private Circuit inner;

    @BeforeEach
    void define(Interlock interlock) {
        gateway = interlock.define("gateway", c -> c.failureThreshold(1));
        inner = interlock.define("inner", c -> c.failureThreshold(1));
    }

    private static ExecutorService shutDown() {
        ExecutorService closed = Executors.newSingleThreadExecutor();
        closed.shutdownNow();
        return closed;
    }

    @Test
    void fullExecutor_isARefusal_thatNamesTheCircuit(Interlock interlock) {
        int timers = interlock.diagnostics().timersPending();

        assertThatThrownBy(() -> inner.protect(() -> "never")
                        .timeout(ofSeconds(2))
                        .on(FULL)
                        .get())
                .isInstanceOfSatisfying(BulkheadFullException.class, refused -> {
                    assertThat(refused.circuit()).isEqualTo("inner");
                    assertThat(refused.state()).isEqualTo(State.CLOSED);
                    assertThat(RetryAdvice.of(refused).kind()).isEqualTo(RetryAdvice.Kind.WAIT);
                    assertThat(refused.getSuppressed()).singleElement().isInstanceOf(RejectedExecutionException.class);
                })
                .hasMessage("Circuit 'inner' rejected the call: its executor did not take the work:"
                        + " RejectedExecutionException: the queue is full");
        assertThat(interlock.diagnostics().timersPending()).isEqualTo(timers);
    }

    @Test
    void executorThatRefuses_isNobodysFailure(Interlock interlock) {
        for (Executor executor : new Executor[] {FULL, shutDown()}) {
            assertThatThrownBy(() -> gateway.run(
                            () -> inner.protect(() -> "never").on(executor).get()))
                    .isInstanceOf(BulkheadFullException.class);
            CompletableFuture<String> answer = gateway.callAsync(
                    () -> inner.protect(() -> "never").on(executor).getAsync());
            assertThat(answer).isCompletedExceptionally();
        }

        assertThat(gateway.metrics().failures() + inner.metrics().failures()).isZero();
        assertThat(interlock.snapshot().node("inner").state()).isEqualTo(State.CLOSED);
    }

    @Test
    void probeThatItsExecutorRefuses_isHandedBack() {
        halfOpen(gateway);

        assertThatThrownBy(() ->
                        gateway.run(() -> inner.protect(() -> "never").on(FULL).get()))
                .isInstanceOf(BulkheadFullException.class);

        assertThat(gateway.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void executorThatRefuses_getsTheFallback() {
        assertThat(inner.protect(() -> "never")
                        .fallbackValue("instead")
                        .on(FULL)
                        .get())
                .isEqualTo("instead");
    }

    @Test
    void carrierThatThrows_isNobodysFailure(ManualTime time) {
        try (Interlock broken = Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).contextCarrier(task -> {
                    throw new IllegalStateException("no context");
                }))) {
            Circuit outer = broken.define("outer", c -> c.failureThreshold(1));
            Circuit within = broken.define("within", c -> c.failureThreshold(1));

            assertThatThrownBy(() -> outer.run(() ->
                            within.protect(() -> "never").on(Runnable::run).get()))
                    .hasMessage("no context");

            assertThat(outer.metrics().failures() + within.metrics().failures()).isZero();
            assertThat(broken.diagnostics().hookFailures()).isEqualTo(1);
        }
    }

    /** A carrier whose task throws on the thread that it was carried to. */
    @Test
    void carriedTaskThatThrows_endsTheCall(ManualTime time) {
        try (Interlock broken = Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).contextCarrier(task -> () -> {
                    throw new IllegalStateException("no context here");
                }))) {
            CompletableFuture<String> answer =
                    broken.define("c").protect(() -> "never").on(Runnable::run).getAsync();

            assertThatThrownBy(answer::join).hasRootCauseMessage("no context here");
        }
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void virtualThreadsBeforeJava21_areNobodysFailure() {
        assertThatThrownBy(() -> gateway.run(
                        () -> inner.protect(() -> "never").onVirtualThreads().get()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("'inner'");

        assertThat(gateway.metrics().failures()).isZero();
    }
}
