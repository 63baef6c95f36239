package dev.interlock.verification.protect;

import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Attribution;
import dev.interlock.Circuit;
import dev.interlock.CircuitOpenException;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.verification.call.Traffic.Failure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several fallbacks at once. */
@ExtendWith(InterlockExtension.class)
class FallbackRaceTest {

    private final CompletableFuture<String> stage = new CompletableFuture<>();
    private final CompletableFuture<String> cache = new CompletableFuture<>();
    private final CompletableFuture<String> replica = new CompletableFuture<>();
    private Circuit circuit;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define("search", c -> c.failureThreshold(9));
    }

    private CompletableFuture<String> call() {
        return circuit.protectAsync(() -> stage)
                .fallbackRace(List.of(thrown -> cache, thrown -> replica))
                .getAsync();
    }

    @Test
    void success_beginsNoFallback() {
        CompletableFuture<String> answer = call();
        stage.complete("fine");

        assertThat(answer).isCompletedWithValue("fine");
        assertThat(cache).isNotDone();
    }

    @Test
    void firstFallbackThatSucceeds_isTheResult_andTheOtherIsCancelled() {
        CompletableFuture<String> answer = call();
        stage.completeExceptionally(new Failure());
        assertThat(answer).isNotDone();

        replica.complete("replica");

        assertThat(answer).isCompletedWithValue("replica");
        assertThat(cache).isCancelled();
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void fallbackThatFails_isNotWaitedFor() {
        CompletableFuture<String> answer = call();
        stage.completeExceptionally(new Failure());
        cache.completeExceptionally(new Failure());

        replica.complete("replica");

        assertThat(answer).isCompletedWithValue("replica");
    }

    @Test
    void everyFallbackFailing_throwsTheLast_whichBelongsToTheCircuit() {
        CompletableFuture<String> answer = call();
        Failure original = new Failure();
        Failure last = new Failure();
        stage.completeExceptionally(original);
        cache.completeExceptionally(new Failure());
        replica.completeExceptionally(last);

        assertThatThrownBy(answer::get).hasCause(last);
        assertThat(last.getSuppressed()).contains(original);
        assertThat(Attribution.of(last).orElseThrow().circuit()).isEqualTo("search");
    }

    @Test
    void otherFallbacks_areAskedFirst() {
        CompletableFuture<String> answer = circuit.protectAsync(() -> stage)
                .fallbackRace(List.of(thrown -> cache))
                .fallback(CircuitOpenException.class, refused -> "refused")
                .getAsync();
        stage.completeExceptionally(new Failure());
        cache.complete("raced");
        assertThat(answer).isCompletedWithValue("raced");

        open(circuit);
        assertThat(circuit.protectAsync(() -> stage)
                        .fallbackRace(List.of(thrown -> new CompletableFuture<>()))
                        .fallback(CircuitOpenException.class, refused -> "refused")
                        .getAsync())
                .isCompletedWithValue("refused");
    }

    @Test
    void fallbacksThatThrowOrGiveNoStage_haveFailed() {
        CompletableFuture<String> answer = circuit.protectAsync(() -> stage)
                .fallbackRace(List.of(
                        thrown -> {
                            throw new Failure();
                        },
                        thrown -> replica))
                .getAsync();
        stage.completeExceptionally(new Failure());
        replica.complete("replica");

        assertThat(answer).isCompletedWithValue("replica");
    }

    @Test
    void errors_passBy() {
        CompletableFuture<String> answer = call();
        AssertionError error = new AssertionError("planned");
        stage.completeExceptionally(error);

        assertThatThrownBy(answer::get).hasCause(error);
        assertThat(cache).isNotDone();
    }

    @Test
    void cancelledFuture_cancelsWhateverRuns() {
        CompletableFuture<String> before = call();
        before.cancel(true);
        assertThat(stage).isCancelled();

        CompletableFuture<String> failing = new CompletableFuture<>();
        CompletableFuture<String> during = circuit.protectAsync(() -> failing)
                .fallbackRace(List.of(thrown -> cache, thrown -> replica))
                .getAsync();
        failing.completeExceptionally(new Failure());
        during.cancel(true);
        assertThat(cache).isCancelled();
        assertThat(replica).isCancelled();
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }
}
