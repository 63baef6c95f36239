package dev.interlock.verification.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.CircuitMetrics;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Explanation;
import dev.interlock.Interlock;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Everything that can be asked, asked of both. */
final class Comparison {

    private final Interlock interlock;
    private final ReferenceCalls reference;
    private final Instant start;

    Comparison(Interlock interlock, ReferenceCalls reference, Instant start) {
        this.interlock = interlock;
        this.reference = reference;
        this.start = start;
    }

    /** The published state. */
    void states() {
        Snapshot snapshot = interlock.snapshot();
        List<NodeView> nodes = snapshot.nodes();
        assertThat(nodes).extracting(NodeView::name).as("nodes").containsExactlyElementsOf(reference.graph.visible());
        assertThat(new HashSet<Edge>(snapshot.edges())).as("edges").isEqualTo(new HashSet<>(reference.graph.edges));
        int permits = 0;
        int inFlight = 0;
        for (NodeView view : nodes) {
            ReferenceNode node = reference.graph.nodes.get(view.name());
            if (node == null) {
                same(view.name(), "kind", view.kind(), NodeKind.UNRESOLVED);
            } else {
                node(view, node);
                permits += node.isCircuit() ? reference.permitsOutstanding(node) : 0;
                inFlight += reference.callsInFlight(node);
            }
        }
        same("interlock", "permits", interlock.diagnostics().permitsOutstanding(), permits);
        same("interlock", "calls in flight", interlock.diagnostics().callsInFlight(), inFlight);
        same("interlock", "failures of listeners", interlock.diagnostics().listenerFailures(), 0L);
    }

    private void node(NodeView view, ReferenceNode node) {
        String name = view.name();
        same(name, "kind", view.kind(), node.kind());
        same(name, "state", view.state(), node.state);
        same(name, "epoch", view.epoch(), node.epoch);
        same(name, "since", view.since(), start.plusNanos(node.since));
        same(name, "blocked by", view.blockedBy(), List.copyOf(reference.graph.blockedBy(name)));
        same(name, "blocked count", view.blockedCount(), view.blockedBy().size());
        same(name, "root causes", new HashSet<>(view.rootCauses()), reference.graph.rootCauses(name));
        same(
                name,
                "next attempt",
                view.nextAttempt(),
                reference.wait(name).map(wait -> start.plusNanos(reference.now + wait)));
        same(
                name,
                "cause",
                view.cause().map(cause -> cause.event()),
                Optional.ofNullable(node.why).map(why -> why.event()));
        same(
                name,
                "cause",
                view.cause().flatMap(cause -> cause.source()),
                Optional.ofNullable(node.why).flatMap(why -> why.source()));
        same(
                name,
                "cause",
                view.cause().flatMap(cause -> cause.actor()),
                Optional.ofNullable(node.why).flatMap(why -> why.actor()));
        if (node.isCircuit()) {
            same(name, "permits", view.permitsOutstanding(), reference.permitsOutstanding(node));
            same(name, "calls in flight", view.callsInFlight(), reference.callsInFlight(node));
            assertThat(view.lastError().orElse("")).as("last error of %s", name).contains(error(node));
        }
    }

    private static String error(ReferenceNode node) {
        String error = node.lastError;
        return error == null ? "" : error;
    }

