package dev.interlock.verification.attribution;

import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cancellation by the caller and interrupts are neutral; timeouts of the work's own are not. */
class NeutralThrowablesTest {

    static Stream<Throwable> neutral() {
        return Stream.of(
                new InterruptedException(),
                new CancellationException(),
                new RuntimeException(new InterruptedException()),
                new ExecutionException(new CancellationException()),
                new CompletionException(new ExecutionException(new InterruptedException())));
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new SocketTimeoutException("read timed out"),
                new RuntimeException(new SocketTimeoutException("connect timed out")),
                new InterruptedIOException("timeout"), // as HTTP clients end a call that took too long
                new TimeoutException());
    }

    @ParameterizedTest
    @MethodSource("neutral")
    void neutralThrowable_countsNothing(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(1));

            throwing(circuit, thrown);

            assertThat(circuit.state()).isEqualTo(State.CLOSED);
            assertThat(circuit.metrics().failures()).isZero();
            assertThat(circuit.metrics().successes()).isZero();
            assertThat(circuit.metrics().ignored()).isEqualTo(1);
        } finally {
            Thread.interrupted(); // what the thrown exception may have left behind is not this test's affair
        }
    }

    @ParameterizedTest
    @MethodSource("neutral")
    void neutralThrowable_asProbe_handsThePermitBack(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c");
            halfOpen(circuit);

            throwing(circuit, thrown);

            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
            assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
            good(circuit);
            assertThat(circuit.state()).isEqualTo(State.CLOSED);
        } finally {
            Thread.interrupted();
        }
    }

    @ParameterizedTest
    @MethodSource("neutral")
    void neutralThrowable_async_countsNothing(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));

            assertThat(circuit.callAsync(() -> CompletableFuture.failedFuture(thrown)))
                    .isDone();

            assertThat(circuit.state()).isEqualTo(State.CLOSED);
            assertThat(circuit.metrics().ignored()).isEqualTo(1);
        } finally {
            Thread.interrupted();
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void timeoutOfTheWorksOwn_isAFailure(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));

            throwing(circuit, thrown);

            assertThat(circuit.state()).isEqualTo(State.OPEN);
        }
    }

    @ExtendWith(InterlockExtension.class)
    @Test
    void neutralThrowable_inside_isNeutralOutside(Interlock interlock) {
        Circuit outer = interlock.define("outer", c -> c.failureThreshold(1));
        Circuit inner = interlock.define("inner", c -> c.failureThreshold(1));
        CancellationException cancelled = new CancellationException();

        assertThat(outer.callAsync(() -> inner.callAsync(() -> CompletableFuture.failedFuture(cancelled))))
                .isDone();

        assertThat(outer.state()).isEqualTo(State.CLOSED);
        assertThat(inner.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void interruptedIo_ofAThreadThatIsInterrupted_isNeutral() {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));
            Thread.currentThread().interrupt();

            throwing(circuit, new InterruptedIOException("interrupted"));

            assertThat(circuit.state()).isEqualTo(State.CLOSED);
        } finally {
            Thread.interrupted();
        }
    }
}
