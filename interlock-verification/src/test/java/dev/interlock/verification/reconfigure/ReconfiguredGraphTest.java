package dev.interlock.verification.reconfigure;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.bad;
import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Circuit;
import dev.interlock.DependencyCycleException;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.Interlock.Changes;
import dev.interlock.InterlockEvent;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Problem;
import dev.interlock.Reconfiguration;
import dev.interlock.Signal;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.GraphChanged;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Edges, definitions and removals of one reconfiguration are one commit, or none. */
@ExtendWith(InterlockExtension.class)
class ReconfiguredGraphTest {

    private final List<InterlockEvent> told = new ArrayList<>();

    @BeforeEach
    void define(Interlock interlock) {
        interlock.define("cache");
        interlock.define("db");
        interlock.define("api", c -> c.dependsOn("db"));
        interlock.define("web", c -> c.dependsOn("api"));
        interlock.on(GraphChanged.class, told::add);
        interlock.on(CircuitTransitioned.class, told::add);
    }

    private static void movedToTheCache(Changes changes) {
        changes.change("api", c -> c.withoutEdges().dependsOn("cache"));
    }

    @Test
    void edges_comeAndGo_inOneCommit(Interlock interlock) {
        long version = interlock.snapshot().version();

        interlock.reconfigure(ReconfiguredGraphTest::movedToTheCache);

        assertThat(interlock.snapshot().version()).isEqualTo(version + 1);
        assertThat(interlock.circuit("api").dependencies()).containsExactly("cache");
        assertThat(told).singleElement().isInstanceOfSatisfying(GraphChanged.class, change -> {
            assertThat(change.change()).isEqualTo(GraphChanged.Change.RECONFIGURED);
            assertThat(change.node()).isEqualTo("api");
            assertThat(change.edges())
                    .singleElement()
                    .satisfies(edge -> assertThat(edge.to()).isEqualTo("cache"));
        });
    }

    @Test
    void newDependencyThatIsOpen_blocksEverythingAbove_atOnce(Interlock interlock) {
        open(interlock.circuit("cache"));

        interlock.reconfigure(ReconfiguredGraphTest::movedToTheCache);

        assertThat(interlock.circuit("web").isBlocked()).isTrue();
        assertThat(interlock.explain("web").rootCauses()).containsExactly("cache");
    }

