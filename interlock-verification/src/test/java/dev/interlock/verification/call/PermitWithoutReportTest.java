package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.halfOpen;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.AttributionPolicy;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitOpenException;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.ThrowingRunnable;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.verification.call.Traffic.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What left the block of a permit that is closed without a report is not known; whether something inside it has been answered for, is. */
@ExtendWith(InterlockExtension.class)
class PermitWithoutReportTest {

    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private Circuit gateway;
    private Circuit db;

    @BeforeEach
    void define(Interlock interlock) {
        gateway = interlock.define("gateway", c -> c.failureThreshold(3));
        db = interlock.define("db", c -> c.failureThreshold(3));
    }

    @AfterEach
    void stop() {
        other.shutdownNow();
    }

    private static <X extends Throwable> void in(Circuit circuit, ThrowingRunnable<X> body) throws X {
        try (Permit permit = circuit.acquire()) {
            body.run();
            permit.success();
        }
    }

    private static void fail(Circuit circuit) throws Failure {
        circuit.call(() -> {
            throw new Failure();
        });
    }

    private void onAnotherThread(ThrowingRunnable<Exception> work) throws Exception {
        Future<?> done = other.submit(() -> {
            work.run();
            return true;
        });
        done.get(30, TimeUnit.SECONDS);
    }

    private static void assertIgnored(Circuit circuit) {
        assertThat(circuit.metrics().failures()).as("failures").isZero();
        assertThat(circuit.metrics().ignored()).as("ignored").isEqualTo(1);
    }

    private static void assertAbandoned(Circuit circuit) {
        assertThat(circuit.metrics().failures()).as("failures").isEqualTo(1);
        assertThat(circuit.metrics().ignored()).as("ignored").isZero();
    }

    @Test
    void deadDependency_opensOneCircuit() {
        for (int i = 0; i < 20; i++) {
            assertThat(catchThrowable(() -> in(gateway, () -> fail(db)))).isNotNull();
        }

        assertThat(db.state()).isEqualTo(State.OPEN);
        assertThat(gateway.state()).isEqualTo(State.CLOSED);
        assertThat(db.metrics().failures()).isEqualTo(3);
        assertThat(gateway.metrics().failures()).isZero();
        assertThat(gateway.metrics().ignored()).isEqualTo(20);
    }

    @Test
    void refusalInside_isNoFailure() {
        open(db);

        assertThatThrownBy(() -> in(gateway, () -> good(db))).isInstanceOf(CircuitOpenException.class);

        assertIgnored(gateway);
    }

    @Test
    void refusalInside_ofEveryKind_isNoFailure(Interlock interlock) {
        Circuit blocked = interlock.define("blocked", c -> c.dependsOn("down"));
        Circuit down = interlock.define("down");
        open(down);
        Circuit guarded = interlock.define("guarded", c -> c.callGuard("never", () -> false));
        Circuit full = interlock.define("full", c -> c.maxConcurrent(1));
        Circuit probed = interlock.define("probed", c -> c.halfOpenCalls(1));
        halfOpen(probed);
        Permit place = full.acquire();
        Permit probe = probed.acquire();

        for (Circuit each : new Circuit[] {blocked, guarded, full, probed}) {
            assertThatThrownBy(() -> in(gateway, () -> good(each))).isInstanceOf(CallRejectedException.class);
        }

        assertThat(gateway.metrics().failures()).isZero();
        assertThat(gateway.metrics().ignored()).isEqualTo(4);
        place.ignore();
        probe.ignore();
    }

    @Test
    void permitInside_thatThereIsNot_isNoFailure() {
        open(db);

        assertThatThrownBy(() -> in(gateway, () -> {
                    Permit unused = db.tryAcquire().orElseThrow(Failure::new);
                }))
                .isInstanceOf(Failure.class);

        assertIgnored(gateway);
    }

