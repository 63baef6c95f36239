package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tick, which everything else falls back upon: whatever it finds, it ends, and comes again. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TickTest {

    private static final Duration TICK = Duration.ofMillis(100);

    /** So many that some of them are neighbours in whatever the tick keeps them in. */
    private static final int MANY = 300;

    private final ManualTime time = ManualTime.create();

    @Test
    void manyWindowsThatAskForTicks_areEachLookedAtOnce_andTimersStrike() {
        try (Interlock interlock = create()) {
            List<Circuit> shaky = shaky(interlock);
            Circuit open = interlock.define("open", c -> c.resetTimeout(Duration.ofSeconds(1)));
            shaky.forEach(circuit -> bad(circuit, 12)); // a rate in reach: each tick has to look
            open(open);

            time.advance(Duration.ofSeconds(2));

            assertThat(open.state()).isEqualTo(State.HALF_OPEN);
            assertThat(shaky).allMatch(circuit -> circuit.state() == State.CLOSED);
        }
    }

    @Test
    void manyWindowsThatAskForTicks_meetTheirRateByTheirSuccesses_openOnTheNextTick() {
        try (Interlock interlock = create()) {
            List<Circuit> shaky = shaky(interlock);
            shaky.forEach(circuit -> bad(circuit, 12));
            time.advance(TICK);
            shaky.forEach(circuit -> {
                for (int i = 0; i < 8; i++) {
                    String unused = circuit.call(() -> "fine");
                }
            });

            time.advance(TICK);

            assertThat(shaky).allMatch(circuit -> circuit.state() == State.OPEN);
        }
    }

    private static List<Circuit> shaky(Interlock interlock) {
        List<Circuit> shaky = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            shaky.add(interlock.define(
                    "shaky" + i, c -> c.failureRate(0.5).minimumCalls(20).failureWindow(Duration.ofSeconds(15))));
        }
        return shaky;
    }

    private Interlock create() {
        return Interlock.create(
                settings -> settings.timeSource(time).scheduler(time).hookExecutor(time));
    }
}
