package dev.interlock.verification.attribution;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Attribution;
import dev.interlock.AttributionPolicy;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.verification.call.Traffic.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A failure belongs to the innermost circuit that saw it. Synchronous calls. */
@ExtendWith(InterlockExtension.class)
class AttributionTest {

    private Circuit outer;
    private Circuit inner;

    @BeforeEach
    void define(Interlock interlock) {
        outer = interlock.define("outer", c -> c.failureThreshold(100));
        inner = interlock.define("inner", c -> c.failureThreshold(100));
    }

    @Test
    void refusalByAnotherCircuit_isNoFailureHere() {
        open(inner);

        assertThatThrownBy(() -> outer.call(() -> inner.call(() -> "never"))).isInstanceOf(CallRejectedException.class);

        assertNothingRecorded(outer);
        assertThat(outer.metrics().ignored()).isEqualTo(1);
    }

    @Test
    void refusalByAnotherCircuit_wrapped_isNoFailureHere() {
        open(inner);

        assertThatThrownBy(() -> outer.call(() -> {
                    try {
                        return inner.call(() -> "never");
                    } catch (CallRejectedException refusal) {
                        throw new IOException("wrapped", new IllegalStateException(refusal));
                    }
                }))
                .isInstanceOf(IOException.class);

        assertNothingRecorded(outer);
    }