    @Test
    void failureInside_thatItsCircuitCounted_isNoSecondOne() {
        assertThatThrownBy(() -> in(gateway, () -> fail(db))).isInstanceOf(Failure.class);

        assertIgnored(gateway);
        assertThat(db.metrics().failures()).isEqualTo(1);
    }

    @Test
    void permitOfTryAcquire_aroundARefusal_isIgnored() {
        open(db);

        try (Permit permit = gateway.tryAcquire().orElseThrow()) {
            assertThat(db.tryAcquire()).isEmpty();
        }

        assertIgnored(gateway);
    }

    @Test
    void failureInside_ofAnAsynchronousCallThatIsWaitedFor_isNoSecondOne() {
        assertThatThrownBy(() -> in(
                        gateway,
                        () -> db.callAsync(() -> CompletableFuture.supplyAsync(
                                        () -> {
                                            throw new IllegalStateException("planned");
                                        },
                                        other))
                                .orTimeout(30, TimeUnit.SECONDS)
                                .join()))
                .hasRootCauseMessage("planned");

        assertIgnored(gateway);
        assertThat(db.metrics().failures()).isEqualTo(1);
    }

    @Test
    void refusalInside_onAnExecutorThatWorksForTheThread_isNoFailure(Interlock interlock) {
        Circuit pooled = interlock.define("pooled");
        open(db);

        assertThatThrownBy(() -> in(
                        gateway,
                        () -> pooled.protect(() -> db.call(() -> "served"))
                                .on(other)
                                .get()))
                .isInstanceOf(CircuitOpenException.class);

        assertIgnored(gateway);
    }

    @Test
    void nothingInside_isAFailure() {
        assertThatThrownBy(() -> in(gateway, () -> {
                    good(db);
                    throw new Failure();
                }))
                .isInstanceOf(Failure.class);

        assertAbandoned(gateway);
    }

    @Test
    void failureInside_thatItsCircuitIgnored_isAFailure(Interlock interlock) {
        Circuit lenient = interlock.define("lenient", c -> c.ignore(Failure.class));

        assertThatThrownBy(() -> in(gateway, () -> fail(lenient))).isInstanceOf(Failure.class);

        assertAbandoned(gateway);
    }

    /** It is not known what was thrown: who wants it counted reports it. */
    @Test
    void failureInside_recoveredFrom_andThenOneOfItsOwn_isNoFailure_unlessReported() {
        ThrowingRunnable<Failure> body = () -> {
            assertThatThrownBy(() -> fail(db)).isInstanceOf(Failure.class);
            throw new Failure();
        };

        assertThatThrownBy(() -> in(gateway, body)).isInstanceOf(Failure.class);
        assertIgnored(gateway);

        try (Permit permit = gateway.acquire()) {
            permit.failure(catchThrowable(body::run));
        }
        assertThat(gateway.metrics().failures()).isEqualTo(1);
    }

    @Test
    void report_afterARefusal_counts() {
        open(db);

        in(gateway, () -> assertThat(db.tryAcquire()).isEmpty());

        assertThat(gateway.metrics().successes()).isEqualTo(1);
        assertThat(gateway.metrics().ignored()).isZero();
    }

    @Test
    void refusalAndFailure_beforeThePermit_areNotInsideIt(Interlock interlock) throws Exception {
        Circuit closed = interlock.define("closed");
        open(db);
        in(gateway, () -> assertThat(db.tryAcquire()).isEmpty());
        assertThatThrownBy(() -> fail(closed)).isInstanceOf(Failure.class);
        assertThat(db.tryAcquire()).isEmpty();

        Permit permit = gateway.acquire();
        onAnotherThread(() -> assertThatThrownBy(() -> fail(closed)).isInstanceOf(Failure.class));
        permit.close();

        assertThat(gateway.metrics().failures()).isEqualTo(1);
    }

