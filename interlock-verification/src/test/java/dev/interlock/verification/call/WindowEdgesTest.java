package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where windows of breakers were seen to miscount: at the first and last call, at the edges of buckets, at the smallest sizes. */
@ExtendWith(InterlockExtension.class)
class WindowEdgesTest {

    private static final Duration TICK = Duration.ofMillis(100);

    @Test
    void minimumReachedByASuccess_theRateOpensTheCircuit_withoutAFurtherCall(Interlock interlock, ManualTime time) {
        List<Consumer<CircuitConfigBuilder>> windows =
                List.of(c -> c.failureWindow(Duration.ofSeconds(60)), c -> c.countWindow(4));
        for (Consumer<CircuitConfigBuilder> window : windows) {
            Circuit circuit = interlock.define("c" + windows.indexOf(window), c -> {
                c.failureRate(0.5).minimumCalls(4);
                window.accept(c);
            });
            bad(circuit, 3);
            good(circuit);

            time.advance(TICK);

            assertThat(circuit.state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void failuresAtAnyPlaceOfABucket_count(Interlock interlock, ManualTime time) {
        for (int i = 0; i < 50; i++) {
            time.advance(Duration.ofMillis(20));
            Circuit circuit =
                    interlock.define("c" + i, c -> c.failureThreshold(3).failureWindow(Duration.ofSeconds(10)));
            bad(circuit);
            time.advance(Duration.ofMillis(20L * i));
            bad(circuit);
            time.advance(Duration.ofSeconds(1));
            bad(circuit);

            assertThat(circuit.state()).as("%s ms", 20 * i).isEqualTo(State.OPEN);
        }
    }

    @Test
    void smallestWindows_work(Interlock interlock) {
        Circuit one =
                interlock.define("one", c -> c.failureRate(1).countWindow(1).minimumCalls(1));
        bad(one);
        assertThat(one.state()).isEqualTo(State.OPEN);

        Circuit millisecond =
                interlock.define("millisecond", c -> c.failureThreshold(2).failureWindow(Duration.ofMillis(1)));
        bad(millisecond, 2);
        assertThat(millisecond.state()).isEqualTo(State.OPEN);
    }

    @Test
    void failuresOfLongAgo_doNotCount(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(5).failureWindow(Duration.ofSeconds(10)));
        bad(circuit, 4);
        time.advance(Duration.ofMinutes(5));
        bad(circuit);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void windowOfMinutes_opensWhenTheShareOfFailuresIsReached_notLater(Interlock interlock, ManualTime time) {
        Circuit circuit =
                interlock.define("c", c -> c.failureRate(0.5).minimumCalls(10).failureWindow(Duration.ofMinutes(4)));
        for (int second = 0; second < 120; second++) {
            good(circuit);
            time.advance(Duration.ofSeconds(1));
        }
        int failures = 0;
        while (circuit.state() == State.CLOSED && failures < 200) {
            bad(circuit);
            failures++;
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(failures).isBetween(119, 121);
    }

    @Test
    void rowAfterARecovery_beginsAnew(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.consecutiveFailures(3).resetTimeout(Duration.ofSeconds(10)));
        bad(circuit, 3);
        time.advance(Duration.ofSeconds(10));
        good(circuit);

        bad(circuit, 2);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }
}
