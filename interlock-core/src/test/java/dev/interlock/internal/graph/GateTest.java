package dev.interlock.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every state with several blocked counts, up to as many circuits as fit into a heap. */
class GateTest {

    private static final int[] BLOCKED = {0, 1, 2, 63, 100_000, 10_000_000};

    @ParameterizedTest
    @EnumSource(State.class)
    void gate_saysWhatWasPutIn(State state) {
        for (int blocked : BLOCKED) {
            int gate = Gate.withBlockedCount(Gate.withState(Gate.GONE, state, false), blocked);

            assertThat(Gate.state(gate)).isEqualTo(state);
            assertThat(Gate.blockedCount(gate)).isEqualTo(blocked);
            assertThat(Gate.isOpen(gate)).isEqualTo(state.isOpen());
            assertThat(Gate.isUp(gate)).isEqualTo(blocked == 0 && !state.isOpen());
            assertThat(Gate.isGone(gate)).isFalse();
            assertThat(gate == 0).isEqualTo(blocked == 0 && state == State.CLOSED);
            assertThat(Gate.state(Gate.withState(gate, State.HALF_OPEN, false))).isEqualTo(State.HALF_OPEN);
            assertThat(Gate.blockedCount(Gate.withState(gate, State.HALF_OPEN, false)))
                    .isEqualTo(blocked);
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void gate_refuses_whatIsOpenOrBlockedAndDoesNotLetEverythingPass(State state) {
        boolean passes = state == State.DISABLED || state == State.METRICS_ONLY;
        for (int blocked : BLOCKED) {
            int gate = Gate.withBlockedCount(Gate.withState(Gate.GONE, state, false), blocked);

            assertThat(Gate.refuses(gate)).isEqualTo(!passes && (state.isOpen() || blocked > 0));
            assertThat(Gate.refuses(Gate.shut(gate)))
                    .as("of a closed interlock")
                    .isFalse();
            assertThat(Gate.blockedCount(Gate.shut(gate))).isEqualTo(blocked);
            assertThat(Gate.shut(gate)).isNotZero();
        }
        assertThat(Gate.refuses(Gate.GONE)).isFalse();
        assertThat(Gate.isGone(Gate.GONE)).isTrue();
        assertThat(Gate.isUp(Gate.GONE)).isTrue();
    }

    @Test
    void gate_whileRamping_isClosedButNotTheZeroOfAPlainCall() {
        for (int blocked : BLOCKED) {
            int gate = Gate.withBlockedCount(Gate.withState(Gate.GONE, State.CLOSED, true), blocked);

            assertThat(gate).isNotZero();
            assertThat(Gate.state(gate)).isEqualTo(State.CLOSED);
            assertThat(Gate.blockedCount(gate)).isEqualTo(blocked);
            assertThat(Gate.isOpen(gate)).isFalse();
            assertThat(Gate.isUp(gate)).isEqualTo(blocked == 0);
            assertThat(Gate.refuses(gate)).isEqualTo(blocked > 0);
            assertThat(Gate.isGone(gate)).isFalse();
            assertThat(Gate.withState(gate, State.CLOSED, false) == 0).isEqualTo(blocked == 0);
        }
    }

    @Test
    void gate_whileProbing_isHalfOpen_countsAsOpen_andRefuses() {
        for (int blocked : BLOCKED) {
            int gate = Gate.withBlockedCount(Gate.withState(Gate.GONE, State.HALF_OPEN, true), blocked);

            assertThat(Gate.state(gate)).isEqualTo(State.HALF_OPEN);
            assertThat(Gate.blockedCount(gate)).isEqualTo(blocked);
            assertThat(Gate.isProbing(gate)).isTrue();
            assertThat(Gate.isOpen(gate)).isTrue();
            assertThat(Gate.isUp(gate)).isFalse();
            assertThat(Gate.refuses(gate)).isTrue();
            assertThat(Gate.isGone(gate)).isFalse();
            assertThat(Gate.isProbing(Gate.withState(gate, State.HALF_OPEN, false)))
                    .isFalse();
        }
        assertThat(Gate.isProbing(Gate.GONE)).isFalse();
    }
}
