package dev.interlock.internal.backend;

import dev.interlock.BulkheadFullException;
import dev.interlock.CallRejectedException;
import dev.interlock.CircuitOpenException;
import dev.interlock.DependencyOpenException;
import dev.interlock.GuardRefusedException;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.RampingException;
import dev.interlock.State;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known when each of several circuits refused a call. It is the refusal of the one that may be back first, for a call would go through
 * then; its words and root causes are those of all.
 */
final class AllRefused implements CallRejectedException.Details {

    private final List<CallRejectedException> all;
    private final CallRejectedException first;

    private AllRefused(List<CallRejectedException> all) {
        this.all = List.copyOf(all);
        this.first = all.stream()
                .filter(each -> each.retryAfter().isPresent())
                .min(Comparator.comparing(each -> each.retryAfter().orElseThrow()))
                .orElse(all.get(all.size() - 1));
    }

    /** An exception of the type of the one that may be back first. The refusals themselves are suppressed ones of it. */
    static CallRejectedException of(List<CallRejectedException> all) {
        AllRefused details = new AllRefused(all);
        CallRejectedException exception = details.exception();
        all.forEach(exception::addSuppressed);
        return exception;
    }

    private CallRejectedException exception() {
        if (first instanceof DependencyOpenException) {
            return new DependencyOpenException(this);
        }
        if (first instanceof PermitsExhaustedException) {
            return new PermitsExhaustedException(this);
        }
        if (first instanceof GuardRefusedException) {
            return new GuardRefusedException(this);
        }
        if (first instanceof BulkheadFullException) {
            return new BulkheadFullException(this);
        }
        return first instanceof RampingException ? new RampingException(this) : new CircuitOpenException(this);
    }

    @Override
    public String circuit() {
        return first.circuit();
    }

    @Override
    public State state() {
        return first.state();
    }

    @Override
    public List<String> chain() {
        return first.chain();
    }

    @Override
    public List<String> rootCauses() {
        return all.stream()
                .flatMap(each -> each.rootCauses().stream())
                .distinct()
                .toList();
    }

    @Override
    public Optional<Duration> retryAfter() {
        return first.retryAfter();
    }

    @Override
    public String message() {
        return "None of " + all.size() + " backends admits the call: "
                + all.stream().map(CallRejectedException::getMessage).collect(Collectors.joining("; "));
    }

    @Override
    public boolean wantsStackTrace() {
        return first.getStackTrace().length > 0;
    }
}
