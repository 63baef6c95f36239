package dev.interlock.internal.window;

import dev.interlock.TimeSource;
import java.time.Instant;

/** Time that an actor moves. One writer. */
final class HandTime implements TimeSource {

    private volatile long nanos;

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void advance(long more) {
        nanos += more;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH;
    }
}
