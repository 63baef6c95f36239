package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.close;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** L3: whoever waits for a node is woken when it comes up, far from it too, and not by the backstop of its timer. */
@ExtendWith(InterlockExtension.class)
class WakeUpTest {

    private static final Duration WAIT = Duration.ofMinutes(5);

    @Test
    void rootFarBelow_comesUp_wakesWhoWaitsAtTheTop(Interlock interlock, ManualTime time) {
        Circuit root = interlock.define("root");
        interlock.define("low", c -> c.dependsOn("root"));
        interlock.define("high", c -> c.dependsOn("low"));
        Circuit top = interlock.define("top", c -> c.resetTimeout(WAIT).dependsOn("high"));
        root.operator().forceOpen(OPS, "test");
        waitInVain(top, time);

        close(root);

        assertThat(top.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void softDependency_comesUp_wakesWhoRecoversAfterIt(Interlock interlock, ManualTime time) {
        Circuit primary = interlock.define("primary");
        Circuit replica = interlock.define("replica", c -> c.resetTimeout(WAIT).recoversAfter("primary"));
        primary.operator().forceOpen(OPS, "test");
        waitInVain(replica, time);

        close(primary);

        assertThat(replica.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void signal_comesUp_wakesWhoWaitsForIt(Interlock interlock, ManualTime time) {
        boolean[] healthy = {false};
        interlock.signal(
                "disk",
                () -> healthy[0],
                s -> s.interval(Duration.ofSeconds(1)).downAfter(1).upAfter(1));
        Circuit circuit = interlock.define("c", c -> c.resetTimeout(WAIT).dependsOn("disk"));
        time.advance(Duration.ofSeconds(2));
        waitInVain(circuit, time);

        healthy[0] = true;
        time.advance(Duration.ofSeconds(1));

        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    private static void waitInVain(Circuit circuit, ManualTime time) {
        open(circuit);
        time.advance(WAIT.plusMinutes(1));
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }
}
