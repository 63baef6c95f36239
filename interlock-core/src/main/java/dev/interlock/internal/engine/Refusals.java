package dev.interlock.internal.engine;

import dev.interlock.CircuitEvent;
import dev.interlock.Reason;
import dev.interlock.State;
import dev.interlock.internal.graph.Commits;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.state.Refused;
import dev.interlock.internal.time.CoarseClock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reports and counts events that were tried and refused. What a caller tried is reported each time; what the machine tries again and
 * again is reported once for each change of its reasons.
 */
final class Refusals {

    private final Commits commits;
    private final CoarseClock clock;
    private final ConcurrentHashMap<Attempt, Set<Cause>> lastReported = new ConcurrentHashMap<>();

    Refusals(Commits commits, CoarseClock clock) {
        this.commits = commits;
        this.clock = clock;
    }

    void byCaller(Member member, CircuitEvent event, State state, List<Reason> reasons) {
        note(member, event, reasons);
        count(member, event, reasons);
        commits.refused(member.name(), event, state, reasons);
    }

    void byMachine(Member member, CircuitEvent event, State state, List<Reason> reasons) {
        // As a set: when a soft dependency becomes a hard one, the same reasons come in another order, and are no news.
        Set<Cause> causes = reasons.stream()
                .map(reason -> new Cause(reason.kind(), reason.subject()))
                .collect(Collectors.toUnmodifiableSet());
        if (!causes.equals(lastReported.put(new Attempt(member, event), causes))) {
            byCaller(member, event, state, reasons);
        } else {
            note(member, event, reasons);
        }
    }

    /** For explanations: who asks what a circuit waits for must not have to ask the user's guards. */
    private void note(Member member, CircuitEvent event, List<Reason> reasons) {
        if (reasons.stream().allMatch(reason -> reason.kind() == Reason.Kind.WRONG_STATE)) {
            return;
        }
        Counters.Refusals refusals = member.counters().refusals();
        if (event == CircuitEvent.ATTEMPT_RECOVERY) {
            refusals.recovery = Refused.after(refusals.recovery, reasons, clock.exact());
        } else if (event == CircuitEvent.RESET) {
            refusals.reset = Refused.after(refusals.reset, reasons, clock.exact());
        }
    }

    /** The circuit moved: what is refused from now on is news again. */
    void forget(Member member) {
        lastReported.remove(new Attempt(member, CircuitEvent.ATTEMPT_RECOVERY));
        lastReported.remove(new Attempt(member, CircuitEvent.RESET));
        Counters.Refusals told = member.counters().readRefusals();
        if (told.recovery != null || told.reset != null) {
            told.recovery = null;
            told.reset = null;
        }
    }

    /** Circuits that are gone. */
    void forgetIf(Predicate<Member> gone) {
        lastReported.keySet().removeIf(attempt -> gone.test(attempt.member()));
    }

    private static void count(Member member, CircuitEvent event, List<Reason> reasons) {
        boolean blocked = reasons.stream().anyMatch(reason -> reason.kind() != Reason.Kind.WRONG_STATE);
        if (blocked && event == CircuitEvent.ATTEMPT_RECOVERY) {
            member.counters().refusals().recoveries.increment();
        } else if (blocked && event == CircuitEvent.RESET) {
            member.counters().refusals().resets.increment();
        }
    }

    private record Attempt(Member member, CircuitEvent event) {}

    private record Cause(Reason.Kind kind, String subject) {}
}
