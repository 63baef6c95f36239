package dev.interlock.verification.protect;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.protect.TimeoutTest.hang;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.ProtectedAsyncCall;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A limit that ends a call always counts somewhere, and once: also one that is shorter than slow, and one that is over before the work begins. */
@ExtendWith(InterlockExtension.class)
class LimitsCountTest {

    private static final Duration LIMIT = ofSeconds(2);

    @AfterEach
    void nothingIsLeft(Interlock interlock) {
        assertNothingOutstanding(interlock);
    }

    /** Whose calls are slow after 5 s. */
    private static Circuit patient(Interlock interlock, String name) {
        return interlock.define(name, c -> c.failureThreshold(3).slowCallRate(0.5));
    }

    private static void assertTimesOut(Circuit circuit, ManualTime time) {
        assertThatThrownBy(() -> circuit.<String, Exception>protect(() -> hang(time, LIMIT))
                        .timeout(LIMIT)
                        .get())
                .isInstanceOf(CallTimeoutException.class);
    }

    @Test
    void limitShorterThanSlow_isAFailureOfTheCircuitWhoseItIs(Interlock interlock, ManualTime time) {
        Circuit circuit = patient(interlock, "patient");

        for (int call = 0; call < 3; call++) {
            assertTimesOut(circuit, time);
        }

        assertThat(circuit.metrics().failures()).isEqualTo(3);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void limitShorterThanSlow_asynchronous_isAFailureOfTheCircuitWhoseItIs(Interlock interlock, ManualTime time) {
        Circuit circuit = patient(interlock, "patient");
        ProtectedAsyncCall<String> call =
                circuit.protectAsync(() -> new CompletableFuture<String>()).timeout(LIMIT);

        for (int each = 0; each < 3; each++) {
            CompletableFuture<String> answer = call.getAsync();
            time.advance(LIMIT);
            assertThat(answer).isCompletedExceptionally();
        }

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void probeWithALimitShorterThanSlow_hasFailed(Interlock interlock, ManualTime time) {
        Circuit circuit = patient(interlock, "patient");
        halfOpen(circuit);

        assertTimesOut(circuit, time);

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void innerCallsTooShortToBeBlamed_leaveItToTheOuterOne_onceInAll(Interlock interlock, ManualTime time) {
        Circuit outer = patient(interlock, "outer");
        Circuit middle = interlock.define("middle", c -> c.slowCallRate(0.5).slowCallThreshold(ofSeconds(1)));
        Circuit inner = patient(interlock, "inner");
        CompletableFuture<String> answer = outer.protectAsync(
                        () -> middle.callAsync(() -> inner.callAsync(() -> new CompletableFuture<String>())))
                .timeout(LIMIT)
                .getAsync();

        time.advance(LIMIT);

        assertThat(answer).isCompletedExceptionally();
        assertThat(inner.metrics().failures()).isZero();
        assertThat(middle.metrics().failures())
                .as("the innermost in flight for long enough")
                .isEqualTo(1);
        assertThat(outer.metrics().failures()).isZero();
    }

    @Test
    void limitThatIsOverWhileAGuardIsAsked_endsTheCall_andNoWorkBegins(Interlock interlock, ManualTime time) {
        AtomicBoolean slow = new AtomicBoolean(true);
        AtomicInteger begun = new AtomicInteger();
        Circuit circuit = interlock.define(
                "guarded",
                c -> c.failureThreshold(100).maxConcurrent(10).callGuard("slow", () -> {
                    if (slow.getAndSet(false)) {
                        time.advance(LIMIT);
                    }
                    return true;
                }));
        ProtectedAsyncCall<String> call = circuit.protectAsync(() -> {
                    begun.incrementAndGet();
                    return new CompletableFuture<String>();
                })
                .timeout(LIMIT)
                .fallbackValue("instead");

        assertThat(call.getAsync()).isCompletedWithValue("instead");
        slow.set(true);
        assertThat(call.hedge(ofMillis(100), 1).getAsync()).isCompletedWithValue("instead");
        time.advance(LIMIT);
        slow.set(true);
        assertThatThrownBy(() -> circuit.protect(() -> begun.incrementAndGet())
                        .timeout(LIMIT)
                        .get())
                .isInstanceOf(CallTimeoutException.class);

        assertThat(begun).hasValue(0);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(circuit.metrics().failures()).isEqualTo(3);
    }

    @Test
    void refusalAfterTheLimit_isATimeoutAllTheSame(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("outer", c -> c.failureThreshold(100));
        Circuit inner = interlock.define("inner");
        inner.operator().forceOpen(dev.interlock.verification.call.Traffic.OPS, "test");

        assertThatThrownBy(() -> circuit.<String, Exception>protect(() -> {
                            time.advance(LIMIT);
                            return inner.call(() -> "never");
                        })
                        .timeout(LIMIT)
                        .get())
                .isInstanceOf(CallTimeoutException.class);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }
}
