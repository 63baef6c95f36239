package dev.interlock.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Interlock;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Counters.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may join a call, step by step as threads may come between each other (S9). */
class HoldingTest {

    private final Interlock interlock = Interlock.create();
    private final CircuitImpl circuit = (CircuitImpl) interlock.define("c", c -> c.maxConcurrent(1));
    private final CircuitState state = circuit.calls.root.read().state(circuit.index());

    @BeforeEach
    void takeThePlace() {
        assertThat(circuit.counters().takePlace(1)).isEqualTo(Place.TAKEN);
    }

    @AfterEach
    void close() {
        assertThat(circuit.counters().placesTaken()).isZero();
        interlock.close();
    }

    private Holding holding() {
        return new Holding(circuit, state, true, null);
    }

    @Test
    void call_thatHasReturned_isNotJoined_thoughItsLimitIsStillAboutToDecideIt() {
        Holding call = holding();
        call.leave();

        boolean joined = call.join();

        if (joined) {
            call.decided();
            call.leave();
        }
        assertThat(joined).isFalse();
        call.decided();
    }

    @Test
    void call_thatIsDecided_isNotJoined_thoughItHasNotReturned() {
        Holding call = holding();
        call.decided();

        assertThat(call.join()).isFalse();

        call.leave();
    }

    @Test
    void call_inFlight_isJoined_andGivesItsPlaceBackWithItsLastPart() {
        Holding call = holding();

        assertThat(call.join()).isTrue();

        call.decided();
        call.leave();
        assertThat(circuit.counters().placesTaken()).isOne();
        call.decided();
        call.leave();
    }

    @Test
    void place_lentToACallOfALaterEpoch_isGivenBackByWhoeverReturnsLast() {
        Holding call = holding();
        assertThat(call.lend()).isTrue();
        Holding inside = new Holding(circuit, state, true, call);

        call.decided();
        call.leave();
        assertThat(circuit.counters().placesTaken()).isOne();
        assertThat(call.couldLend()).as("while it is lent").isTrue();
        inside.decided();
        inside.leave();

        assertThat(call.couldLend()).isFalse();
    }
}
