package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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

    @Test
    void throwable_withHostileMethods_isThrownItselfAndCounts(Interlock interlock) {
        Circuit plain = interlock.define("plain", c -> c.failureThreshold(1));
        Circuit bounded = interlock.define("bounded", c -> c.failureThreshold(1).maxConcurrent(1));
        halfOpen(bounded);

        for (Circuit circuit : List.of(plain, bounded)) {
            throwing(circuit, new Hostile());
            assertThat(circuit.metrics().failures()).isEqualTo(1);
            assertThat(circuit.state()).isEqualTo(State.OPEN);
        }
        Traffic.assertNothingOutstanding(interlock);
    }

    @Test
    void throwable_hostileAsync_arrivesAndCounts(Interlock interlock) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(1));

        assertThat(circuit.callAsync(() -> CompletableFuture.failedFuture(new Hostile())))
                .isCompletedExceptionally();

        assertThat(circuit.metrics().failures()).isEqualTo(1);
        Traffic.assertNothingOutstanding(interlock);
    }

    /** An exception whose own methods fail; some generated ones do. */
    private static final class Hostile extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("getMessage");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("getCause");
        }

        @Override
        public String toString() {
            return "Hostile";
        }
    }
}
