package dev.interlock.verification.attribution;

import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.verification.call.Traffic.Failure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A mark is of one throwable by identity, and counts only for calls that were running when it was made. */
@ExtendWith(InterlockExtension.class)
class SharedExceptionTest {

    private Circuit outer;
    private Circuit inner;

    @BeforeEach
    void define(Interlock interlock) {
        outer = interlock.define("outer", c -> c.failureThreshold(100));
        inner = interlock.define("inner", c -> c.failureThreshold(100));
    }

    @Test
    void staticException_thrownByTwoCircuitsInTurn_isTwoFailures() {
        Failure shared = new Failure();

        throwing(inner, shared);
        throwing(outer, shared);
        throwing(inner, shared);

        assertThat(inner.metrics().failures()).isEqualTo(2);
        assertThat(outer.metrics().failures()).isEqualTo(1);
    }

    @Test
    void staticException_thrownAgainAfterItPassedBoth_isAFailureOfEach() {
        Failure shared = new Failure();
        assertThatThrownBy(() -> outer.call(() -> inner.call(() -> {
                    throw shared;
                })))
                .isSameAs(shared);

        throwing(outer, shared);

        assertThat(inner.metrics().failures()).isEqualTo(1);
        assertThat(outer.metrics().failures()).isEqualTo(1);
    }

    @Test
    void staticException_markedLongAgo_sameCircuitEachTime_opensIt(Interlock interlock) {
        Failure shared = new Failure();
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(3));

        throwing(circuit, shared);
        throwing(circuit, shared);
        throwing(circuit, shared);

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void equalButNotSameException_isAnotherFailure() {
        assertThatThrownBy(() -> outer.call(() -> {
                    Throwable unused = catchThrowable(() -> inner.call(() -> {
                        throw new AlwaysEqual();
                    }));
                    throw new AlwaysEqual();
                }))
                .isInstanceOf(AlwaysEqual.class);

        assertThat(outer.metrics().failures()).isEqualTo(1);
    }

    /** An exception class with a careless equals. */
    private static final class AlwaysEqual extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        @Override
        public boolean equals(Object other) {
            return other instanceof AlwaysEqual;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void staticException_thrownByCallsOfOneCircuitAtOnce_isAFailureOfEach(Interlock interlock) {
        Failure shared = new Failure();
        Circuit circuit = interlock.define("pooled", c -> c.failureThreshold(5));
        List<Permit> underWay = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            underWay.add(circuit.acquire());
        }

        underWay.forEach(permit -> permit.failure(shared));

        assertThat(circuit.metrics().failures()).isEqualTo(5);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }
}
