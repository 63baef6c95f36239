package dev.interlock.verification.soak;

import dev.interlock.Circuit;
import dev.interlock.Diagnostics;
import dev.interlock.Interlock;
import dev.interlock.Snapshot;
import dev.interlock.testkit.InterlockChecks;
import dev.interlock.verification.call.Traffic;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Threads that do everything at once to one interlock for a while, with a pause now and then in which everything is counted. Real threads,
 * manual time: hours of it go by.
 */
public final class Soak {

    /** How many pauses; the heap of the first one, when everything was warm, is held against that of the last. */
    private static final int PAUSES = 10;

    private static final int WARM = 2;

    private final SoakWorld world;
    private final long seed;
    private final ReadWriteLock running = new ReentrantReadWriteLock(true); // fair, so that the pause begins at once
    private final List<Long> heap = new ArrayList<>();
    private volatile boolean over;

    private Soak(SoakWorld world, long seed) {
        this.world = world;
        this.seed = seed;
    }

    /**
     * What came of it.
     *
     * @param problems   whatever was not as promised
     * @param heapGrowth bytes that are in use at the end and were not when everything was warm
     */
    public record Report(
            List<String> problems, long heapGrowth, long calls, long transitions, Duration elapsed, List<Long> heap) {}

    /** Soaks. */
    public static Report run(Duration length, int threads, long seed) throws Exception {
        try (SoakWorld world = new SoakWorld(seed)) {
            return new Soak(world, seed).soak(length, threads);
        }
    }

    /** As {@link #run}, for who loads this class by another class loader: the growth of the heap, after all problems. */
    public static List<String> inWords(long millis, int threads, long seed) throws Exception {
        Report report = run(Duration.ofMillis(millis), threads, seed);
        List<String> words = new ArrayList<>(report.problems());
        words.add(Long.toString(report.heapGrowth()));
        return words;
    }

    private Report soak(Duration length, int threads) throws Exception {
        fillMarks();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> actors = new ArrayList<>();
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < threads; i++) {
                SoakActor actor = new SoakActor(world, random.split());
                actors.add(executor.submit(() -> act(actor)));
            }
            long start = System.nanoTime();
            for (int pause = 1; pause <= PAUSES && world.problems().isEmpty(); pause++) {
                long until = start + length.toNanos() * pause / PAUSES;
                while (System.nanoTime() < until
                        && world.problems().isEmpty()
                        && actors.stream().noneMatch(Future::isDone)) {
                    LockSupport.parkNanos(1_000_000L);
                }
                pause();
            }
            over = true;
            for (Future<?> actor : actors) {
                actor.get(); // what it threw, if it did
            }
        } finally {
            over = true;
            executor.shutdownNow();
        }
        long growth = heap.get(heap.size() - 1) - heap.get(Math.min(WARM, heap.size()) - 1);
        return new Report(
                world.problems(), growth, world.calls.sum(), world.replay.transitions(), world.time.elapsed(), heap);
    }

    /** What is kept to attribute failures is bounded by number, so it grows until it is full, which would look like a leak. */
    private static void fillMarks() {
        try (Interlock other = Interlock.create()) {
            Circuit circuit = other.define("other");
            circuit.operator().metricsOnly(SoakWorld.OPS, "to fail at will");
            for (int i = 0; i < 3 * 8_192; i++) {
                try {
                    circuit.run(() -> {
                        throw new Traffic.Failure();
                    });
                } catch (Traffic.Failure planned) {
                    // As meant.
                }
            }
        }
    }

    private void act(SoakActor actor) {
        while (!over) {
            running.readLock().lock();
            try {
                actor.step();
            } catch (Throwable thrown) { // a broken promise too, and it says where
                world.problem("thrown: " + thrown + " at "
                        + List.of(thrown.getStackTrace()).stream().limit(8).toList());
                return;
            } finally {
                running.readLock().unlock();
            }
        }
    }

    private void pause() {
        running.writeLock().lock();
        try {
            try {
                world.time.advance(SoakWorld.DEADLINE.plusSeconds(1)); // what was never reported is over by then
            } catch (AssertionError thrown) { // the time went on all the same, and what is wrong may be seen below
                world.problem("a task of the library: " + thrown.getMessage());
            }
            Diagnostics now = world.interlock.diagnostics();
            if (now.permitsOutstanding() != 0 || now.callsInFlight() != 0 || now.eventsPending() != 0) {
                world.problem("S1 or S9: nothing runs, and there are still " + now);
            }
            // A guard may be late: another thread moved the time on before its turn came.
            if (now.listenerFailures() != 0 || now.eventsMissed() != 0) {
                world.problem("listeners fail, or miss something, and are not meant to: " + now);
            }
            Snapshot snapshot = world.interlock.snapshot();
            try {
                InterlockChecks.assertConsistent(snapshot);
            } catch (AssertionError inconsistent) {
                world.problem("S6 or S13: " + inconsistent.getMessage());
            }
            world.replay.compare(snapshot);
            world.checkTotals();
            heap.add(heapInUse());
        } finally {
            running.writeLock().unlock();
        }
    }

    private static long heapInUse() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