    @Test
    void refusalAndFailure_onAnotherThread_areNotInsideIt(Interlock interlock) throws Exception {
        Circuit closed = interlock.define("closed");
        open(db);

        try (Permit permit = gateway.acquire()) {
            onAnotherThread(() -> {
                assertThat(db.tryAcquire()).isEmpty();
                assertThatThrownBy(() -> fail(closed)).isInstanceOf(Failure.class);
            });
        }

        assertAbandoned(gateway);
    }

    @Test
    void permitClosedOnAnotherThread_doesNotAskTheOneItWasTakenOn() throws Exception {
        open(db);
        Permit permit = gateway.acquire();
        assertThat(db.tryAcquire()).isEmpty();

        onAnotherThread(permit::close);

        assertAbandoned(gateway);
    }

    @Test
    void refusalWithinThePermit_onAnotherThread_isNoFailure() throws Exception {
        open(db);

        try (Permit permit = gateway.acquire()) {
            onAnotherThread(
                    () -> permit.within(() -> assertThat(db.tryAcquire()).isEmpty()));
        }

        assertIgnored(gateway);
    }

    @Test
    void failureWithinThePermit_onAnotherThread_thatClosesIt_isNoSecondOne() throws Exception {
        Permit permit = gateway.acquire();

        onAnotherThread(() -> {
            assertThatThrownBy(() -> permit.within(() -> fail(db))).isInstanceOf(Failure.class);
            permit.close();
        });

        assertIgnored(gateway);
    }

    @Test
    void permitsInOneAnother_countTheInnermostOnly(Interlock interlock) {
        Circuit api = interlock.define("api");

        assertThatThrownBy(() -> in(
                        api,
                        () -> in(
                                gateway,
                                () -> in(db, () -> {
                                    throw new Failure();
                                }))))
                .isInstanceOf(Failure.class);

        assertAbandoned(db);
        assertIgnored(gateway);
        assertIgnored(api);
    }

    @Test
    void permitsInOneAnother_aroundARefusal_countNothing(Interlock interlock) {
        Circuit api = interlock.define("api");
        open(db);

        assertThatThrownBy(() -> in(api, () -> in(gateway, () -> good(db)))).isInstanceOf(CircuitOpenException.class);

        assertIgnored(gateway);
        assertIgnored(api);
    }

    @Test
    void disabledPermitInside_countsNothing_soTheOneAroundItDoes() {
        db.operator().disable(OPS, "test");

        assertThatThrownBy(() -> in(
                        gateway,
                        () -> in(db, () -> {
                            throw new Failure();
                        })))
                .isInstanceOf(Failure.class);

        assertAbandoned(gateway);
        db.operator().release(OPS, "test");
    }

    @Test
    void failureOfItsOwnCircuitInside_isOne() {
        assertThatThrownBy(() -> in(gateway, () -> fail(gateway))).isInstanceOf(Failure.class);

        assertThat(gateway.metrics().failures()).isEqualTo(1);
    }

    @Test
    void ownAll_countsWhatOthersCounted_butNoRefusal_andItsOwnOnce(Interlock interlock) {
        Circuit all = interlock.define("all", c -> c.attribution(AttributionPolicy.OWN_ALL));

        assertThatThrownBy(() -> in(all, () -> fail(db))).isInstanceOf(Failure.class);
        assertThat(all.metrics().failures()).isEqualTo(1);

        assertThatThrownBy(() -> in(all, () -> fail(all))).isInstanceOf(Failure.class);
        assertThat(all.metrics().failures()).isEqualTo(2);

        open(db);
        assertThatThrownBy(() -> in(all, () -> good(db))).isInstanceOf(CircuitOpenException.class);
        assertThat(all.metrics().failures()).isEqualTo(2);
    }

    @Test
    void probe_aroundARefusal_isGivenBackWithoutAVerdict(Interlock interlock) {
        halfOpen(gateway);
        open(db);

        assertThatThrownBy(() -> in(gateway, () -> good(db))).isInstanceOf(CircuitOpenException.class);

        assertThat(gateway.state()).isEqualTo(State.HALF_OPEN);
        assertNothingOutstanding(interlock);
    }
}
