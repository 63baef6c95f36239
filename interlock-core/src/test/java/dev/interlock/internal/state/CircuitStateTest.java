package dev.interlock.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Cause;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitEvent;
import dev.interlock.State;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CircuitStateTest {

    private static final CircuitConfig CONFIG = CircuitConfig.builder()
            .resetTimeout(Duration.ofSeconds(10))
            .backoffMultiplier(2)
            .maxResetTimeout(Duration.ofHours(1))
            .jitter(0)
            .build("c");

    private final CoarseClock clock = new CoarseClock(new ManualClock());
    private final CircuitState closed = CircuitState.initial(new Object(), new Terms(CONFIG), clock, 0, Instant.EPOCH);

    private static CircuitState enter(CircuitState from, State to, CircuitEvent event) {
        Cause cause = new Cause(event, Optional.empty(), Optional.empty(), "");
        return from.enter(to, cause, 1, 0, Instant.EPOCH);
    }

    private static CircuitState failedProbe(CircuitState open) {
        CircuitState halfOpen = enter(open, State.HALF_OPEN, CircuitEvent.ATTEMPT_RECOVERY);
        return enter(halfOpen, State.OPEN, CircuitEvent.TRIP);
    }

    @Test
    void enterOpen_afterFailedProbes_waitsLongerEachTime() {
        CircuitState first = enter(closed, State.OPEN, CircuitEvent.TRIP);
        CircuitState second = failedProbe(first);
        CircuitState third = failedProbe(second);

        assertThat(first.waitNanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
        assertThat(second.waitNanos()).isEqualTo(Duration.ofSeconds(20).toNanos());
        assertThat(third.waitNanos()).isEqualTo(Duration.ofSeconds(40).toNanos());
        assertThat(third.reopenings()).isEqualTo(2);
    }

    @Test
    void enterOpen_fromHalfOpenButNotByAProbe_waitsAsBefore() {
        CircuitState reopened = failedProbe(enter(closed, State.OPEN, CircuitEvent.TRIP));
        CircuitState halfOpen = enter(reopened, State.HALF_OPEN, CircuitEvent.ATTEMPT_RECOVERY);

        assertThat(enter(halfOpen, State.OPEN, CircuitEvent.CASCADE).reopenings())
                .isEqualTo(1);
        assertThat(enter(halfOpen, State.OPEN, CircuitEvent.OPEN).reopenings()).isEqualTo(1);
    }

    @Test
    void enterOpen_fromOpen_beginsAnew() {
        CircuitState reopened = failedProbe(enter(closed, State.OPEN, CircuitEvent.TRIP));

        assertThat(enter(reopened, State.OPEN, CircuitEvent.OPEN).reopenings()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"OPEN", "HALF_OPEN"})
    void enter_anotherState_forgetsTheReopenings(State to) {
        CircuitState reopened = failedProbe(enter(closed, State.OPEN, CircuitEvent.TRIP));

        CircuitState after = enter(reopened, to, CircuitEvent.FORCE_CLOSE);

        assertThat(after.reopenings()).isZero();
        assertThat(after.waitNanos()).isZero();
        assertThat(after.episode()).isNull();
    }

    @Test
    void enterOpen_withJitter_drawsAnewForEachEpoch() {
        CircuitConfig config = CircuitConfig.builder().jitter(1).build("c");
        CircuitState drawing = CircuitState.initial(new Object(), new Terms(config), clock, 0, Instant.EPOCH);
        CircuitState state = drawing;
        Set<Long> waits = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            state = enter(state, State.OPEN, CircuitEvent.OPEN);
            waits.add(state.waitNanos());
            assertThat(enter(drawing, State.OPEN, CircuitEvent.OPEN).waitNanos())
                    .as("the same of the same")
                    .isEqualTo(enter(drawing, State.OPEN, CircuitEvent.OPEN).waitNanos());
        }
        assertThat(waits).hasSize(20);
    }

    @Test
    void enterHalfOpen_hasAnEpisodeWithItsPlaces() {
        CircuitState halfOpen =
                enter(enter(closed, State.OPEN, CircuitEvent.TRIP), State.HALF_OPEN, CircuitEvent.ATTEMPT_RECOVERY);

        assertThat(halfOpen.episode()).isNotNull();
        assertThat(halfOpen.epoch()).isEqualTo(2);
    }

    @Test
    void counts_ofAStateWithoutCalls_areNoneAndMakeNoWindow() {
        assertThat(closed.counts()).isSameAs(Window.Counts.NONE);
        assertThat(closed.recordedSuccesses()).isZero();

        closed.window().recordSuccess();

        assertThat(closed.window()).isSameAs(closed.window());
        assertThat(closed.counts().calls()).isEqualTo(1);
        assertThat(closed.recordedSuccesses()).isEqualTo(1);
    }

    @Test
    void success_afterTheTransitionThatReplacedItsWindow_isInTheTotal() {
        CircuitState open = enter(closed, State.OPEN, CircuitEvent.OPEN);
        CircuitState metricsOnly = enter(open, State.METRICS_ONLY, CircuitEvent.METRICS_ONLY);
        CircuitState fresh = metricsOnly.withFreshWindow();

        closed.window().recordSuccess(); // admitted before all of that, and the first that was ever recorded
        metricsOnly.window().recordSuccess();

        assertThat(open.recordedSuccesses()).isEqualTo(1);
        assertThat(fresh.recordedSuccesses()).isEqualTo(2);
        assertThat(fresh.epoch()).isEqualTo(metricsOnly.epoch());
        assertThat(fresh.counts().calls()).isZero();
    }
}
