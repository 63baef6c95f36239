package dev.interlock.verification.family;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CircuitFamily;
import dev.interlock.DependencyOpenException;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Permit;
import dev.interlock.Problem;
import dev.interlock.State;
import dev.interlock.TimeSource;
import dev.interlock.event.GraphChanged;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Circuits by key, and who gets whose place. */
@ExtendWith(InterlockExtension.class)
class FamilyTest {

    private static final Duration IDLE = ofMinutes(1);
    private static final Duration DEADLINE = ofMinutes(5);

    private Circuit database;
    private CircuitFamily tenants;

    @BeforeEach
    void define(Interlock interlock) {
        database = interlock.define("tenant-db", c -> c.resetTimeout(ofSeconds(10)));
        tenants = interlock.family(
                "tenant-api",
                c -> c.dependsOn("tenant-db")
                        .failureThreshold(2)
                        .resetTimeout(ofSeconds(5))
                        .permitDeadline(DEADLINE),
                2,
                IDLE);
    }

    @Test
    void keyThatComesWhileTheInterlockCloses_getsTheOverflow_whichLetsCallsPass(ManualTime time) {
        AtomicReference<Runnable> whenAskedForTheTime = new AtomicReference<>(() -> {});
        TimeSource clock = new TimeSource() {
            @Override
            public long nanoTime() {
                whenAskedForTheTime.getAndSet(() -> {}).run();
                return time.nanoTime();
            }

            @Override
            public Instant instant() {
                return time.instant();
            }
        };
        Interlock closing =
                Interlock.create(s -> s.timeSource(clock).scheduler(time).hookExecutor(time));
        CircuitFamily family = closing.family("family", f -> f.maxSize(10));
        whenAskedForTheTime.set(closing::close); // after the family has looked whether it is closed, before the commit

        Circuit circuit = family.circuit("late");

        assertThat(circuit).isSameAs(family.overflow());
        assertThat(circuit.call(() -> "passes")).isEqualTo("passes");
        assertThat(family.size()).isZero();
    }

    @Test
    void key_hasOneCircuit_withTheOptionsAndEdgesOfTheTemplate(Interlock interlock) {
        Circuit acme = tenants.circuit("acme");

        assertThat(acme.name()).isEqualTo("tenant-api/acme");
        assertThat(tenants.circuit("acme")).isSameAs(acme);
        assertThat(interlock.circuit("tenant-api/acme")).isSameAs(acme);
        assertThat(acme.config().failureThreshold()).hasValue(2);
        assertThat(acme.dependencies()).containsExactly("tenant-db");
        assertThat(tenants.size()).isEqualTo(1);
    }

    @Test
    void keys_failForThemselves() {
        bad(tenants.circuit("acme"), 2);
        good(tenants.circuit("bolt"));

        assertThat(tenants.circuit("acme").state()).isEqualTo(State.OPEN);
        assertThat(tenants.circuit("bolt").state()).isEqualTo(State.CLOSED);
    }

    @Test
    void parentThatOpens_blocksEveryKey_alsoOneThatComesLater() {
        Circuit acme = tenants.circuit("acme");
        open(database);

        assertThatThrownBy(() -> acme.call(() -> "unreached"))
                .isInstanceOf(DependencyOpenException.class)
                .hasMessageContaining("tenant-db");
        assertThat(tenants.circuit("bolt").isBlocked()).isTrue();
        assertThat(tenants.overflow().isBlocked()).isTrue();
    }

    @Test
    void idleKey_givesItsPlaceToANewOne_whichBeginsFresh(Interlock interlock, ManualTime time) {
        bad(tenants.circuit("acme"));
        good(tenants.circuit("bolt"));
        List<GraphChanged> told = new ArrayList<>();
        interlock.on(GraphChanged.class, told::add);
        time.advance(IDLE);
        long version = interlock.snapshot().version();

        Circuit cargo = tenants.circuit("cargo");
        time.advance(Duration.ZERO);

        assertThat(cargo.name()).isEqualTo("tenant-api/cargo");
        assertThat(cargo.dependencies()).containsExactly("tenant-db");
        assertThat(cargo.metrics().failures()).isZero();
        assertThat(tenants.find("acme")).isEmpty();
        assertThat(interlock.find("tenant-api/acme")).isEmpty();
        assertThat(interlock.names())
                .containsExactlyInAnyOrder("tenant-api/_overflow", "tenant-api/bolt", "tenant-api/cargo", "tenant-db");
        assertThat(interlock.snapshot().version()).as("one commit").isEqualTo(version + 1);
        assertThat(told)
                .extracting(change -> change.change() + " " + change.node())
                .containsExactly("REMOVED tenant-api/acme", "DEFINED tenant-api/cargo");
        bad(cargo, 2);
        assertThat(cargo.state()).isEqualTo(State.OPEN);
        time.advance(ofSeconds(7));
        assertThat(cargo.state())
                .as("recovers by itself, as every circuit does")
                .isEqualTo(State.HALF_OPEN);
        open(database);
        assertThat(cargo.isBlocked()).isTrue();
    }

