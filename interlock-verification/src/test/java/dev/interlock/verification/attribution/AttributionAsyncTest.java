package dev.interlock.verification.attribution;

import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Attribution;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.verification.call.Traffic.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Attribution across stages and threads. */
@ExtendWith(InterlockExtension.class)
class AttributionAsyncTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Circuit outer;
    private Circuit inner;

    @BeforeEach
    void define(Interlock interlock) {
        outer = interlock.define("outer", c -> c.failureThreshold(100).maxConcurrent(10));
        inner = interlock.define("inner", c -> c.failureThreshold(100).maxConcurrent(10));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void asyncFailure_isRecordedByTheInnermostOnly() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = outer.callAsync(() -> inner.callAsync(() -> stage));

        stage.completeExceptionally(new Failure());

        assertThat(result).isCompletedExceptionally();
        assertInnerOnly();
    }

    @Test
    void asyncFailure_wrappedByDependentStages_isRecordedByTheInnermostOnly() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = outer.callAsync(() ->
                inner.callAsync(() -> stage).thenApply(String::trim).thenCompose(CompletableFuture::completedFuture));

        stage.completeExceptionally(new Failure());

        assertThat(result).isCompletedExceptionally();
        assertInnerOnly();
    }

    @Test
    void stageThatFailsWithACompletionException_isAttributedByItsCause() {
        // The inner circuit itself sees a wrapper; another wrapper around the same cause goes up.
        Failure failure = new Failure();
        CompletableFuture<String> result = outer.callAsync(
                () -> inner.<String>callAsync(() -> CompletableFuture.failedFuture(new CompletionException(failure)))
                        .handle((value, thrown) -> {
                            throw new CompletionException(failure);
                        }));

        assertThat(result).isCompletedExceptionally();
        assertInnerOnly();
    }

    @Test
    void asyncFailure_joinedInASyncCall_isRecordedByTheInnermostOnly() {
        assertThatThrownBy(() ->
                        outer.call(() -> inner.callAsync(() -> CompletableFuture.<String>failedFuture(new Failure()))
                                .join()))
                .isInstanceOf(CompletionException.class);

        assertInnerOnly();
    }

    @Test
    void asyncRefusal_isNoFailureHere() {
        open(inner);

        CompletableFuture<String> direct =
                outer.callAsync(() -> inner.callAsync(() -> CompletableFuture.completedFuture("never")));
        CompletableFuture<String> wrapped =
                outer.callAsync(() -> inner.callAsync(() -> CompletableFuture.completedFuture("never"))
                        .thenApply(String::trim));

        assertThat(direct).isCompletedExceptionally();
        assertThat(wrapped).isCompletedExceptionally();
        assertThat(outer.metrics().failures()).isZero();
        assertThat(outer.metrics().ignored()).isEqualTo(2);
    }

    @Test
    void failureOnAnotherThread_isRecordedByTheInnermostOnly() {
        assertThatThrownBy(() -> outer.call(() -> threads.submit(() -> inner.call(() -> {
                            throw new Failure();
                        }))
                        .get()))
                .isInstanceOf(ExecutionException.class);

        assertInnerOnly();
    }

    @Test
    void refusalOnAnotherThread_isNoFailureHere() {
        open(inner);

        assertThatThrownBy(() -> outer.call(
                        () -> threads.submit(() -> inner.call(() -> "never")).get()))
                .isInstanceOf(ExecutionException.class);

        assertThat(outer.metrics().failures()).isZero();
    }

    @Test
    void asyncFailure_completedOnAnotherThread_isRecordedByTheInnermostOnly() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = outer.callAsync(() -> inner.callAsync(() -> stage));

        threads.submit(() -> stage.completeExceptionally(new Failure())).get();

        assertThat(result).isCompletedExceptionally();
        assertInnerOnly();
    }

    @Test
    void supplierThatThrowsWhatAnInnerCallThrew_isRecordedByTheInnermostOnly() {
        CompletableFuture<String> result = outer.callAsync(() -> CompletableFuture.completedFuture(inner.call(() -> {
            throw new Failure();
        })));

        assertThat(result).isCompletedExceptionally();
        assertInnerOnly();
    }

    @Test
    void staticException_twoAsyncCallsInTurn_isTwoFailures() {
        Failure shared = new Failure();

        assertThat(inner.callAsync(() -> CompletableFuture.failedFuture(shared)))
                .isCompletedExceptionally();
        assertThat(outer.callAsync(() -> CompletableFuture.failedFuture(shared)))
                .isCompletedExceptionally();

        assertThat(inner.metrics().failures()).isEqualTo(1);
        assertThat(outer.metrics().failures()).isEqualTo(1);
    }

    @Test
    void attributionOf_whatAFutureThrows_tellsTheCircuit() {
        CompletableFuture<String> result =
                outer.callAsync(() -> inner.callAsync(() -> CompletableFuture.failedFuture(new Failure())));

        assertThatThrownBy(result::join)
                .satisfies(thrown -> assertThat(Attribution.of(thrown)).contains(new Attribution("inner")));
    }

    private void assertInnerOnly() {
        assertThat(inner.metrics().failures()).as("inner").isEqualTo(1);
        assertThat(outer.metrics().failures()).as("outer").isZero();
        assertThat(outer.metrics().successes()).as("outer").isZero();
        assertThat(outer.metrics().ignored()).as("outer").isEqualTo(1);
    }
}
