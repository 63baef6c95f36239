package dev.interlock.verification.limits;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.recover;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.RecoveryMode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** {@code recoveryBudget}: who holds a place, shares one, or holds none. */
class RecoveryPlacesTest extends Budgeted {

    @Test
    void placeOfACircuitThatIsBlocked_isFree_andWhatItWaitsForRecovers() {
        interlock.close();
        interlock = budget(1);
        Circuit below = interlock.define("below", c -> c.failureThreshold(1));
        Circuit above = interlock.define("above", c -> c.dependsOn("below").recoveryMode(RecoveryMode.MANUAL));
        Circuit other = manual("other");
        open(above);
        recover(above);
        assertThat(other.recoveryAllowed()).isFalse();

        bad(below);

        assertThat(above.isBlocked()).isTrue();
        assertThat(other.recoveryAllowed()).isTrue();
        time.advance(ofSeconds(30));
        assertThat(below).isHalfOpen();
    }

    @Test
    void wayDownToTheRoot_longerThanTheBudget_recoversByTheCallsFromAbove() {
        interlock.close();
        interlock = budget(1);
        List<String> way = List.of("disk", "db", "payments", "gateway");
        for (int i = 0; i < way.size(); i++) {
            String[] below = i == 0 ? new String[0] : new String[] {way.get(i - 1)};
            interlock.define(way.get(i), c -> c.dependsOn(below));
        }
        Circuit beside = interlock.define("beside", c -> c.dependsOn("disk").resetTimeout(ofSeconds(40)));
        way.forEach(name -> open(interlock.circuit(name)));
        open(beside);
        time.advance(ofSeconds(45));
        assertThat(inRecovery()).as("one way has one place").containsExactlyInAnyOrderElementsOf(way);

        callDown(way.size() - 1, way);

        assertThat(way).allMatch(name -> interlock.circuit(name).isClosed());
        assertThat(beside).isHalfOpen();
    }

    private void callDown(int at, List<String> way) {
        if (at >= 0) {
            interlock.circuit(way.get(at)).run(() -> callDown(at - 1, way));
        }
    }

    @Test
    void circuitThatNobodyCalls_losesItsPlaceAfterItsResetTimeout() {
        interlock.close();
        interlock = budget(1);
        automatic("idle", 30);
        Circuit busy = automatic("zz-busy", 30);
        time.advance(ofSeconds(30));
        assertThat(inRecovery()).containsExactly("idle");

        time.advance(ofSeconds(29));
        assertThat(busy).isOpen();
        time.advance(ofSeconds(1));

        assertThat(busy).isHalfOpen();
    }

    @Test
    void circuitWithACallUnderWay_keepsItsPlace() {
        interlock.close();
        interlock = budget(1);
        Circuit slow = interlock.define("slow", c -> c.permitDeadline(ofMinutes(10)));
        open(slow);
        Circuit next = automatic("zz-next", 30);
        time.advance(ofSeconds(30));
        try (var permit = slow.acquire()) {
            time.advance(ofMinutes(5));
            assertThat(next).isOpen();
            permit.success();
        }

        assertThat(next).isHalfOpen();
    }

    @Test
    void condensedCycle_hasOnePlace() {
        interlock.close();
        interlock = Interlock.create(s -> s.timeSource(time)
                .scheduler(time)
                .hookExecutor(time)
                .cycles(CyclePolicy.CONDENSE)
                .recoveryBudget(1));
        interlock.define("orders", c -> c.dependsOn("stock").recoveryMode(RecoveryMode.MANUAL));
        interlock.define("stock", c -> c.dependsOn("orders").recoveryMode(RecoveryMode.MANUAL));
        Circuit other = manual("other");
        Circuit orders = interlock.circuit("orders");
        Circuit stock = interlock.circuit("stock");
        open(orders);
        open(stock);

        recover(orders);
        assertThat(other.recoveryAllowed()).as("no call reaches orders yet").isTrue();
        recover(stock);

        assertThat(other.recoveryVerdict().reasons())
                .extracting(Reason::message)
                .containsExactly("the recovery budget is used up: 1 of 1 circuit is in recovery (orders, stock)");
        good(orders);
        good(stock);
        recover(other);
    }

    @Test
    void circuitWithAProbe_holdsItsPlaceUntilItCloses() {
        interlock.close();
        interlock = budget(1);
        AtomicBoolean up = new AtomicBoolean();
        Circuit probed =
                interlock.define("probed", c -> c.probe(up::get, ofSeconds(1)).successThreshold(3));
        open(probed);
        Circuit next = automatic("zz-next", 30);
        time.advance(ofSeconds(29));
        up.set(true);
        time.advance(ofSeconds(1));
        assertThat(probed).isHalfOpen();
        time.advance(ofMillis(500));
        assertThat(next).isOpen();

        time.advance(ofSeconds(3));

        assertThat(probed).isClosed();
        assertThat(next).isHalfOpen();
    }
}
