package dev.interlock.verification.reconfigure;

import static dev.interlock.verification.call.Traffic.bad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CircuitConfig;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.RampCurve;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was set stays set, what holds by default may change with other options, and what was set can be taken back. */
@ExtendWith(InterlockExtension.class)
class SetOptionsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6})
    void threshold_setByHand_staysWhenARateComes(int threshold) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("api", c -> c.failureThreshold(threshold));

            assertThat(interlock.reconfigure("api", c -> c.failureRate(0.5)))
                    .hasToString("~ api: failureRate off -> 0.5");

            assertThat(circuit.config().failureThreshold()).hasValue(threshold);
            bad(circuit, threshold);
            assertThat(circuit.state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void threshold_byDefault_goesWhenARateComes_andIsBackWhenTheRateIsTakenBack(Interlock interlock) {
        Circuit circuit = interlock.define("api");

        assertThat(interlock.reconfigure("api", c -> c.failureRate(0.5)))
                .hasToString("~ api: failureThreshold 5 -> off, failureRate off -> 0.5");
        assertThat(circuit.config().failureThreshold()).isEmpty();

        interlock.reconfigure("api", c -> c.unset("failureRate"));
        assertThat(circuit.config().failureThreshold()).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void longestWait_setByHand_isNeverRaisedSilently(int minutes) {
        try (Interlock interlock = Interlock.create()) {
            Circuit circuit = interlock.define("api", c -> c.maxResetTimeout(MINUTE.multipliedBy(minutes)));

            assertThatThrownBy(() -> interlock.reconfigure("api", c -> c.resetTimeout(MINUTE.multipliedBy(10))))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessage("api.maxResetTimeout: PT" + minutes
                            + "M is shorter than resetTimeout PT10M; make it at least that long");
            assertThat(circuit.config().maxResetTimeout()).isEqualTo(MINUTE.multipliedBy(minutes));
        }
    }

    @Test
    void longestWaitAndDeadline_byDefault_followTheWait(Interlock interlock) {
        Circuit circuit = interlock.define("api");

        interlock.reconfigure("api", c -> c.resetTimeout(MINUTE.multipliedBy(10)));

        assertThat(circuit.config().maxResetTimeout()).isEqualTo(MINUTE.multipliedBy(10));
        assertThat(circuit.config().permitDeadline()).isEqualTo(MINUTE.multipliedBy(10));
    }

    @Test
    void change_takesBackWhatATemplateSet(Interlock interlock) {
        interlock.template(
                "strict",
                c -> c.rampUp(MINUTE)
                        .maxConcurrent(1)
                        .countWindow(10)
                        .probe(() -> true)
                        .callGuard("door", () -> false)
                        .refuseWhenCallGuardFails()
                        .jitter(0.5));
        Circuit circuit = interlock.define("api", c -> c.template("strict").dependsOn("db"));

        interlock.reconfigure(
                "api",
                c -> c.unset(
                        "rampUp", "maxConcurrent", "countWindow", "probe", "callGuards", "callGuardFailureRefuses"));

        CircuitConfig config = circuit.config();
        assertThat(config)
                .as("and everything else stays")
                .isEqualTo(CircuitConfig.builder().jitter(0.5).dependsOn("db").build("api"));
        assertThat(config.rampUp()).isEmpty();
        assertThat(config.maxConcurrent()).isEmpty();
        assertThat(config.callGuards()).isEmpty();
        assertThat(config.callGuardFailureRefuses()).isFalse();
        assertThat(circuit.call(() -> "through")).isEqualTo("through");
    }

    @Test
    void define_takesBackWhatItsTemplateSet(Interlock interlock) {
        interlock.template("slow", c -> c.rampUp(MINUTE).rampUpCurve(RampCurve.EXPONENTIAL));

        Circuit circuit = interlock.define("api", c -> c.template("slow").unset("rampUp"));

        assertThat(circuit.config().rampUp()).isEmpty();
        assertThat(circuit.config().rampUpCurve()).isEqualTo(RampCurve.EXPONENTIAL);
    }

    @Test
    void defaultThatIsSetByHand_isTold(Interlock interlock) {
        interlock.define("api");

        assertThat(interlock.reconfigure("api", c -> c.failureThreshold(5)))
                .hasToString("~ api: failureThreshold 5 (by default) -> 5");
        assertThat(interlock.reconfigure("api", c -> c.unset("failureThreshold")))
                .hasToString("~ api: failureThreshold 5 -> 5 (by default)");
        assertThat(interlock.diff(changes -> changes.define("b", c -> c.failureThreshold(5))))
                .as("of a new circuit only what is not as by default")
                .hasToString("+ b");
    }
}
