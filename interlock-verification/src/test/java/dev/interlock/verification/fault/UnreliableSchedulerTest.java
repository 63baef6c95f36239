package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.Scheduler;
import dev.interlock.Signal;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A scheduler of the user's that refuses timers, loses them, or throws where one is cancelled: every circuit recovers all the same (L1). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnreliableSchedulerTest {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration RESET_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofMillis(1_234);

    /** So late a timer has to be before it counts as lost, and a tick. */
    private static final Duration UNTIL_IT_SHOWS = Duration.ofMillis(5_200);

    private final ManualTime time = ManualTime.create();
    private Predicate<Duration> refuses = delay -> false;
    private Predicate<Duration> loses = delay -> false;
    private boolean cancelThrows;

    @Test
    void refusesForAWhile_openCircuitThatIsCalled_recovers() {
        try (Interlock interlock = create()) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).resetTimeout(RESET_TIMEOUT));
            time.advance(TICK);
            refuses = delay -> true;
            bad(circuit);
            time.advance(Duration.ofSeconds(1));
            refuses = delay -> false;

            Throwable refusal = catchThrowable(() -> good(circuit));

            assertThat(refusal).as("it is OPEN").isNotNull();
            time.advance(RESET_TIMEOUT.minusSeconds(1).minusMillis(1));
            assertThat(circuit.state()).as("not before its wait is over").isEqualTo(State.OPEN);
            time.advance(TICK.multipliedBy(2));
            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        }
    }

    @Test
    void refusesOnAndOn_callsThatAreRefused_askItOncePerTick() {
        try (Interlock interlock = create()) {
            Circuit circuit = interlock.define("c", c -> c.resetTimeout(RESET_TIMEOUT));
            open(circuit);
            refuses = delay -> true;
            time.advance(TICK);
            AtomicInteger asked = new AtomicInteger();
            refuses = delay -> asked.incrementAndGet() > 0;

            for (int i = 0; i < 1_000; i++) {
                assertThat(catchThrowable(() -> good(circuit))).isNotNull();
            }

            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void refusesTheTimerOfASignal_theSignalIsCheckedAgain() {
        AtomicBoolean healthy = new AtomicBoolean();
        try (Interlock interlock = create()) {
            Signal signal = interlock.signal(
                    "s", healthy::get, s -> s.interval(INTERVAL).downAfter(1).upAfter(1));
            refuses = INTERVAL::equals;
            time.advance(INTERVAL);
            assertThat(signal.isUp()).isFalse();
            healthy.set(true);

            time.advance(INTERVAL.plus(TICK));

            assertThat(signal.isUp()).isTrue();
        }
    }

    @Test
    void losesTheTimerOfARecovery_theTickFindsTheCircuit() {
        try (Interlock interlock = create()) {
            loses = RESET_TIMEOUT::equals;
            Circuit circuit = interlock.define("c", c -> c.resetTimeout(RESET_TIMEOUT));
            open(circuit);

            time.advance(RESET_TIMEOUT.plus(UNTIL_IT_SHOWS));

            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
            assertThat(interlock.diagnostics().hookFailures()).as("it is told").isEqualTo(1);
        }
    }

    @Test
    void losesTheTimersOfManyRecoveries_theTicksFindAllOfThem() {
        int many = 3_500;
        try (Interlock interlock = create()) {
            loses = RESET_TIMEOUT::equals;
            interlock.defineAll(all -> {
                for (int i = 0; i < many; i++) {
                    all.define("c" + i, c -> c.resetTimeout(RESET_TIMEOUT));
                }
            });
            interlock.names().forEach(name -> open(interlock.circuit(name)));

            time.advance(RESET_TIMEOUT.plus(UNTIL_IT_SHOWS).plus(TICK.multipliedBy(10)));

            assertThat(interlock.names())
                    .allMatch(name -> interlock.circuit(name).state() == State.HALF_OPEN);
        }
    }

    @Test
    void losesTheDeadlineOfAProbe_theProbeExpires() {
        try (Interlock interlock = create()) {
            Duration deadline = Duration.ofSeconds(77);
            Circuit circuit =
                    interlock.define("c", c -> c.resetTimeout(RESET_TIMEOUT).permitDeadline(deadline));
            open(circuit);
            time.advance(RESET_TIMEOUT);
            loses = deadline::equals;
            CompletableFuture<String> unused = circuit.callAsync(CompletableFuture::new);

            time.advance(deadline.plus(UNTIL_IT_SHOWS));

            assertThat(circuit.state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void refusesToWaitOnForAPermitThatAnswered_thePlaceIsGivenBackAllTheSame() {
        try (Interlock interlock = create()) {
            Duration deadline = Duration.ofSeconds(77);
            Circuit circuit = interlock.define("c", c -> c.maxConcurrent(1).permitDeadline(deadline));
            Permit forgotten = circuit.acquire();
            time.advance(deadline.minusSeconds(1));
            forgotten.answering();
            refuses = delay -> delay.compareTo(TICK) > 0;

            time.advance(Duration.ofSeconds(1));
            assertThat(interlock.diagnostics().callsInFlight())
                    .as("it answered a moment ago")
                    .isOne();
            time.advance(deadline.plus(TICK.multipliedBy(3)));

            assertThat(interlock.diagnostics().callsInFlight()).isZero();
            assertThat(interlock.diagnostics().timersPending()).isZero();
        }
    }

    @Test
    void losesTheTick_theNextCommitBringsItBack_andTheOldOneAddsNone() {
        try (Interlock interlock = create()) {
            loses = TICK::equals;
            time.advance(TICK);
            loses = delay -> false;
            time.advance(Duration.ofSeconds(10));
            assertThat(time.pendingTasks()).as("no tick").isZero();

            interlock.define("c");

            assertThat(time.pendingTasks()).isEqualTo(1);
            time.advance(Duration.ofSeconds(1));
            assertThat(time.pendingTasks()).isEqualTo(1);
        }
    }

    @Test
    void losesTheTick_whileAllCallsHang_aSnapshotBringsItBack() {
        assertHangingCallsAreSeen(Interlock::snapshot);
    }

    @Test
    void losesTheTick_whileAllCallsHang_aCallWithATimeLimitBringsItBack() {
        assertHangingCallsAreSeen(interlock -> interlock
                .circuit("c")
                .protectAsync(CompletableFuture::new)
                .timeout(Duration.ofMinutes(1))
                .getAsync());
    }

    private void assertHangingCallsAreSeen(Consumer<Interlock> comesBy) {
        try (Interlock interlock = create()) {
            Circuit circuit = interlock.define(
                    "c",
                    c -> c.slowCallRate(0.5)
                            .slowCallThreshold(Duration.ofSeconds(1))
                            .minimumCalls(3));
            loses = TICK::equals;
            time.advance(TICK);
            loses = delay -> false;
            List<CompletableFuture<Object>> hanging = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                hanging.add(circuit.callAsync(CompletableFuture::new));
            }
            assertThat(hanging).noneMatch(CompletableFuture::isDone);
            time.advance(Duration.ofSeconds(10));
            assertThat(circuit.state()).as("nobody looks").isEqualTo(State.CLOSED);

            comesBy.accept(interlock);
            time.advance(Duration.ofSeconds(2)); // what was before counts as a pause of the process

            assertThat(circuit.state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void cancelThrows_circuitThatReopens_recovers_andCloseComesToItsEnd() {
        AtomicBoolean allow = new AtomicBoolean();
        Interlock interlock = create();
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(1)
                        .resetTimeout(RESET_TIMEOUT)
                        .successThreshold(1)
                        .halfOpenCalls(2)
                        .resetGuard("door", allow::get));
        open(circuit);
        time.advance(RESET_TIMEOUT);
        good(circuit); // its reset is refused, and a timer armed that asks again
        cancelThrows = true;

        open(circuit);
        time.advance(RESET_TIMEOUT.plus(TICK));

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        assertThat(interlock.diagnostics().hookFailures()).isPositive();
        assertThat(catchThrowable(interlock::close)).isNull();
        assertThat(interlock.diagnostics().timersPending()).isZero();
    }

    private Interlock create() {
        Scheduler scheduler = (task, delay) -> {
            if (refuses.test(delay)) {
                throw new RejectedExecutionException("planned");
            }
            Scheduler.Cancellable handle = loses.test(delay) ? () -> {} : time.schedule(task, delay);
            return () -> {
                handle.cancel();
                if (cancelThrows) {
                    throw new IllegalStateException("planned");
                }
            };
        };
        return Interlock.create(
                settings -> settings.timeSource(time).scheduler(scheduler).hookExecutor(time));
    }
}
