package dev.interlock.reactor;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A publisher through a circuit, inside a publisher through the same one: what a call takes once is taken once, on whichever thread. */
@ExtendWith(InterlockExtension.class)
class NestedThroughCircuitTest {

    private Circuit circuit;
    private ThroughCircuit<String> through;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define(
                "redis", c -> c.halfOpenCalls(1).maxConcurrent(1).failureThreshold(10));
        through = ThroughCircuit.of(circuit);
    }

    private void halfOpen() {
        assertThat(circuit.operator().open(Actor.of("test"), "test").isApplied())
                .isTrue();
        assertThat(circuit.attemptRecovery().isApplied()).isTrue();
    }

    private static void assertNothingOutstanding(Interlock interlock) {
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
    }

    @Test
    void mono_subscribedToInsideItsOwnCircuit_closesIt(Interlock interlock) {
        halfOpen();
        Mono<String> inner = Mono.just("value").transform(through);

        StepVerifier.create(Mono.defer(() -> inner).transform(through))
                .expectNext("value")
                .verifyComplete();

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void innerMono_thatASignalOnAnotherThreadBegins_isInside(Interlock interlock) {
        halfOpen();
        Mono<String> inner = Mono.fromCallable(() -> "value").transform(through);

        StepVerifier.create(Mono.just("key")
                        .publishOn(Schedulers.parallel())
                        .flatMap(key -> inner)
                        .transform(through))
                .expectNext("value")
                .expectComplete()
                .verify(ofSeconds(30));

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void flux_withInnerCallsAtOnce_takesOnePlace(Interlock interlock) {
        Flux<String> outer = Flux.range(0, 8)
                .flatMap(i -> Mono.delay(java.time.Duration.ofMillis(1))
                        .map(tick -> "value " + i)
                        .transform(through));

        StepVerifier.create(outer.transform(through))
                .expectNextCount(8)
                .expectComplete()
                .verify(ofSeconds(30));

        assertNothingOutstanding(interlock);
    }

    @Test
    void error_passingBoth_isOneFailure(Interlock interlock) {
        IllegalStateException failure = new IllegalStateException("planned");
        Mono<String> inner = Mono.<String>error(failure).transform(through);

        StepVerifier.create(Mono.just("key")
                        .publishOn(Schedulers.parallel())
                        .flatMap(key -> inner)
                        .transform(through))
                .expectErrorMatches(thrown -> thrown == failure)
                .verify(ofSeconds(30));

        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertNothingOutstanding(interlock);
    }

    @Test
    void synchronousCall_inASignalOfItsOwnCall_isInside_whileItIsAskedForMore(Interlock interlock, ManualTime time) {
        StepVerifier.create(Flux.just("a", "b").map(x -> circuit.call(() -> x)).transform(through))
                .expectNext("a", "b")
                .verifyComplete();

        assertNothingOutstanding(interlock);
    }
}
