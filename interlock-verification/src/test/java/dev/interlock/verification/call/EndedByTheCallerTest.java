package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Attribution;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The outcome of an asynchronous call is that of its caller's future, whoever ends that, and whichever of our futures it is. */
@ExtendWith(InterlockExtension.class)
class EndedByTheCallerTest {

    private final CompletableFuture<String> stage = new CompletableFuture<>();
    private final List<CompletableFuture<String>> tries = new ArrayList<>();
    private Circuit gateway;
    private Circuit vault;

    @BeforeEach
    void define(Interlock interlock) {
        gateway = interlock.define("gateway", c -> c.failureThreshold(1));
        vault = interlock.define(
                "vault", c -> c.failureThreshold(1).maxConcurrent(5).failOn(IOException.class));
    }

    @AfterEach
    void nothingIsLeft(Interlock interlock) {
        assertNothingOutstanding(interlock);
    }

    private CompletableFuture<String> begin() {
        CompletableFuture<String> next = new CompletableFuture<>();
        tries.add(next);
        return next;
    }

    private static void timeOut(CompletableFuture<String> answer) {
        assertThat(answer.completeExceptionally(new TimeoutException())).isTrue(); // as orTimeout does
    }

    @Test
    void obtrudedFuture_endsItsCall() {
        CompletableFuture<String> answer = vault.callAsync(() -> stage);

        answer.obtrudeException(new IOException("told so"));
        answer.obtrudeValue("after all");

        assertThat(answer).isCompletedWithValue("after all");
        assertThat(stage).isCancelled();
        assertThat(vault.metrics().failures()).isEqualTo(1);
    }

    @Test
    void orTimeout_isAFailure_whateverTheUserCallsOne_andCancelsTheStage() {
        CompletableFuture<String> answer = vault.callAsync(() -> stage).orTimeout(1, MILLISECONDS);

        assertThatThrownBy(answer::join).hasCauseInstanceOf(TimeoutException.class);

        assertThat(vault.state()).as("before anybody is told").isEqualTo(State.OPEN);
        assertThat(vault.metrics().failures()).isEqualTo(1);
        Traffic.eventually("the stage is cancelled", stage::isCancelled);
    }

    @Test
    void completeOnTimeout_isNeutral_andCancelsTheStage() {
        CompletableFuture<String> answer = vault.callAsync(() -> stage).completeOnTimeout("instead", 1, MILLISECONDS);

        assertThat(answer.join()).isEqualTo("instead");

        assertThat(vault.metrics().ignored()).isEqualTo(1);
        assertThat(vault.metrics().failures() + vault.metrics().successes()).isZero();
        Traffic.eventually("the stage is cancelled", stage::isCancelled); // after the caller has its answer
    }

    @Test
    void completeAsync_isNeutral_andCancelsTheStage(ManualTime time) {
        CompletableFuture<String> answer = vault.callAsync(() -> stage);

        assertThat(answer.completeAsync(() -> "instead", time)).isCompletedWithValue("instead");

        assertThat(vault.metrics().ignored()).isEqualTo(1);
        assertThat(stage).isCancelled();
    }

    @Test
    void probeThatItsCallerGivesUp_hasFailed() {
        halfOpen(vault);

        timeOut(vault.callAsync(() -> stage));

        assertThat(vault.state()).isEqualTo(State.OPEN);
    }

    @Test
    void innerFutureThatTimesOut_countsInside_andNotOutside() {
        CompletableFuture<String> inner = vault.callAsync(() -> stage);
        CompletableFuture<String> outer = gateway.callAsync(() -> inner);

        timeOut(inner);

        assertThat(outer).isCompletedExceptionally();
        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertThat(gateway.metrics().failures()).isZero();
    }

    @Test
    void innerFutureThatIsCancelled_isNeutralInsideAndOutside() {
        CompletableFuture<String> inner =
                vault.protectAsync(() -> stage).timeout(ofSeconds(1)).getAsync();
        CompletableFuture<String> outer = gateway.callAsync(() -> inner);

        inner.cancel(true);

        assertThat(outer).isCompletedExceptionally();
        assertThat(stage).isCancelled();
        assertThat(vault.metrics().failures() + gateway.metrics().failures()).isZero();
    }

