package dev.interlock.verification.protect;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.open;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interlock.Backends;
import dev.interlock.CallRejectedException;
import dev.interlock.CircuitOpenException;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is made again at the next backend, and what is not: to fail over is to make the request once more. */
@ExtendWith(InterlockExtension.class)
class BackendsGoOnTest {

    private static final List<String> NAMES = List.of("eu", "us", "ap");

    private final List<String> asked = new ArrayList<>();
    private Backends regions;

    @BeforeEach
    void define(Interlock interlock) {
        interlock.define("db");
        for (String name : NAMES) {
            interlock.define(name, c -> c.ignore(IllegalArgumentException.class).failureThreshold(30));
        }
        regions = interlock.backends(NAMES);
    }

    @Test
    void failureThatCircuitsCount_goesOn() {
        assertAsked(regions, new IOException("reset"), "eu", "us", "ap");
    }

    @Test
    void whatTheCircuitIgnores_isThrownAtOnce() {
        assertAsked(regions, new IllegalArgumentException("bad request"), "eu");
        assertAsked(regions, new IllegalStateException(new IllegalArgumentException("bad request")), "eu");
    }

    @Test
    void whatTheCircuitTakesForAnAnswer_isThrownAtOnce(Interlock interlock) {
        for (String name : NAMES) {
            interlock.reconfigure(name, c -> c.failOn(IOException.class));
        }

        assertAsked(regions, new IllegalStateException("404"), "eu");
        assertAsked(regions, new IOException("reset"), "eu", "us", "ap");
    }

    @Test
    void cancellation_thatNobodyAskedFor_goesOn_andOneByTheCallerIsThrownAtOnce() {
        assertAsked(regions, new CancellationException("by the driver"), "eu", "us", "ap");
        Thread.currentThread().interrupt();
        try {
            assertAsked(regions, new CancellationException("nobody waits"), "eu");
        } finally {
            boolean unused = Thread.interrupted();
        }
    }

    @Test
    void failureOfACircuitFurtherIn_goesOn(Interlock interlock) {
        assertThatThrownBy(() -> regions.call(region -> {
                    asked.add(region.name());
                    return interlock.circuit("db").call(() -> {
                        throw new IOException("disk");
                    });
                }))
                .isInstanceOf(IOException.class);

        assertThat(asked).containsExactlyElementsOf(NAMES);
    }

