package dev.interlock.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a {@link ManualTime}, the time they are run by, and the right to run them.
 *
 * <p>Invariants. At most one thread is the runner, and only the runner runs tasks and moves the time. The lock protects the queue and the
 * flags and is never held while a task runs, so a task may schedule, cancel and ask. The runner sees that nothing is left to do and stops
 * being the runner under one hold of the lock: a task that another thread adds is either seen by the runner or run by that thread, and is
 * never left lying.
 */
final class TaskLoop {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition runnerGone = lock.newCondition();
    private final TreeSet<Task> queue =
            new TreeSet<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private final List<Throwable> failures = new ArrayList<>();
    private long tasksAdded;
    private boolean paused;
    private @Nullable Thread runner;

    // Written by the runner, under the lock; read by any thread without it, so that asking for the time never waits.
    private volatile long elapsed;

    long elapsed() {
        return elapsed;
    }

    /** Adds a task, and runs what is due if the task is and nobody else does. */
    Task add(Runnable work, Duration delay) {
        Task task;
        boolean run;
        lock.lock();
        try {
            task = new Task(later(delay), tasksAdded++, work);
            queue.add(task);
            run = task.due == elapsed && !paused && runner == null;
            if (run) {
                runner = Thread.currentThread();
            }
        } finally {
            lock.unlock();
        }
        if (run) {
            runUntil(elapsed);
        }
        return task;
    }

    void cancel(Task task) {
        lock.lock();
        try {
            queue.remove(task);
        } finally {
            lock.unlock();
        }
    }

    void advance(Duration duration) {
        becomeRunner();
        runUntil(later(duration));
    }

    void pause() {
        lock.lock();
        try {
            paused = true;
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            paused = false;
            if (runner != null) {
                return; // It takes over what is due.
            }
            runner = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        runUntil(elapsed);
    }

    /** Runs the due task at this position, and no other while the pause lasts. */
    boolean runOne(int position) {
        becomeRunner();
        Task task = takeDue(position);
        if (task != null) {
            run(task);
        }
        if (!stopIfPaused()) {
            runUntil(elapsed);
        }
        return task != null;
    }

    List<Task> tasks() {
        lock.lock();
        try {
            return List.copyOf(queue);
        } finally {
            lock.unlock();
        }
    }

    int dueTasks() {
        lock.lock();
        try {
            return (int) due().count();
        } finally {
            lock.unlock();
        }
    }

    List<Throwable> failures(boolean forget) {
        lock.lock();
        try {
            List<Throwable> copy = List.copyOf(failures);
            if (forget) {
                failures.clear();
            }
            return copy;
        } finally {
            lock.unlock();
        }
    }

    private void becomeRunner() {
        lock.lock();
        try {
            while (runner != null) {
                if (runner == Thread.currentThread()) {
                    throw new IllegalStateException(
                            "A task tried to move the time or to run another task: tasks never nest");
                }
                runnerGone.awaitUninterruptibly();
            }
            runner = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** Runs tasks up to a time, then stops being the runner. */
    private void runUntil(long target) {
        while (true) {
            Task task;
            lock.lock();
            try {
                if (queue.isEmpty() || queue.first().due > target) {
                    elapsed = target;
                    stop();
                    return;
                }
                task = queue.first();
                queue.remove(task);
                elapsed = Math.max(elapsed, task.due);
            } finally {
                lock.unlock();
            }
            run(task);
        }
    }

    private @Nullable Task takeDue(int position) {
        lock.lock();
        try {
            Task task = due().skip(position).findFirst().orElse(null);
            if (task != null) {
                queue.remove(task);
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    private boolean stopIfPaused() {
        lock.lock();
        try {
            if (paused) {
                stop();
            }
            return paused;
        } finally {
            lock.unlock();
        }
    }

    private void run(Task task) {
        try {
            task.work.run();
        } catch (Throwable failure) {
            lock.lock();
            try {
                failures.add(failure);
            } finally {
                lock.unlock();
            }
        }
    }

    private void stop() {
        runner = null;
        runnerGone.signalAll();
    }

    private Stream<Task> due() {
        return queue.stream().takeWhile(task -> task.due <= elapsed);
    }

    /** Now plus a delay; a delay beyond the end of time is the end of time. */
    private long later(Duration delay) {
        if (delay.isNegative()) {
            return elapsed;
        }
        long left = Long.MAX_VALUE - elapsed;
        return delay.compareTo(Duration.ofNanos(left)) >= 0 ? Long.MAX_VALUE : elapsed + delay.toNanos();
    }

    /** A task and its place in the order. */
    record Task(long due, long number, Runnable work) {}
}
