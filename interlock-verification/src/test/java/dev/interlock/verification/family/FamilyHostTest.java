package dev.interlock.verification.family;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CircuitFamily;
import dev.interlock.DependencyOpenException;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The circuit above the keys of a family, which opens when several of them are open. */
@ExtendWith(InterlockExtension.class)
class FamilyHostTest {

    private CircuitFamily family;
    private Circuit host;

    @BeforeEach
    void define(Interlock interlock) {
        family = interlock.family(
                "orders",
                f -> f.template(c -> c.failureThreshold(1).resetTimeout(ofSeconds(5)))
                        .hostOpensAt(2)
                        .host(c -> c.resetTimeout(ofSeconds(20))));
        host = family.host().orElseThrow();
    }

    private void fail(String key, ManualTime time) {
        bad(family.circuit(key));
        time.advance(Duration.ZERO);
    }

    @Test
    void fewerKeysThanThat_leaveItClosed(ManualTime time) {
        fail("a", time);

        assertThat(host.name()).isEqualTo("orders");
        assertThat(host.state()).isEqualTo(State.CLOSED);
        good(family.circuit("c"));
    }

    @Test
    void enoughKeysOpen_openIt_andEveryKeyIsRefusedAtOnce(Interlock interlock, ManualTime time) {
        List<CircuitTransitioned> told = new ArrayList<>();
        interlock.on(CircuitTransitioned.class, told::add);
        fail("a", time);
        fail("b", time);

        assertThat(host.state()).isEqualTo(State.OPEN);
        assertThat(told).last().satisfies(opened -> {
            assertThat(opened.circuit()).isEqualTo("orders");
            assertThat(opened.cause().detail()).isEqualTo("2 of its keys are open: orders/a, orders/b");
        });
        assertThatThrownBy(() -> family.circuit("c").call(() -> "unreached"))
                .isInstanceOf(DependencyOpenException.class)
                .hasMessageContaining("depends on 'orders', OPEN");
    }

    @Test
    void keysThatRecover_closeIt(ManualTime time) {
        fail("a", time);
        fail("b", time);
        time.advance(ofSeconds(19));
        assertThat(family.circuit("a").state()).as("not while the host is open").isEqualTo(State.OPEN);

        time.advance(ofSeconds(2)); // less than their wait: one that nobody calls so long does not count
        assertThat(host.state()).isEqualTo(State.HALF_OPEN);
        assertThat(family.circuit("a").state()).isEqualTo(State.HALF_OPEN);
        good(family.circuit("a"));
        time.advance(Duration.ZERO);

        assertThat(family.circuit("a").state()).isEqualTo(State.CLOSED);
        assertThat(host.state()).as("one is still out, fewer than two").isEqualTo(State.CLOSED);
    }

    @Test
    void keysThatFallAgain_openItOnlyWhenAsManyAreOpenAsItTakes(Interlock interlock, ManualTime time) {
        List<CircuitTransitioned> told = new ArrayList<>();
        interlock.on(CircuitTransitioned.class, told::add);
        fail("a", time);
        fail("b", time);
        time.advance(ofSeconds(20));
        assertThat(host.state()).isEqualTo(State.HALF_OPEN);

        fail("a", time);
        assertThat(host.state())
                .as("one is open, and the other one may be well")
                .isEqualTo(State.HALF_OPEN);
        good(family.circuit("c"));
        fail("b", time);

        assertThat(host.state()).isEqualTo(State.OPEN);
        assertThat(told.get(told.size() - 1).cause().detail())
                .isEqualTo("'orders/b' fell, and 2 of its keys are open: orders/a, orders/b");
        assertThat(family.circuit("c").isBlocked()).isTrue();
    }

