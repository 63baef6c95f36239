package dev.interlock.verification.attribution;

import static dev.interlock.verification.call.Traffic.eventually;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.throwing;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.ProtectedCall;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was called off by whoever made the call is neutral, by who did it: an interrupt of the thread that calls, and what one of our own futures
 * cancelled. The same classes are failures where a driver raises them. Timeouts of the work's own are failures, too.
 */
class NeutralThrowablesTest {

    /** Of the calling thread, which is all that throws this without a future around it. */
    static Stream<Throwable> interrupts() {
        return Stream.of(new InterruptedException(), new RuntimeException(new InterruptedException()));
    }

    /** What interrupted threads throw, and others throw as well. */
    static Stream<Throwable> cancellations() {
        return Stream.of(
                new CancellationException("connection evicted"),
                new RuntimeException(new CancellationException()),
                new ExecutionException(new CancellationException()),
                new CompletionException(new ExecutionException(new InterruptedException())), // of another thread
                new ClosedByInterruptException(),
                new InterruptedIOException("timeout")); // as HTTP clients end a call that took too long
    }

    static Stream<Throwable> failures() {
        return Stream.concat(
                cancellations(),
                Stream.of(
                        new SocketTimeoutException("read timed out"),
                        new RuntimeException(new SocketTimeoutException("connect timed out")),
                        new TimeoutException()));
    }

    static Stream<Throwable> failuresOfStages() {
        return Stream.concat(failures(), interrupts());
    }

    @AfterEach
    void forgetInterrupt() {
        boolean unused = Thread.interrupted();
    }

    @ParameterizedTest
    @MethodSource("interrupts")
    void interrupt_countsNothing(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(1));

            throwing(circuit, thrown);

