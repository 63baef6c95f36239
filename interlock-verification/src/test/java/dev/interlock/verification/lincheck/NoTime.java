package dev.interlock.verification.lincheck;

import dev.interlock.TimeSource;
import java.time.Instant;

/** Time that stands still. Lincheck walks through what the operations can reach, and cannot walk through a manual time. */
final class NoTime implements TimeSource {

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH;
    }
}