    @Test
    void refusalByACircuitFurtherIn_goesOn_alsoWrapped(Interlock interlock) {
        open(interlock.circuit("db"));

        assertThatThrownBy(() -> regions.call(region -> {
                    asked.add(region.name());
                    try {
                        return interlock.circuit("db").call(() -> "");
                    } catch (CallRejectedException refused) {
                        throw new IllegalStateException(refused);
                    }
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(asked).containsExactlyElementsOf(NAMES);
    }

    @Test
    void disabledCircuits_goOnByTheirConfiguration(Interlock interlock) {
        NAMES.forEach(name -> interlock.circuit(name).operator().disable(OPS, "test"));

        assertAsked(regions, new IOException("reset"), "eu", "us", "ap");
        assertAsked(regions, new IllegalArgumentException("bad request"), "eu");
    }

    @Test
    void closedInterlock_goesOnByConfiguration(Interlock interlock) {
        interlock.close();

        assertAsked(regions, new IOException("reset"), "eu", "us", "ap");
        assertAsked(regions, new IllegalArgumentException("bad request"), "eu");
    }

    @Test
    void refusalsOnly_neverMakesARequestTwice(Interlock interlock) {
        open(interlock.circuit("eu"));

        assertAsked(regions.refusalsOnly(), new SocketTimeoutException("has it charged?"), "us");
    }

    @Test
    void refusalsOnly_refusalFurtherIn_isThrown_becauseTheWorkWasBegun(Interlock interlock) {
        open(interlock.circuit("db"));

        assertThatThrownBy(() -> regions.refusalsOnly().call(region -> {
                    asked.add(region.name());
                    return interlock.circuit("db").call(() -> "");
                }))
                .isInstanceOf(CircuitOpenException.class);

        assertThat(asked).containsExactly("eu");
    }

    @Test
    void predicate_decidesOnWhatWasBegun() {
        Backends chosen = regions.goingOnWhen(thrown -> thrown instanceof IllegalArgumentException);

        assertAsked(chosen, new IllegalArgumentException("this one does not know the key"), "eu", "us", "ap");
        assertAsked(chosen, new IOException("reset"), "eu");
        assertAsked(chosen, new InterruptedException("planned"), "eu");
        assertThat(regions.circuits()).isEqualTo(chosen.circuits());
    }

    @Test
    void predicateThatThrows_saysNo_andTheCallersExceptionWins() {
        IllegalStateException broken = new IllegalStateException("broken predicate");
        IOException failure = new IOException("reset");

        assertAsked(
                regions.goingOnWhen(thrown -> {
                    throw broken;
                }),
                failure,
                "eu");
        assertThat(failure).hasSuppressedException(broken);
    }

    @Test
    void predicateThatDies_saysNo_andTheCallEnds() {
        Backends dying = regions.goingOnWhen(thrown -> {
            throw new AssertionError("broken");
        });

        assertAsked(dying, new IOException("reset"), "eu");
        assertAskedAsync(dying, new IOException("reset"), "eu");
    }

    @Test
    void exceptionWhoseCauseCannotBeAsked_isThrownAsItIs_andTheCallEnds() {
        assertAsked(regions, new Hostile(), "eu", "us", "ap");
        assertAskedAsync(regions, new Hostile(), "eu", "us", "ap");
    }

    /** As a future's wrapper that says what it wraps by code of its own. */
    private static final class Hostile extends CompletionException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            throw new AssertionError("hostile");
        }
    }

    @Test
    void allRefusing_oneRefusalNamesAll_andTheWaitIsTheShortest(Interlock interlock) {
        interlock.reconfigure("eu", c -> c.resetTimeout(ofSeconds(30)).jitter(0));
        interlock.reconfigure("us", c -> c.resetTimeout(ofSeconds(10)).jitter(0));
        interlock.reconfigure("ap", c -> c.dependsOn("db"));
        open(interlock.circuit("eu"));
        open(interlock.circuit("us"));
        interlock.circuit("db").operator().forceOpen(OPS, "test");

        CircuitOpenException refusal =
                catchThrowableOfType(CircuitOpenException.class, () -> regions.call(region -> "never"));

        assertThat(refusal.getMessage()).contains("'eu'", "'us'", "'ap'").startsWith("None of 3 backends");
        assertThat(refusal.circuit()).isEqualTo("us");
        assertThat(refusal.retryAfter())
                .hasValueSatisfying(wait ->
                        assertThat(wait).isBetween(ofSeconds(10), ofSeconds(10).plusMillis(100)));
        assertThat(refusal.rootCauses()).containsExactlyInAnyOrder("eu", "us", "db");
        assertThat(refusal.getSuppressed()).hasSize(3).hasAtLeastOneElementOfType(DependencyOpenException.class);
        assertThatThrownBy(() ->
                        regions.callAsync(region -> new CompletableFuture<>()).join())
                .cause()
                .isInstanceOf(CircuitOpenException.class)
                .hasMessageContainingAll("'eu'", "'us'", "'ap'");
    }

    @Test
    void asynchronousCall_goesOnForTheSame() {
        assertAskedAsync(regions, new IOException("reset"), "eu", "us", "ap");
        assertAskedAsync(regions, new CompletionException(new IOException("reset")), "eu", "us", "ap");
        assertAskedAsync(regions, new IllegalArgumentException("bad request"), "eu");
        assertAskedAsync(regions, new CancellationException("by the client library"), "eu", "us", "ap");
        assertAskedAsync(regions.refusalsOnly(), new IOException("reset"), "eu");
        assertAskedAsync(
                regions.goingOnWhen(thrown -> thrown instanceof IllegalArgumentException),
                new IllegalArgumentException("bad request"),
                "eu",
                "us",
                "ap");
    }

    @Test
    void timeLimitAroundTheSearch_endsIt(Interlock interlock, ManualTime time) {
        CompletableFuture<Object> answer = interlock
                .circuit("db")
                .protectAsync(() -> regions.callAsync(region -> {
                    asked.add(region.name());
                    return new CompletableFuture<>();
                }))
                .timeout(ofSeconds(1))
                .getAsync();

        time.advance(ofSeconds(1));

        assertThat(answer).isCompletedExceptionally();
        assertThat(asked).as("nobody waits for another one").containsExactly("eu");
    }

    @Test
    void timeLimitOfOneBackend_goesOn(Interlock interlock, ManualTime time) {
        CompletableFuture<Object> answer = regions.callAsync(region -> {
            asked.add(region.name());
            return interlock
                    .circuit("db")
                    .protectAsync(() -> new CompletableFuture<>())
                    .timeout(ofSeconds(1))
                    .getAsync();
        });

        time.advance(ofSeconds(3));

        assertThat(answer).isCompletedExceptionally();
        assertThat(asked).containsExactlyElementsOf(NAMES);
    }

    private void assertAsked(Backends backends, Exception thrown, String... names) {
        asked.clear();
        assertThatThrownBy(() -> backends.call(region -> {
                    asked.add(region.name());
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(asked).containsExactly(names);
    }

    private void assertAskedAsync(Backends backends, Exception failure, String... names) {
        asked.clear();
        CompletableFuture<Object> answer = backends.callAsync(region -> {
            asked.add(region.name());
            return CompletableFuture.failedFuture(failure);
        });
        assertThat(answer).isCompletedExceptionally();
        assertThat(asked).containsExactly(names);
    }
}