    @Test
    void keyThatWasUsedLately_keepsItsPlace_andTheNewOneGoesThroughTheOverflow(ManualTime time) {
        good(tenants.circuit("acme"));
        time.advance(IDLE.dividedBy(2));
        good(tenants.circuit("bolt"));
        time.advance(IDLE.dividedBy(2).minusSeconds(1));

        assertThat(tenants.circuit("cargo")).isSameAs(tenants.overflow());
        good(tenants.circuit("cargo"));

        time.advance(ofSeconds(1));
        assertThat(tenants.circuit("cargo").name()).isEqualTo("tenant-api/cargo");
        assertThat(tenants.find("acme")).isEmpty();
        assertThat(tenants.find("bolt")).isPresent();
    }

    @Test
    void overflow_isNotOpenedBySomeOfItsKeys() {
        tenants.circuit("acme");
        tenants.circuit("bolt");

        good(tenants.circuit("ever-well"));
        for (int key = 0; key < 100; key++) {
            bad(tenants.circuit("bad-" + key));
        }

        assertThat(tenants.overflow().metrics().failures()).isEqualTo(100);
        good(tenants.circuit("ever-well"));
    }

    @Test
    void overflow_opensWhenNothingThroughItWorks(ManualTime time) {
        tenants.circuit("acme");
        tenants.circuit("bolt");

        bad(tenants.circuit("cargo"), 19);
        assertThat(tenants.overflow().state())
                .as("fewer than the minimum of calls")
                .isEqualTo(State.CLOSED);
        bad(tenants.circuit("delta"));

        assertThat(tenants.overflow().state()).isEqualTo(State.OPEN);
        assertThat(tenants.circuit("acme").state()).isEqualTo(State.CLOSED);
        assertThat(tenants.overflow().config().dependsOn()).containsExactly("tenant-db");
        assertThat(tenants.overflow().config().resetTimeout()).isEqualTo(ofSeconds(5));
    }

    @Test
    void overflowOfATemplateWithASlowCondition_opensWhenEveryCallIsSlow(Interlock interlock) {
        CircuitFamily slow = interlock.family("slow", c -> c.slowCallRate(0.2).failureRate(0.3), 2, IDLE);

        assertThat(slow.overflow().config().slowCallRate()).hasValue(1.0);
        assertThat(slow.overflow().config().failureRate()).hasValue(1.0);
        assertThat(slow.circuit("key").config().failureRate()).hasValue(0.3);
    }

    @Test
    void circuitThatIsBlocked_givesItsPlace_toOneThatIsBlocked(Interlock interlock, ManualTime time) {
        tenants.circuit("acme");
        tenants.circuit("bolt");
        database.operator().forceOpen(OPS, "test");
        time.advance(IDLE.multipliedBy(2));

        Circuit cargo = tenants.circuit("cargo");

        assertThat(cargo.name()).isEqualTo("tenant-api/cargo");
        assertThat(cargo.isBlocked()).isTrue();
        assertThat(interlock.snapshot().node("tenant-api/cargo").blockedBy()).containsExactly("tenant-db");
        database.operator().forceClose(OPS, "test");
        good(cargo);
    }

    @Test
    void callInFlight_keepsThePlace_howeverLongItTakes(Interlock interlock, ManualTime time) {
        good(tenants.circuit("bolt"));
        String answer = tenants.circuit("acme").call(() -> {
            time.advance(IDLE.multipliedBy(2));
            assertThat(tenants.circuit("cargo").name()).isEqualTo("tenant-api/cargo"); // bolt's
            assertThat(tenants.circuit("delta")).isSameAs(tenants.overflow());
            return "late";
        });

        assertThat(answer).isEqualTo("late");
        assertThat(tenants.find("acme")).isPresent();
        assertThat(interlock.diagnostics().callsInFlight()).isZero();
    }

