package dev.interlock.verification.limits;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static dev.interlock.verification.call.Traffic.recover;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code recoveryBudget}: who lacks a place gets the next one, whose wait was over first comes first. */
class RecoveryTurnTest extends Budgeted {

    private static final int THOUSANDS = 2_000;

    @Test
    void timersOfManyCircuits_overAtOnce_letAsManyRecoverAsMay() {
        List<Circuit> circuits =
                IntStream.range(0, 5).mapToObj(i -> automatic("c" + i, 30)).toList();

        time.advance(ofSeconds(30));
        assertThat(inRecovery()).containsExactly("c0", "c1");
        good(circuits.get(0));
        assertThat(inRecovery()).containsExactly("c1", "c2");
        good(circuits.get(1));
        good(circuits.get(2));
        assertThat(inRecovery()).containsExactly("c3", "c4");
        good(circuits.get(3));
        good(circuits.get(4));

        assertThat(circuits).allMatch(Circuit::isClosed);
    }

    @Test
    void place_thatIsFree_goesToWhoWaitedLongest() {
        interlock.close();
        interlock = budget(1);
        Circuit first = manual("first");
        automatic("b", 20);
        automatic("c", 10);
        automatic("a", 20);
        time.advance(ofSeconds(5));
        recover(first);
        time.advance(ofSeconds(20));
        assertThat(inRecovery()).containsExactly("first");

        for (String next : List.of("c", "a", "b")) {
            good(interlock.circuit(inRecovery().get(0)));
            assertThat(inRecovery()).containsExactly(next);
        }
    }

    static Stream<Arguments> waysOut() {
        List<BiConsumer<Interlock, Circuit>> ways = List.of(
                (interlock, circuit) -> good(circuit),
                (interlock, circuit) -> bad(circuit),
                (interlock, circuit) -> circuit.reset(),
                (interlock, circuit) -> circuit.operator().open(OPS, "test"),
                (interlock, circuit) -> circuit.operator().forceOpen(OPS, "test"),
                (interlock, circuit) -> circuit.operator().forceClose(OPS, "test"),
                (interlock, circuit) -> circuit.operator().disable(OPS, "test"),
                (interlock, circuit) -> circuit.operator().metricsOnly(OPS, "test"),
                (interlock, circuit) -> interlock.remove(circuit.name()));
        return ways.stream().map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("waysOut")
    void place_leftInAnyWay_isTakenAtOnce(BiConsumer<Interlock, Circuit> way) {
        interlock.close();
        interlock = budget(1);
        Circuit first = manual("first");
        Circuit second = automatic("second", 30);
        time.advance(ofSeconds(29));
        recover(first);
        time.advance(ofSeconds(1));
        assertThat(second).isOpen();

        way.accept(interlock, first);

        assertThat(second).isHalfOpen();
    }

    @Test
    void guardThatRefusesAtItsTurn_passesThePlaceOn() {
        interlock.close();
        interlock = budget(1);
        Circuit first = manual("first");
        Circuit guarded =
                interlock.define("guarded", c -> c.resetTimeout(ofSeconds(10)).recoveryGuard("migration", () -> false));
        open(guarded);
        Circuit next = automatic("next", 20);
        time.advance(ofSeconds(5));
        recover(first);
        time.advance(ofSeconds(20));
        assertThat(guarded.recoveryVerdict().reasons())
                .extracting(Reason::kind)
                .containsExactly(Reason.Kind.RECOVERY_BUDGET);

        good(first);

        assertThat(next).isHalfOpen();
        assertThat(guarded).isOpen();
    }

    @Test
    void placeOfAGuardedCircuit_isKeptWhileItsGuardsAreAsked() {
        interlock.close();
        HeldHooks hooks = new HeldHooks(time);
        interlock = Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(hooks).recoveryBudget(1));
        Circuit first = manual("first");
        Circuit guarded =
                interlock.define("guarded", c -> c.resetTimeout(ofSeconds(10)).recoveryGuard("migration", () -> true));
        open(guarded);
        Circuit next = automatic("next", 20);
        time.advance(ofSeconds(5));
        recover(first);
        time.advance(ofSeconds(20));

        hooks.hold();
        good(first);
        assertThat(next).isOpen();
        hooks.letGo();

        assertThat(guarded).isHalfOpen();
        assertThat(next).isOpen();
    }

    @Test
    void placeThatNobodyUses_goesToWhoWaitedLongest_whosoeverTimerIsFirst() {
        interlock.close();
        interlock = budget(1);
        Circuit idle = manual("idle");
        Circuit later = interlock.define("a-later", c -> c.resetTimeout(ofSeconds(20)));
        Circuit longest = interlock.define("b-longest", c -> c.resetTimeout(ofSeconds(10)));
        recover(idle);
        open(later);
        open(longest);

        time.advance(ofSeconds(30));

        assertThat(inRecovery()).containsExactly("b-longest", "idle");
        assertThat(later).isOpen();
    }

    @Test
    void circuitThatIsDue_whileOthersWaitForAGuard_comesAfterThem() {
        interlock.close();
        HeldHooks hooks = new HeldHooks(time);
        interlock = Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(hooks).recoveryBudget(1));
        Circuit first = manual("first");
        Circuit guarded =
                interlock.define("guarded", c -> c.resetTimeout(ofSeconds(10)).recoveryGuard("migration", () -> true));
        open(guarded);
        Circuit next = automatic("next", 20);
        recover(first);
        time.advance(ofMillis(19_900));

        hooks.hold();
        good(first);
        time.advance(ofMillis(200));
        assertThat(next).isOpen();
        hooks.letGo();

        assertThat(guarded).isHalfOpen();
        assertThat(next).isOpen();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void place_thatIsFree_whereThousandsWait_isGivenWithoutALookAtEachOfThem(boolean onOneHub) {
        interlock.close();
        AtomicInteger looks = new AtomicInteger();
        interlock = Interlock.create(s -> s.timeSource(counted(looks))
                .scheduler(time)
                .hookExecutor(time)
                .log(false)
                .recoveryBudget(2));
        interlock.define("hub");
        interlock.defineAll(all -> {
            for (int i = 0; i < THOUSANDS; i++) {
                all.define("c" + i, c -> {
                    c.failureThreshold(1).resetTimeout(ofSeconds(30));
                    if (onOneHub) {
                        c.dependsOn("hub");
                    }
                });
            }
        });
        for (int i = 0; i < THOUSANDS; i++) {
            bad(interlock.circuit("c" + i));
        }
        time.advance(ofSeconds(30));
        List<String> first = inRecovery();
        assertThat(first).hasSize(2);

        looks.set(0);
        good(interlock.circuit(first.get(0)));

        assertThat(inRecovery()).hasSize(2).isNotEqualTo(first);
        assertThat(looks).as("whoever is looked at asks what time it is").hasValueLessThan(THOUSANDS / 10);
    }

    private TimeSource counted(AtomicInteger looks) {
        return new TimeSource() {
            @Override
            public long nanoTime() {
                looks.incrementAndGet();
                return time.nanoTime();
            }

            @Override
            public Instant instant() {
                return time.instant();
            }
        };
    }
}
