package dev.interlock.verification.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.window.Window;
import dev.interlock.verification.NoTime;
import dev.interlock.verification.planted.PlantedFault;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * S10: the places of a count window. While calls record, a counter may be too high by as many; so what is asked is that no count is ever
 * out of bounds, and that the counters are what the places hold when all is done.
 */
@EnabledIfSystemProperty(
        named = "interlock.proofs",
        matches = "short|long",
        disabledReason = "model checking and its planted bugs take most of a minute")
public class CountWindowLincheckTest {

    private static final CircuitConfig CONFIG = CircuitConfig.builder()
            .failureRate(1)
            .minimumCalls(1)
            .countWindow(2)
            .build("c");

    private final Window window = Window.create(CONFIG, new CoarseClock(new NoTime()));

    @Operation
    public void recordSuccess() {
        window.recordSuccess();
    }

    @Operation
    public void recordSlowSuccess() {
        window.recordSlowSuccess();
    }

    @Operation
    public void recordFailure() {
        window.recordFailure(false);
    }

    /** Always true. */
    @Operation
    public boolean isSane() {
        Window.Counts counts = window.counts();
        return counts.failures() >= 0 && counts.slow() >= 0 && counts.calls() <= 2;
    }

    /** A counter that is off by one would stay off when every place is a success again. */
    @Validate
    public void countersAreWhatThePlacesHold() {
        window.recordSuccess();
        window.recordSuccess();
        Window.Counts counts = window.counts();
        if (counts.calls() != 2 || counts.failures() != 0 || counts.slow() != 0) {
            throw new IllegalStateException("two successes, and " + counts);
        }
    }

    /** Nothing that is asked here depends on what was recorded. */
    public static class Specification {

        public void recordSuccess() {}

        public void recordSlowSuccess() {}

        public void recordFailure() {}

        public boolean isSane() {
            return true;
        }
    }

    private static ModelCheckingOptions options() {
        return Effort.ofAnObject().sequentialSpecification(Specification.class);
    }

    @Test
    void outcomes_meetingAtOnePlace_leaveTheCountersRight() {
        options().check(CountWindowLincheckTest.class);
    }

    @Test
    void outcomes_placeReadAndWrittenInTwoSteps_isFound() throws Exception {
        assertThat(
                        FaultyCore.isFoundBy(
                                CountWindowLincheckTest.class,
                                new PlantedFault(
                                        "CountWindow.put",
                                        "add((byte) PLACE.getAndSet(..), -1)",
                                        "byte old = (byte) PLACE.getVolatile(ring, place);\nPLACE.setVolatile(..);\nadd(old, -1)")))
                .isTrue();
    }

    @Test
    void outcomes_counterRaisedAfterThePlaceWasWritten_isFound() throws Exception {
        assertThat(FaultyCore.isFoundBy(
                        CountWindowLincheckTest.class,
                        new PlantedFault(
                                "CountWindow.put",
                                "add(outcome, 1)",
                                "add((byte) PLACE.getAndSet(ring, place, outcome), -1)"),
                        new PlantedFault("CountWindow.put", "add((byte) PLACE.getAndSet(..), -1)", "add(outcome, 1)")))
                .isTrue();
    }
}
