package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.halfOpen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A synchronous call whose work hands back a {@link Future}: whose success that would be, nobody knows. */
@ExtendWith(InterlockExtension.class)
class FutureResultsTest {

    private Circuit circuit;

    @BeforeEach
    void define(Interlock interlock) {
        circuit = interlock.define("c", c -> c.failureThreshold(1).maxConcurrent(1));
    }

    @Test
    void call_returningPendingFuture_isRefusedWithWhatToDo() {
        assertRefused(new FutureTask<>(() -> "sent"), "has not succeeded", "get()", "callAsync", "run(");
    }

    @Test
    void call_returningPendingFuture_ofAnyKind_isRefused() {
        assertRefused(
                new RecursiveAction() {
                    @Override
                    protected void compute() {}
                },
                "has not succeeded");
    }

    @Test
    void call_returningFutureThatSucceeded_isASuccess() {
        FutureTask<String> sent = done(new FutureTask<>(() -> "sent"));

        assertThat(circuit.<Future<String>, RuntimeException>call(() -> sent)).isSameAs(sent);

        assertThat(circuit.metrics().successes()).isOne();
    }

    @Test
    void call_returningFutureThatSucceeded_onAnInterruptedThread_isASuccessAndLeavesTheInterrupt() {
        Future<String> sent = new Scripted() {
            @Override
            public String get() throws InterruptedException {
                if (Thread.interrupted()) { // some implementations look for it first, done or not
                    throw new InterruptedException();
                }
                return "sent";
            }
        };

        Thread.currentThread().interrupt();
        circuit.<Future<String>, RuntimeException>call(() -> sent);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(circuit.metrics().successes()).isOne();
    }

    @Test
    void call_returningFutureThatFailed_isRefused() {
        Future<String> lost = done(new FutureTask<>(() -> {
            throw new IOException("no broker");
        }));

        assertThatThrownBy(() -> circuit.<Future<?>, RuntimeException>call(() -> lost))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no broker");

        assertThat(circuit.metrics().successes()).isZero();
    }

    @Test
    void call_returningFutureThatWasCancelled_isRefused() {
        FutureTask<String> cancelled = new FutureTask<>(() -> "sent");
        cancelled.cancel(false);

        assertRefused(cancelled, "has not succeeded");
    }

    @Test
    void call_returningFutureThatThrowsWhenAsked_isRefusedAndLeaksNothing() {
        assertRefused(
                new Scripted() {
                    @Override
                    public boolean isDone() {
                        throw new IllegalStateException("broken");
                    }
                },
                "has not succeeded");
        assertRefused(
                new Scripted() {
                    @Override
                    public String get() {
                        throw new StackOverflowError();
                    }
                },
                "has not succeeded");
    }

    @Test
    void protect_returningPendingFuture_isRefused(Interlock interlock) {
        FutureTask<String> pending = new FutureTask<>(() -> "sent");

        assertThatThrownBy(() -> circuit.<Future<String>, RuntimeException>protect(() -> pending)
                        .timeout(Duration.ofSeconds(1))
                        .get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("callAsync");

        Traffic.assertNothingOutstanding(interlock);
    }

    @Test
    void timedCall_returningPendingFuture_isRefused(Interlock interlock) {
        circuit = interlock.define("timed", c -> c.slowCallRate(0.5));

        assertRefused(new FutureTask<>(() -> "sent"), "has not succeeded");
    }

    @Test
    void halfOpen_callReturningPendingFuture_leaksNoPermitAndDoesNotClose(Interlock interlock) {
        halfOpen(circuit);

        assertRefused(ForkJoinTask.adapt(() -> {}), "has not succeeded");

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        Traffic.assertUsable(interlock, circuit);
    }

    @Test
    void run_startingSomethingForLater_isASuccess() {
        FutureTask<String> pending = new FutureTask<>(() -> "sent");

        circuit.run(() -> pending.isDone()); // who only wants to have handed it over says so

        assertThat(circuit.metrics().successes()).isOne();
    }

    private void assertRefused(Future<?> returned, String... words) {
        assertThatThrownBy(() -> circuit.<Future<?>, RuntimeException>call(() -> returned))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'" + circuit.name() + "'")
                .hasMessageContainingAll(words);
        assertThat(circuit.metrics().successes()).isZero();
        assertThat(circuit.metrics().failures()).isZero();
    }

    private static <T> FutureTask<T> done(FutureTask<T> task) {
        task.run();
        return task;
    }

    /** Done, unless a test has it otherwise. */
    private abstract static class Scripted implements Future<String> {
        @Override
        public boolean cancel(boolean mayInterrupt) {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public String get() throws InterruptedException {
            return "sent";
        }

        @Override
        public String get(long timeout, java.util.concurrent.TimeUnit unit) throws InterruptedException {
            return get();
        }
    }
}