    /** What a circuit answers; asking must change nothing, which is looked at too. */
    void answers(String name) {
        ReferenceNode node = reference.graph.nodes.get(name);
        if (node == null || !node.isCircuit()) {
            return;
        }
        Circuit circuit = interlock.circuit(name);
        metrics(circuit.metrics(), node);
        long version = interlock.snapshot().version();
        List<String> recovery = reference.verdict(node, CircuitEvent.ATTEMPT_RECOVERY);
        same(name, "recovery verdict", Told.words(circuit.recoveryVerdict().reasons()), recovery);
        same(
                name,
                "reset verdict",
                Told.words(circuit.resetVerdict().reasons()),
                reference.verdict(node, CircuitEvent.RESET));
        boolean canRecover = node.state == State.OPEN && recovery.isEmpty();
        same(name, "can attempt recovery", circuit.canAttemptRecovery(), canRecover);
        same(name, "recovery is due", circuit.isRecoveryDue(), canRecover && reference.now - node.since >= node.wait);
        same(name, "callable", circuit.isCallable(), reference.isCallable(node));
        same(name, "state", circuit.state(), node.state);
        same(
                name,
                "blocked",
                circuit.isBlocked(),
                !reference.graph.blockedBy(name).isEmpty());
        same(name, "dependencies", circuit.dependencies(), new HashSet<>(reference.graph.direct(name)));
        explanation(circuit.explain(), node);
        metrics(circuit.metrics(), node);
        same(
                name,
                "version of the state after it was asked",
                interlock.snapshot().version(),
                version);
    }

    private void explanation(Explanation explanation, ReferenceNode node) {
        String name = node.name();
        same(name, "explained state", explanation.state(), node.state);
        same(name, "explained roots", new HashSet<>(explanation.rootCauses()), reference.graph.rootCauses(name));
        same(
                name,
                "explained next attempt",
                explanation.nextAttempt(),
                reference.nextAttempt(name).map(wait -> start.plusNanos(reference.now + wait)));
        explanation.chains().forEach(chain -> chain(name, chain));
        same(
                name,
                "explained chains",
                explanation.chains().size(),
                explanation.rootCauses().size());
    }

    /** A chain leads over hard edges to a root cause, and no way there is shorter. */
    void chain(String name, List<String> chain) {
        String end = chain.get(chain.size() - 1);
        assertThat(reference.graph.rootCauses(name)).as("end of %s", chain).contains(end);
        same(name, "start of the chain", chain.get(0), name);
        for (int place = 1; place < chain.size(); place++) {
            assertThat(reference.graph.edges)
                    .as("edge of %s", chain)
                    .anyMatch(edgeOf(chain.get(place - 1), chain.get(place))::equals);
        }
        same(name, "length of " + chain, chain.size() - 1, reference.graph.distance(name, end));
    }

    private static Edge edgeOf(String from, String to) {
        return new Edge(from, EdgeKind.DEPENDS_ON, to, dev.interlock.CascadeMode.ENFORCE);
    }

    private static void metrics(CircuitMetrics metrics, ReferenceNode node) {
        String name = node.name();
        same(name, "successes", metrics.successes(), node.total("successes"));
        same(name, "failures", metrics.failures(), node.total("failures"));
        same(name, "ignored", metrics.ignored(), node.total("ignored"));
        same(name, "rejected open", metrics.rejectedOpen(), node.total("rejectedOpen"));
        same(name, "rejected blocked", metrics.rejectedBlocked(), node.total("rejectedBlocked"));
        same(name, "rejected permits", metrics.rejectedPermits(), node.total("rejectedPermits"));
        same(name, "rejected guard", metrics.rejectedGuard(), node.total("rejectedGuard"));
        same(name, "rejected bulkhead", metrics.rejectedBulkhead(), node.total("rejectedBulkhead"));
        same(name, "would have rejected", metrics.wouldHaveRejected(), node.total("wouldHaveRejected"));
        same(name, "blocked recoveries", metrics.blockedRecoveries(), node.total("blockedRecoveries"));
        same(name, "blocked resets", metrics.blockedResets(), node.total("blockedResets"));
    }

    /** How long a refusal says to wait. */
    static Optional<Duration> duration(Optional<Long> nanos) {
        return nanos.map(Duration::ofNanos);
    }

    static void same(String name, String what, Object actual, Object expected) {
        if (!expected.equals(actual)) { // a description is made for those that differ only: there are millions
            assertThat(actual).as("%s of %s", what, name).isEqualTo(expected);
        }
    }
}
