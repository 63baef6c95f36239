package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.throwing;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.CircuitEvent;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A service that answers, and not as one wished, as with a 404 where {@code failOn} names what counts: it is there, and more is not known. Such an
 * answer ends no row of failures and closes nothing by itself; in rates it is a call that did not fail.
 */
@ExtendWith(InterlockExtension.class)
class AnsweredTest {

    private static final class NotFound extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;
    }

    /** Counts what {@link Traffic#bad} throws, and nothing else. */
    private static Consumer<CircuitConfigBuilder> with(Consumer<CircuitConfigBuilder> more) {
        Consumer<CircuitConfigBuilder> failOn = c -> c.failOn(Traffic.Failure.class);
        return failOn.andThen(more);
    }

    private static void notFound(Circuit circuit) {
        throwing(circuit, new NotFound());
    }

    @Test
    void row_answersBetweenCallsThatAllFail_doNotEndIt(Interlock interlock) {
        Circuit row = interlock.define("row", with(c -> c.consecutiveFailures(5)));
        Circuit time =
                interlock.define("time", with(c -> c.consecutiveFailures(5).failureRate(0.9)));
        Circuit count =
                interlock.define("count", with(c -> c.consecutiveFailures(5).countWindow(50)));
        for (Circuit circuit : new Circuit[] {row, time, count}) {
            for (int i = 0; i < 4; i++) {
                bad(circuit);
                notFound(circuit);
            }
            assertThat(circuit.state()).isEqualTo(State.CLOSED);

            bad(circuit);

            assertThat(circuit.state()).as(circuit.name()).isEqualTo(State.OPEN);
            assertThat(circuit.metrics().successes()).isEqualTo(4);
        }
    }

    @Test
    void row_aSuccess_endsIt(Interlock interlock) {
        Circuit circuit = interlock.define("c", with(c -> c.consecutiveFailures(2)));
        bad(circuit);
        good(circuit);
        bad(circuit);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void rate_anAnswerIsACallThatDidNotFail(Interlock interlock) {
        Circuit time = interlock.define("time", with(c -> c.failureRate(0.5).minimumCalls(4)));
        Circuit count = interlock.define("count", with(c -> c.failureRate(0.5).countWindow(4)));
        for (Circuit circuit : new Circuit[] {time, count}) {
            for (int i = 0; i < 3; i++) {
                notFound(circuit);
            }
            bad(circuit);
            assertThat(circuit.state()).as("1 of 4").isEqualTo(State.CLOSED);
            assertThat(circuit.metrics().windowCalls()).isEqualTo(4);

            for (int i = 0; i < 2 && circuit.isClosed(); i++) {
                bad(circuit);
            }

            assertThat(circuit.state()).as("half of them").isEqualTo(State.OPEN);
        }
    }

    @Test
    void slowAnswer_isASlowCall(Interlock interlock, ManualTime time) {
        Circuit inTime = interlock.define(
                "time",
                with(c -> c.slowCallRate(1).slowCallThreshold(ofMillis(500)).minimumCalls(1)));
        Circuit inCount = interlock.define(
                "count",
                with(c -> c.slowCallRate(1).slowCallThreshold(ofMillis(500)).countWindow(1)));
        for (Circuit circuit : new Circuit[] {inTime, inCount}) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            circuit.callAsync(() -> stage);
            time.advance(ofMillis(500));
            stage.completeExceptionally(new NotFound());

            assertThat(circuit.metrics().slowCalls()).isEqualTo(1);
            assertThat(circuit.state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void halfOpen_oneAnswer_closesNothing_andHandsItsPlaceOn(Interlock interlock) {
        Circuit circuit = interlock.define("c", with(c -> c.failureThreshold(1)));
        halfOpen(circuit);

        for (int i = 0; i < 1_000; i++) {
            notFound(circuit);
        }

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertThat(interlock.snapshot().node("c").permitsOutstanding()).isZero();
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void halfOpen_nothingButAnswersForAsLongAsItWaited_closesIt(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c", with(c -> c.failureThreshold(1).resetTimeout(ofSeconds(10)).successThreshold(3)));
        bad(circuit);
        time.advance(ofSeconds(10));
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        notFound(circuit);

        time.advance(ofMillis(9_900));
        notFound(circuit);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        time.advance(ofMillis(100));
        notFound(circuit);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(interlock.snapshot().node("c").cause().orElseThrow().event()).isEqualTo(CircuitEvent.RESET);
    }

    @Test
    void halfOpen_afterAShortWait_answersHaveToComeForASecond(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", with(c -> c.failureThreshold(1).resetTimeout(ofMillis(10))));
        bad(circuit);
        time.advance(ofMillis(10));
        notFound(circuit);

        time.advance(ofMillis(999));
        notFound(circuit);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        time.advance(ofMillis(1));
        notFound(circuit);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void halfOpen_aFailureAmongTheAnswers_reopensIt_andTheyCountFromTheBeginning(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", with(c -> c.failureThreshold(1).resetTimeout(ofSeconds(10))));
        bad(circuit);
        time.advance(ofSeconds(10));
        notFound(circuit);
        time.advance(ofSeconds(9));
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);

        time.advance(ofSeconds(10));
        notFound(circuit);
        time.advance(ofSeconds(9));
        notFound(circuit);

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void halfOpen_resetThatIsRefusedAfterEnoughAnswers_isAskedAgain_andNoCallPassesMeanwhile(
            Interlock interlock, ManualTime time) {
        AtomicBoolean allowed = new AtomicBoolean();
        Circuit circuit = interlock.define(
                "c", with(c -> c.failureThreshold(1).resetTimeout(ofSeconds(2)).resetGuard("not yet", allowed::get)));
        bad(circuit);
        time.advance(ofSeconds(2));
        notFound(circuit);
        time.advance(ofSeconds(2));
        notFound(circuit);
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertThat(circuit.isCallable()).isFalse();

        allowed.set(true);
        time.advance(ofSeconds(60));

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void halfOpen_ignoredAnswers_sayNothing_howeverLongTheyCome(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c", c -> c.failureThreshold(1).resetTimeout(ofSeconds(10)).ignore(NotFound.class));
        bad(circuit);
        time.advance(ofSeconds(10));

        for (int i = 0; i < 100; i++) {
            notFound(circuit);
            time.advance(ofSeconds(1));
        }

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }
}
