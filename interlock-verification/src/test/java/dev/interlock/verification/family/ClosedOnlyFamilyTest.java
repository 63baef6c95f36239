package dev.interlock.verification.family;

import static dev.interlock.verification.call.Traffic.OPS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitFamily;
import dev.interlock.DependencyReadiness;
import dev.interlock.FamilyConfig;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Keys that wait until what they depend on is CLOSED, below a host that closes when they have: the host is idle after its reset timeout, because
 * nobody calls it, and nobody waits for what is idle.
 */
@ExtendWith(InterlockExtension.class)
class ClosedOnlyFamilyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Set<String> down = new HashSet<>();

    private void call(Circuit circuit, String key) {
        try {
            circuit.run(() -> {
                if (down.contains(key)) {
                    throw new IOException("down");
                }
            });
        } catch (IOException | CallRejectedException expected) {
            return;
        }
    }

    private void callEachSecond(CircuitFamily family, List<String> keys, int seconds, ManualTime time) {
        for (int second = 0; second < seconds; second++) {
            keys.forEach(key -> call(family.circuit(key), key));
            time.advance(SECOND);
        }
    }

    private static void closedOnly(FamilyConfig.Builder family) {
        family.template(c -> c.failureThreshold(2)
                        .resetTimeout(Duration.ofSeconds(5))
                        .dependencyReadiness(DependencyReadiness.CLOSED_ONLY))
                .host(c -> c.resetTimeout(Duration.ofSeconds(10)))
                .hostOpensAt(2);
    }

    @Test
    void hostAndKeys_comeBack_afterTheHostWasIdleForItsWait(Interlock interlock, ManualTime time) {
        CircuitFamily pods = interlock.family("pods", ClosedOnlyFamilyTest::closedOnly);
        Circuit host = pods.host().orElseThrow();
        List<String> keys = List.of("a", "b", "c");
        down.addAll(List.of("a", "b"));
        callEachSecond(pods, keys, 2, time);
        assertThat(host.state()).isEqualTo(State.OPEN);

        down.clear();
        callEachSecond(pods, keys, 12, time);
        assertThat(host.state()).isEqualTo(State.HALF_OPEN);
        assertThat(pods.circuit("a").state()).as("waits for the host").isEqualTo(State.OPEN);
        callEachSecond(pods, keys, 12, time);

        assertThat(host.state()).isEqualTo(State.CLOSED);
        assertThat(keys).allSatisfy(key -> assertThat(pods.circuit(key).state()).isEqualTo(State.CLOSED));
    }

    @Test
    void keysThatNobodyCallsAnyMore_keepTheHostFromNothing(Interlock interlock, ManualTime time) {
        CircuitFamily pods = interlock.family("pods", ClosedOnlyFamilyTest::closedOnly);
        down.addAll(List.of("a", "b", "c"));
        callEachSecond(pods, List.of("a", "b", "c", "d"), 2, time);
        assertThat(pods.host().orElseThrow().state()).isEqualTo(State.OPEN);

        callEachSecond(pods, List.of("d"), 40, time);

        assertThat(pods.host().orElseThrow().state()).isEqualTo(State.CLOSED);
        assertThat(pods.circuit("d").state()).isEqualTo(State.CLOSED);
    }

    @Test
    void anyOutages_ofKeysAndOfWhatTheyDependOn_endInClosed() {
        for (long seed = 0; seed < 60; seed++) {
            outages(new Random(seed), "seed " + seed);
        }
    }

    private void outages(Random random, String seed) {
        ManualTime time = ManualTime.create();
        down.clear();
        boolean ofHost = random.nextBoolean();
        boolean share = random.nextBoolean();
        int guardOften = random.nextInt(3);
        boolean[] guardRefuses = {false};
        try (Interlock interlock = Interlock.create(
                settings -> settings.timeSource(time).scheduler(time).hookExecutor(time))) {
            interlock.define("db", c -> c.failureThreshold(2).resetTimeout(Duration.ofSeconds(7)));
            CircuitFamily pods = interlock.family("pods", f -> {
                closedOnly(f);
                f.template(c -> c.failureThreshold(2)
                        .resetTimeout(Duration.ofSeconds(5))
                        .dependsOn(ofHost ? new String[0] : new String[] {"db"})
                        .dependencyReadiness(DependencyReadiness.CLOSED_ONLY));
                f.host(c -> {
                    c.resetTimeout(Duration.ofSeconds(10))
                            .dependsOn(ofHost ? new String[] {"db"} : new String[0])
                            .dependencyReadiness(DependencyReadiness.CLOSED_ONLY);
                    if (guardOften == 1) {
                        c.resetGuard("calm", () -> !guardRefuses[0]);
                    }
                });
                if (share) {
                    f.hostOpensAt(0.4);
                }
            });
            List<String> keys = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
            for (int outage = 0; outage < 6; outage++) {
                down.clear();
                keys.forEach(key -> {
                    if (random.nextInt(3) > 0) {
                        down.add(key);
                    }
                });
                if (random.nextInt(3) == 0) {
                    down.add("db");
                }
                guardRefuses[0] = random.nextBoolean();
                for (int second = random.nextInt(60); second > 0; second--) {
                    callEachSecond(pods, keys.subList(0, 1 + random.nextInt(5)), 1, time);
                    call(interlock.circuit("db"), "db");
                    if (random.nextInt(20) == 0) {
                        pods.circuit("a").operator().open(OPS, "to see");
                    }
                }
            }
            down.clear();
            guardRefuses[0] = false;
            for (int second = 0; second < 90; second++) {
                callEachSecond(pods, keys, 1, time);
                call(interlock.circuit("db"), "db");
            }
            assertThat(interlock.snapshot().nodes())
                    .as(seed)
                    .allSatisfy(node -> assertThat(node.state()).isEqualTo(State.CLOSED));
        }
    }
}
