package dev.interlock.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.window.Window.Counts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountWindowTest {

    private final ManualClock time = new ManualClock();
    private final CoarseClock clock = new CoarseClock(time);

    private Window window(int size, Consumer<CircuitConfigBuilder> options) {
        CircuitConfigBuilder builder = CircuitConfig.builder().countWindow(size);
        options.accept(builder);
        return Window.create(builder.build("test"), clock);
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
    void create_countWindow_isACountWindowEvenForRowsOnly() {
        assertThat(window(10, options -> {})).isInstanceOf(CountWindow.class);
        assertThat(window(10, options -> options.consecutiveFailures(2))).isInstanceOf(CountWindow.class);
    }

    @Test
    void counts_notYetFull_holdsOnlyCallsThatWere() {
        Window window = window(100, options -> {});
        assertThat(window.counts()).isEqualTo(new Counts(0, 0, 0));
        window.recordSuccess();
        window.recordSlowSuccess();
        window.recordFailure(false);
        window.recordFailure(true);
        assertThat(window.counts()).isEqualTo(new Counts(4, 2, 2));
        assertThat(window.successes().sum()).isEqualTo(2);
    }

    @Test
    void counts_full_oldestCallLeavesForEachNewOne() {
        Window window = window(3, options -> {});
        failures(window, 2);
        window.recordSlowSuccess();
        assertThat(window.counts()).isEqualTo(new Counts(3, 2, 1));
        window.recordSuccess();
        assertThat(window.counts()).isEqualTo(new Counts(3, 1, 1));
        successes(window, 2);
        assertThat(window.counts()).isEqualTo(new Counts(3, 0, 0));
        assertThat(window.successes().sum()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void counts_anyCalls_equalTheLastOnes(int size) {
        Window window = window(size, options -> options.failureThreshold(3));
        ArrayDeque<Integer> last = new ArrayDeque<>();
        Random random = new Random(size);
        for (int i = 0; i < 2_000; i++) {
            int outcome = random.nextInt(8) < 4 ? 0 : random.nextInt(4);
            switch (outcome) {
                case 0 -> window.recordSuccess();
                case 1 -> window.recordFailure(false);
                case 2 -> window.recordSlowSuccess();
                default -> window.recordFailure(true);
            }
            last.addLast(outcome);
            if (last.size() > size) {
                last.removeFirst();
            }
            long failed = last.stream().filter(each -> (each & 1) != 0).count();
            long slow = last.stream().filter(each -> (each & 2) != 0).count();
            assertThat(window.counts()).isEqualTo(new Counts(last.size(), failed, slow));
            assertThat(window.evaluate() != null).isEqualTo(failed >= 3);
        }
    }

    @Test
    void evaluate_threshold_countsTheLastCallsOnly() {
        Window window = window(5, options -> options.failureThreshold(3));
        failures(window, 2);
        successes(window, 3);
        failures(window, 1);
        assertThat(window.evaluate()).isNull();
        failures(window, 2);
        assertThat(window.evaluate()).isEqualTo("3 failures in the last 5 calls");
    }

    @Test
    void evaluate_thresholdInAYoungWindow_saysHowManyCallsThereWere() {
        Window window = window(100, options -> options.failureThreshold(1));
        window.recordFailure(false);
        assertThat(window.evaluate()).isEqualTo("1 failure in the last call");
    }

    @Test
    void evaluate_thresholdTooLargeForTheRing_usesTheCounters() {
        Window window = window(2_000, options -> options.failureThreshold(1_500));
        failures(window, 1_499);
        assertThat(window.evaluate()).isNull();
        failures(window, 1);
        assertThat(window.evaluate()).isEqualTo("1500 failures in the last 1500 calls");
    }

    @Test
    void evaluate_windowSmallerThanMinimumCalls_itsSizeIsEnough() {
        Window window = window(10, options -> options.failureRate(0.5).minimumCalls(20));
        failures(window, 9);
        assertThat(window.evaluate()).isNull();
        failures(window, 1);
        assertThat(window.evaluate()).isEqualTo("failure rate 100 % of 10 calls (limit 50 %)");
    }

    @Test
    void evaluate_slowCallRate_isAskedFromTheMinimumOn() {
        Window window = window(100, options -> options.slowCallRate(0.3).minimumCalls(10));
        window.recordSlowSuccess();
        window.recordFailure(true);
        window.recordSlowSuccess();
        successes(window, 6);
        assertThat(window.evaluate()).isNull();
        successes(window, 1);
        assertThat(window.evaluate()).isEqualTo("slow-call rate 30 % of 10 calls (limit 30 %)");
    }

    @Test
    void evaluate_failuresInARow_areMetHoweverFewAreInTheWindow() {
        Window window = window(2, options -> options.consecutiveFailures(4));
        failures(window, 3);
        assertThat(window.evaluate()).isNull();
        failures(window, 1);
        assertThat(window.evaluate()).isEqualTo("4 failures in a row");
        window.recordSuccess();
        assertThat(window.evaluate()).isNull();
    }

    @Test
    void counts_timePasses_playsNoPart() {
        Window window = window(10, options -> options.failureThreshold(2).failureWindow(Duration.ofSeconds(1)));
        failures(window, 1);
        time.advance(Duration.ofDays(1));
        clock.exact();
        failures(window, 1);
        assertThat(window.counts()).isEqualTo(new Counts(2, 2, 0));
        assertThat(window.evaluate()).isEqualTo("2 failures in the last 2 calls");
    }

    @Test
    void needsTicks_minimumNotReached_onlyIfTheRateIsInReach() {
        Window window = window(100, options -> options.failureRate(0.5).minimumCalls(10));
        failures(window, 4);
        assertThat(window.needsTicks()).isFalse();
        failures(window, 1);
        assertThat(window.needsTicks()).isTrue();
        successes(window, 5);
        assertThat(window.needsTicks()).as("the minimum is reached").isFalse();
        assertThat(window.evaluate()).isNotNull();
    }
}
