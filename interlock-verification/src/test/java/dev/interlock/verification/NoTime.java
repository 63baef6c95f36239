package dev.interlock.verification;

import dev.interlock.TimeSource;
import java.time.Instant;

/** Time that stands still, for proofs that walk through what operations can reach, and cannot walk through a manual time. */
public final class NoTime implements TimeSource {

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH;
    }
}
