package dev.interlock.internal.engine;

import dev.interlock.Cause;
import dev.interlock.CircuitEvent;
import dev.interlock.Reason;
import dev.interlock.internal.graph.Commits;
import dev.interlock.internal.graph.DependencyCheck;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.graph.Outcome;
import dev.interlock.internal.hook.HookRunner;
import dev.interlock.internal.state.CircuitState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The resets that the machine asks for, once enough probes were good. One that is refused is asked again when a dependency becomes up, which
 * the {@link Engine} sees to, or at the guards' retry interval.
 */
final class Resets {

    private final Engine engine;
    private final GraphRoot root;
    private final Commits commits;
    private final HookRunner hooks;
    private final Timers timers;
    private final Refusals refusals;
    private final ArmedTimers retries = new ArmedTimers();

    Resets(Engine engine, GraphRoot root, Commits commits, HookRunner hooks, Timers timers, Refusals refusals) {
        this.engine = engine;
        this.root = root;
        this.commits = commits;
        this.hooks = hooks;
        this.timers = timers;
        this.refusals = refusals;
    }

    /** The timers that ask again. */
    ArmedTimers retries() {
        return retries;
    }

    /** Closes the circuit, if dependencies and guards allow it, now or later. */
    void ask(Member member, long epoch) {
        Graph graph = root.read();
        if (engine.isClosed()
                || Engine.current(graph, member, epoch)
                        == null) { // a probe of another time, or of a circuit that is gone
            return;
        }
        if (member.config().resetGuards().isEmpty()) {
            reset(member, epoch);
            return;
        }
        List<Reason> reasons = DependencyCheck.reasons(graph, member.index(), engine.now());
        if (!reasons.isEmpty()) {
            refused(member, epoch, reasons); // the dependency that comes up wakes it
            return;
        }
        boolean asked =
                hooks.askAll(member.config().resetGuards(), new AskedEvent(member, CircuitEvent.RESET), against -> {
                    if (against.isEmpty()) {
                        reset(member, epoch);
                    } else {
                        refused(member, epoch, against);
                        retry(member, epoch, member.config().retryInterval());
                    }
                });
        if (!asked) {
            retry(member, epoch, member.config().retryInterval());
        }
    }

    /** Asks again, later: one timer for each circuit, however many probes and wake-ups ask for it. */
    private void retry(Member member, long epoch, Duration delay) {
        if (!retries.isArmed(member, epoch) && Engine.current(root.read(), member, epoch) != null) {
            Timers.Timer timer = timers.scheduleInAnyCase(delay, () -> ask(member, epoch));
            retries.keep(member, epoch, timer);
            if (Engine.current(root.read(), member, epoch) == null) { // its event may have disarmed already
                retries.disarmUpTo(member, epoch);
            }
        }
    }

    private void reset(Member member, long epoch) {
        Cause cause = new Cause(CircuitEvent.RESET, Optional.empty(), Optional.empty(), "probes succeeded");
        Outcome outcome = commits.transition(member.index(), member, CircuitEvent.RESET, epoch, cause);
        if (outcome.kind() == Outcome.Kind.REFUSED) {
            refused(member, epoch, outcome.reasons());
        }
    }

    private void refused(Member member, long epoch, List<Reason> reasons) {
        Graph graph = root.read();
        CircuitState state = Engine.current(graph, member, epoch);
        if (state != null) {
            refusals.byMachine(member, CircuitEvent.RESET, state.state(), reasons);
            // Of a dependency that comes up an event tells, which wakes it; of one that is idle by now none does.
            OptionalLong ready = DependencyCheck.nanosUntilReady(graph, member.index(), engine.now());
            if (ready.isPresent()) {
                retry(member, epoch, Duration.ofNanos(ready.getAsLong()));
            }
        }
    }
}
