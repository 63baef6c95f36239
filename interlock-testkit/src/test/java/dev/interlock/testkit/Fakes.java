package dev.interlock.testkit;

import dev.interlock.CascadeMode;
import dev.interlock.Diagnostics;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Explanation;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.State;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Interlocks and snapshots that claim what a test wants, true or not. */
final class Fakes {

    private Fakes() {}

    /** An object whose methods answer by name; every other call fails. */
    static <T> T answering(Class<T> type, Map<String, Supplier<?>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Supplier<?> answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return answer.get();
                }));
    }

    static Diagnostics diagnostics(long listenerFailures, int permits, int calls) {
        return new Diagnostics(0, listenerFailures, 0, 0, 0, permits, calls);
    }

    static NodeView node(String name, State state, List<String> blockedBy, List<String> rootCauses) {
        return node(name, NodeKind.CIRCUIT, state, blockedBy.size(), blockedBy, rootCauses);
    }

    static NodeView node(
            String name,
            NodeKind kind,
            State state,
            int blockedCount,
            List<String> blockedBy,
            List<String> rootCauses) {
        return new NodeView(
                name,
                kind,
                state,
                0,
                Instant.EPOCH,
                Optional.empty(),
                false,
                blockedCount,
                blockedBy,
                rootCauses,
                Optional.empty(),
                Optional.empty(),
                0,
                0);
    }

    static Edge edge(String from, EdgeKind kind, String to) {
        return new Edge(from, kind, to, CascadeMode.ENFORCE);
    }

    static Edge needs(String from, String to) {
        return edge(from, EdgeKind.DEPENDS_ON, to);
    }

    record FakeSnapshot(List<NodeView> nodes, List<Edge> edges) implements Snapshot {

        @Override
        public long version() {
            return 7;
        }

        @Override
        public Instant takenAt() {
            return Instant.EPOCH;
        }

        @Override
        public Optional<NodeView> find(String name) {
            return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
        }

        @Override
        public NodeView node(String name) {
            return find(name).orElseThrow();
        }

        @Override
        public int openCircuits() {
            throw new UnsupportedOperationException("not needed here");
        }

        @Override
        public double openShare() {
            throw new UnsupportedOperationException("not needed here");
        }

        @Override
        public boolean isPanicking() {
            throw new UnsupportedOperationException("not needed here");
        }

        @Override
        public Explanation explain(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<List<String>> recoveryOrder() {
            throw new UnsupportedOperationException();
        }
    }
}
