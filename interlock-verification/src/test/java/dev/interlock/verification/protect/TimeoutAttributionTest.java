package dev.interlock.verification.protect;

import static dev.interlock.verification.protect.TimeoutTest.hang;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Attribution;
import dev.interlock.AttributionPolicy;
import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A timeout is the failure of the innermost circuit in flight under the limit, and of no other. */
@ExtendWith(InterlockExtension.class)
class TimeoutAttributionTest {

    private static final Duration LIMIT = ofSeconds(2);

    private Circuit gateway;
    private Circuit payment;
    private Circuit vault;

    @BeforeEach
    void define(Interlock interlock) {
        gateway = interlock.define("gateway", c -> c.failureThreshold(1).dependsOn("payment"));
        payment = interlock.define("payment", c -> c.failureThreshold(1).dependsOn("vault"));
        vault = interlock.define("vault", c -> c.failureThreshold(1));
    }

    private static void assertTimeout(Circuit circuit, ThrowingCall work) {
        assertThatThrownBy(() -> circuit.<String, Exception>protect(work::call)
                        .timeout(LIMIT)
                        .get())
                .isInstanceOf(CallTimeoutException.class);
    }

    private interface ThrowingCall {
        String call() throws Exception;
    }

    @Test
    void outerTimeoutOverAHangingInnerCall_opensTheInnerCircuitOnly(ManualTime time) {
        assertTimeout(gateway, () -> payment.call(() -> vault.call(() -> hang(time, LIMIT))));

        assertThat(vault.state()).isEqualTo(State.OPEN);
        assertThat(payment.state()).isEqualTo(State.CLOSED);
        assertThat(gateway.state()).isEqualTo(State.CLOSED);
        assertThat(gateway.isBlocked()).isTrue();
        assertThat(gateway.metrics().failures() + payment.metrics().failures()).isZero();
    }

    @Test
    void timeoutInTheMiddle_isNoFailureOutside(ManualTime time) {
        assertThatThrownBy(() ->
                        gateway.call(() -> payment.<String, Exception>protect(() -> vault.call(() -> hang(time, LIMIT)))
                                .timeout(LIMIT)
                                .get()))
                .isInstanceOf(CallTimeoutException.class)
                .satisfies(over -> assertThat(Attribution.of(over))
                        .map(Attribution::circuit)
                        .hasValue("vault"));

        assertThat(vault.state()).isEqualTo(State.OPEN);
        assertThat(payment.metrics().failures()).isZero();
        assertThat(gateway.metrics().failures()).isZero();
    }

    @Test
    void timeoutWhileNoInnerCallIsInFlight_isTheCircuitsOwn(ManualTime time) {
        assertTimeout(gateway, () -> {
            payment.call(() -> "fine");
            return hang(time, LIMIT);
        });

        assertThat(gateway.state()).isEqualTo(State.OPEN);
        assertThat(payment.metrics().failures()).isZero();
    }

    @Test
    void innermostInFlightLessThanItsSlowThreshold_isNeutral_andTheLimitCountsWhereItIs(
            Interlock interlock, ManualTime time) {
        Circuit patient = interlock.define(
                "patient", c -> c.failureThreshold(1).slowCallRate(1.0).slowCallThreshold(ofSeconds(5)));

        assertTimeout(gateway, () -> patient.call(() -> hang(time, LIMIT)));

        assertThat(patient.metrics().failures()).isZero();
        assertThat(patient.metrics().ignored()).isEqualTo(1);
        assertThat(gateway.metrics().failures()).isEqualTo(1);
    }

    @Test
    void innermostInFlightLongerThanItsSlowThreshold_hasFailed(Interlock interlock, ManualTime time) {
        Circuit impatient = interlock.define(
                "impatient", c -> c.failureThreshold(1).slowCallRate(1.0).slowCallThreshold(ofMillis(500)));

        assertTimeout(gateway, () -> impatient.call(() -> hang(time, LIMIT)));

        assertThat(impatient.state()).isEqualTo(State.OPEN);
        assertThat(gateway.metrics().failures()).isZero();
    }

    @Test
    void ownAll_countsForEveryCircuitUnderTheLimit(Interlock interlock, ManualTime time) {
        Circuit own = interlock.define("own", c -> c.failureThreshold(1).attribution(AttributionPolicy.OWN_ALL));

        assertTimeout(own, () -> vault.call(() -> hang(time, LIMIT)));

        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertThat(own.metrics().failures()).isEqualTo(1);
    }

    @Test
    void failureOfAnotherCallAfterTheInterrupt_isCountedWhereItHappened(ManualTime time) {
        assertTimeout(gateway, () -> {
            try {
                return payment.call(() -> hang(time, LIMIT));
            } catch (InterruptedException interrupted) {
                return vault.call(() -> {
                    throw new Failure();
                });
            }
        });

        assertThat(payment.metrics().failures()).isEqualTo(1);
        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertThat(gateway.metrics().failures()).isZero();
    }

    @Test
    void asynchronousCallUnderTheLimit_isBlamed_andItsFutureCancelled(ManualTime time) {
        CompletableFuture<String> stage = new CompletableFuture<>();

        assertTimeout(gateway, () -> {
            CompletableFuture<String> answer = vault.callAsync(() -> stage);
            time.advance(LIMIT);
            try {
                return answer.get();
            } catch (ExecutionException failed) {
                throw (Exception) failed.getCause();
            }
        });

        assertThat(stage).isCancelled();
        assertThat(vault.state()).isEqualTo(State.OPEN);
        assertThat(gateway.metrics().failures()).isZero();
    }

    @Test
    void asynchronousCallThatHasEnded_isNotBlamed(ManualTime time) {
        assertTimeout(gateway, () -> {
            vault.callAsync(() -> CompletableFuture.completedFuture("fine")).get();
            return hang(time, LIMIT);
        });

        assertThat(vault.metrics().failures()).isZero();
        assertThat(gateway.metrics().failures()).isEqualTo(1);
    }

    @Test
    void nestedLimits_theInnerOneEndsItsOwnCallOnly(ManualTime time) throws Exception {
        String result = gateway.<String, Exception>protect(
                        () -> vault.<String, Exception>protect(() -> hang(time, ofSeconds(1)))
                                .timeout(ofSeconds(1))
                                .fallbackValue("instead")
                                .get())
                .timeout(LIMIT)
                .get();

        assertThat(result).isEqualTo("instead");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertThat(gateway.metrics().successes()).isEqualTo(1);
    }

    @Test
    void nestedLimits_theOuterOneEndsWorkUnderBoth(ManualTime time) {
        assertTimeout(
                gateway,
                () -> vault.<String, Exception>protect(() -> hang(time, LIMIT))
                        .timeout(LIMIT.multipliedBy(2))
                        .get());

        assertThat(vault.state()).isEqualTo(State.OPEN);
        assertThat(gateway.metrics().failures()).isZero();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void nestedLimits_bothOver_theInterruptIsPassedOn(ManualTime time) {
        assertTimeout(gateway, () -> {
            try {
                return vault.<String, Exception>protect(() -> hang(time, LIMIT))
                        .timeout(LIMIT)
                        .get();
            } catch (CallTimeoutException over) {
                Thread.sleep(Long.MAX_VALUE); // must be interrupted again: the outer limit is over, too
                return "never";
            }
        });

        assertThat(vault.metrics().failures()).isEqualTo(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
