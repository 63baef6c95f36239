package dev.interlock.cli.demo.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Calls that enter at every service, whether earlier ones have ended or not; but where many are under way at a service, its next one is
 * left out, so that a machine that is too slow for the rate gets no further behind.
 */
public final class Load implements AutoCloseable {

    private static final long DRAIN_SECONDS = 3;
    private static final double LEAST_GAP = 0.5; // of the mean; at most 1.5, so that no service is left alone for long

    private final ServiceClient client;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Load::daemon);
    private final ExecutorService callers = Executors.newCachedThreadPool(Load::daemon);
    private final long startNanos = System.nanoTime();
    private volatile long repairedNanos = Long.MAX_VALUE;

    /**
     * A load that has not begun.
     *
     * @param client   makes the calls
     * @param services where they enter
     */
    public Load(ServiceClient client, List<String> services) {
        this.client = client;
        services.forEach(service -> tallies.put(service, new Tally()));
    }

    /**
     * Begins to call.
     *
     * @param rate calls a second at each service
     * @param seed fixes the gaps between them
     */
    public void start(double rate, long seed) {
        tallies.forEach((name, tally) ->
                new Stream(name, tally, 1e9 / rate, new Random(seed * 31 + name.hashCode())).next(System.nanoTime()));
    }

    /** The targets work again. */
    public void repaired() {
        repairedNanos = elapsedNanos();
    }

    /**
     * The calls that entered at one service.
     *
     * @param service its name
     * @return their tally
     */
    public Tally tally(String service) {
        return Objects.requireNonNull(tallies.get(service), service);
    }

    /**
     * From the repair until a service answered again.
     *
     * @param service its name
     * @return seconds; -1 if it did not
     */
    public double recoverySeconds(String service) {
        long at = tally(service).servedAfterRepair.get();
        return at < 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(at - repairedNanos) / 1000.0;
    }

    /**
     * No new calls; those under way end by themselves, so that every call that began is in the tallies.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void drain() throws InterruptedException {
        clock.shutdownNow();
        if (clock.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) { // else it could still hand one over
            callers.shutdown();
            boolean unused = callers.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS); // close() cuts off the rest
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        callers.shutdownNow();
    }

    private long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }

    /** The calls that enter at one service. Used by the clock's one thread after its start. */
    private final class Stream {

        private final String name;
        private final Tally tally;
        private final double meanGapNanos;
        private final Random random;

        Stream(String name, Tally tally, double meanGapNanos, Random random) {
            this.name = name;
            this.tally = tally;
            this.meanGapNanos = meanGapNanos;
            this.random = random;
        }

        /** Plans the call after the one that was planned for a moment, which is not when it came: lateness does not add up. */
        void next(long plannedNanos) {
            long at = plannedNanos + Math.round(meanGapNanos * (LEAST_GAP + random.nextDouble()));
            try {
                ScheduledFuture<?> unused = clock.schedule(
                        () -> {
                            next(at);
                            enter();
                        },
                        at - System.nanoTime(),
                        TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException over) {
                // The run has ended.
            }
        }

        private void enter() {
            if (tally.places.tryAcquire()) {
                callers.execute(() -> {
                    try {
                        call();
                    } finally {
                        tally.places.release();
                    }
                });
            }
        }

        private void call() {
            long begun = elapsedNanos();
            try {
                client.get(name);
                tally.served.incrementAndGet();
                if (begun >= repairedNanos) {
                    tally.servedAfterRepair.compareAndSet(-1, elapsedNanos());
                }
            } catch (InterruptedIOException cutOff) {
                // The run ended before the call did: that says nothing about the service.
            } catch (IOException | RuntimeException e) {
                if (client.isRefusal(e)) {
                    tally.refused(String.valueOf(e.getMessage()));
                } else {
                    tally.failed.incrementAndGet();
                }
            }
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    }
}
