package dev.interlock.internal.recovery;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.NodeView;
import dev.interlock.Reason;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryReport.Entry;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import dev.interlock.Snapshot;
import dev.interlock.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A run that only plans: what would be attempted, given that what is attempted before it recovers.
 *
 * <p>Guards are asked on the caller's thread, as {@link Circuit#recoveryVerdict} does; those of a circuit that waits for another one of
 * the plan are not: a guard may rely on the dependency, and would be asked only once that is up.
 */
record DryRun(List<List<String>> plan, CompletableFuture<RecoveryReport> report) implements RecoveryRun {

    static DryRun plan(Interlock interlock) {
        List<List<String>> plan = Plan.of(interlock);
        Snapshot snapshot = interlock.snapshot();
        List<Entry> entries = new ArrayList<>();
        Set<String> recovered = new HashSet<>();
        for (List<String> wave : plan) {
            for (String name : wave) {
                Entry entry = interlock
                        .find(name)
                        .map(circuit -> foresee(circuit, snapshot, recovered, wave))
                        .orElseGet(() -> Entries.gone(name));
                entries.add(entry);
                if (entry.outcome() == Outcome.RECOVERED) {
                    recovered.add(name);
                }
            }
        }
        return new DryRun(plan, CompletableFuture.completedFuture(new RecoveryReport(true, entries)));
    }

    private static Entry foresee(Circuit circuit, Snapshot snapshot, Set<String> recovered, List<String> wave) {
        String name = circuit.name();
        if (Plan.isHeld(circuit)) {
            return Entries.held(circuit);
        }
        if (circuit.isClosed()) {
            return Entries.alreadyClosed(name);
        }
        if (circuit.isHalfOpen()) { // is past its guards; waits for those of its own cycle that come later in the wave
            List<String> blockedBy = snapshot.find(name).map(NodeView::blockedBy).orElse(List.of()).stream()
                    .filter(open -> !recovered.contains(open) && !wave.contains(open))
                    .toList();
            return blockedBy.isEmpty() ? Entries.recovered(name) : Entries.blockedBy(name, blockedBy, snapshot);
        }
        List<Reason> reasons = circuit.recoveryVerdict().reasons().stream()
                .filter(reason -> reason.kind() != Reason.Kind.RECOVERY_BUDGET) // it would wait for its place
                .filter(reason ->
                        reason.kind() != Reason.Kind.DEPENDENCY || !isUpByThen(reason.subject(), snapshot, recovered))
                .toList();
        return reasons.isEmpty() ? Entries.recovered(name) : new Entry(name, Outcome.BLOCKED, reasons);
    }

    /** A dependency may also be in the way because it is blocked, closed itself and no part of the plan. */
    private static boolean isUpByThen(String dependency, Snapshot snapshot, Set<String> recovered) {
        if (recovered.contains(dependency)) {
            return true;
        }
        NodeView node = snapshot.find(dependency).orElse(null);
        return node != null
                && !node.isOpen()
                && node.state() != State.HALF_OPEN
                && recovered.containsAll(node.blockedBy());
    }

    @Override
    public void cancel() {
        // It is over already.
    }
}