    @Test
    void oldDependencyThatIsOpen_blocksNoMore_andWhoWaitedForItRecovers(Interlock interlock, ManualTime time) {
        interlock.reconfigure("api", c -> c.resetTimeout(Duration.ofSeconds(1)));
        open(interlock.circuit("db"));
        interlock.circuit("db").operator().forceOpen(OPS, "gone for good");
        open(interlock.circuit("api"));
        time.advance(Duration.ofSeconds(10));
        assertThat(interlock.circuit("api").state()).isEqualTo(State.OPEN);

        interlock.reconfigure(ReconfiguredGraphTest::movedToTheCache);
        time.advance(Duration.ofMillis(1));

        assertThat(interlock.circuit("api").isBlocked()).isFalse();
        assertThat(interlock.circuit("api").state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void edgesOfLink_stay_andThoseThatWereUnlinkedStayAway(Interlock interlock) {
        interlock.link("api", EdgeKind.DEPENDS_ON, "cache");
        interlock.unlink("api", EdgeKind.DEPENDS_ON, "db");

        interlock.reconfigure("api", c -> c.failureThreshold(9));

        assertThat(interlock.circuit("api").dependencies()).containsExactly("cache");
    }

    @Test
    void edgeThatTurnsRound_isNoCycle(Interlock interlock) {
        interlock.reconfigure(
                changes -> changes.change("api", c -> c.withoutEdges()).change("db", c -> c.dependsOn("api")));

        assertThat(interlock.circuit("db").dependencies()).containsExactly("api");
        assertThat(interlock.circuit("api").dependencies()).isEmpty();
    }

    @Test
    void cycle_isRefused_andNothingChanges(Interlock interlock) {
        long version = interlock.snapshot().version();
        Consumer<Changes> cycle = changes -> changes.define("new")
                .change("cache", c -> c.failureThreshold(9))
                .change("db", c -> c.dependsOn("web"));

        assertThatThrownBy(() -> interlock.reconfigure(cycle))
                .isInstanceOf(DependencyCycleException.class)
                .hasMessageContaining("db -> web -> api -> db");
        assertThatThrownBy(() -> interlock.diff(cycle)).isInstanceOf(DependencyCycleException.class);

        assertThat(interlock.snapshot().version()).isEqualTo(version);
        assertThat(interlock.find("new")).isEmpty();
        assertThat(interlock.circuit("cache").config().failureThreshold()).hasValue(5);
        assertThat(told).isEmpty();
    }

    @Test
    void problems_areToldTogether_andNothingChanges(Interlock interlock) {
        long version = interlock.snapshot().version();

        assertThatThrownBy(() -> interlock.reconfigure(changes -> changes.change("dbb", c -> {})
                        .change("db", c -> c.failureThreshold(0).halfOpenCalls(0))
                        .change("db", c -> {})
                        .define("api")
                        .define("not a name")
                        .replaceSignal("web", s -> s.downAfter(0))
                        .remove("nobody")))
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        refused -> assertThat(refused.problems())
                                .hasSize(9)
                                .extracting(Problem::toString)
                                .anyMatch(problem ->
                                        problem.equals("dbb: there is no circuit of this name; did you mean 'db'?"))
                                .anyMatch(problem ->
                                        problem.contains("db.failureThreshold: 0 is outside of 1 to 1000000"))
                                .anyMatch(problem -> problem.contains("db.halfOpenCalls"))
                                .anyMatch(problem -> problem.contains("db: is changed twice"))
                                .anyMatch(problem ->
                                        problem.contains("api: there is a circuit or signal of this name already"))
                                .anyMatch(problem -> problem.contains("web: there is no signal of this name"))
                                .anyMatch(problem -> problem.contains("web.downAfter"))
                                .anyMatch(problem ->
                                        problem.contains("nobody: there is no circuit or signal of this name")));

        assertThat(interlock.snapshot().version()).isEqualTo(version);
    }

    @Test
    void diff_tellsWhatWouldBeDifferent_andChangesNothing(Interlock interlock) {
        long version = interlock.snapshot().version();

        Reconfiguration diff = interlock.diff(changes -> changes.change(
                        "api",
                        c -> c.failureThreshold(3)
                                .resetTimeout(Duration.ofSeconds(10))
                                .dependsOn("cache"))
                .define("search", c -> c.failureRate(0.5))
                .change("db", c -> c.failureThreshold(5))
                .remove("web"));

        assertThat(diff).hasToString("""
                ~ api: failureThreshold 5 -> 3, resetTimeout 30 s -> 10 s, dependsOn [db] -> [db, cache]
                ~ db: failureThreshold 5 (by default) -> 5
                + search: failureThreshold 5 -> off, failureRate off -> 0.5
                - web""");
        assertThat(interlock.snapshot().version()).isEqualTo(version);
        assertThat(interlock.find("web")).isPresent();
    }

    @Test
    void nothingToChange_isNoCommit(Interlock interlock) {
        interlock.reconfigure("db", c -> c.failureThreshold(5));
        long version = interlock.snapshot().version();

        Reconfiguration done = interlock.reconfigure("db", c -> c.failureThreshold(5));

        assertThat(done.isEmpty()).isTrue();
        assertThat(done).hasToString("nothing changes");
        assertThat(interlock.snapshot().version()).isEqualTo(version);
    }

    @Test
    void reconfigure_tellsWhatDiffTold(Interlock interlock) {
        Reconfiguration diff = interlock.diff(ReconfiguredGraphTest::movedToTheCache);

        assertThat(interlock.reconfigure(ReconfiguredGraphTest::movedToTheCache))
                .isEqualTo(diff);
        assertThat(interlock.diff(ReconfiguredGraphTest::movedToTheCache).isEmpty())
                .isTrue();
    }

    @Test
    void removedAndDefinedAgain_isAnotherCircuit_andWhatDependsOnItStays(Interlock interlock) {
        Circuit old = interlock.circuit("db");
        open(old);

        interlock.reconfigure(changes -> changes.remove("db").define("db", c -> c.failureThreshold(1)));

        Circuit fresh = interlock.circuit("db");
        assertThat(fresh.state()).isEqualTo(State.CLOSED);
        assertThat(fresh).isNotSameAs(old);
        assertThat(interlock.circuit("web").isBlocked()).isFalse();
        bad(fresh);
        assertThat(interlock.circuit("web").isBlocked()).isTrue();
    }

    @Test
    void signal_isDefinedWithItsDependents_andItsChecksRun(Interlock interlock, ManualTime time) {
        interlock.reconfigure(changes ->
                changes.signal("disk", () -> false, s -> s.downAfter(1)).change("db", c -> c.dependsOn("disk")));

        time.advance(Duration.ofSeconds(1));

        assertThat(interlock.explain("web").rootCauses()).containsExactly("disk");
    }

    @Test
    void replacedSignal_keepsWhatItObserved_andIsCheckedAtTheNewInterval(Interlock interlock, ManualTime time) {
        boolean[] healthy = {false};
        int[] asked = {0};
        Signal signal = interlock.signal(
                "disk",
                () -> {
                    asked[0]++;
                    return healthy[0];
                },
                s -> s.interval(Duration.ofHours(1)).downAfter(1).upAfter(1));
        time.advance(Duration.ofMillis(1));
        assertThat(signal.isUp()).isFalse();
        assertThat(asked[0]).isEqualTo(1);

        Reconfiguration done = interlock.reconfigure(changes -> changes.replaceSignal(
                "disk",
                s -> s.interval(Duration.ofSeconds(1)).downAfter(1).upAfter(1).cascadesTo("cache")));

        assertThat(done).hasToString("~ disk: interval 60 min -> 1 s, cascadesTo [] -> [cache]");
        assertThat(signal.isUp()).isFalse();
        time.advance(Duration.ofMillis(1100));
        assertThat(asked[0]).isEqualTo(2);
        healthy[0] = true;
        time.advance(Duration.ofSeconds(1));
        assertThat(signal.isUp()).isTrue();
        healthy[0] = false;
        time.advance(Duration.ofSeconds(1));
        assertThat(interlock.circuit("cache").state()).isEqualTo(State.OPEN);
    }

    @Test
    void removedSignal_isNotCheckedAnyMore(Interlock interlock, ManualTime time) {
        int[] asked = {0};
        interlock.signal("disk", () -> asked[0]++ < 0, s -> {});
        time.advance(Duration.ofMillis(1));
        int before = asked[0];

        interlock.reconfigure(changes -> changes.remove("disk"));
        time.advance(Duration.ofMinutes(1));

        assertThat(asked[0]).isEqualTo(before);
    }

    @Test
    void closedInterlock_refuses(Interlock interlock) {
        interlock.close();

        assertThatThrownBy(() -> interlock.reconfigure("db", c -> c.failureThreshold(9)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
