package dev.interlock.internal.recovery;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Reason;
import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryReport.Entry;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.RecoveryRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A run that only plans: what would be attempted, given that what is attempted before it recovers. */
record DryRun(List<List<String>> plan, CompletableFuture<RecoveryReport> report) implements RecoveryRun {

    static DryRun plan(Interlock interlock) {
        List<List<String>> plan = Plan.of(interlock);
        List<Entry> entries = new ArrayList<>();
        Set<String> recovered = new HashSet<>();
        for (List<String> wave : plan) {
            for (String name : wave) {
                Entry entry = interlock
                        .find(name)
                        .map(circuit -> foresee(circuit, recovered))
                        .orElseGet(() -> new Entry(name, Outcome.SKIPPED, List.of(RunImpl.gone(name))));
                entries.add(entry);
                if (entry.outcome() == Outcome.RECOVERED) {
                    recovered.add(name);
                }
            }
        }
        return new DryRun(plan, CompletableFuture.completedFuture(new RecoveryReport(true, entries)));
    }

    private static Entry foresee(Circuit circuit, Set<String> recovered) {
        if (Plan.isHeld(circuit)) {
            return new Entry(circuit.name(), Outcome.SKIPPED, List.of(RunImpl.held(circuit)));
        }
        List<Reason> reasons = circuit.recoveryVerdict().reasons().stream()
                .filter(reason -> reason.kind() != Reason.Kind.DEPENDENCY || !recovered.contains(reason.subject()))
                .toList();
        return new Entry(circuit.name(), reasons.isEmpty() ? Outcome.RECOVERED : Outcome.BLOCKED, reasons);
    }

    @Override
    public void cancel() {
        // It is over already.
    }
}
