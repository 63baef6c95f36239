package dev.interlock.verification.attribution;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.RemoteFailureException;
import dev.interlock.spi.RemoteFailures;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says and what a client makes of it. */
@ExtendWith(InterlockExtension.class)
class WireHeadersTest {

    @Test
    void recordedFailure_namesItsCircuit(Interlock interlock) {
        Circuit circuit = interlock.define("db");
        Failure failure = new Failure();
        throwing(circuit, failure);

        assertThat(RemoteFailures.headersFor(failure)).containsExactlyEntriesOf(Map.of("Interlock-Circuit", "db"));
        assertThat(RemoteFailures.headersFor(new IllegalStateException(failure)))
                .containsExactlyEntriesOf(Map.of("Interlock-Circuit", "db"));
    }

    @Test
    void unrecordedFailure_saysNothing() {
        assertThat(RemoteFailures.headersFor(new Failure())).isEmpty();
    }

    @Test
    void refusal_namesTheRootAndTheWait(Interlock interlock, ManualTime time) {
        Circuit root = interlock.define("db", c -> c.resetTimeout(Duration.ofSeconds(30)));
        Circuit top = interlock.define("top", c -> c.dependsOn("db"));
        open(root);
        time.advance(Duration.ofMillis(10_500));

        Map<String, String> headers = RemoteFailures.headersFor(new RuntimeException(catchThrowable(() -> good(top))));

        assertThat(headers).containsEntry("Interlock-Circuit", "db");
        assertThat(headers).as("19.5 s, rounded up: never too early").containsEntry("Retry-After", "20");
    }

    @Test
    void refusal_forcedRoot_hasNoWait(Interlock interlock) {
        Circuit root = interlock.define("db");
        root.operator().forceOpen(OPS, "maintenance");

        assertThat(RemoteFailures.headersFor(catchThrowable(() -> good(root))))
                .containsExactlyEntriesOf(Map.of("Interlock-Circuit", "db"));
    }

    @Test
    void remoteFailure_isPassedOn() {
        RemoteFailureException remote = new RemoteFailureException("db", Optional.of(Duration.ofSeconds(7)), true);

        assertThat(RemoteFailures.headersFor(new RuntimeException(remote)))
                .containsEntry("Interlock-Circuit", "db")
                .containsEntry("Retry-After", "7")
                .containsEntry("Interlock-Slow", "true");
    }

    @Test
    void roundTrip_keepsCircuitWaitAndSlowness() {
        RemoteFailureException sent = new RemoteFailureException("db", Optional.of(Duration.ofSeconds(7)), true);

        RemoteFailureException read = read(503, RemoteFailures.headersFor(sent)).orElseThrow();

        assertThat(read.remoteCircuit()).isEqualTo("db");
        assertThat(read.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(read.isSlow()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 429, 500, 501, 504, 0, -1})
    void status_otherThan502And503_isNoRemoteFailure(int status) {
        assertThat(read(status, Map.of("Interlock-Circuit", "db"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503})
    void status_502And503_isRemoteFailure(int status) {
        RemoteFailureException read =
                read(status, Map.of("Interlock-Circuit", "db")).orElseThrow();
        assertThat(read.retryAfter()).isEmpty();
        assertThat(read.isSlow()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " db", "db ", "db\r\nX: y", "db\n", "<script>", "a,b", "\u0000"})
    void circuit_malformed_isTakenAsAbsent(String circuit) {
        assertThat(read(503, Map.of("Interlock-Circuit", circuit))).isEmpty();
        assertThat(read(503, Map.of("Interlock-Circuit", "a".repeat(129)))).isEmpty();
        assertThat(read(503, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "1.5",
                "1e3",
                "Wed, 21 Oct 2026 07:28:00 GMT",
                "99999999999999999999",
                "\u0661",
                "1 "
            })
    void retryAfter_malformed_isTakenAsAbsent(String wait) {
        assertThat(read(503, Map.of("Interlock-Circuit", "db", "Retry-After", wait))
                        .orElseThrow()
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void retryAfter_tooLong_isCutToThirtyDays() {
        assertThat(read(503, Map.of("Interlock-Circuit", "db", "Retry-After", "9999999"))
                        .orElseThrow()
                        .retryAfter())
                .contains(Duration.ofDays(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "yes", "truely", "false"})
    void slow_malformed_isTakenAsAbsent(String slow) {
        assertThat(read(503, Map.of("Interlock-Circuit", "db", "Interlock-Slow", slow))
                        .orElseThrow()
                        .isSlow())
                .isFalse();
    }

    private static Optional<RemoteFailureException> read(int status, Map<String, String> headers) {
        return RemoteFailures.fromResponse(status, new HashMap<>(headers)::get);
    }
}
