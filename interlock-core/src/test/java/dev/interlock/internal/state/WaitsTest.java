package dev.interlock.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitsTest {

    private static CircuitConfig config(double multiplier, double jitter) {
        return CircuitConfig.builder()
                .resetTimeout(Duration.ofSeconds(10))
                .backoffMultiplier(multiplier)
                .maxResetTimeout(Duration.ofSeconds(60))
                .jitter(jitter)
                .build("c");
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 20", "2, 40", "3, 60", "4, 60", "1000, 60"})
    void nanos_withoutJitter_growsByTheMultiplierUpToTheMaximum(int reopenings, long seconds) {
        assertThat(Waits.nanos(config(2.0, 0), reopenings, 7)).isEqualTo(seconds * 1_000_000_000L);
    }

    @Test
    void nanos_multiplierOfOne_neverGrows() {
        assertThat(Waits.nanos(config(1.0, 0), 1_000_000_000, 7)).isEqualTo(10_000_000_000L);
    }

    /** The JDK's own generator of that name is the same finalizer, and so tells whether ours is written down right. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, 0x632be59bd9b4e019L, Long.MIN_VALUE, Long.MAX_VALUE})
    void nanos_withJitter_isDrawnAsByTheSplitMixGenerator(long draw) {
        double fraction = new SplittableRandom(draw).nextDouble();

        assertThat(Waits.nanos(config(1.0, 0.5), 0, draw)).isEqualTo((long) (10_000_000_000L * (1.0 - 0.5 * fraction)));
    }
}
