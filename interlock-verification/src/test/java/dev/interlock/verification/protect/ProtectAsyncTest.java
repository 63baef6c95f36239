package dev.interlock.verification.protect;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallRejectedException;
import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Asynchronous protected calls: limit, fallback, cancellation, and whose failure it is. */
@ExtendWith(InterlockExtension.class)
class ProtectAsyncTest {

    private static final Duration LIMIT = ofSeconds(2);

    private final CompletableFuture<String> stage = new CompletableFuture<>();
    private Circuit gateway;
    private Circuit vault;

    @BeforeEach
    void define(Interlock interlock) {
        gateway = interlock.define("gateway", c -> c.failureThreshold(1).dependsOn("vault"));
        vault = interlock.define("vault", c -> c.failureThreshold(1).maxConcurrent(10));
    }

    @Test
    void stageInTime_isTheResult_andLeavesNoTimer(Interlock interlock, ManualTime time) {
        int timers = interlock.diagnostics().timersPending();
        CompletableFuture<String> answer =
                gateway.protectAsync(() -> stage).timeout(LIMIT).getAsync();

        stage.complete("in time");
        assertThat(interlock.diagnostics().timersPending()).isEqualTo(timers);
        time.advance(LIMIT);

        assertThat(answer).isCompletedWithValue("in time");
        assertThat(gateway.metrics().successes()).isEqualTo(1);
    }

    @Test
    void stageThatTakesLonger_isCancelled_andIsAFailure(Interlock interlock, ManualTime time) {
        CompletableFuture<String> answer =
                vault.protectAsync(() -> stage).timeout(LIMIT).getAsync();

        time.advance(LIMIT);

        assertThat(stage).isCancelled();
        assertThatThrownBy(answer::get).hasCauseInstanceOf(CallTimeoutException.class);
        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertThat(vault.state()).isEqualTo(State.OPEN);
        assertNothingOutstanding(interlock);
    }

    @Test
    void timeoutOverAHangingInnerCall_opensTheInnerCircuitOnly(ManualTime time) {
        CompletableFuture<String> answer = gateway.protectAsync(() -> vault.callAsync(() -> stage))
                .timeout(LIMIT)
                .getAsync();

        time.advance(LIMIT);

        assertThatThrownBy(answer::get).hasCauseInstanceOf(CallTimeoutException.class);
        assertThat(stage).isCancelled();
        assertThat(vault.state()).isEqualTo(State.OPEN);
        assertThat(gateway.metrics().failures()).isZero();
    }

    @Test
    void timeoutInTheMiddle_isNoFailureOutside(ManualTime time) {
        CompletableFuture<String> answer = gateway.callAsync(
                () -> vault.protectAsync(() -> stage).timeout(LIMIT).getAsync());

        time.advance(LIMIT);

        assertThatThrownBy(answer::get).hasRootCauseInstanceOf(CallTimeoutException.class);
        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertThat(gateway.metrics().failures()).isZero();
    }

    @Test
    void probeThatTakesLonger_reopensTheCircuit(ManualTime time) {
        halfOpen(vault);

        CompletableFuture<String> answer =
                vault.protectAsync(() -> stage).timeout(LIMIT).getAsync();
        time.advance(LIMIT);

        assertThat(answer).isCompletedExceptionally();
        assertThat(vault.state()).isEqualTo(State.OPEN);
    }

    @Test
    void refusedCall_getsTheFallback_andLeavesNoTimer(Interlock interlock) {
        open(vault);
        int timers = interlock.diagnostics().timersPending();

        assertThat(vault.protectAsync(() -> stage)
                        .timeout(LIMIT)
                        .fallback(CallRejectedException.class, refused -> "refused")
                        .getAsync())
                .isCompletedWithValue("refused");
        assertThat(interlock.diagnostics().timersPending()).isEqualTo(timers);
    }

    @Test
    void fallback_isGivenTheThrowableWithoutItsWrappers() {
        CompletableFuture<String> answer = gateway.protectAsync(() -> stage.thenApply(String::trim))
                .fallback(Failure.class, Throwable::getMessage)
                .getAsync();

        stage.completeExceptionally(new CompletionException(new Failure()));

        assertThat(answer).isCompletedWithValue("planned failure");
    }

    @Test
    void fallbackThatFails_completesWithItsOwnException() {
        CompletableFuture<String> answer = gateway.protectAsync(() -> stage)
                .fallback(thrown -> {
                    throw new IllegalStateException("nothing in the cache");
                })
                .getAsync();

        stage.completeExceptionally(new Failure());

        assertThatThrownBy(answer::get)
                .cause()
                .hasMessage("nothing in the cache")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
    }

    @Test
    void cancelledFuture_cancelsTheStage_andCountsNothing(Interlock interlock) {
        CompletableFuture<String> answer = vault.protectAsync(() -> stage)
                .timeout(LIMIT)
                .fallbackValue("not for this")
                .getAsync();

        assertThat(answer.cancel(true)).isTrue();

        assertThat(stage).isCancelled();
        assertThat(vault.metrics().failures()).isZero();
        assertThat(vault.metrics().ignored()).isEqualTo(1);
        assertNothingOutstanding(interlock);
    }

    @Test
    void workThatThrowsBeforeThereIsAStage_isAFailure() {
        CompletableFuture<String> answer = gateway.<String>protectAsync(() -> {
                    throw new Failure();
                })
                .timeout(LIMIT)
                .getAsync();

        assertThatThrownBy(answer::get).hasCauseInstanceOf(Failure.class);
        assertThat(gateway.metrics().failures()).isEqualTo(1);
    }

    @Test
    void limitThatIsOverBeforeThereIsAStage_cancelsTheStageThatComes(ManualTime time) {
        CompletableFuture<String> answer = gateway.protectAsync(() -> {
                    time.advance(LIMIT);
                    return stage;
                })
                .timeout(LIMIT)
                .getAsync();

        assertThatThrownBy(answer::get).hasCauseInstanceOf(CallTimeoutException.class);
        assertThat(stage).isCancelled();
        assertThat(gateway.metrics().failures()).isEqualTo(1);
    }
}
