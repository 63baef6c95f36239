package dev.interlock.verification.protect;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.CircuitOpenException;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.ProtectedCall;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic.Failure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A time limit on the caller's own thread: it interrupts the work, and only that. */
@ExtendWith(InterlockExtension.class)
class TimeoutTest {

    private static final Duration LIMIT = ofSeconds(2);

    private Circuit circuit;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define("circuit", c -> c.failureThreshold(100));
    }

    @AfterEach
    void assertThatNoInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    /** Work that waits until somebody interrupts it, in the middle of which the time passes. */
    static String hang(ManualTime time, Duration duration) throws InterruptedException {
        time.advance(duration);
        Thread.sleep(Long.MAX_VALUE);
        return "never";
    }

    private ProtectedCall<String, Exception> hanging(ManualTime time) {
        return circuit.<String, Exception>protect(() -> hang(time, LIMIT)).timeout(LIMIT);
    }

    @Test
    void workThatTakesLonger_isInterrupted_andTheCallThrowsItsOwnException(Interlock interlock, ManualTime time) {
        assertThatThrownBy(hanging(time)::get)
                .isInstanceOfSatisfying(CallTimeoutException.class, over -> {
                    assertThat(over.circuit()).isEqualTo("circuit");
                    assertThat(over.timeout()).isEqualTo(LIMIT);
                    assertThat(over.getSuppressed()).singleElement().isInstanceOf(InterruptedException.class);
                })
                .hasMessage("TIMEOUT: the call through circuit 'circuit' was ended after 2 s");

        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertThat(interlock.snapshot().node("circuit").lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("TIMEOUT"));
    }

    @Test
    void workThatIsInTime_isNotInterrupted_andLeavesNoTimer(Interlock interlock, ManualTime time) throws Exception {
        int timers = interlock.diagnostics().timersPending();

        assertThat(circuit.<String, Exception>protect(() -> {
                            time.advance(LIMIT.minusMillis(1));
                            return "in time";
                        })
                        .timeout(LIMIT)
                        .get())
                .isEqualTo("in time");
        time.advance(LIMIT);

        assertThat(circuit.metrics().successes()).isEqualTo(1);
        assertThat(interlock.diagnostics().timersPending()).isEqualTo(timers);
    }

    @Test
    void workThatSwallowsTheInterrupt_isLateAllTheSame(ManualTime time) {
        ProtectedCall<String, RuntimeException> call = circuit.<String, RuntimeException>protect(() -> {
                    try {
                        return hang(time, LIMIT);
                    } catch (InterruptedException swallowed) {
                        return "late";
                    }
                })
                .timeout(LIMIT);

        assertThatThrownBy(call::get).isInstanceOf(CallTimeoutException.class);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertThat(circuit.metrics().successes()).isZero();
    }

    @Test
    void workThatMakesAnotherExceptionOfTheInterrupt_isATimeout(ManualTime time) {
        ProtectedCall<String, Exception> call = circuit.<String, Exception>protect(() -> {
                    try {
                        return hang(time, LIMIT);
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException("wrapped", interrupted);
                    }
                })
                .timeout(LIMIT);

        assertThatThrownBy(call::get).isInstanceOf(CallTimeoutException.class);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void failureBeforeTheLimit_isThrownAsItIs() {
        Failure failure = new Failure();

        assertThatThrownBy(circuit.<String, Exception>protect(() -> {
                            throw failure;
                        })
                        .timeout(LIMIT)::get)
                .isSameAs(failure);
    }

    @Test
    void refusedCall_isRefusedAtOnce() {
        open(circuit);

        assertThatThrownBy(circuit.protect(() -> "never").timeout(LIMIT)::get).isInstanceOf(CircuitOpenException.class);
    }

    @Test
    void interruptOfSomebodyElse_isNeutral_andNoTimeout() {
        ProtectedCall<String, Exception> call = circuit.<String, Exception>protect(() -> {
                    Thread.currentThread().interrupt();
                    Thread.sleep(Long.MAX_VALUE);
                    return "never";
                })
                .timeout(LIMIT);

        assertThatThrownBy(call::get).isInstanceOf(InterruptedException.class);
        assertThat(circuit.metrics().failures()).isZero();
    }

    @Test
    void threadInterruptedBefore_isSoAfterwards(ManualTime time) {
        Thread.currentThread().interrupt();

        assertThatThrownBy(circuit.<String, Exception>protect(() -> {
                            time.advance(LIMIT);
                            throw new IllegalStateException("does not look at the interrupt");
                        })
                        .timeout(LIMIT)::get)
                .isInstanceOf(CallTimeoutException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void probeThatTakesLonger_reopensTheCircuit(Interlock interlock, ManualTime time) {
        halfOpen(circuit);

        assertThatThrownBy(hanging(time)::get).isInstanceOf(CallTimeoutException.class);

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertNothingOutstanding(interlock);
    }

    @Test
    void fallbackForTheTimeout_isAsked_andMayTakeItsTime(ManualTime time) throws Exception {
        assertThat(hanging(time)
                        .fallback(CallTimeoutException.class, over -> {
                            time.advance(LIMIT.multipliedBy(10)); // the limit is the call's, not the fallback's
                            return "instead";
                        })
                        .get())
                .isEqualTo("instead");
    }

    @Test
    void lastLimit_counts(ManualTime time) {
        assertThatThrownBy(circuit.<String, Exception>protect(() -> hang(time, ofSeconds(1)))
                        .timeout(ofSeconds(100))
                        .timeout(ofSeconds(1))::get)
                .isInstanceOf(CallTimeoutException.class)
                .hasMessageContaining("after 1 s");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void limitBelowAMillisecond_isRefused(long millis) {
        assertThatThrownBy(() -> circuit.protect(() -> "never").timeout(ofMillis(millis)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("timeout: ")
                .hasMessageContaining("1 ms to 30 days");
    }

    @Test
    void limitAboveAMonth_isRefused() {
        assertThatThrownBy(() -> circuit.protectAsync(() -> null).timeout(ofDays(31)))
                .isInstanceOf(InvalidConfigurationException.class);
    }
}
