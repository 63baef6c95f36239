package dev.interlock.verification.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;

/** Recursion until the stack overflows; something is run on the way back, a given number of frames above the bottom. */
final class Dive implements Runnable {

    /**
     * Several times what the frames of a sweep take when they are interpreted, and what the machine keeps back at the end of a stack: with
     * less, whether a level exists depended on what had been compiled by then.
     */
    private static final long STACK_BYTES = 768 * 1024;

    private final int level;
    private final Runnable action;
    private int fromBottom;
    private boolean done;
    private Throwable thrown;

    private Dive(int level, Runnable action) {
        this.level = level;
        this.action = action;
    }

    /** Runs it on a small stack of its own; returns the StackOverflowError that came out, null if it came through. */
    static Throwable andRun(int level, Runnable action) throws InterruptedException {
        Dive dive = new Dive(level, action);
        AtomicReference<Throwable> escaped = new AtomicReference<>();
        Thread thread = new Thread(null, dive, "diver", STACK_BYTES);
        thread.setUncaughtExceptionHandler((where, failure) -> escaped.set(failure));
        thread.start();
        thread.join();
        assertThat(escaped.get()).as("the dive itself").isNull();
        assertThat(dive.done).as("it was tried at level %d", level).isTrue();
        return dive.thrown;
    }

    @Override
    @SuppressWarnings("InfiniteRecursion") // is what is asked for
    public void run() {
        try {
            run();
        } catch (StackOverflowError overflow) {
            // The first is the bottom; one that comes after the action is the action's.
            if (done && thrown == null) {
                thrown = overflow;
            }
        }
        if (fromBottom++ == level) {
            done = true;
            action.run();
        }
    }
}
