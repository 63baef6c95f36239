package dev.interlock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ManualTimeThreadsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = ManualTime.create();

    @Test
    void execute_otherThreadWhileATaskRuns_returnsAndTheRunnerTakesIt() {
        Thread[] ranOn = new Thread[1];
        CountDownLatch added = new CountDownLatch(1);
        time.execute(() -> {
            new Thread(() -> {
                        time.execute(() -> ranOn[0] = Thread.currentThread());
                        added.countDown();
                    })
                    .start();
            await(added); // Returns only because the other thread did not wait for this task.
            assertThat(ranOn[0]).isNull();
        });
        assertThat(time.failures()).isEmpty();
        assertThat(ranOn[0]).isSameAs(Thread.currentThread());
    }

    @Test
    void advance_otherThreadRunsATask_waitsForItsEnd() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        Thread runner = new Thread(() -> time.execute(() -> {
            started.countDown();
            await(finish);
            done.set(1);
        }));
        runner.start();
        await(started);
        Thread advancing = new Thread(() -> {
            time.advance(SECOND);
            done.compareAndSet(1, 2);
        });
        advancing.start();
        while (advancing.getState() != Thread.State.WAITING && advancing.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(time.elapsed()).isZero();
        finish.countDown();
        advancing.join();
        runner.join();
        assertThat(done).hasValue(2);
    }

    @Test
    void execute_manyThreads_everyTaskRunsOnceAndNeverTwoAtATime() throws InterruptedException {
        int threads = 4;
        int each = 5_000;
        int[] plain = new int[2]; // Neither atomic nor volatile: tasks that overlapped would lose counts.
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < each; n++) {
                    time.execute(() -> plain[0]++);
                    time.schedule(() -> plain[1]++, SECOND);
                }
            });
            thread.start();
            started.add(thread);
        }
        for (Thread thread : started) {
            thread.join();
        }
        time.advance(SECOND);
        assertThat(plain).containsExactly(threads * each, threads * each);
        assertThat(time.pendingTasks()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
