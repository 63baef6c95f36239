package dev.interlock.cli.demo;

import dev.interlock.CallRejectedException;
import dev.interlock.RemoteFailureException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls that enter at every service at a steady rate, whether earlier ones have ended or not; but where many are under way at a service,
 * its next one is left out, so that a machine that is too slow for the rate gets no further behind.
 */
final class Load implements AutoCloseable {

    private static final long DRAIN_SECONDS = 3;
    private static final int MAX_UNDER_WAY = 16;

    /** What became of the calls that entered at one service. */
    static final class Tally {
        final AtomicLong served = new AtomicLong();
        final AtomicLong refused = new AtomicLong();
        final AtomicLong failed = new AtomicLong();
        final Semaphore places = new Semaphore(MAX_UNDER_WAY);

        /** When the first call was served after the repair, in nanoseconds of the run; -1 while none was. */
        final AtomicLong servedAfterRepair = new AtomicLong(-1);
    }

    private final GuardedClient client;
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Load::daemon);
    private final ExecutorService callers = Executors.newCachedThreadPool(Load::daemon);
    private final long startNanos = System.nanoTime();
    private volatile long repairedNanos = Long.MAX_VALUE;

    Load(GuardedClient client) {
        this.client = client;
    }

    /** Begins to call every service of the mesh, each at its own moment of the interval. */
    void start(Mesh mesh, double rate) {
        long interval = Math.round(1e9 / rate);
        int place = 0;
        for (Mesh.Service service : mesh.services()) {
            Tally tally = new Tally();
            tallies.put(service.name(), tally);
            long offset = interval * place++ / mesh.services().size();
            ScheduledFuture<?> unused = clock.scheduleAtFixedRate(
                    () -> enter(service.name(), tally), offset, interval, TimeUnit.NANOSECONDS);
        }
    }

    /** The target listens again. */
    void repaired() {
        repairedNanos = elapsedNanos();
    }

    long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }

    Tally tally(String service) {
        return tallies.getOrDefault(service, new Tally());
    }

    /** From the repair until a service answered again, in seconds; -1 if it did not. */
    double recoverySeconds(String service) {
        long at = tally(service).servedAfterRepair.get();
        return at < 0 ? -1 : Duration.ofNanos(at - repairedNanos).toMillis() / 1000.0;
    }

    private void enter(String name, Tally tally) {
        if (tally.places.tryAcquire()) {
            callers.execute(() -> {
                try {
                    call(name, tally);
                } finally {
                    tally.places.release();
                }
            });
        }
    }

    private void call(String name, Tally tally) {
        long begun = elapsedNanos();
        try {
            client.get(name);
            tally.served.incrementAndGet();
            if (begun >= repairedNanos) {
                tally.servedAfterRepair.compareAndSet(-1, elapsedNanos());
            }
        } catch (CallRejectedException | RemoteFailureException refused) {
            tally.refused.incrementAndGet();
        } catch (InterruptedIOException cutOff) {
            // The run ended before the call did: that says nothing about the service.
        } catch (IOException failed) {
            tally.failed.incrementAndGet();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** No new calls; those under way end by themselves, so that every call that began is in the tallies. */
    void drain() throws InterruptedException {
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

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    }
}
