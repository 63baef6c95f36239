package dev.interlock.internal.event;

import dev.interlock.Snapshot;
import dev.interlock.TimeSource;
import dev.interlock.internal.graph.TestGraph;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.verification.NoTime;
import java.util.concurrent.Executor;

/** A graph, the real dispatcher on it, and whatever executor delivers. */
final class Listening {

    private static final TimeSource NO_TIME = new NoTime();
    private static final HookFailures FAILURES = new HookFailures(NO_TIME);

    final TestGraph graph;
    final Dispatcher dispatcher;

    Listening(Executor deliveries) {
        Dispatcher[] holder = new Dispatcher[1];
        graph = TestGraph.unlinked(() -> {
            if (holder[0] != null) { // not yet while the circuits are defined
                holder[0].signal();
            }
        });
        dispatcher = new Dispatcher(
                () -> graph.root.read().events(),
                event -> {},
                deliveries,
                100,
                Listening::noSnapshot,
                NO_TIME,
                FAILURES);
        dispatcher.signal(); // the definitions are behind us
        holder[0] = dispatcher;
    }

    private static Snapshot noSnapshot() {
        throw new IllegalStateException("no gap can come up");
    }
}
