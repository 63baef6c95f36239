package dev.interlock.verification.family;

import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.good;
import static dev.interlock.verification.call.Traffic.open;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.CircuitFamily;
import dev.interlock.DependencyCycleException;
import dev.interlock.FamilyConfig;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Problem;
import dev.interlock.Reconfiguration;
import dev.interlock.Scheduler;
import dev.interlock.State;
import dev.interlock.event.GraphChanged;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A family whose options turn out to be wrong at three in the morning. */
@ExtendWith(InterlockExtension.class)
class FamilyReconfiguredTest {

    private CircuitFamily pods;

    @BeforeEach
    void define(Interlock interlock) {
        interlock.define("db");
        pods = interlock.family(
                "pods",
                f -> f.template(c ->
                                c.failureThreshold(3).resetTimeout(ofSeconds(5)).dependsOn("db"))
                        .maxSize(100)
                        .idleAfter(ofMinutes(10))
                        .hostOpensAt(5)
                        .host(c -> c.resetTimeout(ofSeconds(20))));
    }

    @Test
    void keyThatGoesBeforeTheEngineHearsOfItsChange_isNoFault(ManualTime time) {
        Deque<Runnable> whileEventsAreFollowed = new ArrayDeque<>();
        Scheduler scheduler = (task, delay) -> {
            Runnable next = whileEventsAreFollowed.poll(); // the engine arms the timer of what opened
            if (next != null) {
                next.run();
            }
            return time.schedule(task, delay);
        };
        try (Interlock busy =
                Interlock.create(s -> s.timeSource(time).scheduler(scheduler).hookExecutor(time))) {
            CircuitFamily family = busy.family("family", f -> f.maxSize(10));
            Circuit other = busy.define("other");
            family.circuit("gone");
            whileEventsAreFollowed.add(() -> {
                busy.reconfigure(
                        changes -> changes.changeFamily("family", f -> f.template(c -> c.failureThreshold(7))));
                assertThat(family.forget("gone")).isTrue();
            });

            open(other);

            assertThat(whileEventsAreFollowed).isEmpty();
            assertThat(family.find("gone")).isEmpty();
            assertThat(busy.diagnostics().hookFailures()).isZero();
        }
    }

