package dev.interlock.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.window.Window.Counts;
import org.junit.jupiter.api.Test;

class ConsecutiveWindowTest {

    private final Window window = Window.create(
            CircuitConfig.builder().consecutiveFailures(3).build("test"), new CoarseClock(new ManualClock()));

    @Test
    void create_onlyConsecutiveFailures_isTheSmallWindow() {
        assertThat(window).isInstanceOf(ConsecutiveWindow.class);
    }

    @Test
    void create_anotherConditionBeside_isATimeWindow() {
        CircuitConfig both =
                CircuitConfig.builder().consecutiveFailures(3).failureRate(0.5).build("test");
        assertThat(Window.create(both, new CoarseClock(new ManualClock()))).isInstanceOf(TimeWindow.class);
    }

    @Test
    void evaluate_rowReached_isMet() {
        window.recordFailure(false);
        window.recordFailure(true);
        assertThat(window.evaluate()).isNull();
        window.recordFailure(false);
        assertThat(window.evaluate()).isEqualTo("3 failures in a row");
        assertThat(window.counts()).isEqualTo(new Counts(3, 3, 0));
    }

    @Test
    void evaluate_anySuccessBetween_startsTheRowAgain() {
        window.recordFailure(false);
        window.recordFailure(false);
        window.recordSuccess();
        window.recordFailure(false);
        window.recordFailure(false);
        window.recordSlowSuccess();
        window.recordFailure(false);
        assertThat(window.evaluate()).isNull();
        assertThat(window.counts()).isEqualTo(new Counts(1, 1, 0));
        assertThat(window.successes().sum()).isEqualTo(2);
        assertThat(window.needsTicks()).isFalse();
    }
}
