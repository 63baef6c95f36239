package dev.interlock.verification.model;

import dev.interlock.CircuitEvent;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of those who wait. It happens at once and by recursion; the order among those who are woken does not matter, because waking
 * only ever makes more nodes be up.
 */
abstract class Reference extends ReferenceMoves {

    private static final long NEVER = Long.MAX_VALUE;

    Reference(Answers answers) {
        super(answers);
    }

    @Override
    void wakeWhoWaitsFor(String name) {
        for (String each : graph.concernedBy(name)) {
            ReferenceNode node = graph.nodes.get(each);
            if (node == null || !node.isCircuit() || !dependencyReasons(node).isEmpty()) {
                continue;
            }
            boolean waits = node.state == State.OPEN && node.options().mode() == RecoveryMode.AUTOMATIC;
            if (waits && now - node.since >= node.wait) {
                recoveryDue(node);
            } else if (node.state == State.HALF_OPEN && wantsReset(node)) {
                askReset(node);
            }
        }
    }

    static boolean wantsReset(ReferenceNode node) {
        return node.goodProbes >= node.options().successThreshold();
    }

    /** The timer of a recovery, or what wakes it earlier. */
    private void recoveryDue(ReferenceNode node) {
        List<String> dependencies = dependencyReasons(node);
        List<String> reasons = verdict(node, CircuitEvent.ATTEMPT_RECOVERY);
        if (reasons.isEmpty()) {
            move(node, State.HALF_OPEN, CircuitEvent.ATTEMPT_RECOVERY, Optional.empty());
        } else {
            refusedToMachine(node, CircuitEvent.ATTEMPT_RECOVERY, reasons);
            node.recoveryDue = timer(
                    dependencies.isEmpty()
                            ? node.plan.retryInterval()
                            : Math.min(node.plan.resetTimeout(), untilOneMayBeIdle(node, node.plan.resetTimeout())));
        }
    }

    /** Enough probes were good. */
    void askReset(ReferenceNode node) {
        List<String> dependencies = dependencyReasons(node);
        List<String> reasons = verdict(node, CircuitEvent.RESET);
        if (reasons.isEmpty()) {
            move(node, State.CLOSED, CircuitEvent.RESET, Optional.empty());
            return;
        }
        refusedToMachine(node, CircuitEvent.RESET, reasons);
        long again = dependencies.isEmpty() ? node.plan.retryInterval() : untilOneMayBeIdle(node, NEVER);
        if (again != NEVER && node.resetRetryDue == null) {
            node.resetRetryDue = timer(again);
        }
    }

    private void signalChecked(ReferenceNode signal) {
        signal.checkDue = timer(signal.plan.resetTimeout());
        boolean good = answers.get(signal.name(), "") == Answers.Answer.YES;
        signal.goodChecks = good ? signal.goodChecks + 1 : 0;
        signal.badChecks = good ? 0 : signal.badChecks + 1;
        boolean changes = good ? signal.state.isOpen() : !signal.state.isOpen();
        if (changes && (good ? signal.goodChecks : signal.badChecks) >= 2) {
            signal.state = good ? State.CLOSED : State.OPEN;
            signal.epoch++;
            signal.since = now;
            told.add(Told.signal(signal.name(), good));
            if (good) {
                wakeWhoWaitsFor(signal.name());
            } else {
                cascade(signal);
            }
        }
    }

    /** The first check of a signal is due when it is defined. */
    void start(ReferenceNode signal) {
        signalChecked(signal);
    }

    /** When the next timer of this node is due; null if it has none. */
    static ReferenceNode.@Nullable Timer nextDue(ReferenceNode node) {
        return Stream.of(node.recoveryDue, node.resetRetryDue, node.checkDue)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Runs the timer of a node that is due. */
    void timer(ReferenceNode node) {
        if (node.checkDue != null) {
            signalChecked(node);
        } else if (node.recoveryDue != null && node.recoveryDue.equals(nextDue(node))) {
            node.recoveryDue = null;
            recoveryDue(node);
        } else {
            node.resetRetryDue = null;
            askReset(node);
        }
    }
}