    @Test
    void keysThatNobodyUses_doNotHoldIt_andItClosesWithoutAnyEventOfAKey(ManualTime time) {
        fail("a", time);
        fail("b", time);

        time.advance(ofSeconds(20));
        assertThat(host.state()).isEqualTo(State.HALF_OPEN);
        time.advance(ofSeconds(6)); // their wait, in which nobody called them

        assertThat(host.state()).isEqualTo(State.CLOSED);
        assertThat(family.circuit("a").state()).isEqualTo(State.HALF_OPEN);
        assertThat(family.circuit("b").state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void keyThatIsDownForLong_isRefusedAlone_thoughOthersFailedAndNeverCameBack(Interlock interlock, ManualTime time) {
        CircuitFamily pods = interlock.family(
                "pods",
                f -> f.template(c -> c.failureThreshold(1).resetTimeout(ofSeconds(5)))
                        .hostOpensAt(3)
                        .host(c -> c.resetTimeout(ofSeconds(20))));
        for (int key = 0; key < 100; key++) {
            good(pods.circuit("live-" + key));
        }
        for (int key = 0; key < 3; key++) {
            bad(pods.circuit("gone-" + key));
        }
        time.advance(Duration.ofMinutes(1));
        assertThat(pods.host().orElseThrow().state()).isEqualTo(State.CLOSED);

        for (int second = 0; second < 600; second++) {
            pods.circuit("live-0").callAsync(() -> {
                throw new Traffic.Failure();
            });
            for (int key = 1; key < 100; key += 10) {
                good(pods.circuit("live-" + key));
            }
            time.advance(ofSeconds(1));
        }
    }

    @Test
    void tenRollingDeploys_leaveEveryLivePodItsOwnCircuit_andTheHostClosed(Interlock interlock, ManualTime time) {
        CircuitFamily pods = interlock.family(
                "pods",
                f -> f.template(c -> c.failureThreshold(2).resetTimeout(ofSeconds(5)))
                        .maxSize(25)
                        .idleAfter(Duration.ofMinutes(10))
                        .hostOpensAt(5)
                        .host(c -> c.resetTimeout(ofSeconds(20))));
        for (int deploy = 0; deploy < 10; deploy++) {
            for (int pod = 0; pod < 10; pod++) {
                if (deploy > 0) { // the pod before it ends with two refused connections
                    bad(pods.circuit("pod-" + (deploy - 1) + "-" + pod), 2);
                }
                for (int second = 0; second < 30; second++) {
                    Circuit circuit = pods.circuit("pod-" + deploy + "-" + pod);
                    assertThat(circuit).isNotSameAs(pods.overflow());
                    good(circuit);
                    time.advance(ofSeconds(1));
                }
            }
            assertThat(pods.host().orElseThrow().state()).isEqualTo(State.CLOSED);
            for (int minute = 0; minute < 120; minute++) {
                for (int pod = 0; pod < 10; pod++) {
                    good(pods.circuit("pod-" + deploy + "-" + pod));
                }
                time.advance(Duration.ofMinutes(1));
            }
            assertThat(pods.size()).as("nobody but the live ones").isEqualTo(10);
        }
    }

    @Test
    void oneCallToADeadKey_opensItForNobody(Interlock interlock, ManualTime time) {
        fail("dead-1", time);
        fail("dead-2", time);
        time.advance(ofSeconds(20));
        assertThat(host.state()).isEqualTo(State.HALF_OPEN);

        fail("dead-1", time); // somebody has an old list

        for (int second = 0; second < 60; second++) {
            good(family.circuit("live"));
            time.advance(ofSeconds(1));
        }
        assertThat(host.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void keysThatOnlyCallsWouldRecover_andThatNobodyCalls_doNotHoldItForLong(Interlock interlock, ManualTime time) {
        CircuitFamily pods = interlock.family(
                "pods",
                f -> f.template(c -> c.failureThreshold(1).recoveryMode(RecoveryMode.ON_CALL))
                        .hostOpensAt(2)
                        .host(c -> c.resetTimeout(ofSeconds(20))));
        bad(pods.circuit("a"));
        bad(pods.circuit("b"));

        time.advance(Duration.ofMinutes(11));

        assertThat(pods.host().orElseThrow().state()).isEqualTo(State.CLOSED);
        assertThat(pods.size()).isZero();
    }

    @Test
    void keysThatAnOperatorHoldsOpen_holdIt_asLongAsSomebodyAsksForThem(ManualTime time) {
        family.circuit("a").operator().forceOpen(OPS, "test");
        family.circuit("b").operator().forceOpen(OPS, "test");
        for (int minute = 0; minute < 30; minute++) {
            time.advance(Duration.ofMinutes(1));
            family.circuit("a");
            family.circuit("b");
        }
        assertThat(host.state()).isEqualTo(State.HALF_OPEN);

        time.advance(Duration.ofMinutes(11));

        assertThat(host.state()).isEqualTo(State.CLOSED);
        assertThat(family.find("a").orElseThrow().state()).isEqualTo(State.FORCED_OPEN);
    }

    @Test
    void hostWhoseOwnDependencyIsNotUp_closesWhenThatOneHas(Interlock interlock, ManualTime time) {
        Circuit store = interlock.define("store", c -> c.resetTimeout(Duration.ofMinutes(5)));
        CircuitFamily shards = interlock.family(
                "shards",
                f -> f.template(c -> c.failureThreshold(1).resetTimeout(ofSeconds(5)))
                        .hostOpensAt(1)
                        .host(c -> c.resetTimeout(ofSeconds(20)).recoversAfter("store")));
        bad(shards.circuit("a"));
        time.advance(ofSeconds(21));
        Circuit shardHost = shards.host().orElseThrow();
        assertThat(shardHost.state()).isEqualTo(State.HALF_OPEN);
        Traffic.open(store);
        good(shards.circuit("a"));
        time.advance(ofSeconds(1));
        assertThat(shardHost.state()).as("what it recovers after is open").isEqualTo(State.HALF_OPEN);

        store.operator().forceClose(OPS, "test");
        time.advance(ofSeconds(1));

        assertThat(shardHost.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void share_isOfTheKeysInUse_roundedUp(Interlock interlock, ManualTime time) {
        CircuitFamily pods = sharing(interlock, 0.3);
        for (int key = 0; key < 11; key++) {
            good(pods.circuit("pod-" + key));
        }
        bad(pods.circuit("pod-0"));
        bad(pods.circuit("pod-1"));
        bad(pods.circuit("pod-2"));
        time.advance(Duration.ZERO);
        assertThat(pods.host().orElseThrow().state()).as("three of eleven").isEqualTo(State.CLOSED);

        List<CircuitTransitioned> told = new ArrayList<>();
        interlock.on(CircuitTransitioned.class, told::add);
        bad(pods.circuit("pod-3"));
        time.advance(Duration.ZERO);

        assertThat(pods.host().orElseThrow().state()).isEqualTo(State.OPEN);
        assertThat(told)
                .last()
                .satisfies(opened -> assertThat(opened.cause().detail())
                        .isEqualTo("4 of its 11 keys in use are open: pods/pod-0, pods/pod-1, pods/pod-2 and 1 more"));
    }

    @Test
    void share_doesNotCountKeysThatNobodyUses(Interlock interlock, ManualTime time) {
        CircuitFamily pods = sharing(interlock, 0.5);
        for (int key = 0; key < 90; key++) {
            good(pods.circuit("old-" + key));
        }
        time.advance(Duration.ofMinutes(11));
        for (int key = 0; key < 10; key++) {
            good(pods.circuit("new-" + key));
        }
        assertThat(pods.size()).isEqualTo(100);

        for (int key = 0; key < 5; key++) {
            bad(pods.circuit("new-" + key));
        }
        time.advance(Duration.ZERO);

        assertThat(pods.host().orElseThrow().state()).isEqualTo(State.OPEN);
    }

    @Test
    void share_isNeverLessThanTwoKeys(Interlock interlock, ManualTime time) {
        CircuitFamily pods = sharing(interlock, 0.1);
        good(pods.circuit("b"));
        bad(pods.circuit("a"));
        time.advance(Duration.ZERO);
        assertThat(pods.host().orElseThrow().state()).isEqualTo(State.CLOSED);

        bad(pods.circuit("b"));
        time.advance(Duration.ZERO);

        assertThat(pods.host().orElseThrow().state()).isEqualTo(State.OPEN);
    }

    @Test
    void share_thatIsNone_isRefused(Interlock interlock) {
        for (double share : new double[] {0.0, -0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> interlock.family("f", f -> f.hostOpensAt(share)))
                    .hasMessageContaining("f.hostOpensAt: " + share + " is outside of (0, 1]");
        }
        assertThat(interlock
                        .family("number", f -> f.hostOpensAt(0.5).hostOpensAt(1))
                        .host())
                .isPresent();
    }

    private static CircuitFamily sharing(Interlock interlock, double share) {
        return interlock.family(
                "pods",
                f -> f.template(c -> c.failureThreshold(1).resetTimeout(ofSeconds(5)))
                        .hostOpensAt(share));
    }

    /** Everything runs on this thread, so its processor time is what calls were held for; walking all keys for each took most of a minute. */
    @Test
    void twentyThousandKeysThatComeBack_areCountedOneByOne(Interlock interlock, ManualTime time) {
        int keys = 20_000;
        CircuitFamily many = interlock.family(
                "many",
                f -> f.template(c -> c.failureThreshold(1).resetTimeout(ofSeconds(5)))
                        .maxSize(keys)
                        .hostOpensAt(keys));
        for (int key = 0; key < keys; key++) {
            bad(many.circuit("key-" + key));
        }
        time.advance(ofSeconds(31));
        assertThat(many.host().orElseThrow().state()).isEqualTo(State.HALF_OPEN);

        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int key = 0; key < keys; key++) {
            good(many.circuit("key-" + key));
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;

        assertThat(many.host().orElseThrow().state()).isEqualTo(State.CLOSED);
        assertThat(nanos / keys).as("nanoseconds for each").isLessThan(1_000_000);
    }

    @Test
    void keysThatAnOperatorCloses_letItCloseAfterItsWait(ManualTime time) {
        fail("a", time);
        fail("b", time);
        family.circuit("a").operator().forceClose(OPS, "test");
        family.circuit("b").operator().forceClose(OPS, "test");
        time.advance(ofSeconds(26));

        assertThat(host.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void overflow_countsForNoKey(Interlock interlock, ManualTime time) {
        CircuitFamily small = interlock.family(
                "small", f -> f.template(c -> c.failureThreshold(1)).maxSize(1).hostOpensAt(1));
        good(small.circuit("a"));

        bad(small.circuit("b"), 20);
        time.advance(Duration.ZERO);

        assertThat(small.overflow().state()).isEqualTo(State.OPEN);
        assertThat(small.host().orElseThrow().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void familyWithAPrefixOfItsName_isNotItsBusiness(Interlock interlock, ManualTime time) {
        CircuitFamily other = interlock.family("orders-old", c -> c.failureThreshold(1), 10, ofSeconds(60));

        bad(other.circuit("a"));
        bad(other.circuit("b"));
        time.advance(Duration.ZERO);

        assertThat(host.state()).isEqualTo(State.CLOSED);
    }
}
