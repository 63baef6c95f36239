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
import dev.interlock.DependencyReadiness;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
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

        time.advance(ofSeconds(6)); // with the jitter
        assertThat(host.state()).isEqualTo(State.HALF_OPEN);
        assertThat(family.circuit("a").state()).isEqualTo(State.HALF_OPEN);
        good(family.circuit("a"));
        time.advance(Duration.ZERO);

        assertThat(family.circuit("a").state()).isEqualTo(State.CLOSED);
        assertThat(host.state()).as("one is still out, fewer than two").isEqualTo(State.CLOSED);
    }

    @Test
    void keyThatFallsAgain_isTheFailedProbe(ManualTime time) {
        fail("a", time);
        fail("b", time);
        time.advance(ofSeconds(26));
        assertThat(host.state()).isEqualTo(State.HALF_OPEN);

        fail("a", time);

        assertThat(host.state()).isEqualTo(State.OPEN);
        assertThat(family.circuit("b").isBlocked()).isTrue();
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

        bad(small.circuit("b"));
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

    @Test
    void closedOnly_isRefused_becauseNobodyWouldRecover(Interlock interlock) {
        assertThatThrownBy(() -> interlock.family(
                        "f",
                        f -> f.hostOpensAt(2).template(c -> c.dependencyReadiness(DependencyReadiness.CLOSED_ONLY))))
                .hasMessageContaining("f/*.dependencyReadiness: CLOSED_ONLY would keep the keys open for good");
    }
}
