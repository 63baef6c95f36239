package dev.interlock.internal.hook;

import dev.interlock.internal.time.OwnThread;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The default executor of hooks: daemon threads, one per hook that is running, none when nothing runs. It has no upper
 * bound, because a bound would let the first hooks that hang stop all others; the single flight of {@link HookRunner} and of
 * mailboxes bounds it by the number of hooks.
 */
public final class HookThreads implements Executor, AutoCloseable {

    private static final long KEEP_ALIVE_SECONDS = 5;

    private final ThreadPoolExecutor threads;

    /** An executor without a thread yet. */
    public HookThreads() {
        this("interlock-hook");
    }

    /**
     * An executor without a thread yet.
     *
     * @param name what its threads are called, with a number behind
     */
    public HookThreads(String name) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> OwnThread.daemon(work, name + "-" + number.incrementAndGet()),
                (work, executor) -> {
                    // Only after close(), when nobody waits for an answer any more.
                });
    }

    @Override
    public void execute(Runnable hook) {
        threads.execute(hook);
    }

    /** How many threads there are. */
    public int size() {
        return threads.getPoolSize();
    }

    /** Interrupts the hooks that are running and takes no more. Does not wait for them. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
