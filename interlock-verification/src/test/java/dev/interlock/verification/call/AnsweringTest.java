package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.halfOpen;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Permits of calls that answer bit by bit: when their verdict falls, and how long they keep what they hold. */
@ExtendWith(InterlockExtension.class)
class AnsweringTest {

    @Test
    void probe_isASuccessWithTheFirstAnswer_andWhatItReportsLaterIsHistory(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));
        halfOpen(circuit);
        Permit permit = circuit.acquire();

        permit.answering();
        permit.answering();
        permit.failure(new Traffic.Failure());

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(circuit.metrics().failures()).isZero();
        Traffic.assertNothingOutstanding(interlock);
    }

    @Test
    void closedCall_thatAnswers_isDecidedByItsReport(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).slowCallRate(0.5));
        Permit permit = circuit.acquire();

        permit.answering();
        assertThat(circuit.metrics().successes()).isZero();
        permit.failure(new Traffic.Failure());

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void slowFirstAnswer_isTheVerdict_andCountsOnce(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c", c -> c.slowCallRate(0.9).slowCallThreshold(ofMillis(500)).minimumCalls(10));
        Permit permit = circuit.acquire();

        time.advance(ofSeconds(1));
        permit.answering();
        assertThat(circuit.metrics().slowCalls()).isOne();
        permit.answering();
        permit.success();

        assertThat(circuit.metrics().slowCalls()).isOne();
        assertThat(circuit.metrics().windowCalls()).isOne();
    }

    @Test
    void place_isKeptWhileAnswersCome_andGivenBackWhenTheyStop(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1).permitDeadline(ofSeconds(10)));
        Permit permit = circuit.acquire();

        for (int i = 0; i < 20; i++) {
            time.advance(ofSeconds(9));
            permit.answering();
        }
        assertThat(interlock.diagnostics().callsInFlight()).isOne();
        assertThat(circuit.metrics().failures()).isZero();

        time.advance(ofSeconds(10).plusMillis(300)); // some ticks late
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
        assertThat(circuit.metrics().failures()).isOne();
        permit.answering(); // too late: does nothing
        permit.success();
        assertThat(circuit.metrics().successes()).isZero();
        Traffic.assertUsable(interlock, circuit);
    }

    @Test
    void placeOfAProbe_isGivenBackWhenItStopsAnswering_withoutAVerdict(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c", c -> c.failureThreshold(1).maxConcurrent(1).permitDeadline(ofSeconds(10)));
        halfOpen(circuit);
        Permit permit = circuit.acquire();
        permit.answering();

        time.advance(ofSeconds(9));
        permit.answering();
        time.advance(ofSeconds(9));
        assertThat(interlock.diagnostics().callsInFlight()).isOne();
        time.advance(ofSeconds(1).plusMillis(300)); // some ticks late

        assertThat(interlock.diagnostics().callsInFlight()).isZero();
        assertThat(circuit.state()).as("its verdict was there").isEqualTo(State.CLOSED);
        permit.close();
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
    }

    @Test
    void callAroundOneThatAnswers_isSlowByItself(Interlock interlock, ManualTime time) {
        Circuit outer = interlock.define(
                "outer",
                c -> c.slowCallRate(0.9).slowCallThreshold(ofMillis(500)).minimumCalls(10));
        Circuit inner = interlock.define(
                "inner",
                c -> c.slowCallRate(0.9).slowCallThreshold(ofMillis(500)).minimumCalls(10));
        Permit[] stream = new Permit[1];

        outer.run(() -> {
            stream[0] = inner.acquire();
            stream[0].answering();
            time.advance(ofSeconds(1)); // it is the outer one that is slow: the inner one has answered at once
        });
        stream[0].success();

        assertThat(outer.metrics().slowCalls()).isOne();
        assertThat(inner.metrics().slowCalls()).isZero();
    }

    @Test
    void unprotectedCall_mayAnswer(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1));
        circuit.operator().disable(Traffic.OPS, "test");
        Permit permit = circuit.acquire();

        permit.answering();
        permit.success();

        interlock.remove("c");
        circuit.acquire().answering();
        Traffic.assertNothingOutstanding(interlock);
    }
}
