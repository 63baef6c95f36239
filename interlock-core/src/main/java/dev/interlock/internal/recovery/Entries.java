package dev.interlock.internal.recovery;

import dev.interlock.Circuit;
import dev.interlock.Reason;
import dev.interlock.RecoveryReport.Entry;
import dev.interlock.RecoveryReport.Outcome;
import dev.interlock.Snapshot;
import java.util.Collection;
import java.util.List;

/** What a run tells of its circuits, in words. */
final class Entries {

    private Entries() {}

    static Entry alreadyClosed(String name) {
        return new Entry(name, Outcome.ALREADY_CLOSED, List.of());
    }

    static Entry recovered(String name) {
        return new Entry(name, Outcome.RECOVERED, List.of());
    }

    static Entry gone(String name) {
        return because(name, Outcome.SKIPPED, Reason.Kind.GONE, "circuit '" + name + "' was removed");
    }

    static Entry interlockClosed(String name) {
        return because(name, Outcome.SKIPPED, Reason.Kind.GONE, "the interlock was closed");
    }

    static Entry held(Circuit circuit) {
        String name = circuit.name();
        String why = "'" + name + "' is " + circuit.state() + ": only an operator may move it";
        return because(name, Outcome.SKIPPED, Reason.Kind.WRONG_STATE, why);
    }

    static Entry skipped(String name, String why) {
        return because(name, Outcome.SKIPPED, Reason.Kind.WRONG_STATE, why);
    }

    static Entry fellAgain(Circuit circuit) {
        String name = circuit.name();
        String why = "'" + name + "' fell again: " + circuit.explain();
        return because(name, Outcome.FAILED, Reason.Kind.WRONG_STATE, why);
    }

    static Entry timedOut(String name) {
        return because(name, Outcome.TIMED_OUT, Reason.Kind.WRONG_STATE, "'" + name + "' did not close in time");
    }

    static Entry blockedBy(String name, Collection<String> open, Snapshot snapshot) {
        List<Reason> reasons = open.stream()
                .map(dependency -> new Reason(
                        Reason.Kind.DEPENDENCY,
                        dependency,
                        "depends on '" + dependency + "', which is "
                                + snapshot.node(dependency).state()))
                .toList();
        return new Entry(name, Outcome.BLOCKED, reasons);
    }

    private static Entry because(String name, Outcome outcome, Reason.Kind kind, String message) {
        return new Entry(name, outcome, List.of(new Reason(kind, name, message)));
    }
}
