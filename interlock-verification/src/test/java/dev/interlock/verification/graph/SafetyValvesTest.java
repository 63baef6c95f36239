package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.DependencyOpenException;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dependency that is not really needed is open, and healthy circuits are refused for it: each way to let their calls through at once. */
@ExtendWith(InterlockExtension.class)
class SafetyValvesTest {

    private Circuit hub;
    private Circuit dependent;
    private Circuit other;

    /** What somebody does who was woken. */
    enum Valve {
        DISABLE_THE_DEPENDENT,
        METRICS_ONLY_FOR_THE_DEPENDENT,
        DISABLE_THE_HUB,
        METRICS_ONLY_FOR_THE_HUB,
        RECONFIGURE_WITHOUT_EDGES
    }

    @BeforeEach
    void refuse(Interlock interlock) {
        hub = interlock.define("hub", c -> c.failureThreshold(1));
        dependent = interlock.define("dependent", c -> c.dependsOn("hub"));
        other = interlock.define("other", c -> c.dependsOn("hub"));
        bad(hub);
        assertRefused(dependent);
        assertRefused(other);
    }

    @ParameterizedTest
    @EnumSource
    void eachValve_letsCallsThroughAtOnce(Valve valve, Interlock interlock) {
        switch (valve) {
            case DISABLE_THE_DEPENDENT ->
                assertThat(dependent.operator().disable(OPS, "wrong edge").isApplied())
                        .isTrue();
            case METRICS_ONLY_FOR_THE_DEPENDENT ->
                assertThat(dependent.operator().metricsOnly(OPS, "wrong edge").isApplied())
                        .isTrue();
            case DISABLE_THE_HUB ->
                assertThat(hub.operator().disable(OPS, "wrong edges").isApplied())
                        .isTrue();
            case METRICS_ONLY_FOR_THE_HUB ->
                assertThat(hub.operator().metricsOnly(OPS, "wrong edges").isApplied())
                        .isTrue();
            case RECONFIGURE_WITHOUT_EDGES -> interlock.reconfigure("dependent", c -> c.withoutEdges());
        }

        good(dependent);
        if (valve == Valve.DISABLE_THE_HUB || valve == Valve.METRICS_ONLY_FOR_THE_HUB) {
            good(other);
        } else {
            assertRefused(other);
        }
    }

    @Test
    void hubInMetricsOnly_thatGoesOnFailing_blocksNobody() {
        assertThat(hub.operator().metricsOnly(OPS, "wrong edges").isApplied()).isTrue();

        bad(hub, 10);

        assertThat(hub.state()).isEqualTo(State.METRICS_ONLY);
        good(dependent);
    }

    @Test
    void linkThatWasWrong_unlinked_letsCallsThrough(Interlock interlock) {
        Circuit linked = interlock.define("linked");
        interlock.link("linked", EdgeKind.DEPENDS_ON, "hub");
        assertRefused(linked);

        interlock.unlink("linked", EdgeKind.DEPENDS_ON, "hub");

        good(linked);
    }

    @Test
    void hostOfAFamily_disabled_letsEveryKeyThrough(Interlock interlock) {
        dev.interlock.CircuitFamily pods = interlock.family(
                "pods", family -> family.template(c -> c.failureThreshold(1)).hostOpensAt(2));
        good(pods.circuit("c"));
        bad(pods.circuit("a"));
        bad(pods.circuit("b"));
        assertRefused(pods.circuit("c"));

        assertThat(pods.host()
                        .orElseThrow()
                        .operator()
                        .disable(OPS, "wrong share")
                        .isApplied())
                .isTrue();

        good(pods.circuit("c"));
    }

    @Test
    void valveThatIsReleased_protectsAgain() {
        assertThat(dependent.operator().disable(OPS, "wrong edge").isApplied()).isTrue();

        assertThat(dependent.operator().release(OPS, "needed after all").isApplied())
                .isTrue();

        assertThat(dependent.state()).isEqualTo(State.CLOSED);
        assertRefused(dependent);
    }

    private static void assertRefused(Circuit circuit) {
        assertThatThrownBy(() -> circuit.call(() -> "never")).isInstanceOf(DependencyOpenException.class);
    }
}
