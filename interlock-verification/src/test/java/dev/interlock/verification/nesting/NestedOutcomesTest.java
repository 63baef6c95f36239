package dev.interlock.verification.nesting;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.eventually;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.AttributionPolicy;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.CircuitMetrics;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic.Failure;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call ended with is counted once, however often it goes through the circuit. */
@ExtendWith(InterlockExtension.class)
class NestedOutcomesTest {

    /** The ways on which calls go: some leave no trace while they run, some are held, some are timed. */
    enum Way {
        PLAIN(c -> {}),
        OWN_ALL(c -> c.attribution(AttributionPolicy.OWN_ALL)),
        BULKHEAD(c -> c.maxConcurrent(1)),
        GUARDED(c -> c.callGuard("always", () -> true)),
        TIMED(c -> c.slowCallRate(1).slowCallThreshold(ofSeconds(1))),
        TIMED_OWN_ALL(c -> c.slowCallRate(1).slowCallThreshold(ofSeconds(1)).attribution(AttributionPolicy.OWN_ALL)),
        TIMED_BULKHEAD(c -> c.slowCallRate(1).slowCallThreshold(ofSeconds(1)).maxConcurrent(1)),
        METRICS_ONLY(c -> {});

        @SuppressWarnings("ImmutableEnumChecker") // a lambda, which captures nothing
        private final Consumer<CircuitConfigBuilder> options;

        Way(Consumer<CircuitConfigBuilder> options) {
            this.options = options;
        }

        Circuit define(Interlock interlock) {
            Circuit circuit = interlock.define("redis", c -> {
                c.failureThreshold(50).minimumCalls(50);
                options.accept(c);
            });
            if (this == METRICS_ONLY) {
                assertThat(circuit.operator().metricsOnly(OPS, "test").isApplied())
                        .isTrue();
            }
            return circuit;
        }

        boolean leavesNoTrace() {
            return this == PLAIN || this == OWN_ALL || this == TIMED || this == TIMED_OWN_ALL;
        }
    }

    private static void assertCounted(Circuit circuit, int successes, int failures) {
        CircuitMetrics metrics = circuit.metrics();
        assertThat(metrics.failures()).as("failures").isEqualTo(failures);
        assertThat(metrics.successes()).as("successes").isEqualTo(successes);
    }

    private static void fail(Circuit circuit, Throwable failure) throws Throwable {
        circuit.run(() -> {
            throw failure;
        });
    }

    @ParameterizedTest
    @EnumSource
    void failure_passingOutThroughTheCircuitTwice_isOne(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);
        Failure failure = new Failure();

        assertThatThrownBy(() -> circuit.run(() -> circuit.run(() -> fail(circuit, failure))))
                .isSameAs(failure);

