package dev.interlock.internal.event;

import dev.interlock.InterlockEvent;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** An event that kills whoever asks for its number for the given time. */
final class FatalEvent implements InterlockEvent {

    private final long sequence;
    private final AtomicInteger left;

    FatalEvent(long sequence, int dieAt) {
        this.sequence = sequence;
        this.left = new AtomicInteger(dieAt);
    }

    @Override
    public long sequence() {
        if (left.decrementAndGet() == 0) {
            throw new StackOverflowError("planted");
        }
        return sequence;
    }

    @Override
    public Instant at() {
        return Instant.EPOCH;
    }
}
