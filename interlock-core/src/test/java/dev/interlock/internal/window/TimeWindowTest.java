package dev.interlock.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.window.Window.Counts;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TimeWindowTest {

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
    void create_noConditions_isATimeWindow() {
        assertThat(window(options -> {})).isInstanceOf(TimeWindow.class);
    }

    @Test
    void counts_nothingRecorded_areZero() {
        Window window = window(options -> {});
        assertThat(window.counts()).isEqualTo(new Counts(0, 0, 0));
        assertThat(window.evaluate()).isNull();
        assertThat(window.needsTicks()).isFalse();
    }

    @Test
    void counts_eachKindOfCall_countsOnce() {
        Window window = window(options -> {});
        window.recordSuccess();
        window.recordSlowSuccess();
        window.recordFailure(false);
        window.recordFailure(true);
        assertThat(window.counts()).isEqualTo(new Counts(4, 2, 2));
        assertThat(window.successes().sum()).isEqualTo(2);
    }

    @Test
    void counts_timePasses_oldCallsLeaveTenthByTenth() {
        Window window = window(options -> options.failureRate(0.5));
        for (int second = 0; second < 60; second++) {
            window.recordSuccess();
            advance(1);
        }
        assertThat(window.counts().calls()).isEqualTo(60);
        long before = 60;
        for (int second = 1; second <= 60; second++) {
            advance(1);
            long now = window.counts().calls();
            assertThat(now)
                    .isBetween(Math.max(0, 60L - second - 6), 60L - second + 1)
                    .isLessThanOrEqualTo(before);
            before = now;
        }
        assertThat(before).isZero();
    }

    @Test
    void counts_callAloneInItsBucket_isRememberedForExactlyTheWindow() {
        Window window = window(options -> options.failureRate(0.5));
        advance(17.3);
        window.recordSuccess();
        advance(60);
        assertThat(window.counts().calls()).isEqualTo(1);
        advance(Duration.ofNanos(1));
        assertThat(window.counts().calls()).isZero();
    }

    @Test
    void counts_idleForMuchLongerThanTheWindow_forgetsAllAndStartsAgain() {
        Window window = window(options -> options.failureRate(0.5));
        successes(window, 7);
        failures(window, 3);
        advance(Duration.ofDays(400));
        assertThat(window.counts()).isEqualTo(new Counts(0, 0, 0));
        window.recordSuccess();
        window.recordFailure(true);
        assertThat(window.counts()).isEqualTo(new Counts(2, 1, 1));
        assertThat(window.successes().sum()).isEqualTo(8);
    }

    @Test
    void counts_wrappingTime_countsAndForgetsAsEver() {
        time.advance(Duration.ofNanos(Long.MAX_VALUE - 30_000_000_000L));
        CoarseClock wrapping = new CoarseClock(time);
        Window window =
                Window.create(CircuitConfig.builder().failureThreshold(3).build("test"), wrapping);
        window.recordFailure(false);
        window.recordSuccess();
        time.advance(Duration.ofSeconds(29));
        assertThat(window.counts())
                .as("the end of the window is beyond the wrap")
                .isEqualTo(new Counts(2, 1, 0));
        window.recordFailure(false);
        time.advance(Duration.ofSeconds(30));
        assertThat(wrapping.exact()).isNegative();
        window.recordFailure(false);
        window.recordSuccess();
        assertThat(window.evaluate()).isEqualTo("3 failures within 60 s");
        assertThat(window.counts()).isEqualTo(new Counts(5, 3, 0));
        time.advance(Duration.ofSeconds(2));
        wrapping.exact(); // as the tick does before it evaluates
        assertThat(window.evaluate()).isNull();
        assertThat(window.counts().failures()).isEqualTo(2);
    }

    @Test
    void recordSuccess_timeWrappedSinceTheLastBucket_beginsAnother() {
        time.advance(Duration.ofNanos(Long.MAX_VALUE - 30_000_000_000L));
        CoarseClock wrapping = new CoarseClock(time);
        Window window = Window.create(CircuitConfig.builder().failureRate(0.5).build("test"), wrapping);
        window.recordSuccess();
        time.advance(Duration.ofSeconds(40));
        assertThat(wrapping.exact()).isNegative();
        window.recordSuccess();
        time.advance(Duration.ofSeconds(59));
        assertThat(window.counts()).isEqualTo(new Counts(1, 0, 0));
    }

    @Test
    void recordSuccess_coarseClockBehind_countsInThePresentBucketAndAddsNoOlderOne() {
        Window window =
                window(options -> options.failureThreshold(9).failureRate(0.5).minimumCalls(1));
        window.recordSuccess();
        time.advance(Duration.ofSeconds(30));
        window.recordSuccess(); // the coarse clock still says 0 s
        assertThat(clock.nanos()).isZero();
        window.recordFailure(false); // moves it to 30 s
        window.recordSuccess();
        assertThat(window.counts()).isEqualTo(new Counts(4, 1, 0));
        advance(31);
        assertThat(window.counts()).isEqualTo(new Counts(2, 1, 0));
    }

    @Test
    void recordFailure_ratesOnly_isContentWithTheCoarseClock() {
        Window window = window(options -> options.failureRate(0.5).minimumCalls(1));
        time.advance(Duration.ofSeconds(30));
        window.recordFailure(false);
        assertThat(clock.nanos()).as("nobody asked the exact one").isZero();
    }

    @Test
    void evaluate_rateMetOnlyByTheCoarseTime_asksTheExactOne() {
        Window window = window(options -> options.failureRate(0.5).minimumCalls(2));
        window.recordFailure(false);
        time.advance(Duration.ofSeconds(61)); // no tick
        window.recordFailure(false);
        assertThat(window.evaluate()).as("the first failure is too old").isNull();
    }

    @Test
    void evaluate_rateHiddenByOldSuccesses_isFoundByTheNextTick() {
        Window window = window(options -> options.failureRate(0.5).minimumCalls(1));
        for (int call = 0; call < 9; call++) {
            window.recordSuccess();
        }
        advance(30);
        window.recordFailure(false);
        time.advance(Duration.ofSeconds(31)); // no tick: the coarse clock still says 30 s
        window.recordFailure(false);
        assertThat(window.evaluate()).isNull();
        assertThat(window.needsTicks()).isTrue();
        clock.exact();
        assertThat(window.evaluate()).startsWith("failure rate 100 %");
    }

    @Test
    void recordSuccess_shortWindow_doesNotDependOnTheCoarseClock() {
        Window window =
                window(options -> options.failureWindow(Duration.ofMillis(100)).failureRate(0.5));
        window.recordSuccess();
        time.advance(Duration.ofMillis(500));
        window.recordSuccess();
        assertThat(window.counts().calls()).isEqualTo(1);
    }

    @Test
    void recordSuccess_manyBuckets_keepsOnlyWhatMatters() {
        Window window =
                window(options -> options.failureWindow(Duration.ofMillis(1)).failureRate(0.5));
        for (int i = 0; i < 10_000; i++) {
            time.advance(Duration.ofNanos(100_000));
            window.recordSuccess();
        }
        assertThat(window.counts().calls()).isEqualTo(11);
        assertThat(window.successes().sum()).isEqualTo(10_000);
    }

    @Test
    void needsTicks_minimumNotReachedButRateInReach_isTrueUntilSuccessesMakeItMet() {
        Window window = window(options -> options.failureRate(0.5).minimumCalls(20));
        successes(window, 5);
        failures(window, 9);
        assertThat(window.needsTicks()).as("9 of 20 are too few").isFalse();
        failures(window, 1);
        assertThat(window.needsTicks()).isTrue();
        assertThat(window.evaluate()).isNull();
        successes(window, 5);
        assertThat(window.evaluate()).isEqualTo("failure rate 50 % of 20 calls (limit 50 %)");
        successes(window, 1);
        assertThat(window.evaluate()).isNull();
        assertThat(window.needsTicks()).isFalse();
    }

    @Test
    void needsTicks_oldSuccessesWillLeaveBeforeTheFailures_isTrue() {
        Window window = window(options -> options.failureRate(0.5).minimumCalls(10));
        successes(window, 100);
        advance(30);
        failures(window, 20);
        assertThat(window.evaluate()).isNull();
        assertThat(window.needsTicks()).isTrue();
        advance(31);
        assertThat(window.evaluate()).isEqualTo("failure rate 100 % of 20 calls (limit 50 %)");
        advance(60);
        assertThat(window.needsTicks()).isFalse();
    }

    @Test
    void needsTicks_slowCallsInReach_isTrue() {
        Window window = window(options -> options.slowCallRate(0.25).minimumCalls(4));
        window.recordSlowSuccess();
        assertThat(window.needsTicks()).isTrue();
        successes(window, 4);
        assertThat(window.needsTicks()).isFalse();
    }

    @Test
    void needsTicks_onlyAThreshold_isFalse() {
        Window window = window(options -> options.failureThreshold(5));
        failures(window, 4);
        assertThat(window.needsTicks()).isFalse();
    }
}
