package dev.interlock.verification.nesting;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.BulkheadFullException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls that end elsewhere than they began: what the outer one took is held until the last of them has ended. */
@ExtendWith(InterlockExtension.class)
class NestedAsyncCallTest {

    private Circuit circuit;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define(
                "redis", c -> c.halfOpenCalls(1).maxConcurrent(1).permitDeadline(ofSeconds(10)));
    }

    @Test
    void halfOpenCircuit_calledInsideItsOwnCall_closes(Interlock interlock) {
        halfOpen(circuit);
        CompletableFuture<String> stage = new CompletableFuture<>();

        CompletableFuture<String> call =
                circuit.callAsync(() -> circuit.callAsync(() -> circuit.callAsync(() -> stage)));
        assertThat(interlock.diagnostics().permitsOutstanding()).isEqualTo(1);
        assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(1);
        stage.complete("deep");

        assertThat(call).isCompletedWithValue("deep");
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void halfOpenCircuit_synchronousAndAsynchronousMixed_closes(Interlock interlock) {
        halfOpen(circuit);

        String answer = circuit.call(() -> circuit.callAsync(
                        () -> CompletableFuture.completedFuture(circuit.<String, RuntimeException>call(() -> "deep")))
                .join());

        assertThat(answer).isEqualTo("deep");
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void innerCall_thatOutlivesTheOuterOne_keepsThePlaces_andDecides(Interlock interlock) {
        halfOpen(circuit);
        List<CompletableFuture<String>> stages = new ArrayList<>();

        circuit.run(() -> {
            CompletableFuture<String> stage = new CompletableFuture<>();
            stages.add(stage);
            CompletableFuture<String> unused = circuit.callAsync(() -> stage);
        });

        assertThat(circuit.state()).as("one of them has not ended").isEqualTo(State.HALF_OPEN);
        assertThat(interlock.diagnostics().permitsOutstanding()).isEqualTo(1);
        assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(1);
        assertThatThrownBy(() -> good(circuit)).isInstanceOf(PermitsExhaustedException.class);

        stages.get(0).complete("late");
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void innerCall_thatOutlivesTheOuterOne_andFails_isAFailedProbe(Interlock interlock) {
        halfOpen(circuit);
        CompletableFuture<String> stage = new CompletableFuture<>();

        circuit.run(() -> {
            CompletableFuture<String> unused = circuit.callAsync(() -> stage);
        });
        stage.completeExceptionally(new Failure());

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertNothingOutstanding(interlock);
    }

    @Test
    void innerCall_thatNeverEnds_isEndedByItsDeadline(Interlock interlock, ManualTime time) {
        CompletableFuture<String> stage = new CompletableFuture<>();

        circuit.run(() -> {
            CompletableFuture<String> unused = circuit.callAsync(() -> stage);
        });
        assertThatThrownBy(() -> good(circuit)).isInstanceOf(BulkheadFullException.class);
        time.advance(ofSeconds(10));

        assertNothingOutstanding(interlock);
        good(circuit);
    }

    @Test
    void callBegunInAnOuterOneThatIsOver_isACallOfItsOwn(Interlock interlock) {
        halfOpen(circuit);
        Permit permit = circuit.acquire();
        permit.ignore();

        permit.within(() -> {
            try (Permit own = circuit.acquire()) {
                assertThatThrownBy(() -> good(circuit)).isInstanceOf(PermitsExhaustedException.class);
                own.ignore();
            }
        });

        assertNothingOutstanding(interlock);
    }

    @Test
    void cancelledOuterCall_isHandedBack_whenTheInnerOneIs(Interlock interlock) {
        halfOpen(circuit);
        CompletableFuture<String> stage = new CompletableFuture<>();
        List<CompletableFuture<String>> inner = new ArrayList<>();
        CompletableFuture<String> call = circuit.callAsync(() -> {
            inner.add(circuit.callAsync(() -> stage));
            return inner.get(0).thenApply(value -> value);
        });

        call.cancel(true);
        assertThat(interlock.diagnostics().permitsOutstanding()).isEqualTo(1);
        inner.get(0).cancel(true);

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertNothingOutstanding(interlock);
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void manyInnerCallsAtOnce_areParts_oneFailureIsEnough(Interlock interlock) {
        halfOpen(circuit);
        List<CompletableFuture<String>> stages = new ArrayList<>();
        CompletableFuture<Void> call = circuit.callAsync(() -> {
            List<CompletableFuture<String>> calls = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                CompletableFuture<String> stage = new CompletableFuture<>();
                stages.add(stage);
                calls.add(circuit.callAsync(() -> stage).exceptionally(failure -> "instead"));
            }
            return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
        });
        assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(1);

        stages.get(3).completeExceptionally(new Failure());
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        stages.forEach(stage -> stage.complete("served"));

        assertThat(call).isCompleted();
        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertNothingOutstanding(interlock);
    }

    @Test
    void executorAndHedge_inside_knowTheOuterCall(Interlock interlock, ManualTime time) throws Exception {
        halfOpen(circuit);
        ExecutorService other = Executors.newSingleThreadExecutor();
        CompletableFuture<String> never = new CompletableFuture<>();
        List<CompletableFuture<String>> tries = new ArrayList<>();
        try {
            String answer = circuit.call(() -> {
                String first = circuit.protect(() -> circuit.<String, RuntimeException>call(() -> "executor, "))
                        .on(other)
                        .get();
                CompletableFuture<String> hedged = circuit.protectAsync(() -> {
                            tries.add(circuit.callAsync(() -> tries.isEmpty() ? never : done("second try")));
                            return tries.get(tries.size() - 1);
                        })
                        .hedge(ofMillis(50), 1)
                        .getAsync();
                time.advance(ofMillis(60));
                return first + hedged.join();
            });
            assertThat(answer).isEqualTo("executor, second try");
        } finally {
            other.shutdown();
            assertThat(other.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        tries.get(0).cancel(true);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    private static CompletableFuture<String> done(String value) {
        return CompletableFuture.completedFuture(value);
    }

    @Test
    void asynchronousFallback_thatCallsTheCircuitAgain_isInsideTheOuterCall(Interlock interlock) {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> call = circuit.callAsync(() -> circuit.protectAsync(() -> stage)
                .fallback(failure -> circuit.<String, RuntimeException>call(() -> "from elsewhere"))
                .getAsync());

        stage.completeExceptionally(new Failure());

        assertThat(call).isCompletedWithValue("from elsewhere");
        assertNothingOutstanding(interlock);
    }

    @Test
    void continuationOnAThreadThatNobodyKnows_isRefused_asAnyOtherCall(Interlock interlock) {
        halfOpen(circuit);
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> call =
                circuit.callAsync(() -> stage.thenCompose(value -> circuit.callAsync(() -> done(value))));

        stage.complete("first");

        assertThatThrownBy(call::join).hasCauseInstanceOf(PermitsExhaustedException.class);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertNothingOutstanding(interlock);
    }

    @Test
    void continuationRunWithinThePermit_isAPartOfTheCall(Interlock interlock) {
        halfOpen(circuit);
        Permit permit = circuit.acquire();
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<Void> all = stage.thenAccept(value -> {
            permit.within(() -> good(circuit));
            permit.success();
        });

        stage.complete("first");

        assertThat(all).isCompleted();
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }
}
