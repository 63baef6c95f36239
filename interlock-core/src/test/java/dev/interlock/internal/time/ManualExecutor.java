package dev.interlock.internal.time;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** Tasks that run when a test says so, on the test's thread. */
public final class ManualExecutor implements Executor {

    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs the oldest task; false if there is none. */
    public boolean runOne() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    /** Runs until nothing is left, tasks that come up meanwhile included. */
    public void runAll() {
        while (runOne()) {
            // The next one.
        }
    }

    public int pending() {
        return tasks.size();
    }
}
