package dev.interlock.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.ManualClock;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowConditionsTest {

    private final ManualClock time = new ManualClock();
    private final CoarseClock clock = new CoarseClock(time);

    private Window window(Consumer<CircuitConfigBuilder> options) {
        CircuitConfigBuilder builder = CircuitConfig.builder().failureWindow(Duration.ofSeconds(60));
        options.accept(builder);
        return Window.create(builder.build("test"), clock);
    }

    /** Moves the time, and the coarse clock with it, as the engine's tick does. */
    private void advance(Duration duration) {
        time.advance(duration);
        clock.exact();
    }

    private void advance(double seconds) {
        advance(Duration.ofNanos((long) (seconds * 1e9)));
    }

    private static void successes(Window window, int count) {
        for (int i = 0; i < count; i++) {
            window.recordSuccess();
        }
    }

    private static void failures(Window window, int count) {
        for (int i = 0; i < count; i++) {
            window.recordFailure(false);
        }
    }

    @Test
    void evaluate_threeFailuresAt0And30And59_isMet() {
        Window window = window(options -> options.failureThreshold(3));
        window.recordFailure(false);
        advance(30);
        window.recordFailure(false);
        assertThat(window.evaluate()).isNull();
        advance(29);
        window.recordFailure(false);
        assertThat(window.evaluate()).isEqualTo("3 failures within 60 s");
        assertThat(window.counts().failures()).isEqualTo(3);
    }

    @Test
    void evaluate_threeFailuresAt0And30And61_isNotMet() {
        Window window = window(options -> options.failureThreshold(3));
        window.recordFailure(false);
        advance(30);
        window.recordFailure(false);
        advance(31);
        window.recordFailure(false);
        assertThat(window.evaluate()).isNull();
        assertThat(window.counts().failures()).isEqualTo(2);
    }

    @Test
    void evaluate_successesOpenedTheBucketEarlier_thresholdStaysExact() {
        Window window = window(options -> options.failureThreshold(3));
        window.recordSuccess();
        advance(5);
        window.recordFailure(false);
        advance(30);
        window.recordFailure(false);
        advance(29);
        window.recordFailure(false);
        assertThat(window.evaluate()).isEqualTo("3 failures within 60 s");
        assertThat(window.counts().failures()).isEqualTo(3);
    }

    @Test
    void evaluate_failureExactlyAsOldAsTheWindow_counts() {
        Window window = window(options -> options.failureThreshold(2));
        window.recordFailure(false);
        advance(60);
        window.recordFailure(false);
        assertThat(window.evaluate()).isNotNull();
        advance(Duration.ofNanos(1));
        assertThat(window.evaluate()).isNull();
    }

    @Test
    void evaluate_thresholdTooLargeForTheRing_usesTheBuckets() {
        Window window = window(options -> options.failureThreshold(1_500));
        failures(window, 1_499);
        assertThat(window.evaluate()).isNull();
        failures(window, 1);
        assertThat(window.evaluate()).isEqualTo("1500 failures within 60 s");
        advance(61);
        assertThat(window.evaluate()).isNull();
    }

    @Test
    void evaluate_oneFailure_speaksInTheSingular() {
        Window window = window(options -> options.failureThreshold(1).failureWindow(Duration.ofMillis(250)));
        window.recordFailure(false);
        assertThat(window.evaluate()).isEqualTo("1 failure within 250 ms");
    }

    @Test
    void evaluate_failureRateReached_saysRateCallsAndLimit() {
        Window window = window(options -> options.failureRate(0.5));
        successes(window, 10);
        failures(window, 9);
        assertThat(window.evaluate()).as("19 of 20 calls").isNull();
        failures(window, 6);
        assertThat(window.evaluate()).isEqualTo("failure rate 60 % of 25 calls (limit 50 %)");
    }

    @Test
    void evaluate_failureRateBelowLimit_isNotMet() {
        Window window = window(options -> options.failureRate(0.5).minimumCalls(4));
        successes(window, 3);
        failures(window, 2);
        assertThat(window.evaluate()).isNull();
        failures(window, 1);
        assertThat(window.evaluate()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 29, 57})
    void evaluate_rateExactlyAtALimitThatIsNoBinaryFraction_isMet(int failed) {
        Window window = window(options -> options.failureRate(failed / 100.0).minimumCalls(1));
        successes(window, 100 - failed);
        failures(window, failed);
        assertThat(window.evaluate()).contains(" " + failed + " % of 100 calls (limit " + failed + " %)");
    }

    @Test
    void evaluate_slowCallRateReached_countsSlowSuccessesAndSlowFailures() {
        Window window = window(options -> options.slowCallRate(0.5).minimumCalls(4));
        successes(window, 2);
        window.recordSlowSuccess();
        window.recordFailure(true);
        assertThat(window.evaluate()).isEqualTo("slow-call rate 50 % of 4 calls (limit 50 %)");
    }

    @Test
    void evaluate_failuresInARow_successEndsTheRow() {
        Window window = window(options -> options.consecutiveFailures(3).failureThreshold(100));
        failures(window, 2);
        window.recordSuccess();
        failures(window, 2);
        window.recordSlowSuccess();
        failures(window, 2);
        assertThat(window.evaluate()).isNull();
        failures(window, 1);
        assertThat(window.evaluate()).isEqualTo("3 failures in a row");
    }

    @Test
    void evaluate_rowOlderThanTheWindow_stillCounts() {
        Window window = window(options -> options.consecutiveFailures(2).failureThreshold(100));
        failures(window, 1);
        advance(1_000);
        failures(window, 1);
        assertThat(window.evaluate()).isEqualTo("2 failures in a row");
    }
}
