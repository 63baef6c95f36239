package dev.interlock.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.window.Window.Counts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every window goes by the clock it was given and by no other: where that one stands still, so does the window. */
class ConfiguredClockTest {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final ManualClock time = new ManualClock();
    private final CoarseClock clock = new CoarseClock(time);

    private static CircuitConfigBuilder builder() {
        return CircuitConfig.builder()
                .failureThreshold(3)
                .failureRate(1)
                .minimumCalls(1_000_000)
                .failureWindow(SHORTEST);
    }

    private List<Window> windows() {
        return List.of(
                Window.create(builder().build("time"), clock),
                Window.create(builder().countWindow(1_000_000).build("count"), clock));
    }

    @Test
    void windows_configuredClockStandsStill_forgetNothingHoweverLongTheSystemTakes() {
        for (Window window : windows()) {
            window.recordFailure(false);
            // Work of far more than the window's millisecond of system time.
            for (int call = 0; call < 300_000; call++) {
                window.recordSuccess();
            }
            window.recordFailure(false);
            assertThat(window.evaluate()).isNull();
            window.recordFailure(false);
            assertThat(window.evaluate()).as(window.toString()).startsWith("3 failures");
            assertThat(window.counts()).isEqualTo(new Counts(300_003, 3, 0));
        }
    }

    @Test
    void windows_configuredClockLeaps_onlyTheTimeWindowForgets() {
        List<Window> windows = windows();
        for (Window window : windows) {
            window.recordFailure(false);
            window.recordSuccess();
        }
        time.advance(SHORTEST.multipliedBy(2));
        assertThat(windows.get(0).counts()).isEqualTo(new Counts(0, 0, 0));
        assertThat(windows.get(1).counts()).isEqualTo(new Counts(2, 1, 0));
    }
}
