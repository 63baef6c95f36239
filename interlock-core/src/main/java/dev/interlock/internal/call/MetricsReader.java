package dev.interlock.internal.call;

import dev.interlock.CircuitMetrics;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.window.Window;

/** Reads a circuit's counts, one after the other. */
final class MetricsReader {

    private MetricsReader() {}

    static CircuitMetrics read(CircuitImpl circuit, Graph graph) {
        Counters counters = circuit.counters();
        CircuitState state = circuit.isThere(graph) ? graph.state(circuit.index()) : null;
        Window.Counts window =
                state == null ? new Window.Counts(0, 0, 0) : state.window().counts();
        return new CircuitMetrics(
                counters.probeSuccesses.sum() + (state == null ? 0 : state.recordedSuccesses()),
                counters.failures.get(),
                counters.slowCalls.get(),
                counters.ignored.sum(),
                counters.rejectedOpen.sum(),
                counters.rejectedBlocked.sum(),
                counters.rejectedPermits.sum(),
                counters.rejectedGuard.sum(),
                counters.rejectedBulkhead.sum(),
                counters.wouldHaveRejected.sum(),
                counters.blockedRecoveries.get(),
                counters.blockedResets.get(),
                window.calls(),
                window.failures(),
                window.slow());
    }
}