        assertCounted(circuit, 0, 1);
        assertNothingOutstanding(interlock);
    }

    @ParameterizedTest
    @EnumSource
    void failure_wrappedOnTheWay_isOne(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);

        assertThatThrownBy(() -> circuit.run(() -> {
                    try {
                        fail(circuit, new Failure());
                    } catch (Throwable thrown) {
                        throw new IllegalStateException(thrown);
                    }
                }))
                .isInstanceOf(IllegalStateException.class);

        assertCounted(circuit, 0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void failure_throughAnotherCircuit_isOneOfTheInnermost(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);
        Circuit between = interlock.define("session");

        assertThatThrownBy(() -> circuit.run(() -> between.run(() -> fail(circuit, new Failure()))))
                .isInstanceOf(Failure.class);

        assertCounted(circuit, 0, 1);
        assertThat(between.metrics().failures()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void sameInstance_thrownByTwoCallsInside_isTwo(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);
        Failure shared = new Failure();

        assertThatThrownBy(() -> circuit.run(() -> {
                    assertThatThrownBy(() -> fail(circuit, shared)).isSameAs(shared);
                    fail(circuit, shared);
                }))
                .isSameAs(shared);

        assertCounted(circuit, 0, 2);
    }

    @ParameterizedTest
    @EnumSource
    void sameInstance_thrownByCallsOneAfterTheOther_isOneEach(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);
        Failure shared = new Failure();

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> circuit.run(() -> fail(circuit, shared))).isSameAs(shared);
        }

        assertCounted(circuit, 0, 10);
    }

    @ParameterizedTest
    @EnumSource
    void failureInside_thatTheOuterCallRecoversFrom_isCounted(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);

        circuit.run(() -> assertThatThrownBy(() -> fail(circuit, new Failure())).isInstanceOf(Failure.class));

        // A plain call knows nothing of the calls inside it that are over.
        assertCounted(circuit, way.leavesNoTrace() ? 1 : 0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void failureOfTheOuterCallItself_afterASuccessInside_isCounted(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);

        assertThatThrownBy(() -> circuit.run(() -> {
                    circuit.run(() -> {});
                    throw new Failure();
                }))
                .isInstanceOf(Failure.class);

        assertCounted(circuit, 1, 1);
    }

    @ParameterizedTest
    @EnumSource
    void retryInside_countsEachTry(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);

        circuit.run(() -> {
            assertThatThrownBy(() -> fail(circuit, new Failure())).isInstanceOf(Failure.class);
            assertThatThrownBy(() -> fail(circuit, new Failure())).isInstanceOf(Failure.class);
            circuit.run(() -> {});
        });

        assertCounted(circuit, way.leavesNoTrace() ? 2 : 1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void success_isOne_exceptWhereClosedCallsLeaveNoTrace(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);

        circuit.run(() -> circuit.run(() -> {}));

        assertCounted(circuit, way.leavesNoTrace() ? 2 : 1, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMED", "TIMED_OWN_ALL", "TIMED_BULKHEAD"})
    void slowCall_wrappedTwice_isSlowOnce(Way way, Interlock interlock, ManualTime time) {
        Circuit circuit = way.define(interlock);

        circuit.run(() -> circuit.run(() -> time.advance(ofSeconds(2))));

        assertThat(circuit.metrics().slowCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMED", "TIMED_OWN_ALL", "TIMED_BULKHEAD"})
    void outerCall_slowByManyQuickOnesInside_isSlow(Way way, Interlock interlock, ManualTime time) {
        Circuit circuit = way.define(interlock);

        circuit.run(() -> {
            for (int i = 0; i < 4; i++) {
                circuit.run(() -> time.advance(java.time.Duration.ofMillis(600)));
            }
        });

        assertThat(circuit.metrics().slowCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void asynchronousFailure_throughTheCircuitTwice_isOne(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> call =
                circuit.callAsync(() -> circuit.callAsync(() -> stage).thenApply(x -> x));

        stage.completeExceptionally(new Failure());

        assertThat(call).isCompletedExceptionally();
        assertCounted(circuit, 0, 1);
        assertNothingOutstanding(interlock);
    }

    @ParameterizedTest
    @EnumSource
    void asynchronousSuccess_throughTheCircuitTwice_isOne(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> call = circuit.callAsync(() -> circuit.callAsync(() -> stage));

        stage.complete("served");

        assertThat(call).isCompletedWithValue("served");
        assertCounted(circuit, 1, 0);
        assertNothingOutstanding(interlock);
    }

    @ParameterizedTest
    @EnumSource
    void sameInstance_endingCallsThatRanAtOnceOnOneThread_isOneEach(Way way, Interlock interlock) {
        if (way == Way.BULKHEAD || way == Way.TIMED_BULKHEAD) {
            return; // one at a time
        }
        Circuit circuit = way.define(interlock);
        Failure shared = new Failure();
        CompletableFuture<String> connection = new CompletableFuture<>();

        for (int i = 0; i < 20; i++) {
            CompletableFuture<String> unused = circuit.callAsync(() -> connection.thenApply(x -> x));
        }
        connection.completeExceptionally(shared);

        assertCounted(circuit, 0, 20);
    }

    @ParameterizedTest
    @EnumSource
    void failureOfACallInside_handedOnAsAFailedFuture_isOne(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);

        CompletableFuture<String> call = circuit.callAsync(() -> {
            try {
                fail(circuit, new Failure());
                return CompletableFuture.completedFuture("served");
            } catch (Throwable thrown) {
                return CompletableFuture.failedFuture(thrown);
            }
        });

        assertThat(call).isCompletedExceptionally();
        assertCounted(circuit, 0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void callThatWaitsForItsOwnAsynchronousOne_failure_isOne(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            assertThatThrownBy(() -> circuit.run(() -> circuit.callAsync(() -> CompletableFuture.supplyAsync(
                                    () -> {
                                        throw new IllegalStateException("planned");
                                    },
                                    other))
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join()))
                    .isInstanceOf(CompletionException.class);
        } finally {
            other.shutdownNow();
        }

        assertCounted(circuit, 0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void callOnAnExecutorInside_failure_isOne_andNoPlaceIsTakenTwice(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);
        ExecutorService other = Executors.newSingleThreadExecutor();
        Failure failure = new Failure();
        try {
            assertThatThrownBy(() -> circuit.<Failure>run(() -> {
                        Object unused = circuit.<Object, Failure>protect(() -> {
                                    throw failure;
                                })
                                .on(other)
                                .get();
                    }))
                    .isSameAs(failure);
        } finally {
            other.shutdownNow();
        }

        assertCounted(circuit, 0, 1);
        assertNothingOutstanding(interlock);
    }

    @ParameterizedTest
    @EnumSource
    void failureWithinAPermit_reportedToIt_isOne(Way way, Interlock interlock) {
        Circuit circuit = way.define(interlock);
        Failure failure = new Failure();

        try (Permit permit = circuit.acquire()) {
            assertThatThrownBy(() -> permit.within(() -> fail(circuit, failure)))
                    .isSameAs(failure);
            permit.failure(failure);
        }

        assertCounted(circuit, 0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void timeLimitInside_thatEndsTheCall_isOneFailure(Way way, Interlock interlock, ManualTime time) {
        Circuit circuit = way.define(interlock);

        assertThatThrownBy(() -> circuit.run(() -> circuit.protect(() -> {
                            time.advance(ofSeconds(3));
                            return "late";
                        })
                        .timeout(ofSeconds(2))
                        .get()))
                .isInstanceOf(dev.interlock.CallTimeoutException.class);

        assertCounted(circuit, 0, 1);
    }

    /** As a loop on an executor, each turn of which begins the next. */
    @Test
    void callsEachBegunInTheOneBefore_holdNoneThatAreOver(Interlock interlock) throws Exception {
        Circuit poll = interlock.define("poll");
        List<WeakReference<Permit>> turns = new ArrayList<>();
        AtomicReference<Permit> last = new AtomicReference<>(poll.acquire());
        for (int turn = 0; turn < 10; turn++) {
            Permit now = last.get();
            turns.add(new WeakReference<>(now));
            now.within(() -> last.set(poll.acquire()));
            now.success();
        }

        eventually("those that are over are gone", () -> {
            System.gc();
            return turns.stream().limit(8).allMatch(turn -> turn.get() == null);
        });
        last.get().success();
    }
}