    @Test
    void template_changesEveryKey_theOverflow_andThoseThatCome(Interlock interlock) {
        Circuit known = pods.circuit("known");

        interlock.reconfigure(changes -> changes.changeFamily(
                "pods", f -> f.template(c -> c.failureThreshold(10).halfOpenCalls(3))));

        for (Circuit circuit : List.of(known, pods.circuit("new"))) {
            assertThat(circuit.config().failureThreshold()).hasValue(10);
            assertThat(circuit.config().halfOpenCalls()).isEqualTo(3);
            assertThat(circuit.config().resetTimeout())
                    .as("not set, so it stays")
                    .isEqualTo(ofSeconds(5));
            assertThat(circuit.dependencies()).containsExactlyInAnyOrder("pods", "db");
        }
        assertThat(pods.overflow().config().halfOpenCalls()).isEqualTo(3);
        assertThat(pods.overflow().config().failureRate()).hasValue(1.0);
        assertThat(pods.overflow().config().failureThreshold()).isEmpty();
        bad(known, 9);
        assertThat(known.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void keys_keepStateEpochAndWindow(Interlock interlock, ManualTime time) {
        Circuit fallen = pods.circuit("fallen");
        Circuit shaky = pods.circuit("shaky");
        bad(fallen, 3);
        bad(shaky, 2);
        long epoch = interlock.snapshot().node("pods/fallen").epoch();
        List<String> told = new ArrayList<>();
        interlock.on(GraphChanged.class, change -> told.add(change.change() + " " + change.node()));
        long version = interlock.snapshot().version();

        interlock.reconfigure(changes -> changes.changeFamily("pods", f -> f.template(c -> c.failureThreshold(4))));
        time.advance(Duration.ZERO);

        assertThat(interlock.snapshot().version()).as("one commit").isEqualTo(version + 1);
        assertThat(told).containsExactlyInAnyOrder("RECONFIGURED pods/fallen", "RECONFIGURED pods/shaky");
        assertThat(fallen.state()).isEqualTo(State.OPEN);
        assertThat(interlock.snapshot().node("pods/fallen").epoch()).isEqualTo(epoch);
        assertThat(shaky.metrics().failures()).isEqualTo(2);
        bad(shaky);
        assertThat(shaky.state()).isEqualTo(State.CLOSED);
        bad(shaky);
        assertThat(shaky.state()).isEqualTo(State.OPEN);
        time.advance(ofSeconds(5));
        assertThat(fallen.state()).as("its timer is there").isEqualTo(State.HALF_OPEN);
    }

    @Test
    void conditionThatIsMetAlready_opensTheKeyAtTheNextTick(Interlock interlock, ManualTime time) {
        Circuit shaky = pods.circuit("shaky");
        bad(shaky, 2);

        interlock.reconfigure(changes -> changes.changeFamily("pods", f -> f.template(c -> c.failureThreshold(2))));
        time.advance(Duration.ofMillis(100));

        assertThat(shaky.state()).isEqualTo(State.OPEN);
    }

    @Test
    void hostAndItsThreshold_change_andTheNextKeyThatFallsGoesByIt(Interlock interlock, ManualTime time) {
        bad(pods.circuit("a"), 3);
        time.advance(Duration.ZERO);

        interlock.reconfigure(changes ->
                changes.changeFamily("pods", f -> f.hostOpensAt(2).host(c -> c.resetTimeout(ofSeconds(60)))));
        bad(pods.circuit("b"), 3);
        time.advance(Duration.ZERO);

        Circuit host = pods.host().orElseThrow();
        assertThat(host.state()).isEqualTo(State.OPEN);
        time.advance(ofSeconds(59));
        assertThat(host.state()).isEqualTo(State.OPEN);
    }

    @Test
    void edgesOfTheTemplate_comeAndGo_andTheHostStaysAboveTheKeys(Interlock interlock) {
        Circuit cache = interlock.define("cache");
        Circuit key = pods.circuit("key");

        interlock.reconfigure(changes -> changes.changeFamily(
                "pods", f -> f.template(c -> c.withoutEdges().dependsOn("cache"))));

        assertThat(key.dependencies()).containsExactlyInAnyOrder("pods", "cache");
        open(interlock.circuit("db"));
        good(key);
        open(cache);
        assertThat(key.isBlocked()).isTrue();
        assertThat(pods.overflow().isBlocked()).isTrue();
        assertThat(pods.circuit("new").isBlocked()).isTrue();
    }

    @Test
    void placeThatIsHandedOnAfterwards_hasTheNewEdges(Interlock interlock, ManualTime time) {
        interlock.reconfigure(changes -> changes.changeFamily("pods", f -> f.maxSize(5)));
        for (int key = 0; key < 5; key++) {
            good(pods.circuit("old-" + key));
        }
        interlock.reconfigure(changes -> changes.changeFamily(
                "pods", f -> f.template(c -> c.withoutEdges()).idleAfter(ofMinutes(1))));
        time.advance(ofMinutes(1));

        assertThat(pods.circuit("next").name()).isEqualTo("pods/next");
        assertThat(pods.circuit("next").dependencies()).containsExactly("pods");
    }

    @Test
    void smallerFamily_takesNobodysPlaceThatIsInUse_andShrinksAsKeysGo(Interlock interlock, ManualTime time) {
        for (int key = 0; key < 20; key++) {
            good(pods.circuit("key-" + key));
        }
        interlock.reconfigure(changes -> changes.changeFamily("pods", f -> f.maxSize(10)));
        assertThat(pods.size()).isEqualTo(20);
        assertThat(pods.circuit("next")).isSameAs(pods.overflow());

        time.advance(ofMinutes(10));
        assertThat(pods.circuit("next").name()).isEqualTo("pods/next");

        assertThat(pods.size()).isEqualTo(10);
        assertThat(interlock.names()).hasSize(10 + 3);
    }

    @Test
    void difference_isToldBeforehand_andChangesNothing(Interlock interlock) {
        pods.circuit("key");
        long version = interlock.snapshot().version();

        Reconfiguration diff = interlock.diff(changes -> changes.change("db", c -> c.failureThreshold(7))
                .changeFamily(
                        "pods",
                        f -> f.template(c -> c.failureThreshold(20))
                                .maxSize(200)
                                .idleAfter(ofMinutes(5))
                                .hostOpensAt(0.3)
                                .host(c -> c.resetTimeout(ofSeconds(30)))));

        assertThat(diff.toString()).isEqualTo("""
                        ~ db: failureThreshold 5 -> 7
                        ~ pods: resetTimeout 20 s -> 30 s
                        ~ pods/*: failureThreshold 3 -> 20, maxSize 100 -> 200, idleAfter 10 min -> 5 min, hostOpensAt 5 -> 0.3""");
        assertThat(interlock.snapshot().version()).isEqualTo(version);
        assertThat(pods.circuit("key").config().failureThreshold()).hasValue(3);
        assertThat(interlock
                        .diff(changes -> changes.changeFamily("pods", f -> {}))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void everyProblem_isToldAtOnce_andNothingIsHalfChanged(Interlock interlock) {
        Circuit key = pods.circuit("key");
        CircuitFamily plain = interlock.family("plain", c -> {}, 10, ofMinutes(1));
        plain.circuit("key");
        long version = interlock.snapshot().version();

        assertThatThrownBy(() -> interlock.reconfigure(changes -> changes.change("db", c -> c.failureThreshold(9))
                        .changeFamily("pods", f -> f.maxSize(0))
                        .changeFamily("plain", f -> f.template(c -> c.failureRate(2)))
                        .changeFamily("pod", f -> {})))
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::toString)
                                .containsExactly(
                                        "pods.maxSize: 0 is outside of 1 to 100000",
                                        "plain/*.failureRate: 2.0 is outside of (0, 1]; 0.5 means half",
                                        "pod: there is no family of this name; did you mean 'pods'?"));
        assertThatThrownBy(() -> change(interlock, "plain", f -> f.hostOpensAt(2)))
                .hasMessageContaining("plain.hostOpensAt: the family has no host circuit");
        assertThatThrownBy(() -> change(interlock, "pods", f -> f.template(c -> c.dependsOn("plain/key"))))
                .hasMessageContaining("belong to the family 'plain'");
        assertThatThrownBy(() -> interlock.reconfigure(changes ->
                        changes.changeFamily("pods", f -> f.maxSize(5)).changeFamily("pods", f -> {})))
                .hasMessageContaining("pods: is changed twice");
        assertThat(interlock.snapshot().version()).isEqualTo(version);
        assertThat(key.config().failureThreshold()).hasValue(3);
        assertThat(interlock.circuit("db").config().failureThreshold()).hasValue(5);
    }

    @Test
    void cycleByTheHost_isRefused_andNothingIsChanged(Interlock interlock) {
        interlock.define("above", c -> c.dependsOn("pods"));
        Circuit key = pods.circuit("key");

        assertThatThrownBy(() -> change(
                        interlock,
                        "pods",
                        f -> f.template(c -> c.failureThreshold(9)).host(c -> c.dependsOn("above"))))
                .isInstanceOf(DependencyCycleException.class);

        assertThat(key.config().failureThreshold()).hasValue(3);
        assertThat(pods.circuit("new").config().failureThreshold()).hasValue(3);
        change(interlock, "pods", f -> f.template(c -> c.failureThreshold(9)));
        assertThat(key.config().failureThreshold()).hasValue(9);
    }

    @Test
    void largeFamily_followsInSeveralCommits_allOfIt(Interlock interlock) {
        CircuitFamily large = interlock.family("large", c -> c.dependsOn("db"), 2_500, ofMinutes(1));
        for (int key = 0; key < 2_500; key++) {
            large.circuit("key-" + key);
        }
        long version = interlock.snapshot().version();

        change(interlock, "large", f -> f.template(c -> c.withoutEdges().failureThreshold(9)));

        assertThat(interlock.snapshot().version()).isEqualTo(version + 3);
        for (int key = 0; key < 2_500; key++) {
            assertThat(large.circuit("key-" + key).config().failureThreshold()).hasValue(9);
            assertThat(large.circuit("key-" + key).dependencies()).isEmpty();
        }
    }

    private static void change(Interlock interlock, String family, Consumer<? super FamilyConfig.Builder> change) {
        Reconfiguration done = interlock.reconfigure(changes -> changes.changeFamily(family, change));
        assertThat(done.isEmpty()).isFalse();
    }
}
