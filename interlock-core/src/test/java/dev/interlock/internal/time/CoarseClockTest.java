package dev.interlock.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CoarseClockTest {

    private static final class Settable implements TimeSource {

        final AtomicLong nanos = new AtomicLong();

        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }
    }

    private final ManualClock source = new ManualClock();
    private final CoarseClock clock = new CoarseClock(source);

    @Test
    void nanos_sourceMoves_standsStillUntilSomebodyAsksExactly() {
        source.advance(Duration.ofSeconds(1));
        assertThat(clock.nanos()).isZero();
        assertThat(clock.exact()).isEqualTo(1_000_000_000L);
        assertThat(clock.nanos()).isEqualTo(1_000_000_000L);
    }

    @Test
    void exact_sourceRunsBackwards_standsStill() {
        source.advance(Duration.ofSeconds(2));
        clock.exact();
        source.advance(Duration.ofSeconds(-1));
        assertThat(clock.exact()).isEqualTo(2_000_000_000L);
        assertThat(clock.nanos()).isEqualTo(2_000_000_000L);
    }

    @Test
    void exact_timeWraps_goesOn() {
        Settable wrapping = new Settable();
        wrapping.nanos.set(Long.MAX_VALUE - 5);
        CoarseClock wrapped = new CoarseClock(wrapping);
        wrapping.nanos.addAndGet(10);
        assertThat(wrapped.exact()).isEqualTo(Long.MIN_VALUE + 4);
        assertThat(wrapped.nanos()).isEqualTo(Long.MIN_VALUE + 4);
    }

    @Test
    void exact_manyThreads_neverRunsBackwardsForAnyOfThem() {
        Settable shared = new Settable();
        CoarseClock contended = new CoarseClock(shared);
        Runnable reader = () -> {
            long before = contended.nanos();
            for (int i = 0; i < 20_000; i++) {
                shared.nanos.addAndGet(i % 3 - 1 + i % 2); // mostly forward, at times back
                long exact = contended.exact();
                long coarse = contended.nanos();
                assertThat(exact - before).isNotNegative();
                assertThat(coarse - exact).isNotNegative();
                before = coarse;
            }
        };
        CompletableFuture<Void> other = CompletableFuture.runAsync(reader);
        reader.run();
        other.join();
    }
}
