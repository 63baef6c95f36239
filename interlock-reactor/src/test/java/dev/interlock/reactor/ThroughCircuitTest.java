package dev.interlock.reactor;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.BulkheadFullException;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitOpenException;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

/** Each subscription is a call: when it begins, what it counts as, and what the subscriber sees. */
@ExtendWith(InterlockExtension.class)
class ThroughCircuitTest {

    private static final Actor OPS = Actor.of("test");

    private Circuit circuit;
    private Circuit above;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define("circuit", c -> c.failureThreshold(2).maxConcurrent(10));
        above = interlock.define("above", c -> c.failureThreshold(2).dependsOn("circuit"));
    }

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void mono_withAValue_isASuccess() {
        StepVerifier.create(Mono.just("value").transform(ThroughCircuit.of(circuit)))
                .expectNext("value")
                .verifyComplete();

        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void mono_empty_isASuccess() {
        StepVerifier.create(Mono.empty().transform(ThroughCircuit.of(circuit))).verifyComplete();

        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void mono_whoseValueCountsAsAFailure_isOne(Interlock interlock) {
        Circuit strict = interlock.define("strict", c -> c.failureThreshold(1).failOnResult("bad"::equals));

        StepVerifier.create(Mono.just("bad").transform(ThroughCircuit.of(strict)))
                .expectNext("bad")
                .verifyComplete();

        assertThat(strict.state()).isEqualTo(State.OPEN);
    }

    @Test
    void error_isAFailure_andArrivesAsItIs() {
        Failure failure = new Failure();

        StepVerifier.create(Mono.error(failure).transform(ThroughCircuit.of(circuit)))
                .verifyErrorSatisfies(thrown -> assertThat(thrown).isSameAs(failure));
        StepVerifier.create(Flux.just("one").concatWith(Flux.error(failure)).transform(ThroughCircuit.of(circuit)))
                .expectNext("one")
                .verifyErrorSatisfies(thrown -> assertThat(thrown).isSameAs(failure));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(circuit.metrics().successes()).isZero();
    }

    @Test
    void flux_countsOnceWhenItCompletes() {
        StepVerifier.create(Flux.range(0, 100).transform(ThroughCircuit.of(circuit)))
                .expectNextCount(100)
                .verifyComplete();

        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void openCircuit_refusesBeforeAnythingIsSubscribedTo() {
        AtomicInteger subscribed = new AtomicInteger();
        Mono<String> call =
                Mono.fromCallable(() -> "value " + subscribed.incrementAndGet()).transform(ThroughCircuit.of(circuit));
        Mono<String> blocked =
                Mono.fromCallable(() -> "value " + subscribed.incrementAndGet()).transform(ThroughCircuit.of(above));
        circuit.operator().open(OPS, "test");

        StepVerifier.create(call).verifyError(CircuitOpenException.class);
        StepVerifier.create(blocked).verifyError(DependencyOpenException.class);
        assertThat(subscribed).hasValue(0);
    }

    @Test
    void call_beginsWithTheSubscription_notBefore(Interlock interlock) {
        TestPublisher<String> source = TestPublisher.create();
        Mono<String> call = source.mono().transform(ThroughCircuit.of(circuit));
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
        circuit.operator().open(OPS, "after it was put together");

        StepVerifier.create(call).verifyError(CircuitOpenException.class);

        circuit.operator().forceClose(OPS, "test");
        StepVerifier.create(call)
                .then(() -> assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(1))
                .then(() -> source.emit("late"))
                .expectNext("late")
                .verifyComplete();
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
    }

    @Test
    void resubscription_isAnotherCall_andFindsTheFirstPlaceFree(Interlock interlock) {
        Circuit narrow = interlock.define("narrow", c -> c.failureThreshold(100).maxConcurrent(1));
        AtomicInteger attempts = new AtomicInteger();
        Mono<String> call = Mono.fromCallable(() -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new Failure();
                    }
                    return "third time lucky";
                })
                .transform(ThroughCircuit.of(narrow))
                .retry(5);

        StepVerifier.create(call).expectNext("third time lucky").verifyComplete();

        assertThat(narrow.metrics().failures()).isEqualTo(2);
        assertThat(narrow.metrics().successes()).isEqualTo(1);
        assertThat(narrow.metrics().rejected()).isZero();
    }

    @Test
    void cancellation_handsThePermitBack_andCountsNothing(Interlock interlock) {
        TestPublisher<String> source = TestPublisher.create();

        StepVerifier.create(source.flux().transform(ThroughCircuit.of(circuit)))
                .then(() -> source.next("one"))
                .expectNext("one")
                .thenCancel()
                .verify();

        source.assertCancelled();
        assertThat(circuit.metrics().ignored()).isEqualTo(1);
        assertThat(circuit.metrics().successes() + circuit.metrics().failures()).isZero();
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
    }

    @Test
    void halfOpen_oneProbeAtATime_andItsSuccessCloses() {
        circuit.operator().open(OPS, "test");
        circuit.attemptRecovery();
        TestPublisher<String> source = TestPublisher.create();
        Flux<String> probe = source.flux().transform(ThroughCircuit.of(circuit));

        StepVerifier.create(probe)
                .then(() -> StepVerifier.create(Mono.just("another").transform(ThroughCircuit.of(circuit)))
                        .verifyError(PermitsExhaustedException.class))
                .then(source::complete)
                .verifyComplete();

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void subscriptionThatNeverEnds_isEndedByThePermitDeadline(Interlock interlock, ManualTime time) {
        circuit.operator().open(OPS, "test");
        circuit.attemptRecovery();
        Mono.never().transform(ThroughCircuit.of(circuit)).subscribe();

        time.advance(circuit.config().permitDeadline());

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
    }

    @Test
    void failureOfAnInnerCircuit_isCountedThereOnly() {
        StepVerifier.create(Mono.error(new Failure())
                        .transform(ThroughCircuit.of(circuit))
                        .onErrorMap(thrown -> new IllegalStateException("wrapped", thrown))
                        .transform(ThroughCircuit.of(above)))
                .verifyError(IllegalStateException.class);

        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertThat(above.metrics().failures()).isZero();
    }

    @Test
    void slownessOfAnInnerCircuit_isCountedThereOnly(Interlock interlock, ManualTime time) {
        Circuit inner = interlock.define(
                "inner",
                c -> c.slowCallRate(0.5).slowCallThreshold(ofMillis(500)).minimumCalls(1));
        Circuit outer = interlock.define(
                "outer",
                c -> c.slowCallRate(0.5).slowCallThreshold(ofMillis(500)).minimumCalls(1));
        TestPublisher<String> source = TestPublisher.create();

        StepVerifier.create(source.mono().transform(ThroughCircuit.of(inner)).transform(ThroughCircuit.of(outer)))
                .then(() -> time.advance(ofMillis(499)))
                .then(() -> assertThat(inner.state()).isEqualTo(State.CLOSED))
                .then(() -> time.advance(ofSeconds(2)))
                .then(() ->
                        assertThat(inner.state()).as("while it is in flight").isEqualTo(State.OPEN))
                .then(() -> source.emit("late"))
                .expectNext("late")
                .verifyComplete();

        assertThat(outer.state()).isEqualTo(State.CLOSED);
        assertThat(outer.metrics().slowCalls()).isZero();
    }

    @Test
    void fullBulkhead_isARefusal(Interlock interlock) {
        Circuit narrow = interlock.define("narrow", c -> c.maxConcurrent(1));
        TestPublisher<String> source = TestPublisher.create();

        StepVerifier.create(source.mono().transform(ThroughCircuit.of(narrow)))
                .then(() -> StepVerifier.create(Mono.just("another").transform(ThroughCircuit.of(narrow)))
                        .verifyError(BulkheadFullException.class))
                .then(() -> source.emit("fine"))
                .expectNext("fine")
                .verifyComplete();
    }

    @Test
    void context_passesThrough() {
        StepVerifier.create(Mono.deferContextual(view -> Mono.just(view.<String>get("user")))
                        .transform(ThroughCircuit.of(circuit))
                        .contextWrite(Context.of("user", "alice")))
                .expectNext("alice")
                .verifyComplete();
    }

    @Test
    void backpressure_passesThrough() {
        StepVerifier.create(Flux.range(0, 10).transform(ThroughCircuit.of(circuit)), 2)
                .expectNext(0, 1)
                .thenRequest(1)
                .expectNext(2)
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(7)
                .verifyComplete();
    }

    @Test
    void exampleOfTheDocumentation_fallsBackWhereTheCircuitRefuses() {
        AtomicInteger asked = new AtomicInteger();
        circuit.operator().open(OPS, "test");

        // docs:begin reactor
        Mono<String> price = Mono.fromCallable(() -> "price " + asked.incrementAndGet())
                .transform(ThroughCircuit.of(circuit))
                .onErrorReturn(CallRejectedException.class, "price of yesterday");

        StepVerifier.create(price).expectNext("price of yesterday").verifyComplete();
        assertThat(asked).hasValue(0); // nothing was subscribed to
        // docs:end reactor
    }
}
