package dev.interlock.verification.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import java.io.IOException;
import java.io.Serial;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions whose shape is odd: chains without an end, texts without one. Those whose methods throw are in {@link ClassificationTest}. */
@ExtendWith(InterlockExtension.class)
@Timeout(60)
class OddThrowablesTest {

    static Stream<Throwable> odd() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        Exception one = new Exception("one");
        Exception other = new Exception("other");
        one.addSuppressed(other);
        other.addSuppressed(one);
        return Stream.of(
                first, one, new Endless(), new Exception((String) null), new Exception("x".repeat(20_000_000)));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void throwable_isThrownItself_countsOnce_andMakesNoLongText(Throwable thrown, Interlock interlock) {
        Circuit inner =
                interlock.define("inner", c -> c.failureThreshold(1).failOn(IOException.class, Exception.class));
        Circuit outer = interlock.define(
                "outer", c -> c.failureThreshold(1).maxConcurrent(1).dependsOn("inner"));

        Throwable met = catchThrowable(() -> outer.call(() -> inner.call(() -> {
            throw thrown;
        })));
        Throwable refusal = catchThrowable(() -> outer.call(() -> "never"));

        assertThat(met == thrown).as("itself").isTrue();
        assertThat(inner.state()).isEqualTo(State.OPEN);
        assertThat(outer.state()).isEqualTo(State.CLOSED);
        assertThat(refusal.getMessage()).hasSizeLessThan(2_000);
        assertThat(outer.explain().toString()).hasSizeLessThan(2_000);
        Traffic.assertNothingOutstanding(interlock);
    }

    /** Each cause has one more. */
    private static final class Endless extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        Endless() {
            super("endless");
        }

        @Override
        public synchronized Throwable getCause() {
            return new Endless();
        }
    }
}
