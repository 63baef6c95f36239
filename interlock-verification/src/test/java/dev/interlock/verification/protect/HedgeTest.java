package dev.interlock.verification.protect;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.AttributionPolicy;
import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.CircuitOpenException;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Problem;
import dev.interlock.ProtectedAsyncCall;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls that are made once more while they take long: one outcome, whoever wins. */
@ExtendWith(InterlockExtension.class)
class HedgeTest {

    private static final Duration DELAY = ofMillis(100);

    private final List<CompletableFuture<String>> tries = new ArrayList<>();
    private Circuit circuit;
    private ProtectedAsyncCall<String> call;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define("search", c -> c.failureThreshold(2).maxConcurrent(3));
        call = circuit.protectAsync(this::begin).hedge(DELAY, 2);
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

    @Test
    void answerBeforeTheDelay_makesOneCall_andLeavesNoTimer(Interlock interlock, ManualTime time) {
        int timers = interlock.diagnostics().timersPending();
        CompletableFuture<String> answer = call.getAsync();

        tries.get(0).complete("first");
        assertThat(interlock.diagnostics().timersPending()).isEqualTo(timers);
        time.advance(DELAY.multipliedBy(9));

        assertThat(answer).isCompletedWithValue("first");
        assertThat(tries).hasSize(1);
        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void slowTries_areFollowedByOthers_upToTheMost_andTheFirstSuccessWins(Interlock interlock, ManualTime time) {
        CompletableFuture<String> answer = call.getAsync();
        time.advance(DELAY);
        assertThat(tries).hasSize(2);
        time.advance(DELAY.multipliedBy(9));
        assertThat(tries).hasSize(3);
        assertThat(interlock.diagnostics().callsInFlight())
                .as("each has a place")
                .isEqualTo(3);

        tries.get(1).complete("second");

        assertThat(answer).isCompletedWithValue("second");
        assertThat(tries.get(0)).isCancelled();
        assertThat(tries.get(2)).isCancelled();
        assertThat(circuit.metrics().successes()).as("one outcome").isEqualTo(1);
        assertThat(circuit.metrics().failures()).isZero();
        assertThat(circuit.metrics().ignored()).as("the losers").isEqualTo(2);
    }

    @Test
    void tryThatFailsWhileAnotherIsInFlight_decidesNothing(ManualTime time) {
        CompletableFuture<String> answer = call.getAsync();
        time.advance(DELAY);

        tries.get(0).completeExceptionally(new Failure());
        assertThat(answer).isNotDone();
        tries.get(1).complete("second");

        assertThat(answer).isCompletedWithValue("second");
        assertThat(circuit.metrics().failures()).isZero();
        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void everyTryFailing_isOneFailure_andTheLastOneIsThrown(ManualTime time) {
        CompletableFuture<String> answer = call.getAsync();
        time.advance(DELAY);
        Failure last = new Failure();

        tries.get(1).completeExceptionally(new Failure());
        tries.get(0).completeExceptionally(last);

        assertThatThrownBy(answer::get).hasCause(last);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void callThatFails_isNotMadeAgain(ManualTime time) {
        CompletableFuture<String> answer = call.getAsync();

        tries.get(0).completeExceptionally(new Failure());
        time.advance(DELAY.multipliedBy(9));

        assertThat(answer).isCompletedExceptionally();
        assertThat(tries).hasSize(1);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void circuitThatOpensMeanwhile_admitsNoOtherTry_andTheFirstGoesOn(ManualTime time) {
        CompletableFuture<String> answer = call.getAsync();
        open(circuit);
        time.advance(DELAY.multipliedBy(9));
        assertThat(tries).hasSize(1);

        tries.get(0).complete("late");

        assertThat(answer).isCompletedWithValue("late");
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void fullBulkhead_admitsNoOtherTry(Interlock interlock, ManualTime time) {
        Circuit narrow = interlock.define("narrow", c -> c.maxConcurrent(1));
        CompletableFuture<String> answer =
                narrow.protectAsync(this::begin).hedge(DELAY, 2).getAsync();
        time.advance(DELAY.multipliedBy(9));

        assertThat(tries).hasSize(1);
        tries.get(0).complete("only");
        assertThat(answer).isCompletedWithValue("only");
    }

    @Test
    void probe_isNotHedged_becauseThereIsOnePermit(ManualTime time) {
        halfOpen(circuit);
        CompletableFuture<String> answer = call.getAsync();
        time.advance(DELAY.multipliedBy(9));
        assertThat(tries).hasSize(1);

        tries.get(0).complete("probe");

        assertThat(answer).isCompletedWithValue("probe");
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void refusedCall_isRefused() {
        open(circuit);

        assertThatThrownBy(() -> call.getAsync().get()).hasCauseInstanceOf(CircuitOpenException.class);
        assertThat(tries).isEmpty();
    }

    @Test
    void cancelledFuture_cancelsEveryTry_andCountsNothing(ManualTime time) {
        CompletableFuture<String> answer = call.getAsync();
        time.advance(DELAY);

        answer.cancel(true);
        time.advance(DELAY.multipliedBy(9));

        assertThat(tries).hasSize(2).allMatch(CompletableFuture::isCancelled);
        assertThat(circuit.metrics().failures()).isZero();
        assertThat(circuit.metrics().successes()).isZero();
    }

    @Test
    void timeLimit_endsEveryTry_andIsOneFailure(ManualTime time) {
        CompletableFuture<String> answer = call.timeout(ofSeconds(2)).getAsync();
        time.advance(ofSeconds(2));

        assertThatThrownBy(answer::get).hasCauseInstanceOf(CallTimeoutException.class);
        assertThat(tries).hasSize(3).allMatch(CompletableFuture::isCancelled);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void timeLimit_isOneFailure_alsoOfACircuitThatCountsAllOfItsOwn(Interlock interlock, ManualTime time) {
        Circuit own = interlock.define("own", c -> c.attribution(AttributionPolicy.OWN_ALL));
        CompletableFuture<String> answer = own.protectAsync(this::begin)
                .hedge(DELAY, 2)
                .timeout(DELAY.multipliedBy(5))
                .getAsync();

        time.advance(DELAY.multipliedBy(5));

        assertThat(answer).isCompletedExceptionally();
        assertThat(tries).hasSize(3).allMatch(CompletableFuture::isCancelled);
        assertThat(own.metrics().failures()).isEqualTo(1);
        assertThat(own.metrics().ignored()).isEqualTo(2);
    }

    @Test
    void fallback_seesTheFailureOfTheLastTry() {
        CompletableFuture<String> answer =
                call.fallback(thrown -> "instead of " + thrown.getMessage()).getAsync();

        tries.get(0).completeExceptionally(new Failure());

        assertThat(answer).isCompletedWithValue("instead of planned failure");
    }

    @Test
    void workThatThrowsOrGivesNoStage_isAFailureOfThatTry(ManualTime time) {
        CompletableFuture<String> answer = circuit.<String>protectAsync(() -> {
                    if (tries.isEmpty()) {
                        return begin();
                    }
                    throw new Failure();
                })
                .hedge(DELAY, 1)
                .getAsync();
        time.advance(DELAY);
        assertThat(answer).as("the first is in flight").isNotDone();

        tries.get(0).complete("first");

        assertThat(answer).isCompletedWithValue("first");
        assertThat(circuit.metrics().failures()).isZero();
    }

    @Test
    void badPlan_isRefusedWithEveryProblem() {
        assertThatThrownBy(() -> call.hedge(Duration.ZERO, 11))
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems())
                                .hasSize(2)
                                .extracting(Problem::toString)
                                .anySatisfy(problem ->
                                        assertThat(problem).contains("11 more tries is outside of 1 to 10")));
    }
}