    @Test
    void permitAndFuture_keepThePlace_untilTheyEnd(ManualTime time) {
        Permit permit = tenants.circuit("acme").acquire();
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<String> call = tenants.circuit("bolt").callAsync(() -> answer);
        time.advance(IDLE.plusSeconds(1));
        // Past the permits' deadline of half a minute both are abandoned, and the places are free: so it is shorter
        // here.
        assertThat(tenants.find("acme")).isPresent();

        permit.success();
        answer.complete("late");

        assertThat(call).isCompletedWithValue("late");
        assertThat(tenants.circuit("cargo").name()).isEqualTo("tenant-api/cargo");
    }

    @Test
    void permitThatNobodyReports_keepsThePlaceUntilItsDeadline(ManualTime time) {
        tenants.circuit("acme").acquire();
        good(tenants.circuit("bolt"));
        time.advance(DEADLINE.minusSeconds(1));
        good(tenants.circuit("bolt"));
        assertThat(tenants.circuit("cargo")).isSameAs(tenants.overflow());

        time.advance(ofSeconds(1));

        assertThat(tenants.circuit("cargo").name()).isEqualTo("tenant-api/cargo");
    }

    @Test
    void circuitThatWasKept_sendsItsCallsToTheCircuitThatTheKeyHasByThen(ManualTime time) {
        Circuit kept = tenants.circuit("acme");
        tenants.circuit("bolt");
        time.advance(IDLE);
        tenants.circuit("cargo");
        tenants.circuit("delta");
        assertThat(tenants.find("acme")).isEmpty();

        good(kept); // both places are in use
        assertThat(tenants.overflow().metrics().successes()).isEqualTo(1);
        time.advance(IDLE);
        bad(kept, 2);

        assertThat(tenants.circuit("acme").state()).isEqualTo(State.OPEN);
        assertThat(tenants.circuit("acme")).isNotSameAs(kept);
        assertThatThrownBy(() -> kept.call(() -> "unreached")).hasMessageContaining("tenant-api/acme");
        assertThat(kept.tryAcquire()).isEmpty();
    }

    @Test
    void keysFromOutside_areEscaped_cut_andStayDifferent(Interlock interlock) {
        CircuitFamily family = interlock.family("f", c -> {}, 100, IDLE);
        List<String> keys = List.of(
                "",
                "_",
                "a b",
                "a_b",
                "a_20b",
                "ä",
                "a/b",
                "../etc",
                "\n",
                "😀",
                "\ud83d",
                "\ude00",
                "_overflow",
                "x".repeat(126),
                "x".repeat(127),
                "x".repeat(10_000),
                "x".repeat(10_001),
                "é".repeat(1_000));

        List<String> names =
                keys.stream().map(key -> family.circuit(key).name()).toList();

        assertThat(names).doesNotHaveDuplicates().allSatisfy(name -> {
            assertThat(name).matches("f/[A-Za-z0-9.:_-]+").hasSizeLessThanOrEqualTo(128);
            assertThatCode(() -> interlock.circuit(name)).doesNotThrowAnyException();
        });
        assertThat(names).doesNotContain(family.overflow().name());
        assertThat(keys.stream().map(family::nameOf).toList()).isEqualTo(names);
        assertThat(family.nameOf("a b")).isEqualTo("f/a_20b");
        assertThat(family.nameOf("ä")).isEqualTo("f/_C3_A4");
        assertThat(family.circuit("x".repeat(10_000))).isSameAs(family.circuit("x".repeat(10_000)));
    }

