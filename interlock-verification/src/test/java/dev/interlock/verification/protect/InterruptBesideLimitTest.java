package dev.interlock.verification.protect;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A time limit takes back its own interrupt, and not that of somebody else which was there before it. */
@ExtendWith(InterlockExtension.class)
class InterruptBesideLimitTest {

    private static final Duration LIMIT = ofSeconds(2);

    private Circuit circuit;
    private Circuit inner;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define("circuit", c -> c.failureThreshold(100));
        inner = interlock.define("inner", c -> c.failureThreshold(100));
    }

    @AfterEach
    void leaveNoInterrupt() {
        boolean unused = Thread.interrupted();
    }

    private void timesOut(Circuit of, ManualTime time, Runnable work) {
        assertThatThrownBy(() -> of.<String, Exception>protect(() -> {
                            work.run();
                            time.advance(LIMIT);
                            return "late";
                        })
                        .timeout(LIMIT)
                        .get())
                .isInstanceOf(CallTimeoutException.class);
    }

    @Test
    void interruptBeforeTheLimitStrikes_isThereWhenTheCallHasEnded(ManualTime time) {
        timesOut(circuit, time, () -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isTrue();

        timesOut(circuit, time, () -> {});
        assertThat(Thread.interrupted()).as("the limit's own").isFalse();

        timesOut(circuit, time, () -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted())
                .as("on a thread that was struck before")
                .isTrue();
    }

    @Test
    void interruptBeforeTheInnerLimitStrikes_isThereInTheOuterCall(ManualTime time) throws Exception {
        boolean seen = circuit.<Boolean, Exception>protect(() -> {
                    timesOut(inner, time, () -> Thread.currentThread().interrupt());
                    return Thread.interrupted();
                })
                .timeout(LIMIT.multipliedBy(2))
                .get();

        assertThat(seen).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1", "1, 1"})
    void limitsAroundEachOther_thatStrikeBoth_leaveNoInterrupt(int innerSeconds, int outerSeconds, ManualTime time) {
        assertThatThrownBy(() -> circuit.<String, Exception>protect(() -> inner.<String, Exception>protect(() -> {
                                    time.advance(ofSeconds(1));
                                    time.advance(ofSeconds(1));
                                    return "late";
                                })
                                .timeout(ofSeconds(innerSeconds))
                                .get())
                        .timeout(ofSeconds(outerSeconds))
                        .get())
                .isInstanceOf(CallTimeoutException.class);

        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1"})
    void limitsAroundEachOther_thatStrikeBoth_leaveTheInterruptOfSomebodyElse(
            int innerSeconds, int outerSeconds, ManualTime time) {
        assertThatThrownBy(() -> circuit.<String, Exception>protect(() -> inner.<String, Exception>protect(() -> {
                                    Thread.currentThread().interrupt();
                                    time.advance(ofSeconds(1));
                                    time.advance(ofSeconds(1));
                                    return "late";
                                })
                                .timeout(ofSeconds(innerSeconds))
                                .get())
                        .timeout(ofSeconds(outerSeconds))
                        .get())
                .isInstanceOf(CallTimeoutException.class);

        assertThat(Thread.interrupted()).isTrue();
    }
}
