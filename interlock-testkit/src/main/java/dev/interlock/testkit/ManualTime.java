package dev.interlock.testkit;

import dev.interlock.Scheduler;
import dev.interlock.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that stands still until a test moves it: clock, scheduler and executor in one object, so that everything that happens in a test
 * happens in one order. Thread-safe.
 *
 * <p>Tasks run in the order of their times, and in the order in which they were scheduled where the times are equal. Only one thread runs
 * tasks at a time.
 *
 * <ul>
 *   <li>A task without a delay runs at once, on the thread that schedules it, together with everything it makes due, before
 *       {@code schedule} or {@code execute} returns. If a task is running already, on this thread or another, the new one only joins the
 *       queue, and the loop that runs that task takes it afterwards: tasks never nest.
 *   <li>A task with a delay waits until {@link #advance} reaches its time.
 *   <li>{@link #pauseInline} holds tasks without a delay back, so that a test can choose the moment and the order.
 * </ul>
 *
 * <p>A task that throws hurts no other. What it threw is kept until somebody is told: {@link #advance} throws it, or
 * {@link #takeFailures} hands it out.
 */
public final class ManualTime implements TimeSource, Scheduler, Executor {

    /** Below zero, and crosses it after three seconds: code that takes 0 for "not set", or compares absolute values, shows. */
    private static final long DEFAULT_START = -3_000_000_007L;

    private static final Instant FIRST_INSTANT = Instant.parse("2026-01-01T00:00:00Z");

    private final TaskLoop loop = new TaskLoop();
    private final AtomicLong jumpedBack = new AtomicLong();
    private final long start;

    private ManualTime(long start) {
        this.start = start;
    }

    /**
     * Time that begins at a fixed date, and at a number of nanoseconds that means nothing.
     *
     * @return a new time
     */
    public static ManualTime create() {
        return new ManualTime(DEFAULT_START);
    }

    /**
     * Time with a {@link #nanoTime} of your choice, for example close to {@link Long#MAX_VALUE}, where it overflows.
     *
     * @param nanoTime what {@link #nanoTime} returns at first
     * @return a new time
     */
    public static ManualTime startAt(long nanoTime) {
        return new ManualTime(nanoTime);
    }

    @Override
    public long nanoTime() {
        return start + loop.elapsed() - jumpedBack.get();
    }

    @Override
    public Instant instant() {
        return FIRST_INSTANT.plusNanos(loop.elapsed());
    }

    /**
     * How far the time was moved since it was created.
     *
     * @return the sum of all advances
     */
    public Duration elapsed() {
        return Duration.ofNanos(loop.elapsed());
    }

    /**
     * Runs a task once: at once if there is no delay, else when {@link #advance} reaches its time.
     *
     * @param task  what to run
     * @param delay how long from now; zero or less for at once
     * @return the means to cancel it
     */
    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
        TaskLoop.Task queued = loop.add(Objects.requireNonNull(task, "task"), delay);
        return () -> loop.cancel(queued);
    }

    /**
     * Runs a task as {@link #schedule} does without a delay.
     *
     * @param task what to run
     */
    @Override
    public void execute(Runnable task) {
        loop.add(Objects.requireNonNull(task, "task"), Duration.ZERO);
    }

    /**
     * Moves the time forward, from one due task to the next: the time is set to that of a task before it runs. Tasks that are added
     * meanwhile and become due on the way run too, and so do tasks that {@link #pauseInline} holds back. If another thread is running
     * tasks, waits for it to finish.
     *
     * @param duration how far; zero to run what is due now
     * @throws IllegalArgumentException if the duration is negative
     * @throws IllegalStateException    if called by a task
     * @throws AssertionError           if tasks threw since somebody was last told; the first is its cause, the others are suppressed in it
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time only goes forward: " + duration + "; see jumpBackwards");
        }
        loop.advance(duration);
        throwFailures();
    }

    /**
     * Makes the monotonic time go back, as it never should. {@link #instant} and the times of tasks stay as they are: the scheduler is
     * right, and the clock is wrong.
     *
     * @param duration how far
     * @throws IllegalArgumentException if the duration is negative
     */
    public void jumpBackwards(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A jump back needs a positive length: " + duration);
        }
        jumpedBack.addAndGet(duration.toNanos());
    }

    /** Holds back tasks without a delay: they wait for {@link #runNext()}, {@link #resumeInline} or {@link #advance}. */
    public void pauseInline() {
        loop.pause();
    }

    /** Ends {@link #pauseInline}, and runs what is due. If a task is running, leaves that to the loop that runs it. */
    public void resumeInline() {
        loop.resume();
    }

    /**
     * Runs the first of the tasks that are held back, and no other.
     *
     * @return false if there is none
     * @throws IllegalStateException if called by a task
     */
    public boolean runNext() {
        return loop.runOne(0);
    }

    /**
     * Runs one of the tasks that are held back, out of turn, and no other. For tests that look for an order that breaks something.
     *
     * @param position which one: 0 is the first
     * @return false if there are fewer
     * @throws IllegalStateException if called by a task
     */
    public boolean runNext(int position) {
        return loop.runOne(position);
    }

    /**
     * How many tasks could run now and are held back.
     *
     * @return the number of due tasks; 0 unless {@link #pauseInline} was called or a task is running
     */
    public int dueTasks() {
        return loop.dueTasks();
    }

    /**
     * How many tasks are scheduled, and have neither run nor been cancelled.
     *
     * @return the number of tasks ahead
     */
    public int pendingTasks() {
        return loop.tasks().size();
    }

    /**
     * How far ahead the next task is.
     *
     * @return the delay until it; empty if there is none
     */
    public Optional<Duration> nextTaskIn() {
        return loop.tasks().stream().findFirst().map(task -> Duration.ofNanos(task.due() - loop.elapsed()));
    }

    /**
     * What tasks threw since somebody was last told.
     *
     * @return the failures, oldest first
     */
    public List<Throwable> failures() {
        return loop.failures(false);
    }

    /**
     * What tasks threw since somebody was last told, and forgets it.
     *
     * @return the failures, oldest first
     */
    public List<Throwable> takeFailures() {
        return loop.failures(true);
    }

    private void throwFailures() {
        List<Throwable> failures = takeFailures();
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError(
                    failures.size() + " task(s) on the manual time failed, first: " + failures.get(0), failures.get(0));
            failures.stream().skip(1).forEach(error::addSuppressed);
            throw error;
        }
    }
}
