package dev.interlock.internal.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class HookThreadsTest {

    @Test
    void hook_runs_onADaemonThreadOfItsOwn() throws Exception {
        try (HookThreads threads = new HookThreads()) {
            LinkedBlockingQueue<Thread> ran = new LinkedBlockingQueue<>();
            assertThat(threads.size()).isZero();

            threads.execute(() -> ran.add(Thread.currentThread()));

            Thread thread = ran.take();
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("interlock-hook-1");
        }
    }

    @Test
    void hooks_thatHang_doNotStopTheNext() throws Exception {
        try (HookThreads threads = new HookThreads()) {
            CountDownLatch release = new CountDownLatch(1);
            for (int i = 0; i < 20; i++) {
                threads.execute(() -> hang(release));
            }
            CountDownLatch ran = new CountDownLatch(1);

            threads.execute(ran::countDown);

            ran.await();
            release.countDown();
        }
    }

    @Test
    void execute_afterClose_isSilent() {
        HookThreads threads = new HookThreads();
        threads.close();

        assertThatCode(() -> threads.execute(() -> {})).doesNotThrowAnyException();
        assertThat(threads.size()).isZero();
    }

    private static void hang(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
