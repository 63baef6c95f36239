package dev.interlock.verification.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.TimeSource;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.window.Window;
import dev.interlock.verification.planted.PlantedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * S10: the failures of a time window while buckets begin and end. Time moves in whole buckets, so that the specification can be exact. It
 * does not move while somebody counts: an answer would be about two moments.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // the operations of one group run on one thread
@EnabledIfSystemProperty(
        named = "interlock.proofs",
        matches = "short|long",
        disabledReason = "model checking and its planted bugs take most of a minute")
public class TimeWindowLincheckTest {

    private static final long BUCKET_NANOS = 1_000_000;
    private static final CircuitConfig CONFIG = CircuitConfig.builder()
            .failureRate(1)
            .failureWindow(Duration.ofNanos(10 * BUCKET_NANOS))
            .build("c");

    private final Steps time = new Steps();
    private final Window window = Window.create(CONFIG, new CoarseClock(time));

    @Operation
    public void recordFailure() {
        window.recordFailure(false);
    }

    @Operation(nonParallelGroup = "one moment")
    public long failures() {
        return window.counts().failures();
    }

    @Operation(nonParallelGroup = "one moment")
    public void nextBucket() {
        time.nanos += BUCKET_NANOS;
    }

    @Operation(nonParallelGroup = "one moment")
    public void allIsOver() {
        time.nanos += 11 * BUCKET_NANOS;
    }

    private static final class Steps implements TimeSource {
        private volatile long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }
    }

    /** Every failure with its time. */
    public static class Specification {
        private final List<Integer> failures = new ArrayList<>();
        private int now;

        public void recordFailure() {
            failures.add(now);
        }

        public long failures() {
            return failures.stream().filter(at -> now - at <= 10).count();
        }

        public void nextBucket() {
            now++;
        }

        public void allIsOver() {
            now += 11;
        }
    }

    private static ModelCheckingOptions options() {
        return Effort.ofAnObject().sequentialSpecification(Specification.class);
    }

    @Test
    void failures_recordedWhileBucketsBegin_areCountedExactly() {
        options().check(TimeWindowLincheckTest.class);
    }

    @Test
    void failures_rollPublishedByAPlainWrite_isFound() throws Exception {
        assertThat(FaultyCore.isFoundBy(
                        TimeWindowLincheckTest.class,
                        new PlantedFault(
                                "TimeWindow.rollTo",
                                "if (ROLL.compareAndSet(this, seen, next))",
                                "roll = next;\nif (next != null)")))
                .isTrue();
    }

    @Test
    void failures_readBeforeTheRoll_isFound() throws Exception {
        assertThat(FaultyCore.isFoundBy(
                        TimeWindowLincheckTest.class,
                        new PlantedFault("TimeWindow.sums", "Roll seen = roll", "long failed = failures.get()"),
                        new PlantedFault("TimeWindow.sums", "long failed = failures.get()", "Roll seen = roll")))
                .isTrue();
    }
}
