package dev.interlock.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Which threads each tick looks at. */
class TimedThreadsTest {

    private static List<@Nullable Object[]> lookedAt() {
        List<@Nullable Object[]> all = new ArrayList<>();
        TimedThreads.forEach(all::add);
        return all;
    }

    private static boolean isLookedAt(@Nullable Object[] place) {
        return lookedAt().stream().anyMatch(each -> each == place);
    }

    /** Runs it on a thread of its own, and throws what it throws. */
    private static void on(Executor threads, Runnable work) {
        CompletableFuture.runAsync(work, threads).join();
    }

    @Test
    void platformThread_isLookedAtFromItsFirstTimedCallOn() {
        on(task -> new Thread(task).start(), () -> {
            try (Interlock interlock = Interlock.create()) {
                Circuit timed = interlock.define("timed", c -> c.slowCallRate(1));
                timed.run(() -> {});

                assertThat(isLookedAt(SlowFrame.placeOfThisThread())).isTrue();
            }
        });
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "has no virtual threads")
    void virtualThread_isLookedAtOnlyWhileItIsInATimedCall() {
        on(VirtualThreads.executor("test"), () -> {
            try (Interlock interlock = Interlock.create()) {
                comeAndGo(
                        interlock.define("timed", c -> c.slowCallRate(1)),
                        interlock.define("held", c -> c.slowCallRate(1).maxConcurrent(3)));
            }
        });
    }

    private static void comeAndGo(Circuit timed, Circuit held) {
        @Nullable Object[] place = SlowFrame.placeOfThisThread();
        assertThat(isLookedAt(place)).isFalse();

        timed.run(() -> {
            assertThat(isLookedAt(place)).isTrue();
            held.run(() -> assertThat(isLookedAt(place)).isTrue());
            assertThat(isLookedAt(place)).as("the outer call goes on").isTrue();
        });
        assertThat(isLookedAt(place)).isFalse();

        CompletableFuture<String> hangs = timed.callAsync(() -> {
            assertThat(isLookedAt(place)).isTrue();
            return new CompletableFuture<String>();
        });
        assertThat(hangs).isNotDone();
        assertThat(isLookedAt(place)).as("what hangs is elsewhere").isFalse();

        try (Permit permit = timed.acquire()) {
            permit.within(() -> assertThat(isLookedAt(place)).isTrue());
            assertThat(isLookedAt(place)).isFalse();
            permit.success();
        }

        for (Circuit circuit : List.of(timed, held)) {
            assertThatThrownBy(() -> circuit.run(() -> {
                        throw new IllegalStateException("planned");
                    }))
                    .hasMessage("planned");
            assertThat(isLookedAt(place)).isFalse();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "has no virtual threads")
    void manyVirtualThreads_leaveNothingBehind() throws InterruptedException {
        int threads = 10_000;
        int before = lookedAt().size();
        CountDownLatch left = new CountDownLatch(threads);
        try (Interlock interlock = Interlock.create()) {
            Circuit timed = interlock.define("timed", c -> c.slowCallRate(1));
            for (int i = 0; i < threads; i++) {
                VirtualThreads.executor("test").execute(() -> {
                    timed.run(() -> {});
                    left.countDown();
                });
            }
            left.await();
        }

        assertThat(lookedAt().size()).isLessThan(before + threads / 100);
    }
}
