package dev.interlock.verification.protect;

import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Attribution;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.ProtectedCall;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.verification.call.Traffic.Failure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What takes the place of a result: which throwables, in which order, and whose failure it is when that fails, too. */
@ExtendWith(InterlockExtension.class)
class FallbackTest {

    private Circuit circuit;
    private Circuit outer;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define("circuit", c -> c.failureThreshold(100));
        outer = interlock.define("outer", c -> c.failureThreshold(100));
    }

    private ProtectedCall<String, Exception> failing() {
        return circuit.protect(() -> {
            throw new Failure();
        });
    }

    @Test
    void workThatSucceeds_asksNoFallback() {
        assertThat(circuit.<String, RuntimeException>protect(() -> "result")
                        .fallback(thrown -> {
                            throw new AssertionError(thrown);
                        })
                        .get())
                .isEqualTo("result");
    }

    @Test
    void workThatFails_getsTheFallback_andCountsAsAFailure() throws Exception {
        assertThat(failing().fallback(Throwable::getMessage).get()).isEqualTo("planned failure");

        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void refusedCall_getsTheFallback() throws Exception {
        open(circuit);

        assertThat(failing()
                        .fallback(CallRejectedException.class, refused -> refused.circuit() + " is open")
                        .get())
                .isEqualTo("circuit is open");
    }

    @Test
    void fallbackForAnotherType_isPassedBy() throws Exception {
        ProtectedCall<String, Exception> call = failing().fallback(IllegalStateException.class, thrown -> "wrong");

        assertThatThrownBy(call::get).isInstanceOf(Failure.class);
        assertThat(call.fallbackValue("value").get()).isEqualTo("value");
    }

    @Test
    void fallbacks_areAskedInOrder_eachWithWhatIsLeft() throws Exception {
        List<String> asked = new ArrayList<>();

        String result = failing()
                .fallback(Failure.class, thrown -> {
                    asked.add("first: " + thrown.getMessage());
                    throw new IllegalStateException("the first failed");
                })
                .fallback(Failure.class, thrown -> {
                    asked.add("not for this: " + thrown);
                    return "wrong";
                })
                .fallback(thrown -> {
                    asked.add("second: " + thrown.getMessage());
                    return "second";
                })
                .fallbackValue("third")
                .get();

        assertThat(result).isEqualTo("second");
        assertThat(asked).containsExactly("first: planned failure", "second: the first failed");
    }

    @Test
    void errorsAndInterrupts_passByUnlessNamed() throws Exception {
        ProtectedCall<String, Exception> error = circuit.<String, Exception>protect(() -> {
                    throw new LinkageError("broken");
                })
                .fallbackValue("value");
        ProtectedCall<String, Exception> interrupt = circuit.<String, Exception>protect(() -> {
                    throw new InterruptedException("stop");
                })
                .fallbackValue("value");

        assertThatThrownBy(error::get).isInstanceOf(LinkageError.class);
        assertThatThrownBy(interrupt::get).isInstanceOf(InterruptedException.class);
        assertThat(error.fallback(LinkageError.class, thrown -> "named").get()).isEqualTo("named");
    }

    @Test
    void fallbackThatSucceeds_isASuccessOfTheCircuitAround() throws Exception {
        assertThat(outer.call(() -> failing().fallbackValue("value").get())).isEqualTo("value");

        assertThat(outer.metrics().successes()).isEqualTo(1);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void fallbackThatFails_carriesTheOriginal_andBelongsToItsCircuit() {
        IllegalStateException second = new IllegalStateException("the fallback failed");

        assertThatThrownBy(() -> outer.call(() -> failing()
                        .fallback(thrown -> {
                            throw second;
                        })
                        .get()))
                .isSameAs(second)
                .satisfies(thrown ->
                        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(Failure.class));

        assertThat(Attribution.of(second)).map(Attribution::circuit).hasValue("circuit");
        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertThat(outer.metrics().failures()).isZero();
    }

    @Test
    void fallbackThatFailsAfterARefusal_isNoFailureOfTheCircuitAround() {
        open(circuit);

        assertThatThrownBy(() -> outer.call(() -> failing()
                        .fallback(refused -> {
                            throw new IllegalStateException("nothing in the cache");
                        })
                        .get()))
                .hasMessage("nothing in the cache");

        assertThat(outer.metrics().failures()).isZero();
    }

    @Test
    void fallbackThatFailsInACircuit_belongsToThatOne(Interlock interlock) {
        Circuit cache = interlock.define("cache", c -> c.failureThreshold(100));
        IllegalStateException second = new IllegalStateException("the cache failed");

        assertThatThrownBy(() -> outer.call(() -> failing()
                        .fallback(thrown -> cache.call(() -> {
                            throw second;
                        }))
                        .get()))
                .isSameAs(second);

        assertThat(Attribution.of(second)).map(Attribution::circuit).hasValue("cache");
        assertThat(outer.metrics().failures()).isZero();
    }

    @Test
    void fallbackThatThrowsTheOriginalOn_suppressesNothing() {
        assertThatThrownBy(failing().fallback(Failure.class, thrown -> {
                    throw thrown;
                })::get)
                .isInstanceOf(Failure.class)
                .hasNoSuppressedExceptions();
    }

    @Test
    void sharedExceptionOfAFallback_doesNotGrowWithoutEnd() {
        IllegalStateException shared = new IllegalStateException("shared");
        ProtectedCall<String, Exception> call = failing().fallback(thrown -> {
            throw shared;
        });

        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(call::get).isSameAs(shared);
        }

        assertThat(shared.getSuppressed()).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void protectedCall_isReusable_andEachStepIsAnotherOne() throws Exception {
        ProtectedCall<String, Exception> bare = failing();
        ProtectedCall<String, Exception> safe = bare.fallbackValue("value");

        assertThat(safe.get()).isEqualTo("value");
        assertThat(safe.get()).isEqualTo("value");
        assertThatThrownBy(bare::get).isInstanceOf(Failure.class);
        assertThat(circuit.metrics().failures()).isEqualTo(3);
    }

    @Test
    void nullValue_isAResult() throws Exception {
        assertThat(failing().fallbackValue(null).get()).isNull();
    }
}
