package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.BulkheadFullException;
import dev.interlock.Circuit;
import dev.interlock.CircuitOpenException;
import dev.interlock.DependencyOpenException;
import dev.interlock.GuardRefusedException;
import dev.interlock.Interlock;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Asynchronous calls never throw, count when the stage completes, and never leak. */
@ExtendWith(InterlockExtension.class)
class CallAsyncTest {

    @Test
    void stage_completes_countsThenAndNotBefore(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        CompletableFuture<String> stage = new CompletableFuture<>();

        CompletableFuture<String> result = circuit.callAsync(() -> stage);
        assertThat(result).isNotDone();
        assertThat(circuit.metrics().successes()).isZero();
        assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(1);

        stage.complete("done");
        assertThat(result).isCompletedWithValue("done");
        assertThat(circuit.metrics().successes()).isEqualTo(1);
        assertNothingOutstanding(interlock);
    }

    @Test
    void stage_fails_arrivesAndCounts(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(1));
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = circuit.callAsync(() -> stage);
        Traffic.Failure failure = new Traffic.Failure();

        stage.completeExceptionally(failure);

        assertThat(thrownBy(result)).isSameAs(failure);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertNothingOutstanding(interlock);
    }

    @Test
    void result_done_placeIsFreeAlready(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        CompletableFuture<String> stage = new CompletableFuture<>();
        // Whoever is told of the result may call at once.
        CompletableFuture<String> chained =
                circuit.callAsync(() -> stage).thenApply(value -> circuit.call(() -> value + " again"));

        stage.complete("done");

        assertThat(chained).isCompletedWithValue("done again");
    }

    @Test
    void refusals_arriveInTheFuture(Interlock interlock) {
        Circuit dependency = interlock.define("db");
        Circuit opened = interlock.define("opened");
        Circuit blocked = interlock.define("blocked", c -> c.dependsOn("db"));
        Circuit guarded = interlock.define("guarded", c -> c.callGuard("door", () -> false));
        Circuit full = interlock.define("full", c -> c.maxConcurrent(1));
        Circuit probing = interlock.define("probing");
        CompletableFuture<String> hanging = new CompletableFuture<>();
        open(dependency);
        open(opened);
        halfOpen(probing);
        assertThat(full.callAsync(() -> hanging)).isNotDone();
        assertThat(probing.callAsync(() -> hanging)).isNotDone();

        assertThat(refusal(opened)).isExactlyInstanceOf(CircuitOpenException.class);
        assertThat(refusal(blocked)).isExactlyInstanceOf(DependencyOpenException.class);
        assertThat(refusal(guarded)).isExactlyInstanceOf(GuardRefusedException.class);
        assertThat(refusal(full)).isExactlyInstanceOf(BulkheadFullException.class);
        assertThat(refusal(probing)).isExactlyInstanceOf(PermitsExhaustedException.class);

        hanging.complete("done");
    }

    @Test
    void supplier_throws_arrivesAndCountsAsFailure(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        Traffic.Failure failure = new Traffic.Failure();
        AssertionError error = new AssertionError("x");

        assertThat(thrownBy(circuit.callAsync(() -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(thrownBy(circuit.callAsync(() -> {
                    throw error;
                })))
                .isSameAs(error);

        assertThat(circuit.metrics().failures()).isEqualTo(2);
        assertNothingOutstanding(interlock);
    }

    @Test
    void supplier_returnsNull_arrivesAsNullPointerException(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        halfOpen(circuit);

        CompletableFuture<String> result = circuit.callAsync(() -> none());

        assertThat(thrownBy(result)).isInstanceOf(NullPointerException.class);
        assertNothingOutstanding(interlock);
        assertThat(circuit.state()).isNotEqualTo(State.CLOSED);
    }

    @Test
    void cancel_freesThePlaceAndIsNeutral(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1).failureThreshold(1));
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = circuit.callAsync(() -> stage);

        assertThat(result.cancel(true)).isTrue();

        assertNothingOutstanding(interlock);
        assertThat(stage).isCancelled();
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(circuit.metrics().failures()).isZero();
        assertThat(circuit.metrics().successes()).isZero();
        assertThat(circuit.metrics().ignored()).isEqualTo(1);
        good(circuit);
    }

    @Test
    void halfOpen_cancelled_handsThePermitBack(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        halfOpen(circuit);
        CompletableFuture<String> result = circuit.callAsync(() -> new CompletableFuture<>());
        assertThat(circuit.tryAcquire()).isEmpty();

        assertThat(result.cancel(false)).isTrue();

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void stage_completesAfterCancel_decidesNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1).failureThreshold(1));
        // A stage that cannot be cancelled: the work goes on.
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletionStage<String> stage = work.minimalCompletionStage();
        CompletableFuture<String> result = circuit.callAsync(() -> stage);
        result.cancel(true);

        work.completeExceptionally(new Traffic.Failure());

        assertThat(circuit.metrics().failures()).isZero();
        assertThat(circuit.metrics().ignored()).isEqualTo(1);
        assertNothingOutstanding(interlock);
    }

    @Test
    void stage_cancelledByItsOwner_isAFailure_forNobodyOnThisSideGaveUp(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1).failureThreshold(1));
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = circuit.callAsync(() -> stage);

        stage.cancel(true);

        assertThat(result).isDone();
        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertNothingOutstanding(interlock);
    }

    @Test
    void halfOpen_neverCompleting_expiresAsFailedProbe(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c", c -> c.maxConcurrent(2).resetTimeout(Duration.ofHours(1)).permitDeadline(Duration.ofSeconds(20)));
        halfOpen(circuit);
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = circuit.callAsync(() -> stage);

        time.advance(Duration.ofMillis(19_999));
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        time.advance(Duration.ofMillis(101));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();

        // Its late success decides nothing in a later episode.
        Traffic.recover(circuit);
        stage.complete("late");
        assertThat(result).isCompletedWithValue("late");
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertNothingOutstanding(interlock);
    }

    @Test
    void result_completedByTheCaller_doesNotLeak(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = circuit.callAsync(() -> stage);

        result.complete("mine"); // allowed by the type, though it is not how it is meant
        stage.complete("theirs");

        assertNothingOutstanding(interlock);
    }

    @Test
    void asyncFailure_comesAfterTheCircuitMovedOn_decidesNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = circuit.callAsync(() -> stage);
        halfOpen(circuit);

        stage.completeExceptionally(new Traffic.Failure());

        assertThat(result).isCompletedExceptionally();
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void stage_thatRefusesToBeConnected_arrivesInTheFutureAndLeaksNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        IllegalStateException refused = new IllegalStateException("planned");
        CompletableFuture<String> hostile = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                throw refused;
            }
        };
        halfOpen(circuit);

        assertThat(thrownBy(circuit.callAsync(() -> hostile))).isSameAs(refused);

        assertNothingOutstanding(interlock);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    private static Throwable refusal(Circuit circuit) {
        return thrownBy(circuit.callAsync(() -> {
            throw new AssertionError("the work of a refused call ran");
        }));
    }

    /** What the future completed with, not wrapped. */
    private static Throwable thrownBy(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        Throwable[] thrown = new Throwable[1];
        future.whenComplete((value, failure) -> thrown[0] = failure);
        return thrown[0];
    }

    @SuppressWarnings("NullAway") // what a careless supplier does
    private static CompletableFuture<String> none() {
        return null;
    }
}
