package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import java.io.Serial;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an open circuit remembers of a failure is words, not the exception: that may hold a request, a response, a session. */
@ExtendWith(InterlockExtension.class)
@Timeout(60)
class KeptExceptionsTest {

    @Test
    void exceptionThatOpenedACircuit_isNotKept_andWhatItSaidIs(Interlock interlock) {
        Circuit db = interlock.define("db", c -> c.failureThreshold(1));
        Circuit web = interlock.define("web", c -> c.dependsOn("db"));

        WeakReference<Throwable> thrown = fail(db);
        Throwable refusal = catchThrowable(() -> web.call(() -> "never"));

        assertThat(db.state()).isEqualTo(State.OPEN);
        eventually("the exception is collected", () -> {
            System.gc();
            return thrown.refersTo(null);
        });
        assertThat(refusal).hasMessageContaining("request with its body");
        assertThat(db.explain().toString()).contains("request with its body");
    }

    private static WeakReference<Throwable> fail(Circuit circuit) {
        Throwable large = new Large();
        assertThat(catchThrowable(() -> circuit.call(() -> {
                            throw large;
                        }))
                        == large)
                .isTrue();
        return new WeakReference<>(large);
    }

    private static final class Large extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("UnusedVariable") // it only has to be there
        final byte[] body = new byte[5_000_000];

        Large() {
            super("request with its body");
        }
    }
}
