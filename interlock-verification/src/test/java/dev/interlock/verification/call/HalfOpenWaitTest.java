package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long an OPEN circuit waits: timeout, backoff, maximum, jitter. */
@ExtendWith(InterlockExtension.class)
class HalfOpenWaitTest {

    private static final Duration TICK = Duration.ofMillis(100);

    @Test
    void wait_over_recoversWithinATickWithoutTraffic(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).resetTimeout(Duration.ofSeconds(10)));
        bad(circuit);

        assertRecoversAfter(circuit, Duration.ofSeconds(10), time);
    }

    @Test
    void failedProbes_lengthenTheWaitUpToTheMaximum(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(1)
                        .resetTimeout(Duration.ofSeconds(10))
                        .backoffMultiplier(2)
                        .maxResetTimeout(Duration.ofSeconds(35)));
        bad(circuit);
        for (int seconds : new int[] {10, 20, 35, 35, 35}) {
            assertThat(remaining(interlock, "c", time)).isEqualTo(Duration.ofSeconds(seconds));
            assertRecoversAfter(circuit, Duration.ofSeconds(seconds), time);
            bad(circuit);
            assertThat(circuit.state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void expiredPermit_lengthensTheWaitAsAFailedProbe(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(1)
                        .resetTimeout(Duration.ofSeconds(10))
                        .permitDeadline(Duration.ofSeconds(5))
                        .backoffMultiplier(3));
        bad(circuit);
        assertRecoversAfter(circuit, Duration.ofSeconds(10), time);
        dev.interlock.Permit lost = circuit.acquire();

        time.advance(Duration.ofSeconds(5));

        assertThat(circuit.state()).isEqualTo(State.OPEN);
        assertThat(remaining(interlock, "c", time)).isEqualTo(Duration.ofSeconds(30));
        lost.close();
    }

    @Test
    void recovered_nextOpening_waitsTheFirstWaitAgain(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(1).resetTimeout(Duration.ofSeconds(10)).backoffMultiplier(2));
        bad(circuit);
        assertRecoversAfter(circuit, Duration.ofSeconds(10), time);
        bad(circuit);
        assertRecoversAfter(circuit, Duration.ofSeconds(20), time);
        good(circuit);
        assertThat(circuit.state()).isEqualTo(State.CLOSED);

        bad(circuit);

        assertThat(remaining(interlock, "c", time)).isEqualTo(Duration.ofSeconds(10));
        assertRecoversAfter(circuit, Duration.ofSeconds(10), time);
    }

    @Test
    void maxResetTimeout_extremeBackoff_doesNotOverflow(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(1)
                        .resetTimeout(Duration.ofDays(29))
                        .backoffMultiplier(10)
                        .maxResetTimeout(Duration.ofDays(30)));
        bad(circuit);
        for (int i = 0; i < 400; i++) {
            Traffic.recover(circuit);
            bad(circuit);
        }

        assertThat(remaining(interlock, "c", time)).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void jitter_drawnOncePerEpisode_askingDoesNotDrawAgain(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(1).resetTimeout(Duration.ofSeconds(100)).jitter(0.5));
        bad(circuit);
        Instant first = nextAttempt(interlock, "c");

        for (int i = 0; i < 50; i++) {
            assertThat(nextAttempt(interlock, "c")).isEqualTo(first);
            assertThat(circuit.isRecoveryDue()).isFalse();
            assertThat(circuit.canAttemptRecovery()).isTrue();
            time.advance(Duration.ofMillis(500));
        }

        Duration left = remaining(interlock, "c", time);
        assertRecoversAfter(circuit, left, time);
    }

    @Test
    void jitter_staysWithinItsShareAndVaries(Interlock interlock, ManualTime time) {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Circuit circuit = interlock.define(
                    "c" + i,
                    c -> c.failureThreshold(1)
                            .resetTimeout(Duration.ofSeconds(100))
                            .jitter(0.3));
            bad(circuit);
            waits.add(remaining(interlock, "c" + i, time));
        }

        assertThat(waits)
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(100)));
        assertThat(new HashSet<>(waits)).hasSizeGreaterThan(150);
        // Spread over the whole range: a third of them in each third.
        assertThat(waits.stream().filter(wait -> wait.toMillis() < 80_000).count())
                .isBetween(30L, 110L);
        assertThat(waits.stream().filter(wait -> wait.toMillis() >= 90_000).count())
                .isBetween(30L, 110L);
    }

    @Test
    void jitter_laterEpisodes_areDrawnAnew(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define(
                "c",
                c -> c.failureThreshold(1).resetTimeout(Duration.ofSeconds(100)).jitter(0.5));
        HashSet<Duration> waits = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            open(circuit);
            waits.add(remaining(interlock, "c", time));
        }
        assertThat(waits).hasSizeGreaterThan(15);
    }

    @Test
    void jitter_sameSeed_sameWaits() {
        assertThat(waitsWithSeed(7)).isEqualTo(waitsWithSeed(7)).isNotEqualTo(waitsWithSeed(8));
    }

    private static List<Duration> waitsWithSeed(long seed) {
        ManualTime time = ManualTime.create();
        List<Duration> waits = new ArrayList<>();
        try (Interlock interlock = Interlock.create(settings ->
                settings.timeSource(time).scheduler(time).hookExecutor(time).seed(seed))) {
            for (int i = 0; i < 5; i++) {
                Circuit circuit = interlock.define("c" + i, c -> c.jitter(1.0));
                open(circuit);
                waits.add(remaining(interlock, "c" + i, time));
            }
        }
        return waits;
    }

    @Test
    void attemptRecovery_explicit_ignoresTheRemainingWait(Interlock interlock, ManualTime time) {
        Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).resetTimeout(Duration.ofDays(30)));
        bad(circuit);

        assertThat(circuit.isRecoveryDue()).isFalse();
        Traffic.recover(circuit);
        good(circuit);

        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        time.advance(Duration.ofDays(31));
        assertThat(circuit.state()).as("the old timer is moot").isEqualTo(State.CLOSED);
    }

    private static void assertRecoversAfter(Circuit circuit, Duration wait, ManualTime time) {
        time.advance(wait.minusMillis(1));
        assertThat(circuit.state()).isEqualTo(State.OPEN);
        time.advance(Duration.ofMillis(1).plus(TICK));
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    private static Duration remaining(Interlock interlock, String name, ManualTime time) {
        return Duration.between(time.instant(), nextAttempt(interlock, name));
    }

    private static Instant nextAttempt(Interlock interlock, String name) {
        NodeView node = interlock.snapshot().node(name);
        return node.nextAttempt().orElseThrow();
    }
}
