package dev.interlock.internal.time;

import dev.interlock.TimeSource;
import java.time.Instant;

/** The system's time. The only class of the library that asks the system's clocks; a test holds the others to it. */
public final class SystemTimeSource implements TimeSource {

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }
}
