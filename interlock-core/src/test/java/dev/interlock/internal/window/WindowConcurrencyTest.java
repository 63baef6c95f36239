package dev.interlock.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.window.Window.Counts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts are exact when all recorders are done, and sane while they are not. */
class WindowConcurrencyTest {

    private static final int THREADS = 3;
    private static final int CALLS = 80_000;

    private final ManualClock time = new ManualClock();
    private final CoarseClock clock = new CoarseClock(time);

    private Window window(Consumer<CircuitConfigBuilder> options) {
        CircuitConfigBuilder builder = CircuitConfig.builder();
        options.accept(builder);
        return Window.create(builder.build("test"), clock);
    }

    /** In each 8 calls: one failure, one slow failure, one slow success, five successes. */
    private static void record(Window window, int call) {
        switch (call % 8) {
            case 0 -> window.recordFailure(false);
            case 3 -> window.recordFailure(true);
            case 5 -> window.recordSlowSuccess();
            default -> window.recordSuccess();
        }
    }

    /** Asks many times in a row, without the cost of an assertion: what is wrong is wrong for an instant only. */
    private static void assertSane(Window window, long most) {
        for (int i = 0; i < 200; i++) {
            Counts counts = window.counts();
            boolean sane = counts.calls() >= 0
                    && counts.calls() <= most
                    && counts.failures() >= 0
                    && counts.failures() <= counts.calls()
                    && counts.slow() >= 0
                    && counts.slow() <= counts.calls();
            if (!sane) {
                throw new AssertionError(counts + " of at most " + most + " calls");
            }
        }
    }

    @Test
    void timeWindow_bucketsChangeWhileThreadsRecord_losesAndDoublesNothing() throws Exception {
        Window window = window(options -> options.failureRate(1).failureWindow(Duration.ofHours(1)));
        AtomicInteger moved = new AtomicInteger();
        Together.runWhile(
                () -> {
                    if (moved.getAndIncrement() < 9) { // never as far as the window is long: nothing may be forgotten
                        time.advance(Duration.ofMinutes(6));
                        clock.exact();
                    }
                    assertSane(window, (long) THREADS * CALLS);
                },
                Together.times(THREADS, () -> {
                    for (int call = 0; call < CALLS; call++) {
                        record(window, call);
                    }
                }));
        long all = (long) THREADS * CALLS;
        assertThat(window.counts()).isEqualTo(new Counts(all, all / 4, all / 4));
        assertThat(window.successes().sum()).isEqualTo(all / 4 * 3);
    }

    @Test
    void timeWindow_timeRunsThroughManyWindows_staysSaneAndForgetsAll() throws Exception {
        Window window = window(options -> options.failureRate(0.5).failureThreshold(10));
        long all = (long) THREADS * CALLS;
        Together.runWhile(
                () -> {
                    time.advance(Duration.ofSeconds(4));
                    assertSane(window, all + 10);
                    String met = window.evaluate();
                    assertThat(met == null || !met.contains("-")).as(met).isTrue();
                },
                Together.times(THREADS, () -> {
                    for (int call = 0; call < CALLS; call++) {
                        record(window, call);
                    }
                }));
        time.advance(Duration.ofSeconds(61));
        assertThat(window.counts()).isEqualTo(new Counts(0, 0, 0));
        assertThat(window.successes().sum()).isEqualTo(all / 4 * 3);
    }

    @Test
    void timeWindow_firstBucketBegunBySeveralAtOnce_losesNoneOfTheirCalls() throws Exception {
        Window window = window(options -> options.failureRate(1).minimumCalls(1));
        int recorders = 2;
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger round = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        // Between the rounds all is forgotten, so that each begins with no bucket. The recorders spin: waking up takes
        // far too long
        // for them to meet.
        Together.run(Together.times(recorders, () -> {
            for (int mine = 0; mine < 20_000; mine++) {
                window.recordSuccess();
                if (arrived.incrementAndGet() == recorders) {
                    if (window.counts().calls() != recorders) {
                        wrong.incrementAndGet();
                    }
                    time.advance(Duration.ofSeconds(61));
                    clock.exact();
                    arrived.set(0);
                    round.incrementAndGet();
                }
                for (int spins = 0; round.get() <= mine; spins++) {
                    if (spins > 10_000) {
                        LockSupport.parkNanos(1_000); // the other one may need this processor
                    }
                }
            }
        }));
        assertThat(wrong.get()).isZero();
    }

    @Test
    void timeWindow_bucketsBeginWhileAnotherAsks_noCountIsNegative() throws Exception {
        Window window = window(options -> options.failureRate(1));
        Together.runWhile(() -> assertSane(window, (long) THREADS * CALLS), Together.times(THREADS, () -> {
            for (int call = 0; call < CALLS; call++) {
                record(window, call);
                if (call % 5 == 0) {
                    time.advance(Duration.ofSeconds(61));
                    clock.exact();
                }
            }
        }));
        assertThat(window.successes().sum()).isEqualTo(THREADS * CALLS / 4 * 3L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 1_000_000})
    void countWindow_threadsRecord_countersEqualThePlaces(int size) throws Exception {
        Window window = window(options -> options.failureRate(1).countWindow(size));
        Together.runWhile(() -> assertSane(window, size), Together.times(THREADS, () -> {
            for (int call = 0; call < CALLS; call++) {
                record(window, call);
            }
        }));
        long all = (long) THREADS * CALLS;
        assertThat(window.counts().calls()).isEqualTo(Math.min(all, size));
        assertThat(window.successes().sum()).isEqualTo(all / 4 * 3);
        if (size >= all) {
            assertThat(window.counts()).isEqualTo(new Counts(all, all / 4, all / 4));
        } else {
            // A counter that is off by one would stay off when every place is a success again.
            for (int call = 0; call < size; call++) {
                window.recordSuccess();
            }
            assertThat(window.counts()).isEqualTo(new Counts(size, 0, 0));
            for (int call = 0; call < size; call++) {
                window.recordFailure(true);
            }
            assertThat(window.counts()).isEqualTo(new Counts(size, size, size));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void threshold_reachedBySeveralAtOnce_oneOfThemSeesIt(boolean countWindow) throws Exception {
        for (int round = 0; round < 200; round++) {
            Window window = window(options -> {
                options.failureThreshold(4);
                if (countWindow) {
                    options.countWindow(10);
                }
            });
            AtomicInteger seen = new AtomicInteger();
            Together.run(Together.times(4, () -> {
                window.recordFailure(false);
                if (window.evaluate() != null) {
                    seen.incrementAndGet();
                }
            }));
            assertThat(seen.get()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void threshold_oneFailureTooFew_nobodyEverSeesItMet(boolean countWindow) throws Exception {
        Window window = window(options -> {
            options.failureThreshold(2);
            if (countWindow) {
                options.countWindow(4);
            }
        });
        // One thread, so that there is an order of calls; the other only asks. A failure leaves exactly as the next one
        // comes.
        Together.runWhile(() -> assertThat(window.evaluate()).isNull(), () -> {
            for (int call = 0; call < 20_000; call++) {
                if (call % 4 == 0) {
                    time.advance(Duration.ofSeconds(61));
                    clock.exact();
                    window.recordFailure(false);
                } else {
                    window.recordSuccess();
                }
            }
        });
    }
}
