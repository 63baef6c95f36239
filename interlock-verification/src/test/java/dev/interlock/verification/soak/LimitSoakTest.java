package dev.interlock.verification.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.verification.thread.VirtualThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Every future with a limit completes, each timeout counts once, and nothing stays behind: permits, places, timers. */
class LimitSoakTest {

    private static final int CALLERS = 8;

    private static int futures() {
        return switch (System.getProperty("interlock.proofs", "")) {
            case "long" -> 1_000_000;
            case "short" -> 200_000;
            default -> 50_000;
        };
    }

    @Test
    void futuresWithShortLimits_onPlatformThreads_allComplete_andNothingIsLeft() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool(LimitSoakTest::daemon);
        try {
            soak("platform", LimitSoakTest::start, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void futuresWithShortLimits_onVirtualThreads_allComplete_andNothingIsLeft() throws Exception {
        assumeTrue(VirtualThreads.areThere(), "virtual threads need JDK 21 or newer: skipped");

        soak("virtual", VirtualThreads::start, VirtualThreads::start);
    }

    private static void soak(String kind, LimitSoak.ThreadStarter starter, Executor threads)
            throws InterruptedException {
        long seed = Long.getLong("interlock.seed", System.nanoTime());

        LimitSoak.Report report =
                LimitSoak.run(Integer.getInteger("interlock.soak.futures", futures()), CALLERS, starter, threads, seed);

        System.out.println("limits on " + kind + " threads, seed " + seed + ": " + report);
        assertThat(report.problems()).as("seed " + seed).isEmpty();
        assertThat(report.timeouts()).isPositive();
        assertThat(report.results()).isPositive();
        assertThat(report.cancels()).isPositive();
    }

    private static Thread start(Runnable work) {
        Thread thread = daemon(work);
        thread.start();
        return thread;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "soak");
        thread.setDaemon(true);
        return thread;
    }
}