            assertNeutral(circuit);
        }
    }

    @ParameterizedTest
    @MethodSource("interrupts")
    void interrupt_asProbe_handsThePermitBack(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c");
            halfOpen(circuit);

            throwing(circuit, thrown);

            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
            assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
            good(circuit);
            assertThat(circuit.state()).isEqualTo(State.CLOSED);
        }
    }

    @ParameterizedTest
    @MethodSource("cancellations")
    void cancellation_onAThreadThatIsInterrupted_countsNothing(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).failOn(CancellationException.class));
            Thread.currentThread().interrupt();

            throwing(circuit, thrown);

            assertNeutral(circuit);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void cancellationThatNobodyAskedFor_isAFailure(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));

            throwing(circuit, thrown);

            assertThat(circuit.state()).isEqualTo(State.OPEN);
        }
    }

    @ParameterizedTest
    @MethodSource("failuresOfStages")
    void stageThatEndsSo_isAFailure(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));

            assertThat(circuit.callAsync(() -> CompletableFuture.failedFuture(thrown)))
                    .isDone();

            assertThat(circuit.state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void stageThatTheClientLibraryCancels_isAFailure() {
        try (Interlock interlock = Interlock.create()) {
            Circuit plain = interlock.define("plain", c -> c.failureThreshold(1));
            Circuit hedged = interlock.define("hedged", c -> c.failureThreshold(1));
            CompletableFuture<String> ofThePlain = new CompletableFuture<>();
            CompletableFuture<String> ofTheHedged = new CompletableFuture<>();
            CompletableFuture<String> one = plain.callAsync(() -> ofThePlain);
            CompletableFuture<String> other = hedged.protectAsync(() -> ofTheHedged)
                    .hedge(ofMinutes(1), 1)
                    .getAsync();

            ofThePlain.cancel(true);
            ofTheHedged.cancel(true);

            assertThat(one).isCancelled();
            assertThat(other).isCompletedExceptionally();
            assertThat(plain.state()).isEqualTo(State.OPEN);
            assertThat(hedged.state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void callThatItsCallerCancels_isNeutral_forThoseAroundItToo() {
        try (Interlock interlock = Interlock.create()) {
            Circuit inner = interlock.define("inner", c -> c.failureThreshold(1));
            Circuit outer = interlock.define("outer", c -> c.failureThreshold(1));
            List<Supplier<CompletableFuture<String>>> ways = List.of(
                    () -> inner.callAsync(CompletableFuture::new),
                    () -> inner.callAsync(() -> new CompletableFuture<String>()).thenApply(answer -> answer + "!"),
                    () -> inner.protectAsync(() -> new CompletableFuture<String>())
                            .getAsync(),
                    () -> inner.protectAsync(() -> new CompletableFuture<String>())
                            .hedge(ofMinutes(1), 1)
                            .fallbackRace(List.of(failure -> new CompletableFuture<>()))
                            .getAsync());
            for (Supplier<CompletableFuture<String>> way : ways) {
                AtomicReference<CompletableFuture<String>> call = new AtomicReference<>();
                CompletableFuture<String> around = outer.callAsync(() -> {
                    call.set(way.get());
                    return call.get().thenApply(answer -> "got " + answer);
                });

                call.get().cancel(true);

                assertThat(around).isCompletedExceptionally();
            }
            assertNeutral(outer, ways.size());
            assertThat(inner.metrics().failures()).isZero();
        }
    }

    @Test
    void workOnAnExecutor_thatItsCallerCancels_isNeutral_whateverItMakesOfTheInterrupt() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1));
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<String> call = circuit.<String, RuntimeException>protect(() -> {
                        begun.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException flagIsGone) {
                            throw new CancellationException("as coroutines do");
                        }
                        return "never";
                    })
                    .on(threads)
                    .getAsync();
            begun.await();

            call.cancel(true);

            eventually("the work has ended", () -> circuit.metrics().ignored() == 1);
            assertThat(circuit.metrics().failures()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    @ExtendWith(InterlockExtension.class)
    @Test
    void callBegunAfterALimitStruck_thatTheDriverCancels_isAFailure(Interlock interlock, ManualTime time) {
        Circuit gateway = interlock.define("gateway", c -> c.failureThreshold(1));
        Circuit vault = interlock.define("vault", c -> c.failureThreshold(1));
        Circuit search = interlock.define("search", c -> c.failureThreshold(3));
        ProtectedCall<String, RuntimeException> call = gateway.<String, RuntimeException>protect(() -> {
                    Throwable claimed = catchThrowable(() -> vault.call(() -> {
                        time.advance(ofSeconds(1));
                        Thread.sleep(1);
                        return "never";
                    }));
                    assertThat(claimed).isInstanceOf(InterruptedException.class);
                    for (int i = 0; i < 3; i++) { // work that goes on, though its time is over
                        throwing(search, new CancellationException("connection evicted"));
                    }
                    return "late";
                })
                .timeout(ofSeconds(1));

        assertThat(catchThrowable(call::get)).isInstanceOf(CallTimeoutException.class);

        assertThat(vault.state()).as("the limit's").isEqualTo(State.OPEN);
        assertThat(search.state()).as("its driver's").isEqualTo(State.OPEN);
    }

    @Test
    void failOn_thatNamesTheInterrupt_isStronger_andAClassAboveItIsNot() {
        try (Interlock interlock = Interlock.create()) {
            Circuit named = interlock.define("named", c -> c.failureThreshold(1).failOn(InterruptedException.class));
            Circuit wide = interlock.define("wide", c -> c.failureThreshold(1).failOn(Exception.class));

            throwing(named, new InterruptedException());
            throwing(wide, new InterruptedException());

            assertThat(named.state()).isEqualTo(State.OPEN);
            assertNeutral(wide);
        }
    }

    @Test
    void failOnAndIgnore_decideAboutCancellations() {
        try (Interlock interlock = Interlock.create()) {
            Circuit failing =
                    interlock.define("failing", c -> c.failureThreshold(1).failOn(CancellationException.class));
            Circuit other = interlock.define("other", c -> c.failureThreshold(1).failOn(TimeoutException.class));
            Circuit ignoring =
                    interlock.define("ignoring", c -> c.failureThreshold(1).ignore(CancellationException.class));
            List.of(failing, other, ignoring).forEach(each -> throwing(each, new CancellationException()));

            assertThat(failing.state()).isEqualTo(State.OPEN);
            assertThat(other.metrics().successes()).isEqualTo(1);
            assertNeutral(ignoring);
        }
    }

    @ExtendWith(InterlockExtension.class)
    @Test
    void cancellationThatNobodyAskedFor_isAFailureOfTheInnermostOnly(Interlock interlock) {
        Circuit outer = interlock.define("outer", c -> c.failureThreshold(1));
        Circuit inner = interlock.define("inner", c -> c.failureThreshold(1));
        CancellationException cancelled = new CancellationException();

        assertThat(outer.callAsync(() -> inner.callAsync(() -> CompletableFuture.failedFuture(cancelled))))
                .isDone();

        assertThat(outer.state()).isEqualTo(State.CLOSED);
        assertThat(inner.state()).isEqualTo(State.OPEN);
    }

    private static void assertNeutral(Circuit circuit) {
        assertNeutral(circuit, 1);
    }

    private static void assertNeutral(Circuit circuit, int calls) {
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(circuit.metrics().failures()).isZero();
        assertThat(circuit.metrics().successes()).isZero();
        assertThat(circuit.metrics().ignored()).isEqualTo(calls);
    }
}
