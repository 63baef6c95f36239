package dev.interlock.testkit;

import static dev.interlock.testkit.Fakes.diagnostics;
import static dev.interlock.testkit.Fakes.edge;
import static dev.interlock.testkit.Fakes.needs;
import static dev.interlock.testkit.Fakes.node;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Diagnostics;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.testkit.Fakes.FakeSnapshot;
import dev.interlock.testkit.InterlockChecks.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterlockChecksTest {

    private static final List<String> NONE = List.of();
    private static final Snapshot EMPTY = new FakeSnapshot(List.of(), List.of());

    private final ManualTime time = ManualTime.create();

    @Test
    void assertConsistent_trueSnapshot_passes() {
        Snapshot snapshot = snapshot(
                List.of(
                        node("api", State.CLOSED, List.of("payment", "vault"), List.of("vault")),
                        node("payment", State.OPEN, List.of("vault"), List.of("vault")),
                        node("replica", State.CLOSED, NONE, NONE),
                        node("vault", State.FORCED_OPEN, NONE, List.of("vault"))),
                needs("api", "payment"),
                needs("payment", "vault"),
                edge("replica", EdgeKind.RECOVERS_AFTER, "vault"),
                edge("vault", EdgeKind.CASCADES_TO, "payment"));
        assertThatCode(() -> InterlockChecks.assertConsistent(snapshot)).doesNotThrowAnyException();
    }

    @Test
    void assertConsistent_blockersForgotten_tellsAllThree() {
        inconsistent(
                snapshot(List.of(node("api", State.CLOSED, NONE, NONE), open("vault")), needs("api", "vault")),
                "'api' says it is blocked by [], computed anew: [vault]",
                "'api' has blocked count 0, computed anew: 1 [vault]",
                "'api' has root causes [], computed anew: [vault]");
    }

    @Test
    void assertConsistent_countAloneWrong_fails() {
        inconsistent(
                snapshot(
                        List.of(
                                node("api", NodeKind.CIRCUIT, State.CLOSED, 2, List.of("vault"), List.of("vault")),
                                open("vault")),
                        needs("api", "vault")),
                "'api' has blocked count 2, computed anew: 1");
    }

    @Test
    void assertConsistent_blockedThroughSoftEdge_fails() {
        inconsistent(
                snapshot(
                        List.of(node("api", State.CLOSED, List.of("vault"), List.of("vault")), open("vault")),
                        edge("api", EdgeKind.RECOVERS_AFTER, "vault")),
                "'api' says it is blocked by [vault], computed anew: []");
    }

    @Test
    void assertConsistent_middleOfChainAsRoot_fails() {
        inconsistent(
                snapshot(
                        List.of(
                                node("api", State.CLOSED, List.of("payment", "vault"), List.of("payment")),
                                node("payment", State.OPEN, List.of("vault"), List.of("vault")),
                                open("vault")),
                        needs("api", "payment"),
                        needs("payment", "vault")),
                "'api' has root causes [payment], computed anew: [vault]");
    }

    @Test
    void assertConsistent_brokenEdges_fail() {
        NodeView ghost = node("ghost", NodeKind.UNRESOLVED, State.OPEN, 0, NONE, List.of("ghost"));
        inconsistent(
                snapshot(
                        List.of(node("api", State.CLOSED, NONE, NONE), ghost),
                        needs("api", "nowhere"),
                        needs("ghost", "api"),
                        needs("ghost", "api")),
                "edge api DEPENDS_ON nowhere has an end that is no node",
                "edge ghost DEPENDS_ON api starts at a name that is not defined",
                "edge ghost DEPENDS_ON api is there twice",
                "unresolved 'ghost' is OPEN");
    }

    @Test
    void assertConsistent_cycle_toldWithItsPathUnlessAllowed() {
        Snapshot snapshot = snapshot(
                List.of(
                        node("a", State.CLOSED, List.of("b"), List.of("b")),
                        node("b", State.OPEN, NONE, List.of("b")),
                        node("c", State.CLOSED, List.of("b"), List.of("b"))),
                needs("a", "b"),
                needs("b", "a"),
                needs("c", "a"));
        inconsistent(snapshot, "dependencies form a cycle: a -> b -> a");
        assertThatCode(() -> InterlockChecks.assertConsistent(snapshot, Option.ALLOW_CYCLES))
                .doesNotThrowAnyException();
    }

    @Test
    void assertConsistent_cycleThroughSoftEdge_fails() {
        inconsistent(
                snapshot(
                        List.of(node("a", State.CLOSED, NONE, NONE), node("b", State.CLOSED, NONE, NONE)),
                        needs("a", "b"),
                        edge("b", EdgeKind.RECOVERS_AFTER, "a")),
                "cycle: a -> b -> a");
    }

    @Test
    void verify_inOrder_passes() {
        assertThatCode(() -> InterlockChecks.verify(interlock(diagnostics(0, 0, 0), EMPTY, () -> {}), time))
                .doesNotThrowAnyException();
    }

    @Test
    void verify_everythingWrong_tellsEveryProblem() {
        time.schedule(() -> {}, Duration.ofSeconds(3));
        time.execute(() -> {
            throw new IllegalStateException("broken timer");
        });
        Snapshot wrong = snapshot(List.of(node("api", State.CLOSED, NONE, List.of("api"))));
        assertThatThrownBy(() -> InterlockChecks.verify(interlock(diagnostics(3, 1, 2), wrong, () -> {}), time))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 HALF_OPEN permit(s)")
                .hasMessageContaining("2 call(s)")
                .hasMessageContaining("3 delivery(s)")
                .hasMessageContaining("'api' has root causes [api]")
                .hasMessageContaining("1 task(s) are still scheduled after close(), the next in PT3S")
                .hasMessageContaining("broken timer");
    }

    @Test
    void verify_timerCancelledByClose_passes() {
        var timer = time.schedule(() -> {}, Duration.ofSeconds(3));
        assertThatCode(() -> InterlockChecks.verify(interlock(diagnostics(0, 0, 0), EMPTY, timer::cancel), time))
                .doesNotThrowAnyException();
    }

    @Test
    void verify_options_excuseWhatTheyName() {
        Interlock leaking = interlock(diagnostics(0, 1, 1), EMPTY, () -> {});
        assertThatCode(() -> InterlockChecks.verify(leaking, time, Option.ALLOW_LEAKS))
                .doesNotThrowAnyException();
        Interlock failing = interlock(diagnostics(1, 0, 0), EMPTY, () -> {});
        assertThatCode(() -> InterlockChecks.verify(failing, time, Option.EXPECT_LISTENER_FAILURES))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> InterlockChecks.verify(failing, time, Option.ALLOW_LEAKS))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void verify_expectedListenerFailureMissing_fails() {
        Interlock fine = interlock(diagnostics(0, 0, 0), EMPTY, () -> {});
        assertThatThrownBy(() -> InterlockChecks.verify(fine, time, Option.EXPECT_LISTENER_FAILURES))
                .hasMessageContaining("no listener failed");
    }

    private static void inconsistent(Snapshot snapshot, String... problems) {
        assertThatThrownBy(() -> InterlockAssertions.assertThat(snapshot).isConsistent())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Snapshot 7")
                .hasMessageContainingAll(problems);
    }

    private static NodeView open(String name) {
        return node(name, State.OPEN, NONE, List.of(name));
    }

    private static Snapshot snapshot(List<NodeView> nodes, Edge... edges) {
        return new FakeSnapshot(nodes, List.of(edges));
    }

    private static Interlock interlock(Diagnostics diagnostics, Snapshot snapshot, Runnable close) {
        return Fakes.answering(
                Interlock.class, Map.of("diagnostics", () -> diagnostics, "snapshot", () -> snapshot, "close", () -> {
                    close.run();
                    return null;
                }));
    }
}
