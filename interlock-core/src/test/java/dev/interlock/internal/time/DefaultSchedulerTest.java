package dev.interlock.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Scheduler.Cancellable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DefaultSchedulerTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final DefaultScheduler scheduler = new DefaultScheduler();

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void task_due_runsOnTheDaemonThread() throws Exception {
        LinkedBlockingQueue<Thread> ran = new LinkedBlockingQueue<>();

        scheduler.schedule(() -> ran.add(Thread.currentThread()), Duration.ZERO);

        Thread thread = ran.take();
        assertThat(thread.getName()).isEqualTo("interlock-scheduler");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void task_cancelled_leavesTheQueueAtOnce() {
        Cancellable timer = scheduler.schedule(() -> {}, LONG);
        assertThat(scheduler.pending()).isEqualTo(1);

        timer.cancel();
        timer.cancel();

        assertThat(scheduler.pending()).isZero();
    }

    @Test
    void task_thatThrows_isCountedAndTheThreadLives() throws Exception {
        LinkedBlockingQueue<Thread> ran = new LinkedBlockingQueue<>();
        scheduler.schedule(() -> ran.add(Thread.currentThread()), Duration.ZERO);

        scheduler.schedule(
                () -> {
                    throw new StackOverflowError("planted");
                },
                Duration.ZERO);
        scheduler.schedule(() -> ran.add(Thread.currentThread()), Duration.ZERO);

        assertThat(ran.take()).isSameAs(ran.take());
        assertThat(scheduler.failures()).isEqualTo(1);
    }

    @Test
    void task_withADelayPastAllNumbers_isArmed() {
        scheduler.schedule(() -> {}, Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(scheduler.pending()).isEqualTo(1);
    }

    @Test
    void task_withANegativeDelay_runs() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);

        scheduler.schedule(ran::countDown, Duration.ofSeconds(-1));

        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void schedule_afterClose_doesNothing() {
        scheduler.schedule(() -> {}, LONG);

        scheduler.close();

        assertThat(scheduler.pending()).isZero();
        scheduler.schedule(() -> {}, Duration.ZERO).cancel();
        assertThat(scheduler.pending()).isZero();
    }
}
