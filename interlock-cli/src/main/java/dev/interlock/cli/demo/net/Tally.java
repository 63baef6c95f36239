package dev.interlock.cli.demo.net;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** What became of the calls that entered at one service. Thread-safe. */
public final class Tally {

    private static final int MAX_UNDER_WAY = 16;

    final AtomicLong served = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final Semaphore places = new Semaphore(MAX_UNDER_WAY);
    private volatile String lastRefusal = "";

    /** When the first call that began after the repair was served, in nanoseconds of the load; -1 while none was. */
    final AtomicLong servedAfterRepair = new AtomicLong(-1);

    Tally() {}

    void refused(String message) {
        lastRefusal = message;
        refused.incrementAndGet();
    }

    /**
     * Calls that were answered.
     *
     * @return how many
     */
    public long served() {
        return served.get();
    }

    /**
     * Calls that a breaker refused, here or further down.
     *
     * @return how many
     */
    public long refused() {
        return refused.get();
    }

    /**
     * Calls that failed otherwise.
     *
     * @return how many
     */
    public long failed() {
        return failed.get();
    }

    /**
     * What a caller was told when it was refused last.
     *
     * @return a message; empty if none was refused
     */
    public String lastRefusal() {
        return lastRefusal;
    }
}
