package dev.interlock.verification.protect;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stages whose {@code cancel} throws, as those of the JDK do that can only be read, and stages that misbehave: they keep nobody else from their end. */
@ExtendWith(InterlockExtension.class)
class StagesThatRefuseTest {

    private final List<CompletableFuture<String>> works = new ArrayList<>();
    private Circuit circuit;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define("c", c -> c.maxConcurrent(10).failureThreshold(1));
    }

    @AfterEach
    void nothingIsLeft(Interlock interlock) {
        assertNothingOutstanding(interlock);
    }

    private CompletionStage<String> minimal() {
        CompletableFuture<String> work = new CompletableFuture<>();
        works.add(work);
        return work.minimalCompletionStage();
    }

    /** Whose cancel throws. */
    private static final class Refusing extends CompletableFuture<String> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            throw new IllegalStateException("planned");
        }
    }

    @Test
    void completedStage_hedged_isTheResult() {
        assertThat(circuit.protectAsync(() -> CompletableFuture.completedStage("x"))
                        .hedge(ofMillis(100), 1)
                        .getAsync())
                .isCompletedWithValue("x");
    }

    @Test
    void hedgesThatCannotBeCancelled_giveTheirPlacesBack_andCountNothing(Interlock interlock, ManualTime time) {
        CompletableFuture<String> answer =
                circuit.protectAsync(this::minimal).hedge(ofMillis(100), 2).getAsync();
        time.advance(ofMillis(200));

        works.get(2).complete("third");

        assertThat(answer).isCompletedWithValue("third");
        assertNothingOutstanding(interlock);
        time.advance(ofSeconds(61));
        assertThat(circuit.metrics().failures()).isZero();
    }

    @Test
    void limitOverCallsThatCannotBeCancelled_endsEveryOne(Interlock interlock, ManualTime time) {
        CompletableFuture<String> never = new CompletableFuture<>();
        Circuit inner = interlock.define("inner", c -> c.maxConcurrent(10));
        List<CompletableFuture<String>> begun = new ArrayList<>();
        CompletableFuture<String> answer = circuit.protectAsync(() -> {
                    begun.add(inner.callAsync(Refusing::new));
                    begun.add(inner.callAsync(this::minimal));
                    begun.add(inner.callAsync(Refusing::new));
                    return never;
                })
                .timeout(ofMillis(100))
                .getAsync();

        time.advance(ofMillis(100));

        assertThatThrownBy(answer::join).hasCauseInstanceOf(CallTimeoutException.class);
        assertThat(never).isCancelled();
        assertThat(begun).hasSize(3).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(inner.metrics().failures() + circuit.metrics().failures()).isEqualTo(1);
        assertThat(interlock.diagnostics().hookFailures())
                .as("those that are not read-only are told")
                .isEqualTo(2);
    }

    @Test
    void cancelledFuture_ofAStageThatRefuses_isCancelled() {
        CompletableFuture<String> answer = circuit.callAsync(Refusing::new);

        assertThat(answer.cancel(true)).isTrue();

        assertThat(circuit.metrics().ignored()).isEqualTo(1);
    }

    @Test
    void raceWithAStageThatCannotBeListenedTo_goesToTheOther() {
        CompletableFuture<String> hostile = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                throw new IllegalStateException("planned");
            }
        };
        CompletableFuture<String> good = new CompletableFuture<>();
        CompletableFuture<String> answer = circuit.protectAsync(
                        () -> CompletableFuture.<String>failedFuture(new Failure()))
                .fallbackRace(List.of(failure -> hostile, failure -> good, failure -> minimal()))
                .getAsync();
        assertThat(answer).isNotDone();

        good.complete("good");

        assertThat(answer).isCompletedWithValue("good");
    }

    @Test
    void hedgedStageThatTellsItsFailureTwice_isOneTry(ManualTime time) {
        List<BiConsumer<? super String, ? super Throwable>> listeners = new ArrayList<>();
        CompletableFuture<String> answer = circuit.protectAsync(() -> {
                    if (listeners.isEmpty()) {
                        return new CompletableFuture<String>() {
                            @Override
                            public CompletableFuture<String> whenComplete(
                                    BiConsumer<? super String, ? super Throwable> action) {
                                listeners.add(action);
                                return this;
                            }
                        };
                    }
                    return minimal();
                })
                .hedge(ofMillis(100), 1)
                .getAsync();
        time.advance(ofMillis(100));

        listeners.get(0).accept(null, new Failure());
        listeners.get(0).accept(null, new Failure());
        assertThat(answer).as("the other try is in flight").isNotDone();
        works.get(0).complete("second");

        assertThat(answer).isCompletedWithValue("second");
        assertThat(circuit.metrics().failures()).isZero();
    }
}