    @Test
    void protectedCall_isOneFailure_withoutFallback_andItsTimerIsGone(Interlock interlock, ManualTime time) {
        int timers = interlock.diagnostics().timersPending();
        CompletableFuture<String> answer = vault.protectAsync(() -> stage)
                .timeout(ofSeconds(1))
                .fallbackValue("not for this")
                .fallbackRace(List.of(failure -> begin()))
                .getAsync();

        timeOut(answer);
        time.advance(ofSeconds(1));

        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(TimeoutException.class)
                .satisfies(thrown -> assertThat(Attribution.of(thrown))
                        .map(Attribution::circuit)
                        .hasValue("vault"));
        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertThat(stage).isCancelled();
        assertThat(tries).isEmpty();
        vault.operator().forceClose(Traffic.OPS, "its timer");
        assertThat(interlock.diagnostics().timersPending()).isEqualTo(timers);
    }

    @Test
    void hedgedCall_isOneFailure_andEveryTryIsCancelled(ManualTime time) {
        CompletableFuture<String> answer =
                vault.protectAsync(this::begin).hedge(ofMillis(100), 2).getAsync();
        time.advance(ofMillis(200));

        timeOut(answer);

        assertThat(tries).hasSize(3).allMatch(CompletableFuture::isCancelled);
        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertThat(vault.metrics().ignored()).isEqualTo(2);
    }

    @Test
    void fallbackRace_endsWithItsCaller_andItsRunnersAreCancelled() {
        CompletableFuture<String> answer = vault.protectAsync(
                        () -> CompletableFuture.<String>failedFuture(new IOException("down")))
                .fallbackRace(List.of(failure -> begin(), failure -> begin()))
                .getAsync();

        timeOut(answer);

        assertThat(tries).hasSize(2).allMatch(CompletableFuture::isCancelled);
        assertThat(vault.metrics().failures()).as("the call's own").isEqualTo(1);
    }

    @Test
    void backends_countWhereTheyWere_andAskNobodyElse(Interlock interlock) {
        CompletableFuture<String> answer =
                interlock.backends(List.of("vault", "gateway")).callAsync(backend -> begin());

        timeOut(answer);

        assertThat(tries).singleElement().satisfies(first -> assertThat(first).isCancelled());
        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertThat(gateway.metrics().failures()).isZero();
    }

    @Test
    void workOnAnExecutor_isInterrupted_andHasFailed_unlessTheCallerHasAValue() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (boolean fails : new boolean[] {false, true}) {
                CountDownLatch began = new CountDownLatch(1);
                CountDownLatch interrupted = new CountDownLatch(1);
                CompletableFuture<String> answer = gateway.protect(() -> {
                            began.countDown();
                            try {
                                return vault.call(() -> hang());
                            } finally {
                                interrupted.countDown();
                            }
                        })
                        .on(threads)
                        .getAsync();
                assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();

                if (fails) {
                    timeOut(answer);
                } else {
                    assertThat(answer.complete("mine")).isTrue();
                }

                assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
                Traffic.eventually(
                        "the gateway's call has ended", () -> gateway.metrics().ignored() == (fails ? 2 : 1));
                assertThat(vault.metrics().failures()).as("innermost").isEqualTo(fails ? 1 : 0);
                assertThat(gateway.metrics().failures()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String hang() throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
        return "never";
    }

    @Test
    void stageThatCompletesFirst_isTheOutcome_andWhatTheCallerDoesThenIsNothing() {
        CompletableFuture<String> answer = vault.callAsync(() -> stage);
        stage.complete("first");

        assertThat(answer.completeExceptionally(new TimeoutException())).isFalse();
        assertThat(answer.cancel(true)).isFalse();

        assertThat(vault.metrics().successes()).isEqualTo(1);
        assertThat(vault.metrics().failures()).isZero();
    }
}
