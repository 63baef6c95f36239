package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.CascadeMode;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.State;
import dev.interlock.event.GraphChanged;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Edges come and go at run time: what is there afterwards, what is told of it, and what is no change at all. */
@ExtendWith(InterlockExtension.class)
class EdgeChangesTest {

    private final List<GraphChanged> told = new ArrayList<>();

    @BeforeEach
    void define(Interlock interlock) {
        interlock.define("a");
        interlock.define("b");
        interlock.on(GraphChanged.class, told::add);
    }

    private static Edge edge(EdgeKind kind, CascadeMode mode) {
        return new Edge("a", kind, "b", mode);
    }

    @Test
    void link_thatIsThere_changesAndTellsNothing(Interlock interlock) {
        for (EdgeKind kind : new EdgeKind[] {EdgeKind.DEPENDS_ON, EdgeKind.CASCADES_TO}) {
            interlock.link("a", kind, "b");
            long version = interlock.snapshot().version();
            told.clear();

            interlock.link("a", kind, "b");

            assertThat(interlock.snapshot().version()).isEqualTo(version);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void softLink_whereAHardOneIs_changesNothing(Interlock interlock) {
        interlock.link("a", EdgeKind.DEPENDS_ON, "b");
        told.clear();

        interlock.link("a", EdgeKind.RECOVERS_AFTER, "b");

        assertThat(interlock.snapshot().edges()).containsExactly(edge(EdgeKind.DEPENDS_ON, CascadeMode.ENFORCE));
        assertThat(told).isEmpty();
    }

    @Test
    void hardLink_whereASoftOneIs_takesItsPlace(Interlock interlock) {
        interlock.link("a", EdgeKind.RECOVERS_AFTER, "b");

        interlock.link("a", EdgeKind.DEPENDS_ON, "b");

        assertThat(interlock.snapshot().edges()).containsExactly(edge(EdgeKind.DEPENDS_ON, CascadeMode.ENFORCE));
        assertThat(interlock.unlink("a", EdgeKind.RECOVERS_AFTER, "b")).isFalse();
    }

    @Test
    void hardLink_toWhatIsOpen_blocksAtOnce_andItsEndFreesAtOnce(Interlock interlock) {
        open(interlock.circuit("b"));

        interlock.link("a", EdgeKind.DEPENDS_ON, "b");
        assertThat(interlock.circuit("a").isBlocked()).isTrue();

        interlock.unlink("a", EdgeKind.DEPENDS_ON, "b");
        assertThat(interlock.circuit("a").isBlocked()).isFalse();
    }

    @Test
    void unlink_ofWhatIsNotThere_changesAndTellsNothing(Interlock interlock) {
        long version = interlock.snapshot().version();

        for (EdgeKind kind : EdgeKind.values()) {
            assertThat(interlock.unlink("a", kind, "b")).isFalse();
        }

        assertThat(interlock.snapshot().version()).isEqualTo(version);
        assertThat(told).isEmpty();
    }

    @Test
    void unlink_isToldWithTheEdge(Interlock interlock) {
        for (EdgeKind kind : EdgeKind.values()) {
            interlock.link("a", kind, "b");
            told.clear();

            assertThat(interlock.unlink("a", kind, "b")).isTrue();

            assertThat(interlock.snapshot().edges()).isEmpty();
            assertThat(told).singleElement().satisfies(change -> {
                assertThat(change.change()).isEqualTo(GraphChanged.Change.UNLINKED);
                assertThat(change.edges()).containsExactly(edge(kind, CascadeMode.ENFORCE));
            });
        }
    }

    @Test
    void cascadeOnDryRun_isUnlinkedAsWhatItIs(Interlock interlock) {
        interlock.define("source", c -> c.cascadesTo("b", CascadeMode.DRY_RUN));
        told.clear();

        assertThat(interlock.unlink("source", EdgeKind.CASCADES_TO, "b")).isTrue();

        assertThat(told)
                .singleElement()
                .satisfies(change -> assertThat(change.edges())
                        .containsExactly(new Edge("source", EdgeKind.CASCADES_TO, "b", CascadeMode.DRY_RUN)));
        assertThat(interlock.snapshot().edges()).isEmpty();
    }

    @Test
    void cascadeOnDryRun_linkedAnew_isEnforced(Interlock interlock) {
        Circuit source = interlock.define("source", c -> c.cascadesTo("b", CascadeMode.DRY_RUN));

        interlock.link("source", EdgeKind.CASCADES_TO, "b");
        open(source);

        assertThat(interlock.circuit("b").state()).isEqualTo(State.OPEN);
        assertThat(interlock.snapshot().edges())
                .containsExactly(new Edge("source", EdgeKind.CASCADES_TO, "b", CascadeMode.ENFORCE));
    }

    @Test
    void cascadeTarget_thatIsUnlinked_isNotOpened(Interlock interlock) {
        interlock.link("a", EdgeKind.CASCADES_TO, "b");
        interlock.unlink("a", EdgeKind.CASCADES_TO, "b");

        open(interlock.circuit("a"));

        assertThat(interlock.circuit("b").state()).isEqualTo(State.CLOSED);
    }

    @Test
    void remove_isToldWithItsOwnEdges_andThoseTowardsItStay(Interlock interlock) {
        interlock.define("d");
        interlock.define(
                "c", c -> c.dependsOn("a").recoversAfter("b").cascadesTo("x").cascadesTo("y", CascadeMode.DRY_RUN));
        interlock.link("d", EdgeKind.DEPENDS_ON, "c");
        told.clear();

        assertThat(interlock.remove("c")).isTrue();
        assertThat(interlock.remove("c")).isFalse();

        assertThat(told).singleElement().satisfies(change -> {
            assertThat(change.change()).isEqualTo(GraphChanged.Change.REMOVED);
            assertThat(change.edges())
                    .containsExactly(
                            new Edge("c", EdgeKind.DEPENDS_ON, "a", CascadeMode.ENFORCE),
                            new Edge("c", EdgeKind.RECOVERS_AFTER, "b", CascadeMode.ENFORCE),
                            new Edge("c", EdgeKind.CASCADES_TO, "x", CascadeMode.ENFORCE),
                            new Edge("c", EdgeKind.CASCADES_TO, "y", CascadeMode.DRY_RUN));
        });
        assertThat(interlock.snapshot().edges())
                .containsExactly(new Edge("d", EdgeKind.DEPENDS_ON, "c", CascadeMode.ENFORCE));
    }

    @Test
    void removedCircuit_isNoLongerPartOfWhatACascadeIsLimitedBy(Interlock interlock) {
        Circuit source = interlock.define("source", c -> c.cascadesTo("a").cascadeLimit(0.5));
        interlock.define("more");
        interlock.remove("b");
        interlock.remove("more"); // two are left: one of two is within the limit

        open(source);
        assertThat(interlock.circuit("a").state()).isEqualTo(State.OPEN);

        interlock.circuit("a").reset();
        source.operator().forceClose(dev.interlock.verification.call.Traffic.OPS, "test");
        interlock.define("b");
        interlock.link("source", EdgeKind.CASCADES_TO, "b"); // two of three are over it
        open(source);
        assertThat(interlock.circuit("a").state()).isEqualTo(State.CLOSED);
    }

    @Test
    void dependencies_upToTheLimit_areTaken_andOneMoreIsRefused(Interlock interlock) {
        int most = CircuitConfigBuilder.MAX_DEPENDENCIES;
        for (int i = 0; i < most; i++) {
            interlock.link("a", i % 2 == 0 ? EdgeKind.DEPENDS_ON : EdgeKind.RECOVERS_AFTER, "n" + i);
        }

        assertThatThrownBy(() -> interlock.link("a", EdgeKind.DEPENDS_ON, "b"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("a: " + (most + 1) + " direct dependencies; at most " + most);
        assertThat(interlock.snapshot().edges()).hasSize(most);
    }

    @Test
    void cascadeTargets_upToTheLimit_areTaken_andOneMoreIsRefused(Interlock interlock) {
        int most = CircuitConfigBuilder.MAX_CASCADE_TARGETS;
        interlock.define("source", c -> c.cascadesTo("dry", CascadeMode.DRY_RUN));
        for (int i = 1; i < most; i++) {
            interlock.link("source", EdgeKind.CASCADES_TO, "n" + i);
        }

        assertThatThrownBy(() -> interlock.link("source", EdgeKind.CASCADES_TO, "b"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("source: " + (most + 1) + " cascade targets; at most " + most);
    }

    @Test
    void chain_upToTheLimit_isTaken_andOneMoreIsRefused(Interlock interlock) {
        for (int i = 1; i < 64; i++) {
            int below = i - 1;
            interlock.define("n" + i, c -> c.dependsOn("n" + below));
        }

        assertThatThrownBy(() -> interlock.define("n64", c -> c.dependsOn("n63")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("more than 64 circuits");
    }

    @Test
    void signal_isNoDependentAndNoCascadeTarget(Interlock interlock) {
        interlock.signal("disk", () -> true, s -> {});

        assertThatThrownBy(() -> interlock.link("disk", EdgeKind.DEPENDS_ON, "a"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("a signal depends on nothing");
        assertThatThrownBy(() -> interlock.link("a", EdgeKind.CASCADES_TO, "disk"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("the signal 'disk' cannot be a cascade target");
        assertThat(interlock.snapshot().edges()).isEmpty();
    }

    @Test
    void softDependency_thatBecomesAHardOne_isNoNewsToWhoWaitsForIt(Interlock interlock, ManualTime time) {
        interlock.define("primary").operator().forceOpen(Actor.of("ops"), "test");
        interlock.define("cache").operator().forceOpen(Actor.of("ops"), "test");
        List<String> told = new ArrayList<>();
        interlock.onRefused((circuit, event, reasons) -> told.add(circuit + " " + event));
        interlock
                .define("replica", c -> c.resetTimeout(Duration.ofSeconds(1)).recoversAfter("primary", "cache"))
                .operator()
                .open(Actor.of("ops"), "test");
        time.advance(Duration.ofSeconds(3));
        assertThat(told).hasSize(1);

        interlock.link("replica", EdgeKind.DEPENDS_ON, "cache");
        time.advance(Duration.ofSeconds(3));

        assertThat(told).as("the same reasons in another order").hasSize(1);
    }
}
