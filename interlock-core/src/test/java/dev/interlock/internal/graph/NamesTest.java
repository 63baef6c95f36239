package dev.interlock.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CircuitConfig;
import dev.interlock.CyclePolicy;
import dev.interlock.EdgeKind;
import dev.interlock.NodeKind;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.state.Terms;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.ManualClock;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** A name keeps its number as long as the graph, or a change that is under way, needs it; then another name gets it. */
class NamesTest {

    private static final CircuitConfig PLAIN = CircuitConfig.builder().build("plain");

    private final ManualClock time = new ManualClock();
    private final Moment moment = new Moment(0, time.instant(), new CoarseClock(time), 1);
    private final StoppingRoot root = new StoppingRoot();
    private final Names names = new Names();
    private final GraphChanges changes =
            new GraphChanges(root, new Commits(root, () -> moment, () -> {}), names, CyclePolicy.REFUSE, () -> moment);

    @Test
    void circuit_removed_leavesItsNumberToTheNextName() {
        define("a");
        int number = names.find("a");
        changes.remove("a");

        define("b");

        assertThat(names.find("b")).isEqualTo(number);
        assertThat(names.find("a")).isEqualTo(-1);
        assertThat(root.read().size()).isEqualTo(1);
    }

    @Test
    void circuit_removedWhileAnotherOneDependsOnIt_keepsItsNumberUntilTheEdgeGoes() {
        define("a");
        define("u");
        changes.link("u", EdgeKind.DEPENDS_ON, "a");
        int number = names.find("a");
        changes.remove("a");
        define("b");
        assertThat(names.find("a")).isEqualTo(number);
        assertThat(names.find("b")).isNotEqualTo(number);

        changes.unlink("u", EdgeKind.DEPENDS_ON, "a");

        define("c");
        assertThat(names.find("c")).isEqualTo(number);
    }

    @Test
    void nameThatWasOnlyDependedOn_isGivenBackWithTheLastCircuitThatDependedOnIt() {
        define("u");
        changes.link("u", EdgeKind.CASCADES_TO, "never");
        int number = names.find("never");

        changes.remove("u");

        assertThat(names.find("never")).isEqualTo(-1);
        define("a");
        define("b");
        assertThat(List.of(names.find("a"), names.find("b"))).contains(number);
        assertThat(root.read().size()).isEqualTo(2);
    }

    @Test
    void nameOfAChangeThatIsRefused_isGivenBack() {
        define("u");

        assertThatThrownBy(() -> changes.link("nobody", EdgeKind.DEPENDS_ON, "new"))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(changes.unlink("u", EdgeKind.DEPENDS_ON, "u")).isFalse();
        assertThat(changes.isPossible(
                        new GraphPatch(List.of(), List.of(), List.of(node("planned", new Object()))), List.of()))
                .isTrue();

        assertThat(names.find("new")).isEqualTo(-1);
        assertThat(names.find("planned")).isEqualTo(-1);
        assertThat(names.find("u")).isZero();
    }

    @Test
    void nameForWhichAHandleIsBeingMade_removedByOthersMeanwhile_keepsItsNumber() {
        try (Mention handle = changes.mention()) {
            int number = handle.number("a");
            define("a");
            changes.remove("a");
            define("b");
            assertThat(names.find("b")).isNotEqualTo(number);

            Object owner = new Object();
            changes.define(List.of(node("a", owner)));

            assertThat(root.read().vertex(number).owner()).isSameAs(owner);
        }
        assertThat(names.find("a")).isGreaterThanOrEqualTo(0);
    }

    @Test
    void nameThatIsDefinedJustAfterTheGraphWasReadWithoutIt_isNotGivenBack() {
        define("a");
        root.afterRead(2, () -> define("a")); // of a removal: the first looks whether it is there, the last is this one

        changes.remove("a");

        assertThat(names.find(root.read(), "a")).isEqualTo(0);
        assertThat(root.read().vertex(0).kind()).isEqualTo(NodeKind.CIRCUIT);
        define("b");
        assertThat(names.find("b")).isEqualTo(1);
    }

    @Test
    void olderGraph_afterItsNumberIsAnotherNames_isStillShownAsItWas() {
        define("a");
        define("u");
        changes.link("u", EdgeKind.DEPENDS_ON, "a");
        SnapshotView before = new SnapshotView(root.read(), names, 0, time.instant());
        changes.remove("u");
        changes.remove("a");
        define("b");
        define("a");

        assertThat(before.node("a").kind()).isEqualTo(NodeKind.CIRCUIT);
        assertThat(before.find("b")).isEmpty();
        assertThat(before.recoveryOrder()).isEqualTo(List.of(List.of("a"), List.of("u")));
        assertThat(new SnapshotView(root.read(), names, 0, time.instant()).find("u"))
                .isEmpty();
    }

    @Test
    void circuitsDefinedAndRemoved_andNamesLinkedAndUnlinked_leaveTheGraphAsLargeAsItWas() {
        define("u");
        for (int i = 0; i < 50_000; i++) {
            define("c" + i);
            changes.link("c" + i, EdgeKind.DEPENDS_ON, "u");
            changes.link("u", EdgeKind.RECOVERS_AFTER, "n" + i);
            changes.unlink("u", EdgeKind.RECOVERS_AFTER, "n" + i);
            changes.remove("c" + i);
        }

        assertThat(root.read().size()).isLessThanOrEqualTo(3);
        assertThat(names.size()).isEqualTo(1);
    }

    private void define(String name) {
        changes.define(List.of(node(name, new Object())));
    }

    private static NewNode node(String name, Object owner) {
        return NewNode.circuit(name, new Terms(PLAIN), new Counters(), owner);
    }

    /** Runs something after one of the next reads. */
    private static final class StoppingRoot extends GraphRoot {

        private int reads = -1;
        private Runnable next = () -> {};

        void afterRead(int reads, Runnable next) {
            this.reads = reads;
            this.next = next;
        }

        @Override
        public Graph read() {
            Graph graph = super.read();
            if (reads >= 0 && reads-- == 0) {
                next.run();
            }
            return graph;
        }
    }
}
