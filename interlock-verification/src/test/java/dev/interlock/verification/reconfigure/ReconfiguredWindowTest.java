package dev.interlock.verification.reconfigure;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.event.WouldHaveOpened;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a window holds counts on under another configuration. */
@ExtendWith(InterlockExtension.class)
class ReconfiguredWindowTest {

    private static final Duration TICK = Duration.ofMillis(100);

    @Test
    void lowerThreshold_countsTheFailuresThatAreThere(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(5));
        bad(circuit, 2);

        interlock.reconfigure("db", c -> c.failureThreshold(3));

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void thresholdThatIsMetAlready_opensAtTheNextTick(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(5));
        bad(circuit, 4);

        interlock.reconfigure("db", c -> c.failureThreshold(3));
        time.advance(TICK);

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(interlock.snapshot().node("db").cause().orElseThrow().detail())
                .isEqualTo("4 failures within 60 s");
    }

    @Test
    void higherThreshold_countsTheFailuresThatAreThere(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(5));
        bad(circuit, 4);

        interlock.reconfigure("db", c -> c.failureThreshold(10));

        bad(circuit, 5);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void thresholdInPlaceOfARate_countsTheFailuresThatAreThere(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.failureRate(0.5).minimumCalls(100));
        bad(circuit, 2);

        interlock.reconfigure(changes -> changes.replace("db", c -> c.failureThreshold(3)));

        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shorterWindow_forgetsWhatIsTooOldForIt(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(3).failureWindow(Duration.ofSeconds(60)));
        bad(circuit, 2);
        time.advance(Duration.ofSeconds(10));

        interlock.reconfigure("db", c -> c.failureWindow(Duration.ofSeconds(5)));

        bad(circuit, 2);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(circuit.metrics().windowFailures()).isEqualTo(2);
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shorterWindow_keepsWhatIsYoungEnough_andLetsItGoInTime(Interlock interlock, ManualTime time) {
        Circuit circuit =
                interlock.define("db", c -> c.failureRate(0.5).minimumCalls(4).failureWindow(Duration.ofSeconds(60)));
        bad(circuit, 3);
        time.advance(Duration.ofSeconds(1));

        interlock.reconfigure("db", c -> c.failureWindow(Duration.ofSeconds(5)));

        assertThat(circuit.metrics().windowFailures()).isEqualTo(3);
        time.advance(Duration.ofSeconds(5));
        assertThat(circuit.metrics().windowFailures()).isZero();
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void longerWindow_keepsWhatTheShorterOneHeld_forItsOwnLength(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(3).failureWindow(Duration.ofSeconds(1)));
        bad(circuit, 2);

        interlock.reconfigure("db", c -> c.failureWindow(Duration.ofSeconds(60)));
        time.advance(Duration.ofSeconds(50));

        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void rates_countSuccessesAndFailuresThatAreThere(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.failureRate(0.9).minimumCalls(10));
        good(circuit, 5);
        bad(circuit, 4);

        interlock.reconfigure("db", c -> c.failureRate(0.5));

        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(interlock.snapshot().node("db").cause().orElseThrow().detail())
                .isEqualTo("failure rate 50 % of 10 calls (limit 50 %)");
    }

    @Test
    void countWindow_ofAnotherSize_keepsTheLatestCalls(Interlock interlock) {
        Circuit circuit = interlock.define(
                "db", c -> c.countWindow(10).failureThreshold(4).failureRate(0.9));
        bad(circuit, 2);
        good(circuit, 3);
        bad(circuit);

        interlock.reconfigure("db", c -> c.countWindow(4));

        assertThat(circuit.metrics().windowFailures()).isEqualTo(1);
        assertThat(circuit.metrics().windowCalls()).isEqualTo(4);
        interlock.reconfigure("db", c -> c.countWindow(8).failureThreshold(3));
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void countWindow_ofTheSameSize_keepsItsPlaces(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.countWindow(4).failureThreshold(4));
        bad(circuit, 2);

        interlock.reconfigure("db", c -> c.failureThreshold(3));

        good(circuit, 3); // of the two failures one is left
        assertThat(circuit.metrics().windowFailures()).isEqualTo(1);
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        bad(circuit, 2);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void windowOfAnotherKind_beginsEmpty_butForTheRow(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(5).consecutiveFailures(5));
        bad(circuit, 3);

        interlock.reconfigure("db", c -> c.countWindow(10));

        assertThat(circuit.metrics().windowFailures()).isZero();
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        bad(circuit);
        assertThat(interlock.snapshot().node("db").cause().orElseThrow().detail())
                .isEqualTo("5 failures in a row");
    }

    @Test
    void callInFlight_countsInTheNewWindow_underItsThresholds(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(1));
        Permit permit = circuit.acquire();

        interlock.reconfigure("db", c -> c.failureThreshold(2));
        permit.failure(new Traffic.Failure());

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(circuit.metrics().windowFailures()).isEqualTo(1);
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void successInFlight_endsTheRowOfFailures(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.consecutiveFailures(3));
        Permit permit = circuit.acquire();
        bad(circuit, 2);

        interlock.reconfigure("db", c -> c.resetTimeout(Duration.ofSeconds(7)));
        permit.success();

        bad(circuit, 2);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void callOvertakenByTwoReconfigurations_stillCounts(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(1));
        Permit permit = circuit.acquire();

        interlock.reconfigure("db", c -> c.failureThreshold(1).failureWindow(Duration.ofSeconds(5)));
        interlock.reconfigure("db", c -> c.failureThreshold(2));
        permit.failure(new Traffic.Failure());

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        bad(circuit);
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    @Test
    void totals_goOn(Interlock interlock) {
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(50));
        for (int round = 0; round < 20; round++) {
            Permit late = circuit.acquire();
            good(circuit, 3);
            int threshold = 51 + round;
            interlock.reconfigure("db", c -> c.failureThreshold(threshold));
            late.success();
        }

        assertThat(circuit.metrics().successes()).isEqualTo(80);
    }

    @Test
    void metricsOnly_tellsByTheNewConditions(Interlock interlock) {
        List<String> told = new ArrayList<>();
        interlock.on(WouldHaveOpened.class, event -> told.add(event.detail()));
        Circuit circuit = interlock.define("db", c -> c.failureThreshold(5));
        circuit.operator().metricsOnly(Traffic.OPS, "test");
        bad(circuit, 2);

        interlock.reconfigure("db", c -> c.failureThreshold(3));

        bad(circuit);
        assertThat(told).containsExactly("3 failures within 60 s");
    }
}
