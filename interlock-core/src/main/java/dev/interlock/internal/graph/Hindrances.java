package dev.interlock.internal.graph;

import dev.interlock.CircuitConfig;
import dev.interlock.NodeKind;
import dev.interlock.Reason;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.state.Episode;
import dev.interlock.internal.state.Ramp;
import dev.interlock.internal.state.Refused;
import dev.interlock.internal.text.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a circuit and its recovery, and what refuses its calls although it is up. Guards are not asked, because asking runs the
 * user's code: what is told is what they said last.
 */
final class Hindrances {

    private final Graph graph;
    private final long nowNanos;

    Hindrances(Graph graph, long nowNanos) {
        this.graph = graph;
        this.nowNanos = nowNanos;
    }

    /** What it waits for. */
    List<String> waitingFor(int index) {
        CircuitState state = graph.stateOrNull(index);
        if (state == null || graph.vertex(index).kind() != NodeKind.CIRCUIT) {
            return List.of();
        }
        List<String> waiting = new ArrayList<>();
        switch (state.state()) {
            case OPEN -> {
                attempt(index, state, waiting);
                dependencies(index, waiting);
            }
            case HALF_OPEN -> {
                probes(index, state, waiting);
                dependencies(index, waiting);
            }
            case FORCED_OPEN -> waiting.add("an operator to release it");
            case CLOSED, DISABLED, METRICS_ONLY -> {
                // Waits for nothing.
            }
        }
        return waiting;
    }

    private void attempt(int index, CircuitState state, List<String> waiting) {
        CircuitConfig config = graph.vertex(index).circuitConfig();
        long remaining = state.remainingWait(nowNanos);
        if (config.recoveryMode() == RecoveryMode.MANUAL) {
            waiting.add("somebody to attempt its recovery (RecoveryMode.MANUAL)");
        } else if (remaining > 0) {
            waiting.add("its own wait, " + Texts.duration(Duration.ofNanos(remaining)) + " more"
                    + (Attempts.isProbedWhileOpen(config) ? ", or its probe to succeed" : ""));
        } else if (DependencyCheck.reasons(graph, index, nowNanos).isEmpty()) {
            RecoveryBudget.reasons(graph, index, nowNanos).stream()
                    .map(reason -> "a place, for " + reason.message())
                    .forEach(waiting::add);
        }
        guards(refusals(index).recovery, config.recoveryGuards(), state.enteredNanos())
                .forEach(waiting::add);
    }

    private void probes(int index, CircuitState state, List<String> waiting) {
        Episode episode = state.episode();
        if (episode == null || !episode.wantsReset()) {
            waiting.add(state.isProbing() ? "its probe to succeed" : "probes to succeed");
            return;
        }
        waiting.add("its reset to be allowed, for its probes succeeded");
        guards(refusals(index).reset, graph.vertex(index).circuitConfig().resetGuards(), state.enteredNanos())
                .forEach(waiting::add);
    }

    private void dependencies(int index, List<String> waiting) {
        DependencyCheck.reasons(graph, index, nowNanos).stream()
                .map(Reason::message)
                .forEach(waiting::add);
    }

    /** What refuses calls, of a circuit that is neither open nor blocked; empty if nothing does. */
    Optional<String> refusing(int index) {
        CircuitState state = graph.stateOrNull(index);
        if (state == null
                || graph.vertex(index).kind() != NodeKind.CIRCUIT
                || (state.state() != State.CLOSED && state.state() != State.HALF_OPEN)) {
            return Optional.empty();
        }
        Ramp ramp = state.ramp();
        if (ramp != null && ramp.remainingNanos(nowNanos) > 0) {
            return Optional.of(Words.ramping(ramp, nowNanos));
        }
        CircuitConfig config = graph.vertex(index).circuitConfig();
        Episode episode = state.episode();
        if (episode != null && !episode.wantsReset() && !episode.admits() && !state.isProbing()) {
            return Optional.of(Words.permitsTaken(config));
        }
        Refused call = refusals(index).call;
        Optional<String> guard = call == null
                ? Optional.empty()
                : guards(call, config.callGuards(), call.sinceNanos()).findFirst();
        Counters counters = graph.vertex(index).circuitCounters();
        boolean full = config.maxConcurrent().isPresent()
                && counters.placesTaken() >= config.maxConcurrent().getAsInt();
        return guard.isPresent() || !full ? guard : Optional.of(Words.bulkheadFull(config));
    }

    private Counters.Refusals refusals(int index) {
        return graph.vertex(index).circuitCounters().readRefusals();
    }

    /** What guards said last; of those that are still there. A call guard is not of one state of the circuit. */
    private Stream<String> guards(@Nullable Refused refused, Map<String, ?> guards, long enteredNanos) {
        if (refused == null) {
            return Stream.empty();
        }
        String last = Texts.ago(Math.max(0, nowNanos - refused.lastNanos()));
        long since = Math.min(nowNanos - refused.sinceNanos(), nowNanos - enteredNanos);
        String first = Texts.ago(Math.max(0, since));
        String when = last.equals(first) ? " (" + last + ")" : " (" + last + ", first " + first + ")";
        return refused.guards(enteredNanos).stream()
                .filter(reason -> guards.containsKey(reason.subject()))
                .map(reason -> reason.message() + when);
    }
}
