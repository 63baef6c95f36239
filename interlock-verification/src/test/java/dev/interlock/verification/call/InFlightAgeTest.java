package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.AttributionPolicy;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.CyclePolicy;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.WouldHaveOpened;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls that have not ended count as slow from their slow threshold on. */
@ExtendWith(InterlockExtension.class)
@Timeout(30)
class InFlightAgeTest {

    private static final Duration THRESHOLD = ofSeconds(2);
    private static final Duration TICK = ofMillis(100);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void stop() throws InterruptedException {
        answer.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, SECONDS)).isTrue();
    }

    private static Consumer<CircuitConfigBuilder> slow(int minimumCalls) {
        return c -> c.slowCallRate(0.5).slowCallThreshold(THRESHOLD).minimumCalls(minimumCalls);
    }

    /** Calls that hang, all of them under way when this returns. */
    private List<Future<String>> hang(int calls, UnaryOperator<Work> through) throws Exception {
        CountDownLatch begun = new CountDownLatch(calls);
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            all.add(threads.submit(() -> through.apply(() -> {
                        begun.countDown();
                        answer.await();
                        return "answer";
                    })
                    .get()));
        }
        begun.await();
        return all;
    }

    private interface Work {
        String get() throws Exception;
    }

    private static Work through(Circuit circuit, Work work) {
        return () -> circuit.call(work::get);
    }

    @Test
    void hangingCalls_openTheirCircuit_thoughNoneHasEnded(Interlock interlock, ManualTime time) throws Exception {
        Circuit circuit = interlock.define("c", slow(3));
        hang(3, work -> through(circuit, work));

        time.advance(THRESHOLD.minus(TICK.multipliedBy(2)));
        assertThat(circuit.state()).isEqualTo(State.CLOSED);

        time.advance(TICK.multipliedBy(3));
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(interlock.snapshot().node("c").cause())
                .hasValueSatisfying(cause -> assertThat(cause.detail())
                        .isEqualTo("slow-call rate 100 % of 3 calls (limit 50 %), 3 of them in flight"));
    }

    @Test
    void hangingCalls_fewerThanTheMinimum_openNothing(Interlock interlock, ManualTime time) throws Exception {
        Circuit circuit = interlock.define("c", slow(3));
        hang(2, work -> through(circuit, work));

        time.advance(ofSeconds(60));

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void callsThatEndedWell_countBesideThoseThatHang(Interlock interlock, ManualTime time) throws Exception {
        Circuit circuit = interlock.define("c", slow(3));
        Traffic.good(circuit, 4);
        hang(3, work -> through(circuit, work));

        time.advance(THRESHOLD.plus(TICK));
        assertThat(circuit.state()).as("3 of 7").isEqualTo(State.CLOSED);

        hang(1, work -> through(circuit, work));
        time.advance(THRESHOLD.plus(TICK));
        assertThat(circuit.state()).as("4 of 8").isEqualTo(State.OPEN);
    }

    @Test
    void countWindow_countsThemToo(Interlock interlock, ManualTime time) throws Exception {
        Circuit circuit = interlock.define("c", slow(100).andThen(c -> c.countWindow(3)));
        hang(3, work -> through(circuit, work));

        time.advance(THRESHOLD.plus(TICK));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void callThatEndsAfterItsThreshold_countsOnce(Interlock interlock, ManualTime time) throws Exception {
        Circuit circuit = interlock.define("c", slow(2));
        List<Future<String>> calls = hang(1, work -> through(circuit, work));
        time.advance(THRESHOLD.plus(TICK));

        answer.countDown();
        assertThat(calls.get(0).get()).isEqualTo("answer");
        time.advance(TICK.multipliedBy(3));

        assertThat(circuit.metrics().slowCalls()).isEqualTo(1);
        assertThat(circuit.state()).as("one call, and two are needed").isEqualTo(State.CLOSED);
    }

    @Test
    void nestedCalls_theInnermostOneIsBlamed_thoughThoseAroundItBeganEarlier(Interlock interlock, ManualTime time)
            throws Exception {
        Circuit gateway = interlock.define("gateway", slow(1));
        Circuit payment = interlock.define("payment", slow(1));
        Circuit vault = interlock.define("vault", slow(1));
        hang(
                1,
                work -> through(gateway, () -> {
                    time.advance(ofMillis(60));
                    return through(payment, () -> {
                                time.advance(ofMillis(60));
                                return through(vault, work).get();
                            })
                            .get();
                }));

        time.advance(ofSeconds(30));

        assertThat(vault.state()).isNotEqualTo(State.CLOSED);
        assertThat(payment.state()).isEqualTo(State.CLOSED);
        assertThat(gateway.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void nestedCalls_theOuterOneIsBlamed_ifTheInnerOneMayTakeLonger(Interlock interlock, ManualTime time)
            throws Exception {
        Circuit gateway = interlock.define("gateway", slow(1));
        Circuit archive = interlock.define("archive", slow(1).andThen(c -> c.slowCallThreshold(ofSeconds(60))));
        hang(1, work -> through(gateway, through(archive, work)));

        time.advance(THRESHOLD.plus(TICK.multipliedBy(4)));

        assertThat(gateway.state()).isEqualTo(State.OPEN);
        assertThat(archive.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void asynchronousCalls_countToo(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", slow(2));
        circuit.callAsync(() -> new CompletableFuture<String>());
        circuit.callAsync(() -> new CompletableFuture<String>());

        time.advance(THRESHOLD.plus(TICK));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void asynchronousCallInsideAnother_isBlamedAlone(Interlock interlock, ManualTime time) {
        Circuit gateway = interlock.define("gateway", slow(1));
        Circuit vault = interlock.define("vault", slow(1));
        gateway.callAsync(() -> {
            time.advance(ofMillis(60));
            return vault.callAsync(() -> new CompletableFuture<String>());
        });

        time.advance(THRESHOLD.plus(TICK));

        assertThat(vault.state()).isEqualTo(State.OPEN);
        assertThat(gateway.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void asynchronousCallThatNeverEnds_isForgottenAtThePermitDeadline_withoutAVerdict(
            Interlock interlock, ManualTime time) {
        Circuit circuit =
                interlock.define("c", slow(2).andThen(c -> c.failureThreshold(1).permitDeadline(ofSeconds(30))));
        CompletableFuture<String> forgotten = new CompletableFuture<>();
        circuit.callAsync(() -> forgotten);

        time.advance(ofSeconds(30).plus(TICK));
        circuit.callAsync(() -> new CompletableFuture<String>());
        time.advance(THRESHOLD.plus(TICK));
        assertThat(circuit.state())
                .as("one slow call in flight, and two are needed")
                .isEqualTo(State.CLOSED);
        assertThat(circuit.metrics().failures()).isZero();

        forgotten.completeExceptionally(new Traffic.Failure());
        assertThat(circuit.metrics().failures()).as("it ended after all").isEqualTo(1);
    }

    @Test
    void longCalls_ofACircuitWithASlowConditionThatTheyKeep_areNoFailures(Interlock interlock, ManualTime time) {
        Circuit streams = interlock.define(
                "streams",
                c -> c.failureRate(0.5).minimumCalls(3).slowCallRate(1).slowCallThreshold(ofHours(2)));
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            CompletableFuture<String> call = new CompletableFuture<>();
            calls.add(call);
            streams.callAsync(() -> call);
        }

        time.advance(ofHours(1));
        calls.forEach(call -> call.complete("well"));

        assertThat(streams.state()).isEqualTo(State.CLOSED);
        assertThat(streams.metrics().failures()).isZero();
        assertThat(streams.metrics().successes()).isEqualTo(5);
    }

    @Test
    void probeThatHangs_reopensTheCircuitAtTheThreshold(Interlock interlock, ManualTime time) throws Exception {
        Circuit circuit = interlock.define("c", slow(1));
        halfOpen(circuit);
        hang(1, work -> through(circuit, work));

        time.advance(THRESHOLD.plus(TICK));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(interlock.snapshot().node("c").lastError())
                .hasValueSatisfying(error -> assertThat(error).startsWith("SLOW"));
        assertThat(interlock.diagnostics().permitsOutstanding()).isZero();
    }

    @Test
    void metricsOnly_isToldOnce(Interlock interlock, ManualTime time) throws Exception {
        Circuit circuit = interlock.define("c", slow(1));
        List<WouldHaveOpened> told = new ArrayList<>();
        interlock.on(WouldHaveOpened.class, told::add);
        circuit.operator().metricsOnly(OPS, "test");
        hang(1, work -> through(circuit, work));

        time.advance(ofSeconds(20));

        assertThat(told).hasSize(1);
        assertThat(circuit.state()).isEqualTo(State.METRICS_ONLY);
    }

    @Test
    void callsOfAnOlderEpoch_openNothing(Interlock interlock, ManualTime time) throws Exception {
        Circuit circuit = interlock.define("c", slow(1));
        hang(1, work -> through(circuit, work));
        circuit.operator().forceOpen(OPS, "test");
        circuit.operator().forceClose(OPS, "test");

        time.advance(ofSeconds(20));

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void callsOfABlockedCircuit_openNothing_andWhatTheyWaitedForIsForgiven(Interlock interlock, ManualTime time)
            throws Exception {
        Circuit vault = interlock.define("vault", c -> c.resetTimeout(ofSeconds(10)));
        Circuit payment = interlock.define("payment", slow(2).andThen(c -> c.dependsOn("vault")));
        hang(2, work -> through(payment, work));
        Traffic.open(vault);

        time.advance(ofSeconds(10));
        assertThat(vault.state()).isEqualTo(State.HALF_OPEN);
        assertThat(payment.isBlocked()).isFalse();
        time.advance(ofSeconds(10));

        assertThat(payment.state()).as("its calls waited for the vault").isEqualTo(State.CLOSED);
        hang(4, work -> through(payment, work));
        time.advance(THRESHOLD.plus(TICK.multipliedBy(4)));
        assertThat(payment.state())
                .as("calls of a time in which it was not blocked")
                .isEqualTo(State.OPEN);
    }

    @Test
    void callsOfABlockedCircuit_pastTheirThresholdOnlyWhenItIsNotBlockedAnyMore_openNothing(
            Interlock interlock, ManualTime time) throws Exception {
        Circuit vault = interlock.define("vault", c -> c.resetTimeout(THRESHOLD.dividedBy(2)));
        Circuit payment = interlock.define("payment", slow(2).andThen(c -> c.dependsOn("vault")));
        hang(2, work -> through(payment, work));
        Traffic.open(vault);

        time.advance(THRESHOLD.multipliedBy(3).dividedBy(4));
        assertThat(vault.state()).isEqualTo(State.HALF_OPEN);
        time.advance(THRESHOLD);

        assertThat(payment.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void callsOfABlockedCircuit_thatEndLate_areNotSlow(Interlock interlock, ManualTime time) throws Exception {
        Circuit vault = interlock.define("vault", c -> c.resetTimeout(ofSeconds(60)));
        Circuit payment = interlock.define("payment", slow(1).andThen(c -> c.dependsOn("vault")));
        List<Future<String>> calls = hang(1, work -> through(payment, work));
        Traffic.open(vault);
        time.advance(ofSeconds(10));

        answer.countDown();
        assertThat(calls.get(0).get()).isEqualTo("answer");

        assertThat(payment.state()).isEqualTo(State.CLOSED);
        assertThat(payment.metrics().slowCalls()).isZero();
    }

    @Test
    void callsOfABlockedCircuit_countIfItCountsEverything(Interlock interlock, ManualTime time) throws Exception {
        Circuit vault = interlock.define("vault", c -> c.resetTimeout(ofSeconds(60)));
        Circuit payment = interlock.define(
                "payment", slow(2).andThen(c -> c.dependsOn("vault").attribution(AttributionPolicy.OWN_ALL)));
        hang(2, work -> through(payment, work));
        Traffic.open(vault);

        time.advance(THRESHOLD.plus(TICK.multipliedBy(4)));

        assertThat(payment.state()).isEqualTo(State.OPEN);
    }

    @Test
    void hangingCallsAtEveryLevel_openTheRootAlone(Interlock interlock, ManualTime time) throws Exception {
        // As across processes: nothing but the graph tells that the calls belong together. Names in an order that
        // tempts.
        Circuit gateway = interlock.define("a", slow(2).andThen(c -> c.dependsOn("b")));
        hang(2, work -> through(gateway, work));
        time.advance(ofMillis(60));
        Circuit payment = interlock.define("b", slow(2).andThen(c -> c.dependsOn("c")));
        hang(2, work -> through(payment, work));
        time.advance(ofMillis(60));
        Circuit vault = interlock.define("c", slow(2));
        hang(2, work -> through(vault, work));

        time.advance(ofSeconds(20));

        assertThat(vault.state()).isEqualTo(State.OPEN);
        assertThat(payment.state()).isEqualTo(State.CLOSED);
        assertThat(gateway.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void hangingCallsAtEveryLevel_seenOnOneLateTick_openTheRootAlone() throws Exception {
        ManualTime time = ManualTime.create();
        List<Runnable> late = new ArrayList<>();
        // A scheduler that stalls, though not for so long that the process is taken to have stood still: what comes due
        // is run when the test says so.
        try (Interlock interlock = Interlock.create(settings -> settings.timeSource(time)
                .scheduler((task, delay) -> {
                    late.add(task);
                    return () -> late.remove(task);
                })
                .hookExecutor(Runnable::run))) {
            Circuit gateway = interlock.define("a", slow(2).andThen(c -> c.dependsOn("b")));
            Circuit payment = interlock.define("b", slow(2).andThen(c -> c.dependsOn("c")));
            Circuit vault = interlock.define("c", slow(2));
            for (Circuit circuit : List.of(gateway, payment, vault)) {
                hang(2, work -> through(circuit, work));
            }
            for (Duration step = TICK; step.compareTo(THRESHOLD) < 0; step = step.plus(TICK)) {
                time.advance(TICK);
                List<Runnable> due = List.copyOf(late);
                late.clear();
                due.forEach(Runnable::run);
            }
            assertThat(vault.state()).isEqualTo(State.CLOSED);
            time.advance(TICK.multipliedBy(5));

            List.copyOf(late).forEach(Runnable::run);

            assertThat(vault.state()).isEqualTo(State.OPEN);
            assertThat(payment.state()).isEqualTo(State.CLOSED);
            assertThat(gateway.state()).isEqualTo(State.CLOSED);
        }
    }

    @Test
    void hangingCallsInACondensedCycle_openOneOfIt() throws Exception {
        ManualTime time = ManualTime.create();
        try (Interlock interlock = Interlock.create(settings ->
                settings.timeSource(time).scheduler(time).hookExecutor(time).cycles(CyclePolicy.CONDENSE))) {
            Circuit one = interlock.define("one", slow(2).andThen(c -> c.dependsOn("other")));
            Circuit other = interlock.define("other", slow(2).andThen(c -> c.dependsOn("one")));
            hang(2, work -> through(one, work));
            hang(2, work -> through(other, work));

            time.advance(THRESHOLD.plus(TICK.multipliedBy(4)));

            assertThat(List.of(one.state(), other.state())).contains(State.OPEN);
        }
    }

    @Test
    void serverThatAcceptsAndNeverAnswers_opensItsCircuit_withoutAnyTimeout() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        List<Socket> sockets = new ArrayList<>();
        try (Interlock real = Interlock.create();
                ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Circuit circuit = real.define(
                    "silent",
                    c -> c.slowCallRate(0.5).slowCallThreshold(ofMillis(200)).minimumCalls(3));
            real.on(CircuitTransitioned.class, event -> opened.countDown());
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
                sockets.add(socket);
                threads.execute(() -> {
                    try {
                        circuit.call(() -> socket.getInputStream().read());
                    } catch (java.io.IOException closed) {
                        // at the end of the test
                    }
                });
            }

            assertThat(opened.await(10, SECONDS)).isTrue();
            assertThat(circuit.state()).isEqualTo(State.OPEN);
            assertThat(circuit.metrics().failures() + circuit.metrics().successes())
                    .as("calls that have ended")
                    .isZero();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