    @Test
    void namesOfAFamily_areItsOwn(Interlock interlock) {
        tenants.circuit("acme");
        String told = "'tenant-api/' belong to the family 'tenant-api'";

        assertThatThrownBy(() -> interlock.define("tenant-api/new")).hasMessageContaining(told);
        assertThatThrownBy(() -> interlock.define("web", c -> c.dependsOn("tenant-api/acme")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(told);
        assertThatThrownBy(() -> interlock.link("tenant-db", EdgeKind.CASCADES_TO, "tenant-api/acme"))
                .hasMessageContaining(told);
        assertThatThrownBy(() -> interlock.unlink("tenant-api/acme", EdgeKind.DEPENDS_ON, "tenant-db"))
                .hasMessageContaining(told);
        assertThatThrownBy(() -> interlock.remove("tenant-api/acme")).hasMessageContaining(told);
        assertThatThrownBy(() -> interlock.reconfigure("tenant-api/acme", c -> c.failureThreshold(9)))
                .hasMessageContaining(told);
        assertThatThrownBy(() -> interlock.reconfigure("tenant-db", c -> c.cascadesTo("tenant-api/acme")))
                .hasMessageContaining(told);
        assertThatThrownBy(() -> interlock.family("tenant-api/sub", c -> {}, 2, IDLE))
                .hasMessageContaining(told);
        assertThat(interlock.circuit("tenant-api/acme").dependencies()).containsExactly("tenant-db");
        assertThat(interlock.find("web")).isEmpty();
    }

    @Test
    void badFamily_isRefusedWithEveryProblem_andLeavesNothing(Interlock interlock) {
        assertThatThrownBy(() -> interlock.family("f", c -> {}, 0, Duration.ofMillis(5)))
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::toString)
                                .containsExactly(
                                        "f.maxSize: 0 is outside of 1 to 100000",
                                        "f.idleAfter: PT0.005S is shorter than 1 s"));
        assertThatThrownBy(() -> interlock.family("f", f -> f.maxSize(3).hostOpensAt(4)))
                .hasMessageContaining("f.hostOpensAt: 4 is more than maxSize, 3; it would never open");
        assertThatThrownBy(() -> interlock.family("f", c -> c.failureRate(2), 3, IDLE))
                .hasMessageContaining("f/*.failureRate");
        assertThatThrownBy(() -> interlock.family("f", c -> c.dependsOn("tenant-api/acme"), 3, IDLE))
                .hasMessageContaining("belong to the family 'tenant-api'");
        assertThatThrownBy(() -> interlock.family("x".repeat(65), c -> {}, 3, IDLE))
                .hasMessageContaining("has at most 64 characters, and this one 65");
        assertThatThrownBy(() -> interlock.family("tenant-api", c -> {}, 3, IDLE))
                .hasMessageContaining("there is a family of this name already");
        assertThat(interlock.names()).containsExactlyInAnyOrder("tenant-api/_overflow", "tenant-db");

        interlock.define("f/there");
        assertThatThrownBy(() -> interlock.family("f", c -> {}, 3, IDLE)).hasMessageContaining("'f/there' is there");
        interlock.define("f/other"); // the refused family reserved nothing
    }

    @Test
    void listenerThatAsksForCircuits_findsAndGetsThem_whereverItRuns() {
        ManualTime time = ManualTime.create();
        try (Interlock interlock =
                Interlock.create(s -> s.timeSource(time).scheduler(time).hookExecutor(Runnable::run))) {
            CircuitFamily family = interlock.family("f", c -> {}, 4, IDLE);
            List<String> told = new ArrayList<>();
            interlock.on(GraphChanged.class, change -> {
                if (change.change() == GraphChanged.Change.DEFINED && told.size() < 20) {
                    told.add(change.node());
                    assertThat(family.circuit(change.node().substring(2)).name())
                            .isEqualTo(change.node());
                    time.advance(IDLE);
                    family.circuit("after-" + told.size());
                }
            });

            family.circuit("first");

            assertThat(told).hasSize(20).doesNotHaveDuplicates();
            assertThat(family.size()).isEqualTo(4);
            assertThat(interlock.names()).hasSize(5);
            assertThat(interlock.diagnostics().listenerFailures()).isZero();
        }
    }

    @Test
    void closedInterlock_letsCallsOfEveryKeyPass() {
        Interlock interlock = Interlock.create();
        CircuitFamily family = interlock.family("f", c -> {}, 2, IDLE);
        Circuit known = family.circuit("known");
        interlock.close();

        good(known);
        good(family.circuit("known"));
        good(family.circuit("unknown"));
    }

    @Test
    void hundredThousandKeys_leaveNoNamesBehind(Interlock interlock, ManualTime time) {
        for (int key = 0; key < 100_000; key++) {
            time.advance(IDLE);
            good(tenants.circuit("key-" + key));
        }

        assertThat(tenants.size()).isEqualTo(2);
        assertThat(interlock.names()).hasSize(4);
        assertThat(interlock.snapshot().nodes()).hasSize(4);
        assertThat(interlock.diagnostics().timersPending()).isZero();
        assertThat(interlock.find("tenant-api/key-99999")).isPresent();
        assertThat(interlock.find("tenant-api/key-99990")).isEmpty();
    }
}
