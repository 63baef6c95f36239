package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Failures of calls that an earlier epoch admitted. */
@ExtendWith(InterlockExtension.class)
class LateFailuresTest {

    @Test
    void lateFailures_whileTheNewWindowWaitsForItsMinimum_doNotTakeItsPlaceInTheTick(
            Interlock interlock, ManualTime time) {
        Circuit circuit =
                interlock.define("c", c -> c.failureRate(0.2).minimumCalls(10).failureWindow(Duration.ofSeconds(60)));
        List<Permit> late = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            late.add(circuit.acquire());
        }
        circuit.operator().forceClose(OPS, "a new window");
        bad(circuit, 5);
        late.forEach(permit -> permit.failure(new Traffic.Failure()));
        good(circuit, 10);

        time.advance(Duration.ofSeconds(1));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }
}
