package dev.interlock.verification.limits;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.close;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.RecoveryMode;
import dev.interlock.event.CascadeHappened;
import dev.interlock.event.PanicChanged;
import dev.interlock.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code panicThreshold}: where too much is open already, openings spread no further. */
class PanicThresholdTest {

    private final ManualTime time = ManualTime.create();
    private final Interlock interlock = panicAbove(0.5);
    private final List<PanicChanged> changes = new ArrayList<>();
    private final List<CascadeHappened> cascades = new ArrayList<>();

    private Interlock panicAbove(double share) {
        return Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).panicThreshold(share));
    }

    /** Four circuits; {@code source} opens {@code target}. */
    private void four() {
        interlock.define("source", c -> c.recoveryMode(RecoveryMode.MANUAL).cascadesTo("target"));
        for (String name : List.of("target", "x", "y")) {
            interlock.define(name, c -> c.recoveryMode(RecoveryMode.MANUAL));
        }
        interlock.on(PanicChanged.class, changes::add);
        interlock.on(CascadeHappened.class, cascades::add);
    }

    private Circuit circuit(String name) {
        return interlock.circuit(name);
    }

    @AfterEach
    void closeInterlock() {
        interlock.close();
    }

    @Test
    void cascade_whileTheShareIsAboveTheThreshold_opensItsSourceOnly_andSaysSo() {
        four();
        List<String> handled = new ArrayList<>();
        interlock.onCascade((source, affected) -> handled.add(source));
        open(circuit("x"));
        open(circuit("y"));
        assertThat(interlock.snapshot().isPanicking())
                .as("half is not more than half")
                .isFalse();

        open(circuit("source"));

        assertThat(circuit("target")).isClosed();
        assertThat(cascades).singleElement().satisfies(cascade -> {
            assertThat(cascade.source()).isEqualTo("source");
            assertThat(cascade.affected()).containsExactly("target");
            assertThat(cascade.panic()).isTrue();
            assertThat(cascade.limited()).isFalse();
            assertThat(cascade.isStopped()).isTrue();
        });
        assertThat(handled).isEmpty();
    }

    @Test
    void cascade_thatLeadsAboveTheThreshold_takesPlace_andIsTheLast() {
        four();
        open(circuit("x"));

        open(circuit("source"));

        assertThat(circuit("target")).isOpen();
        assertThat(cascades).singleElement().matches(cascade -> !cascade.isStopped());
        assertThat(interlock.snapshot().isPanicking()).isTrue();
        assertThat(interlock.snapshot().openCircuits()).isEqualTo(3);
        assertThat(interlock.snapshot().openShare()).isEqualTo(0.75);
    }

    @Test
    void panic_beginsAndEnds_isToldOnceForEachChange() {
        four();
        for (String name : List.of("x", "y", "target", "source")) {
            open(circuit(name));
        }
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.panicking()).isTrue();
            assertThat(change.open()).isEqualTo(3);
            assertThat(change.circuits()).isEqualTo(4);
            assertThat(change.share()).isEqualTo(0.75);
        });

        close(circuit("x"));
        close(circuit("y"));

        assertThat(changes).extracting(PanicChanged::panicking).containsExactly(true, false);
        assertThat(interlock.snapshot().isPanicking()).isFalse();
    }

    @Test
    void cascade_whenThePanicIsOver_takesPlaceAgain() {
        four();
        open(circuit("x"));
        open(circuit("y"));
        open(circuit("source"));
        close(circuit("x"));
        close(circuit("y"));
        close(circuit("source"));

        open(circuit("source"));

        assertThat(circuit("target")).isOpen();
    }

    @Test
    void panic_whenCircuitsAreDefinedOrRemoved_isJudgedAnew() {
        four();
        open(circuit("x"));
        open(circuit("y"));

        interlock.remove("target");
        assertThat(interlock.snapshot().isPanicking()).isTrue();
        interlock.define("more");
        assertThat(interlock.snapshot().isPanicking()).isFalse();
        interlock.remove("more");
        interlock.remove("x");

        assertThat(changes).extracting(PanicChanged::panicking).containsExactly(true, false, true, false);
    }

    @Test
    void forcedAndProbedCircuits_countAsOpen_signalsDoNot() {
        interlock.define("probed", c -> c.probe(() -> false));
        interlock.define("forced");
        interlock.define("fine");
        interlock.signal("disk", () -> false, s -> s.downAfter(1));
        time.advance(java.time.Duration.ofSeconds(5));
        circuit("forced").operator().forceOpen(OPS, "test");
        assertThat(interlock.snapshot().node("disk").isOpen()).isTrue();
        assertThat(interlock.snapshot().openCircuits()).isEqualTo(1);

        open(circuit("probed"));

        assertThat(interlock.snapshot().openCircuits()).isEqualTo(2);
        assertThat(interlock.snapshot().isPanicking()).isTrue();
    }

    @Test
    void signalThatGoesDown_inAPanic_opensNothing() {
        four();
        open(circuit("x"));
        open(circuit("y"));
        open(circuit("source"));
        interlock.signal("disk", () -> false, s -> s.downAfter(1).cascadesTo("target"));

        time.advance(java.time.Duration.ofSeconds(5));

        assertThat(interlock.snapshot().node("disk").isOpen()).isTrue();
        assertThat(circuit("target")).isClosed();
        assertThat(cascades).last().matches(CascadeHappened::panic);
    }

    @Test
    void noThreshold_everythingOpen_isNoPanic() {
        try (Interlock calm =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(time))) {
            open(calm.define("only"));

            assertThat(calm.snapshot().openShare()).isEqualTo(1.0);
            assertThat(calm.snapshot().isPanicking()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.5, 1.5, Double.NaN})
    void threshold_outOfRange_isRefused(double share) {
        assertThatThrownBy(() -> panicAbove(share))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("panicThreshold: " + share + " is outside of (0, 1]");
    }
}
