package dev.interlock.internal.graph;

import dev.interlock.CircuitConfig;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Episode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** When nodes of one published graph try to recover. */
final class Attempts {

    private final Graph graph;
    private final long nowNanos;

    Attempts(Graph graph, long nowNanos) {
        this.graph = graph;
        this.nowNanos = nowNanos;
    }

    /** How long until the latest of the root causes tries to recover; empty if one of them is not going to, or nobody knows when. */
    Optional<Duration> next(List<Integer> causes) {
        return latest(causes, this::next);
    }

    /**
     * How long until a call could be admitted: until everything that is open on its way has tried to recover. Never too short, and therefore
     * empty where an operator or a guard decides. By the graph and its configuration alone, so that a refusal always says the same.
     */
    Optional<Duration> untilAdmitted(int index) {
        List<Integer> open = new ArrayList<>(Roots.open(graph, index));
        if (Gate.isOpen(graph.gate(index))) {
            open.add(index);
        }
        return latest(open, at -> isDecidedByGuard(at) ? Optional.empty() : next(at));
    }

    private static Optional<Duration> latest(List<Integer> nodes, IntFunction<Optional<Duration>> waits) {
        Optional<Duration> latest = Optional.empty();
        for (int node : nodes) {
            Optional<Duration> wait = waits.apply(node);
            if (wait.isEmpty()) {
                return wait;
            }
            if (latest.isEmpty() || wait.get().compareTo(latest.get()) > 0) {
                latest = wait;
            }
        }
        return latest;
    }

    /** How long until this node tries to recover, at the latest; empty unless it is going to. */
    Optional<Duration> next(int index) {
        CircuitState state = graph.stateOrNull(index);
        CircuitConfig config = graph.vertex(index).config();
        if (state == null || config == null) {
            return Optional.empty();
        }
        if (state.isProbing()) {
            Episode episode = state.episode();
            boolean guarded = episode != null
                    && episode.wantsReset()
                    && !config.resetGuards().isEmpty();
            // The next probe may come earlier, and not later.
            return guarded ? Optional.empty() : Optional.of(config.probeInterval());
        }
        if (state.state() != State.OPEN || config.recoveryMode() == RecoveryMode.MANUAL) {
            return Optional.empty();
        }
        Duration wait = Duration.ofNanos(Math.max(0, state.remainingWait(nowNanos)));
        boolean othersDecide = !config.recoveryGuards().isEmpty()
                || !RecoveryBudget.reasons(graph, index, nowNanos).isEmpty();
        if (wait.isZero() && othersDecide) {
            return Optional.empty(); // nobody knows when a guard allows it, or when there is a place
        }
        boolean probeIsSooner =
                isProbedWhileOpen(config) && config.probeInterval().compareTo(wait) < 0;
        return Optional.of(probeIsSooner ? config.probeInterval() : wait);
    }

    private boolean isDecidedByGuard(int index) {
        CircuitConfig config = graph.vertex(index).config();
        CircuitState state = graph.stateOrNull(index);
        if (config == null || state == null) {
            return false;
        }
        // Where a probe decides, calls pass only after the reset.
        boolean waitsForReset =
                config.probe().isPresent() && !config.resetGuards().isEmpty();
        return waitsForReset
                || (state.state() == State.OPEN && !config.recoveryGuards().isEmpty());
    }

    static boolean isProbedWhileOpen(CircuitConfig config) {
        return config.probe().isPresent() && config.recoveryMode() == RecoveryMode.AUTOMATIC;
    }
}
