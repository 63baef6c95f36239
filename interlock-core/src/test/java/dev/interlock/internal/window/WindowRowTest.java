package dev.interlock.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.ManualClock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A row of failures ends with a success of any speed, in a window of any kind. */
class WindowRowTest {

    private static final List<Consumer<CircuitConfigBuilder>> KINDS =
            List.of(time -> time.failureThreshold(100), count -> count.countWindow(50), row -> {});
    private static final List<Consumer<Window>> SUCCESSES = List.of(Window::recordSuccess, Window::recordSlowSuccess);

    static Stream<Arguments> successesInWindows() {
        return KINDS.stream().flatMap(kind -> SUCCESSES.stream().map(success -> Arguments.of(kind, success)));
    }

    @ParameterizedTest
    @MethodSource("successesInWindows")
    void success_amongFailures_endsTheRow(Consumer<CircuitConfigBuilder> kind, Consumer<Window> success) {
        CircuitConfigBuilder builder = CircuitConfig.builder();
        kind.accept(builder);
        builder.consecutiveFailures(3);
        Window window = Window.create(builder.build("test"), new CoarseClock(new ManualClock()));
        window.recordFailure(false);
        window.recordFailure(false);

        success.accept(window);

        window.recordFailure(false);
        window.recordFailure(true);
        assertThat(window.evaluate()).isNull();
        window.recordFailure(false);
        assertThat(window.evaluate()).isEqualTo("3 failures in a row");
    }

    /** The largest threshold that a ring is kept for, and the first that is counted in buckets. */
    @Test
    void ring_isKeptForThresholdsUpToTheLargest() {
        assertThat(Window.ringFor(threshold(1))).isNotNull();
        assertThat(Window.ringFor(threshold(LatestFailures.LARGEST))).isNotNull();
        assertThat(Window.ringFor(threshold(LatestFailures.LARGEST + 1))).isNull();
        assertThat(Window.ringFor(CircuitConfig.builder().consecutiveFailures(1).build("test")))
                .isNull();
    }

    private static CircuitConfig threshold(int failures) {
        return CircuitConfig.builder().failureThreshold(failures).build("test");
    }
}
