package dev.interlock.internal.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Guard;
import dev.interlock.SignalConfig;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookKind;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.time.ManualExecutor;
import dev.interlock.internal.time.ManualScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SignalCheckerTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final ManualExecutor executor = new ManualExecutor();
    private final HookFailures failures = new HookFailures(clock);
    private final List<String> changes = new ArrayList<>();
    private final AtomicInteger checks = new AtomicInteger();
    private volatile Guard health = () -> true;

    private final SignalChecker checker = new SignalChecker(
            "disk",
            () -> {
                checks.incrementAndGet();
                return health.allows();
            },
            config(),
            executor,
            scheduler,
            failures,
            (up, detail) -> changes.add(up + ":" + detail));

    @Test
    void signal_healthy_isUpAndTellsNothing() {
        checker.start();
        turns(5);

        assertThat(checker.isUp()).isTrue();
        assertThat(changes).isEmpty();
        assertThat(checks).hasValue(5);
    }

    @Test
    void signal_badInARow_goesDownAtTheNumberAndNotBefore() {
        health = () -> false;
        checker.start();
        turns(1);
        assertThat(checker.isUp()).isTrue();

        turns(1);
        assertThat(changes).containsExactly("false:check says no");
        turns(3);
        assertThat(changes).hasSize(1);
    }

    @Test
    void signal_badNotInARow_staysUp() {
        health = () -> checks.get() % 2 == 0;
        checker.start();

        turns(10);

        assertThat(changes).isEmpty();
    }

    @Test
    void signal_goodInARow_comesUpAgain() {
        health = () -> false;
        checker.start();
        turns(2);
        health = () -> true;

        turns(2);
        assertThat(changes).hasSize(1);
        turns(1);

        assertThat(changes).containsExactly("false:check says no", "true:");
        assertThat(checker.isUp()).isTrue();
    }

    @Test
    void signal_goodNotInARow_staysDown() {
        health = () -> false;
        checker.start();
        turns(2);
        assertThat(checker.isUp()).isFalse();
        health = () -> checks.get() % 3 != 0;

        turns(12);

        assertThat(changes).hasSize(1);
    }

    @Test
    void signal_throwing_isBadWithTheReason() {
        health = () -> {
            throw new IOException("no space");
        };
        checker.start();

        turns(2);

        assertThat(changes).containsExactly("false:threw IOException: no space");
        assertThat(failures.count(HookKind.SIGNAL)).isEqualTo(2);
    }

    @Test
    void interval_counts_fromTheEndOfACheck() {
        health = () -> {
            scheduler.advance(TIMEOUT.dividedBy(2));
            return true;
        };
        checker.start();
        turns(1);

        scheduler.advance(INTERVAL.minusMillis(1));
        executor.runAll();
        assertThat(checks).hasValue(1);
        scheduler.advance(Duration.ofMillis(1));
        executor.runAll();
        assertThat(checks).hasValue(2);
    }

    @Test
    void check_hanging_isBadEachIntervalOnOneThread() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        LinkedBlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        Guard hang = () -> {
            threads.add(Thread.currentThread());
            release.await();
            return true;
        };
        List<String> heard = new ArrayList<>();
        try (SignalChecker hanging = new SignalChecker(
                "hang",
                hang,
                config(),
                task -> new Thread(task).start(),
                scheduler,
                failures,
                (up, detail) -> heard.add(up + ":" + detail))) {
            hanging.start();
            scheduler.advance(Duration.ZERO);
            Thread stuck = threads.take();

            scheduler.advance(TIMEOUT);
            assertThat(heard).isEmpty();
            scheduler.advance(INTERVAL);
            assertThat(heard).containsExactly("false:is still running");
            scheduler.advance(INTERVAL.multipliedBy(10));

            assertThat(threads).as("no second thread while the first hangs").isEmpty();
            release.countDown();
            stuck.join();
            assertThat(heard).as("the late answer is dropped").hasSize(1);
            scheduler.advance(INTERVAL);
            threads.take().join();
        }
    }

    @Test
    void checkNow_whileATimerWaits_checksAndStartsTheIntervalAnew() {
        checker.start();
        turns(1);
        scheduler.advance(INTERVAL.minusSeconds(1));

        checker.checkNow();
        executor.runAll();
        assertThat(checks).hasValue(2);
        scheduler.advance(Duration.ofSeconds(2));
        executor.runAll();
        assertThat(checks).as("the old timer is gone").hasValue(2);
        assertThat(scheduler.pending()).isEqualTo(1);
    }

    @Test
    void checkNow_whileACheckIsUnderWay_checksOnceMoreAfterIt() {
        checker.start();
        scheduler.advance(Duration.ZERO);

        checker.checkNow();
        checker.checkNow();

        assertThat(executor.pending()).as("one at a time").isEqualTo(1);
        executor.runAll();
        scheduler.advance(Duration.ZERO);
        executor.runAll();
        assertThat(checks).as("that one may have looked before").hasValue(2);
        scheduler.advance(INTERVAL.minusMillis(1));
        assertThat(executor.pending()).as("once, and then the interval").isZero();
    }

    @Test
    void sink_thatThrows_isToldAgain() {
        AtomicInteger told = new AtomicInteger();
        SignalChecker checker =
                new SignalChecker("disk", () -> false, config(), executor, scheduler, failures, (up, detail) -> {
                    if (told.incrementAndGet() == 1) {
                        throw new StackOverflowError("planted");
                    }
                });
        checker.start();

        turns(3);

        assertThat(told).hasValue(2);
        assertThat(checker.isUp()).isFalse();
    }

    @Test
    void close_whileATimerWaitsOrACheckRuns_endsIt() {
        health = () -> false;
        checker.start();
        turns(1);
        checker.checkNow();

        checker.close();
        executor.runAll();
        checker.checkNow();
        scheduler.advance(INTERVAL.multipliedBy(3));
        executor.runAll();

        assertThat(changes).isEmpty();
        assertThat(scheduler.pending()).isZero();
    }

    private void turns(int count) {
        for (int i = 0; i < count; i++) {
            scheduler.advance(checks.get() == 0 && i == 0 ? Duration.ZERO : INTERVAL);
            executor.runAll();
        }
    }

    private static SignalConfig config() {
        return SignalConfig.builder()
                .interval(INTERVAL)
                .timeout(TIMEOUT)
                .downAfter(2)
                .upAfter(3)
                .build("signal");
    }
}
