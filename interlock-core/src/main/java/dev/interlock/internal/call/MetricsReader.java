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
        Counters.Ends ends = counters.readEnds();
        Counters.Refusals refusals = counters.readRefusals();
        Window.Counts window = state == null ? Window.Counts.NONE : state.counts();
        return new CircuitMetrics(
                ends.probeSuccesses.sum() + (state == null ? 0 : state.recordedSuccesses()),
                ends.failures.sum(),
                ends.slowCalls.sum(),
                ends.ignored.sum(),
                refusals.open.sum(),
                refusals.blocked.sum(),
                refusals.permits.sum(),
                refusals.guard.sum(),
                refusals.bulkhead.sum(),
                refusals.ramping.sum(),
                refusals.wouldHaveRefused.sum(),
                refusals.recoveries.sum(),
                refusals.resets.sum(),
                window.calls(),
                window.failures(),
                window.slow());
    }
}
