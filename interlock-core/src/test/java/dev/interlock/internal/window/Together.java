package dev.interlock.internal.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs tasks at the same time; the first thing one of them throws is thrown here. */
final class Together {

    private Together() {}

    /** Runs all tasks to their end. */
    static void run(Runnable... tasks) throws Exception {
        runWhile(() -> {}, tasks);
    }

    /** Runs all tasks to their end, and meanwhile one more again and again, on a thread of its own. */
    static void runWhile(Runnable repeated, Runnable... tasks) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(tasks.length + 1);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable task : tasks) {
                running.add(threads.submit(() -> {
                    start.await();
                    task.run();
                    return null;
                }));
            }
            Future<?> repeating = threads.submit(() -> {
                start.await();
                while (!over.get()) {
                    repeated.run();
                    Thread.onSpinWait();
                }
                return null;
            });
            start.countDown();
            try {
                for (Future<?> task : running) {
                    get(task);
                }
            } finally {
                over.set(true);
            }
            get(repeating);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void get(Future<?> task) throws Exception {
        try {
            task.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof Error error) {
                throw error;
            }
            throw thrown;
        }
    }

    /** The same task, several times. */
    static Runnable[] times(int count, Runnable task) {
        Runnable[] tasks = new Runnable[count];
        Arrays.fill(tasks, task);
        return tasks;
    }
}
