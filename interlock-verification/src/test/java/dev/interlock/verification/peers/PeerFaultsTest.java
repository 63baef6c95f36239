package dev.interlock.verification.peers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Seven of the eight known faults of other breakers: the check passes here, and fails where the fault is put in. The sixth, a store that
 * is down and reads as empty, belongs to the fleet.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerFaultsTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "1 errors use up the probes' permits",
                        PeerFaults::errorsInProbes,
                        PlantedFaults.ErrorsForgotten::new),
                fault("2 late failures reopen", PeerFaults::lateFailures, PlantedFaults.LateFailuresCount::new),
                fault("3 double release", PeerFaults::doubleRelease, PlantedFaults.ReleaseNotIdempotent::new),
                fault(
                        "4 late successes free places",
                        PeerFaults::lateSuccesses,
                        PlantedFaults.LateSuccessesFreePlaces::new),
                fault(
                        "5 listener fails unseen",
                        PeerFaults::throwingListener,
                        PlantedFaults.ListenerFailuresSwallowed::new),
                fault("7 clock of the time window", PeerFaults::clockOfTheTimeWindow, PlantedFaults.ClockIgnored::new),
                fault(
                        "7 clock of the count window",
                        PeerFaults::clockOfTheCountWindow,
                        PlantedFaults.ClockIgnored::new),
                fault("8 callback under the lock", PeerFaults::callbackUnderTheLock, PlantedFaults.OneLock::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void interlock_doesNotHaveTheFault(String name, Consumer<Subject> check, Supplier<Subject> faulty) {
        try (Subject subject = new Subject()) {
            check.accept(subject);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void check_faultPutIn_fails(String name, Consumer<Subject> check, Supplier<Subject> faulty) {
        try (Subject subject = faulty.get()) {
            assertThatThrownBy(() -> check.accept(subject)).isInstanceOf(AssertionError.class);
        }
    }

    private static Arguments fault(String name, Consumer<Subject> check, Supplier<Subject> faulty) {
        return Arguments.of(name, check, faulty);
    }
}
