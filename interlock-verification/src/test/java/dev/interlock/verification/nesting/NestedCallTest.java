package dev.interlock.verification.nesting;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.close;
import static dev.interlock.verification.call.Traffic.eventually;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.recover;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Backends;
import dev.interlock.BulkheadFullException;
import dev.interlock.Circuit;
import dev.interlock.CircuitFamily;
import dev.interlock.CircuitOpenException;
import dev.interlock.CyclePolicy;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.RecoveryMode;
import dev.interlock.RetryAdvice;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On one thread, whatever lies between the outer call and the inner one: permit, bulkhead place, ramp share and guards are taken once. */
@ExtendWith(InterlockExtension.class)
class NestedCallTest {

    @Test
    void halfOpenCircuit_calledInsideItsOwnCall_closes(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1));
        halfOpen(circuit);

        assertThat(circuit.<String, RuntimeException>call(() -> circuit.call(() -> circuit.call(() -> "deep"))))
                .isEqualTo("deep");

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void halfOpenCircuit_calledThroughAnother_closes(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1));
        Circuit between = interlock.define("session", c -> c.maxConcurrent(1));
        halfOpen(circuit);

        circuit.run(() -> between.run(() -> circuit.run(() -> between.run(() -> {}))));

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void condensedCycle_requestThatComesBack_closesBoth() {
        ManualTime time = ManualTime.create();
        try (Interlock interlock = Interlock.create(settings ->
                settings.timeSource(time).scheduler(time).hookExecutor(time).cycles(CyclePolicy.CONDENSE))) {
            interlock.defineAll(all -> all.define(
                            "a",
                            c -> c.failureThreshold(1)
                                    .resetTimeout(ofSeconds(5))
                                    .dependsOn("b"))
                    .define(
                            "b",
                            c -> c.failureThreshold(1)
                                    .resetTimeout(ofSeconds(5))
                                    .dependsOn("a")));
            Circuit a = interlock.circuit("a");
            Circuit b = interlock.circuit("b");
            open(a);
            time.advance(ofSeconds(6));

            a.run(() -> b.run(() -> a.run(() -> {})));

            assertThat(a.state()).isEqualTo(State.CLOSED);
            assertThat(b.state()).isEqualTo(State.CLOSED);
        }
    }

    @Test
    void circuitRecoveredByItsCall_calledInside_closes(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "redis", c -> c.recoveryMode(RecoveryMode.ON_CALL).resetTimeout(ofSeconds(5)));
        open(circuit);
        time.advance(ofSeconds(6));

        circuit.run(() -> circuit.run(() -> {}));

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void twoPermits_onlyAsManyCallsAsPermits_howeverDeep(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(2).successThreshold(3));
        halfOpen(circuit);
        try (Permit other = circuit.acquire()) {
            circuit.run(() -> circuit.run(() -> {
                assertThat(interlock.diagnostics().permitsOutstanding()).isEqualTo(2);
            }));
            assertThat(interlock.diagnostics().permitsOutstanding()).isEqualTo(1);
            other.ignore();
        }
        assertNothingOutstanding(interlock);
    }

    @Test
    void successThreshold_isNotMetByOneCallWrappedTwice(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(2).successThreshold(2));
        halfOpen(circuit);

        circuit.run(() -> circuit.run(() -> {}));
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);

        circuit.run(() -> circuit.run(() -> {}));
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void probeThatFailedInside_hasFailed_whateverTheOuterCallMakesOfIt(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1));
        halfOpen(circuit);

        circuit.run(() -> assertThatThrownBy(() -> circuit.call(() -> {
                    throw new Failure();
                }))
                .isInstanceOf(Failure.class));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertNothingOutstanding(interlock);
    }

    @Test
    void probeWhoseOuterCallFails_hasFailed(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1));
        halfOpen(circuit);

        assertThatThrownBy(() -> circuit.call(() -> {
                    circuit.run(() -> {});
                    throw new Failure();
                }))
                .isInstanceOf(Failure.class);

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void afterTheProbeFailedInside_furtherCallsInside_areRefused(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1));
        halfOpen(circuit);

        circuit.run(() -> {
            assertThatThrownBy(() -> circuit.call(() -> {
                        throw new Failure();
                    }))
                    .isInstanceOf(Failure.class);
            assertThatThrownBy(() -> good(circuit)).isInstanceOf(CircuitOpenException.class);
        });
    }

    @Test
    void callWithinItsPermit_isAPartOfIt(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1).maxConcurrent(1));
        halfOpen(circuit);

        try (Permit permit = circuit.acquire()) {
            permit.within(() -> good(circuit));
            permit.within(() -> {
                try (Permit inner = circuit.acquire()) {
                    inner.success();
                }
            });
            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
            permit.success();
        }

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void bulkheadOfOne_isNotFilledByItsOwnCall(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.maxConcurrent(1));

        circuit.run(() -> circuit.run(() -> {
            assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(1);
            assertThat(circuit.tryAcquire()).hasValueSatisfying(Permit::success);
        }));

        assertNothingOutstanding(interlock);
        good(circuit);
    }

    @Test
    void bulkhead_asManyNestedCallsAtOnceAsItHasPlaces_allPass(Interlock interlock) throws Exception {
        int places = 4;
        Circuit circuit = interlock.define("redis", c -> c.maxConcurrent(places));
        CyclicBarrier allInside = new CyclicBarrier(places);
        ExecutorService threads = Executors.newFixedThreadPool(places);
        try {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < places; i++) {
                calls.add(threads.submit(() -> circuit.<String, Exception>call(() -> {
                    allInside.await(30, TimeUnit.SECONDS);
                    return circuit.call(() -> {
                        allInside.await(30, TimeUnit.SECONDS);
                        return "served";
                    });
                })));
            }
            for (Future<String> call : calls) {
                assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("served");
            }
        } finally {
            threads.shutdownNow();
        }
        assertNothingOutstanding(interlock);
    }

    @Test
    void callOnAnotherThread_isNoPartOfACallOnThisOne(Interlock interlock) throws Exception {
        Circuit circuit = interlock.define("redis", c -> c.maxConcurrent(1));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            circuit.<RuntimeException>run(() -> assertThatThrownBy(
                            () -> other.submit(() -> good(circuit)).get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(BulkheadFullException.class));
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void ramp_takesTheShareOfTheOuterCallOnly(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.rampUp(ofSeconds(30)).rampUpFrom(0.5));
        halfOpen(circuit);
        good(circuit);
        AtomicInteger served = new AtomicInteger();

        for (int i = 0; i < 100; i++) {
            if (circuit.isCallable()) {
                circuit.run(() -> circuit.run(served::incrementAndGet));
            } else {
                assertThatThrownBy(() -> good(circuit)).isInstanceOf(dev.interlock.RampingException.class);
            }
        }

        assertThat(served).hasValue(50);
    }

    @Test
    void callGuards_areAskedOnce(Interlock interlock) {
        AtomicInteger asked = new AtomicInteger();
        Circuit circuit = interlock.define("redis", c -> c.callGuard("tokens", () -> asked.incrementAndGet() > 0));

        circuit.run(() -> circuit.run(() -> {}));

        assertThat(asked).hasValue(1);
    }

    @Test
    void asking_insideTheCall_agreesWithWhatACallGets(Interlock interlock) {
        Circuit circuit = interlock.define(
                "redis", c -> c.halfOpenCalls(1).maxConcurrent(1).rampUp(ofSeconds(30)));
        halfOpen(circuit);

        circuit.run(() -> {
            assertThat(circuit.isCallable()).isTrue();
            assertThat(circuit.retryAdvice().kind()).isEqualTo(RetryAdvice.Kind.RETRY);
            assertThat(interlock.check("redis").isClear()).isTrue();
            good(circuit);
        });

        try (Permit outside = interlock.define("other", c -> c.maxConcurrent(1)).acquire()) {
            assertThat(interlock.circuit("other").isCallable()).isFalse();
            outside.within(
                    () -> assertThat(interlock.circuit("other").isCallable()).isTrue());
            outside.success();
        }
    }

    @Test
    void blockedMeanwhile_theCallInsideIsRefused(Interlock interlock) {
        Circuit below = interlock.define("disk");
        Circuit circuit = interlock.define("redis", c -> c.dependsOn("disk").maxConcurrent(1));

        circuit.run(() -> {
            open(below);
            assertThatThrownBy(() -> good(circuit)).isInstanceOf(DependencyOpenException.class);
            assertThat(circuit.isCallable()).isFalse();
        });
    }

    @Test
    void episodeOver_theCallInsideIsACallOfItsOwn_withThePlaceOfTheOuterOne(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1).maxConcurrent(1));

        circuit.run(() -> {
            halfOpen(circuit);
            assertThat(circuit.isCallable()).isTrue();
            circuit.run(() -> {
                assertThat(interlock.diagnostics().permitsOutstanding()).isEqualTo(1);
                assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(1);
            });
            assertThat(circuit.state()).isEqualTo(State.CLOSED);
            assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(1);
        });

        assertNothingOutstanding(interlock);
    }

    @Test
    void secondEpisode_outerCallOfTheFirst_takesNoPlaceInIt(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1));
        halfOpen(circuit);

        circuit.run(() -> {
            open(circuit);
            recover(circuit);
            try (Permit other = circuit.acquire()) {
                assertThatThrownBy(() -> good(circuit)).isInstanceOf(PermitsExhaustedException.class);
                other.ignore();
            }
            assertThatThrownBy(() -> circuit.call(() -> {
                        throw new Failure();
                    }))
                    .isInstanceOf(Failure.class);
        });

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertNothingOutstanding(interlock);
    }

    @Test
    void reconfiguredMeanwhile_theCallInsideIsAPartStill(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1).maxConcurrent(1));
        halfOpen(circuit);

        circuit.run(() -> {
            interlock.reconfigure("redis", c -> c.maxConcurrent(2).failureThreshold(3));
            good(circuit);
        });

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void removedMeanwhile_theCallInsidePasses(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1).maxConcurrent(1));
        halfOpen(circuit);

        circuit.run(() -> {
            interlock.remove("redis");
            good(circuit);
        });

        assertNothingOutstanding(interlock);
    }

    @Test
    void closedByAnOperatorMeanwhile_theCallInsideIsACallOfItsOwn(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1));
        halfOpen(circuit);

        circuit.run(() -> {
            close(circuit);
            good(circuit);
        });

        assertThat(circuit.metrics().successes()).as("one in each epoch").isEqualTo(2);
        assertNothingOutstanding(interlock);
    }

    @Test
    void expiredMeanwhile_theProbeHasFailed_andThePlaceIsHeldUntilTheCallReturns(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "redis",
                c -> c.halfOpenCalls(1)
                        .maxConcurrent(1)
                        .permitDeadline(ofSeconds(10))
                        .resetTimeout(ofSeconds(60)));
        halfOpen(circuit);

        circuit.run(() -> circuit.run(() -> {
            time.advance(ofSeconds(11));
            assertThat(circuit.state()).isEqualTo(State.OPEN);
            assertThat(interlock.diagnostics().callsInFlight()).isEqualTo(1);
        }));

        assertNothingOutstanding(interlock);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void family_keyMetAgain_takesOnePlace_andKeepsItsCircuit(Interlock interlock) {
        CircuitFamily pods = interlock.family("pods", c -> c.maxConcurrent(1).halfOpenCalls(1), 4, ofSeconds(60));
        Circuit pod = pods.circuit("pod-1");
        halfOpen(pod);

        pod.run(() -> pods.circuit("pod-1").run(() -> {}));

        assertThat(pod.state()).isEqualTo(State.CLOSED);
        assertNothingOutstanding(interlock);
    }

    @Test
    void backends_insideACallOfOneOfThem_findItCallable(Interlock interlock) {
        Circuit eu = interlock.define("eu", c -> c.maxConcurrent(1));
        interlock.define("us");
        Backends regions = interlock.backends(List.of("eu", "us"));

        String region = eu.call(() -> regions.call(Circuit::name));

        assertThat(region).isEqualTo("eu");
    }

    @Test
    void error_deepInside_givesEverythingBackOnce(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.halfOpenCalls(1).maxConcurrent(1));
        halfOpen(circuit);
        AssertionError error = new AssertionError("planned");

        assertThatThrownBy(() -> circuit.run(() -> circuit.run(() -> {
                    throw error;
                })))
                .isSameAs(error);

        assertNothingOutstanding(interlock);
        assertThat(circuit.metrics().failures()).isEqualTo(1);
    }

    @Test
    void threadThatHasLeftItsCall_isInNone(Interlock interlock) {
        Circuit circuit = interlock.define("redis", c -> c.maxConcurrent(1));
        circuit.run(() -> circuit.run(() -> {}));
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = new Thread(() -> circuit.run(() -> {
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }));
        holder.start();
        eventually(
                "the other thread is in its call", () -> interlock.diagnostics().callsInFlight() == 1);

        assertThatThrownBy(() -> good(circuit)).isInstanceOf(BulkheadFullException.class);

        release.countDown();
        eventually("the other thread is out", () -> interlock.diagnostics().callsInFlight() == 0);
    }
}