    @Test
    void refusalByAnotherCircuit_asProbe_handsThePermitBack() {
        open(inner);
        halfOpen(outer);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> outer.call(() -> inner.call(() -> "never")))
                    .isInstanceOf(CallRejectedException.class);
        }

        assertThat(outer.state()).isEqualTo(State.HALF_OPEN);
        good(outer);
        assertThat(outer.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void refusalByAnotherInterlock_isNoFailureEither() {
        try (Interlock elsewhere = Interlock.create()) {
            Circuit foreign = elsewhere.define("foreign");
            open(foreign);

            assertThatThrownBy(() -> outer.call(() -> foreign.call(() -> "never")))
                    .isInstanceOf(CallRejectedException.class);
        }
        assertNothingRecorded(outer);
    }

    @Test
    void failure_isRecordedByTheInnermostOnly() {
        Failure failure = new Failure();

        assertThatThrownBy(() -> outer.call(() -> inner.call(() -> {
                    throw failure;
                })))
                .isSameAs(failure);

        assertThat(inner.metrics().failures()).isEqualTo(1);
        assertNothingRecorded(outer);
        assertThat(outer.metrics().ignored()).isEqualTo(1);
    }

    @Test
    void failure_wrappedOnItsWayUp_isRecordedByTheInnermostOnly() {
        assertThatThrownBy(() -> outer.call(() -> {
                    try {
                        return inner.call(() -> {
                            throw new IOException("down");
                        });
                    } catch (IOException failure) {
                        throw new IllegalStateException("service", new UncheckedIOException(failure));
                    }
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(inner.metrics().failures()).isEqualTo(1);
        assertNothingRecorded(outer);
    }

    @Test
    void failure_throughFourCircuits_isRecordedOnce(Interlock interlock) {
        Circuit top = interlock.define("top");
        Circuit highest = interlock.define("highest");

        assertThatThrownBy(() -> highest.call(() -> top.call(() -> outer.call(() -> inner.call(() -> {
                    throw new Failure();
                })))))
                .isInstanceOf(Failure.class);

        assertThat(inner.metrics().failures()).isEqualTo(1);
        assertNothingRecorded(outer);
        assertNothingRecorded(top);
        assertNothingRecorded(highest);
    }

    @Test
    void failure_causeDropped_isTheOutersOwn() {
        assertThatThrownBy(() -> outer.call(() -> {
                    try {
                        return inner.call(() -> {
                            throw new Failure();
                        });
                    } catch (Failure dropped) {
                        throw new IllegalStateException("the cause is lost");
                    }
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(inner.metrics().failures()).isEqualTo(1);
        assertThat(outer.metrics().failures()).isEqualTo(1);
    }

    @Test
    void failure_handledInside_isASuccessOfTheOuter() {
        String result = outer.call(() -> {
            bad(inner);
            return "fallback";
        });

        assertThat(result).isEqualTo("fallback");
        assertThat(outer.metrics().successes()).isEqualTo(1);
        assertThat(inner.metrics().failures()).isEqualTo(1);
    }

    @Test
    void failure_notRecordedInside_isTheOutersOwn(Interlock interlock) {
        Circuit ignoring = interlock.define("ignoring", c -> c.ignore(Failure.class));
        Circuit answering = interlock.define("answering", c -> c.failOn(IOException.class));
        Circuit disabled = interlock.define("disabled");
        disabled.operator().disable(OPS, "test");

        for (Circuit between : new Circuit[] {ignoring, answering, disabled}) {
            assertThatThrownBy(() -> outer.call(() -> between.call(() -> {
                        throw new Failure();
                    })))
                    .isInstanceOf(Failure.class);
        }

        assertThat(outer.metrics().failures()).isEqualTo(3);
    }

    @Test
    void failedProbeInside_isNotTheOutersFailure() {
        halfOpen(inner);

        assertThatThrownBy(() -> outer.call(() -> inner.call(() -> {
                    throw new Failure();
                })))
                .isInstanceOf(Failure.class);

        assertThat(inner.state()).isEqualTo(State.OPEN);
        assertNothingRecorded(outer);
    }

    @Test
    void ownAll_everyCircuitRecords(Interlock interlock) {
        Circuit own = interlock.define("own", c -> c.attribution(AttributionPolicy.OWN_ALL));

        assertThatThrownBy(() -> own.call(() -> inner.call(() -> {
                    throw new Failure();
                })))
                .isInstanceOf(Failure.class);

        assertThat(inner.metrics().failures()).isEqualTo(1);
        assertThat(own.metrics().failures()).isEqualTo(1);
    }

    @Test
    void ownAll_refusalByAnotherCircuit_isStillNoFailure(Interlock interlock) {
        Circuit own = interlock.define("own", c -> c.attribution(AttributionPolicy.OWN_ALL));
        open(inner);

        assertThatThrownBy(() -> own.call(() -> inner.call(() -> "never"))).isInstanceOf(CallRejectedException.class);

        assertNothingRecorded(own);
    }

    @Test
    void permits_nested_areAttributedLikeCalls() {
        Failure failure = new Failure();
        try (Permit outerPermit = outer.acquire()) {
            try (Permit innerPermit = inner.acquire()) {
                innerPermit.failure(failure);
            }
            outerPermit.failure(new IllegalStateException(failure));
        }

        assertThat(inner.metrics().failures()).isEqualTo(1);
        assertNothingRecorded(outer);
    }

    @Test
    void attributionOf_tellsTheCircuitThatRecorded() {
        Failure failure = new Failure();
        assertThat(Attribution.of(failure)).isEmpty();

        assertThatThrownBy(() -> outer.call(() -> inner.call(() -> {
                    throw failure;
                })))
                .isSameAs(failure);

        assertThat(Attribution.of(failure)).contains(new Attribution("inner"));
        assertThat(Attribution.of(new RuntimeException(new Exception(failure)))).contains(new Attribution("inner"));
        assertThat(Attribution.of(new Failure())).isEmpty();
    }

    @Test
    void attributionOf_throwableThatWasIgnored_isEmpty(Interlock interlock) {
        Circuit ignoring = interlock.define("ignoring", c -> c.ignore(Failure.class));
        Failure failure = new Failure();

        throwing(ignoring, failure);

        assertThat(Attribution.of(failure)).isEmpty();
    }

    private static void assertNothingRecorded(Circuit circuit) {
        assertThat(circuit.metrics().failures()).as(circuit.name()).isZero();
        assertThat(circuit.metrics().successes()).as(circuit.name()).isZero();
        assertThat(circuit.metrics().windowCalls()).as(circuit.name()).isZero();
    }
}
