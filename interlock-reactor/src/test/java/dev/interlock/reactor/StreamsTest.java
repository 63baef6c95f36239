package dev.interlock.reactor;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.BulkheadFullException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Streams that live for hours: their life is not the duration of a call. */
@ExtendWith(InterlockExtension.class)
class StreamsTest {

    private static final Actor OPS = Actor.of("test");

    private final List<TestPublisher<String>> sources = new ArrayList<>();
    private final List<Disposable> streams = new ArrayList<>();

    /** A subscription of a stream of its own. */
    private TestPublisher<String> open(Circuit circuit) {
        return open(ThroughCircuit.of(circuit));
    }

    private TestPublisher<String> open(ThroughCircuit<String> through) {
        TestPublisher<String> source = TestPublisher.create();
        sources.add(source);
        streams.add(source.flux().transform(through).subscribe(element -> {}, thrown -> {}));
        return source;
    }

    private static void halfOpen(Circuit circuit) {
        circuit.operator().open(OPS, "test");
        assertThat(circuit.attemptRecovery().isApplied()).isTrue();
    }

    @Test
    void probe_isASuccessWithItsFirstElement_andLetsOthersCallWhileItGoesOn(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));
        halfOpen(circuit);

        TestPublisher<String> stream = open(circuit);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        stream.next("one");

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        StepVerifier.create(Mono.just("other").transform(ThroughCircuit.of(circuit)))
                .expectNext("other")
                .verifyComplete();
        stream.error(new IllegalStateException("hours later"));
        assertThat(circuit.state()).as("its verdict was there").isEqualTo(State.CLOSED);
    }

    @Test
    void probe_withoutAnElement_isDecidedByItsEnd(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));
        halfOpen(circuit);
        open(circuit).error(new IllegalStateException("at once"));
        assertThat(circuit.state()).isEqualTo(State.OPEN);

        assertThat(circuit.attemptRecovery().isApplied()).isTrue();
        open(circuit).complete();
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void probe_whoseFirstElementIsSlow_fails(Interlock interlock, ManualTime time) {
        Circuit circuit = slow(interlock);
        halfOpen(circuit);
        TestPublisher<String> stream = open(circuit);

        time.advance(ofSeconds(3));
        stream.next("one");

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void probe_keepsItsBulkheadPlace_untilTheStreamEnds(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        halfOpen(circuit);
        TestPublisher<String> stream = open(circuit);
        stream.next("one");
        assertThat(circuit.state()).isEqualTo(State.CLOSED);

        everyTwentySecondsFor(ofMinutes(10).toSeconds(), time);
        StepVerifier.create(Mono.just("other").transform(ThroughCircuit.of(circuit)))
                .verifyError(BulkheadFullException.class);
        stream.complete();

        assertThat(interlock.diagnostics().callsInFlight()).isZero();
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
    }

    @Test
    void streamThatDelivers_isNotSlow_howeverLongItLives(Interlock interlock, ManualTime time) {
        Circuit circuit = slow(interlock);
        for (int i = 0; i < 10; i++) {
            open(circuit).next("one");
        }

        everyTwentySecondsFor(ofMinutes(30).toSeconds(), time);
        sources.forEach(TestPublisher::complete);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(circuit.metrics().successes()).isEqualTo(10);
        assertThat(circuit.metrics().slowCalls()).isZero();
    }

    @Test
    void streamThatIsSilent_isSlowFromItsThresholdOn(Interlock interlock, ManualTime time) {
        Circuit circuit = slow(interlock);
        for (int i = 0; i < 10; i++) {
            open(circuit);
        }

        time.advance(ofSeconds(2).plusMillis(500));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        streams.forEach(Disposable::dispose);
    }

    @Test
    void streamsWhoseFirstElementIsSlow_openTheCircuit_withoutEnding(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c", c -> c.slowCallRate(0.5).slowCallThreshold(ofMillis(500)).minimumCalls(5));
        for (int i = 0; i < 5; i++) { // one after the other: in flight there is one at a time
            TestPublisher<String> stream = open(circuit);
            time.advance(ofMillis(600));
            stream.next("late");
        }

        assertThat(circuit.metrics().slowCalls()).isEqualTo(5);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void streamInUse_keepsItsPlace_andASilentOneLosesIt(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(2));
        open(circuit);
        open(circuit);

        everyTwentySecondsFor(ofMinutes(10).toSeconds(), time);

        assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(2);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);

        time.advance(circuit.config().permitDeadline().plusMillis(300)); // some ticks late

        assertThat(interlock.diagnostics().callsInFlight()).isZero();
        assertThat(circuit.state()).as("abandoned").isEqualTo(State.OPEN);
    }

    @Test
    void streamThatEndsAfterItsFirstElement_countsOnce_andLeavesNoTimer(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c", c -> c.failureThreshold(1).maxConcurrent(1).slowCallRate(0.5));
        int timers = interlock.diagnostics().timersPending();
        open(circuit).next("one", "two").complete();
        assertThat(circuit.metrics().successes()).isOne();

        open(circuit).next("one").error(new IllegalStateException("broken"));
        assertThat(circuit.metrics().failures()).isOne();
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
        assertThat(interlock.diagnostics().timersPending())
                .as("but for the recovery's")
                .isEqualTo(timers + 1);
    }

    @Test
    void wholeStream_isOneCall_toItsEnd(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(1));
        halfOpen(circuit);
        TestPublisher<String> rows = open(ThroughCircuit.whole(circuit));
        rows.next("row");
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        rows.error(new IllegalStateException("cursor lost"));
        assertThat(circuit.state()).isEqualTo(State.OPEN);

        assertThat(circuit.attemptRecovery().isApplied()).isTrue();
        TestPublisher<String> endless = open(ThroughCircuit.whole(circuit));
        everyTwentySecondsFor(60, time, List.of(endless));
        assertThat(circuit.state()).as("its deadline counts from the beginning").isEqualTo(State.OPEN);
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
    }

    private static Circuit slow(Interlock interlock) {
        return interlock.define(
                "c", c -> c.slowCallRate(0.5).slowCallThreshold(ofSeconds(2)).minimumCalls(5));
    }

    private void everyTwentySecondsFor(long seconds, ManualTime time) {
        everyTwentySecondsFor(seconds, time, sources);
    }

    private static void everyTwentySecondsFor(long seconds, ManualTime time, List<TestPublisher<String>> delivering) {
        for (long past = 0; past < seconds; past += 20) {
            time.advance(ofSeconds(20));
            for (TestPublisher<String> each : delivering) {
                each.next("element");
            }
        }
    }
}
