package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.ThrowingSupplier;
import dev.interlock.spi.RemoteFailures;
import dev.interlock.testkit.InterlockExtension;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which throwables count, and which results count as failures. */
@ExtendWith(InterlockExtension.class)
class ClassificationTest {

    @Test
    void throwable_withoutOptions_isFailureWhateverItsType(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(100));

        throwing(circuit, new IOException("x"));
        throwing(circuit, new IllegalStateException("x"));
        throwing(circuit, new AssertionError("x"));
        throwing(circuit, new StackOverflowError());
        throwing(circuit, new Throwable("neither exception nor error"));

        assertThat(circuit.metrics().failures()).isEqualTo(5);
        assertThat(circuit.metrics().successes()).isZero();
    }

    @Test
    void failOn_otherThrowable_isSuccess(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(100).failOn(IOException.class));

        throwing(circuit, new IllegalStateException("the service answered"));

        assertThat(circuit.metrics().failures()).isZero();
        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void failOn_subclassAndCause_areFailures(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(100).failOn(IOException.class));

        throwing(circuit, new FileNotFoundException("subclass"));
        throwing(circuit, new RuntimeException(new IllegalStateException(new IOException("two links down"))));

        assertThat(circuit.metrics().failures()).isEqualTo(2);
    }

    @Test
    void ignore_throwableOrCause_countsNothing(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(100).ignore(IOException.class));

        throwing(circuit, new FileNotFoundException("subclass"));
        throwing(circuit, new RuntimeException(new IOException("cause")));

        assertThat(circuit.metrics().failures()).isZero();
        assertThat(circuit.metrics().successes()).isZero();
        assertThat(circuit.metrics().windowCalls()).isZero();
        assertThat(circuit.metrics().ignored()).isEqualTo(2);
    }

    @Test
    void ignore_alsoNamedByFailOn_isStronger(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c", c -> c.failureThreshold(100).failOn(IOException.class).ignore(FileNotFoundException.class));

        throwing(circuit, new FileNotFoundException("ignored"));
        throwing(circuit, new IOException("failure"));

        assertThat(circuit.metrics().ignored()).isEqualTo(1);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void predicate_seesEachLinkOfTheCauseChain(Interlock interlock) {
        List<String> seen = new ArrayList<>();
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(100).failOn(link -> {
                    seen.add(String.valueOf(link.getMessage()));
                    return "deep".equals(link.getMessage());
                }));

        throwing(circuit, new RuntimeException("top", new RuntimeException("middle", new Exception("deep"))));
        throwing(circuit, new RuntimeException("other"));

        assertThat(seen).containsExactly("top", "middle", "deep", "other");
        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void causeChain_thatBitesItsTail_ends(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(100).failOn(IOException.class));
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);

        throwing(circuit, two);

        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void predicate_beside_failOn_eitherIsEnough(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(100)
                        .failOn(IOException.class)
                        .failOn(thrown -> thrown instanceof ArithmeticException));

        throwing(circuit, new IOException("by class"));
        throwing(circuit, new ArithmeticException("by test"));
        throwing(circuit, new IllegalStateException("by neither"));

        assertThat(circuit.metrics().failures()).isEqualTo(2);
        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    @Test
    void predicate_thatThrows_isReportedAndCountsAsFailure(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(100).failOn(thrown -> {
                    throw new IllegalArgumentException("broken test");
                }));

        bad(circuit); // and the caller gets the work's exception, not the test's

        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertThat(interlock.diagnostics().hookFailures()).isEqualTo(1);
    }

    @Test
    void failOnResult_matchingResult_isReturnedAndCountsAsFailure(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(2).failOnResult("bad"::equals));

        assertThat(circuit.call(() -> "bad")).isEqualTo("bad");
        good(circuit);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertThat(circuit.metrics().successes()).isEqualTo(1);

        assertThat(circuit.call(() -> "bad")).isEqualTo("bad");
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void failOnResult_nullResult_isAskedToo(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(100).failOnResult(result -> result == null));

        assertThat(circuit.<String, RuntimeException>call(() -> null)).isNull();

        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void failOnResult_thatThrows_isReportedAndCountsAsFailure(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(100).failOnResult(result -> {
                    throw new AssertionError("broken test");
                }));

        good(circuit);

        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertThat(circuit.metrics().successes()).isZero();
        assertThat(interlock.diagnostics().hookFailures()).isEqualTo(1);
    }

    @Test
    void failOnResult_asyncAndPermit_areClassifiedAsWell(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(100).failOnResult("bad"::equals));

        assertThat(circuit.callAsync(() -> CompletableFuture.completedFuture("bad")))
                .isCompletedWithValue("bad");
        try (Permit permit = circuit.acquire()) {
            permit.success("bad");
        }

        assertThat(circuit.metrics().failures()).isEqualTo(2);
    }

    @Test
    void halfOpen_failingResult_reopens(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failOnResult("bad"::equals));
        halfOpen(circuit);

        assertThat(circuit.call(() -> "bad")).isEqualTo("bad");

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void permitFailure_isClassifiedLikeACall(Interlock interlock) {
        Circuit circuit = interlock.define(
                "c", c -> c.failureThreshold(100).failOn(IOException.class).ignore(FileNotFoundException.class));

        report(circuit, new IOException("failure"));
        report(circuit, new FileNotFoundException("ignored"));
        report(circuit, new IllegalStateException("success"));

        assertThat(circuit.metrics().failures()).isEqualTo(1);
        assertThat(circuit.metrics().ignored()).isEqualTo(1);
        assertThat(circuit.metrics().successes()).isEqualTo(1);
    }

    private static void report(Circuit circuit, Throwable thrown) {
        try (Permit permit = circuit.acquire()) {
            permit.failure(thrown);
        }
    }

    static Stream<Throwable> hostile() {
        return Stream.of(
                new Hostile(() -> {
                    throw new IllegalStateException("a method of the throwable");
                }),
                new Hostile(() -> {
                    throw new AssertionError("a method of the throwable");
                }),
                new Hostile(() -> {
                    throw new StackOverflowError();
                }));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void throwable_withHostileMethods_isThrownItselfAndCounts(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit plain = interlock.define("plain", c -> c.failureThreshold(1));
            Circuit timed = interlock.define("timed", c -> c.failureThreshold(1).slowCallRate(1));
            Circuit bounded =
                    interlock.define("bounded", c -> c.failureThreshold(1).maxConcurrent(1));
            Circuit choosy = interlock.define(
                    "choosy",
                    c -> c.failureThreshold(1)
                            .failOn(Hostile.class)
                            .failOn(link -> link instanceof Hostile)
                            .ignore(IOException.class));
            halfOpen(bounded);

            for (Circuit circuit : List.of(plain, timed, bounded, choosy)) {
                throwing(circuit, thrown);
                assertThat(circuit.metrics().failures()).isEqualTo(1);
                assertThat(circuit.state()).isEqualTo(State.OPEN);
                assertThat(circuit.explain().toString()).isNotEmpty();
            }
            Traffic.assertNothingOutstanding(interlock);
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void throwable_hostile_throughFallbackAndAnotherCircuit_isCountedOnce(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit outer = interlock.define("outer", c -> c.failureThreshold(1));
            Circuit inner = interlock.define("inner", c -> c.failureThreshold(1));

            throwing(
                    outer,
                    () -> inner.<String, Throwable>protect(() -> {
                                throw thrown;
                            })
                            .fallback(IOException.class, failure -> "never")
                            .get(),
                    thrown);

            assertThat(inner.state()).isEqualTo(State.OPEN);
            assertThat(outer.state()).isEqualTo(State.CLOSED);
            assertThat(RemoteFailures.headersFor(thrown)).containsEntry(RemoteFailures.CIRCUIT, "inner");
        }
    }

    private static void throwing(Circuit circuit, ThrowingSupplier<String, Throwable> work, Throwable thrown) {
        assertThat(catchThrowable(() -> circuit.call(work)) == thrown).isTrue();
    }

    /** By identity: what compares or describes it meets its methods. */
    private static void throwing(Circuit circuit, Throwable thrown) {
        throwing(
                circuit,
                () -> {
                    throw thrown;
                },
                thrown);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void throwable_hostileAsync_arrivesAndCounts(Throwable thrown) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(1));

            assertThat(circuit.callAsync(() -> CompletableFuture.failedFuture(thrown))
                            .isCompletedExceptionally())
                    .isTrue();

            assertThat(circuit.metrics().failures()).isEqualTo(1);
            Traffic.assertNothingOutstanding(interlock);
        }
    }

    /** An exception whose own methods fail; some generated ones do. */
    private static final class Hostile extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        private final transient Runnable thrower;

        Hostile(Runnable thrower) {
            this.thrower = thrower;
        }

        @Override
        public String getMessage() {
            thrower.run();
            return "never";
        }

        @Override
        public synchronized Throwable getCause() {
            thrower.run();
            return new IllegalStateException("never");
        }

        @Override
        public int hashCode() {
            thrower.run();
            return 0;
        }

        @Override
        public boolean equals(Object other) {
            thrower.run();
            return other == this;
        }

        @Override
        public String toString() {
            return "Hostile";
        }
    }
}
