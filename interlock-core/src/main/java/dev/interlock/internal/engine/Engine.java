package dev.interlock.internal.engine;

import dev.interlock.Cause;
import dev.interlock.CircuitEvent;
import dev.interlock.InterlockEvent;
import dev.interlock.Reason;
import dev.interlock.RecoveryMode;
import dev.interlock.Scheduler;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.GraphChanged;
import dev.interlock.event.SignalChanged;
import dev.interlock.internal.graph.Commits;
import dev.interlock.internal.graph.DependencyCheck;
import dev.interlock.internal.graph.Dependents;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.graph.Outcome;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookRunner;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.time.CoarseClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What follows from commits: recovery timers, wake-ups and machine-asked resets.
 *
 * <p>Nothing here is triggered by the thread that commits, but by the events of the commit, which the dispatcher hands in one by one and
 * in order ({@link #onEvent}). So nothing is lost if that thread dies right after its compare-and-set, and whatever is done here
 * commits again without recursion: its events come in later.
 *
 * <p>Guarantees: an AUTOMATIC OPEN circuit has a timer armed, or a guard being asked, at all times (L1); when a node becomes up, whoever is found
 * waiting for it is tried at once (L3); guards run on the hook executor with a time limit, so a bad one delays only its own
 * circuit (L4). Every timer carries the epoch it was armed in, and a stale one does nothing.
 */
public final class Engine {

    private final GraphRoot root;
    private final Names names;
    private final Commits commits;
    private final HookRunner hooks;
    private final CoarseClock clock;
    private final Timers timers;
    private final Refusals refusals;
    private final Transitioner transitioner;
    private final ConcurrentHashMap<Member, Armed> recoveries = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** An engine at work on one graph. */
    public Engine(
            GraphRoot root,
            Names names,
            Commits commits,
            HookRunner hooks,
            HookFailures failures,
            CoarseClock clock,
            Scheduler scheduler) {
        this.root = root;
        this.names = names;
        this.commits = commits;
        this.hooks = hooks;
        this.clock = clock;
        this.timers = new Timers(scheduler);
        this.refusals = new Refusals(commits);
        this.transitioner = new Transitioner(root, commits, refusals, failures);
    }

    /** Events that callers and operators start. */
    public Transitioner transitioner() {
        return transitioner;
    }

    /** The timers. */
    public Timers timers() {
        return timers;
    }

    /** One committed event; called one at a time and in order. Runs no user code. */
    public void onEvent(InterlockEvent event) {
        if (closed) {
            return;
        }
        if (event instanceof CircuitTransitioned transition) {
            int index = names.find(transition.circuit());
            if (root.read().vertex(index).owner() instanceof Member member) {
                refusals.forget(member);
                arm(member);
            }
            if (!transition.to().isOpen()) {
                wake(index);
            }
        } else if (event instanceof SignalChanged signal && signal.up()) {
            wake(names.find(signal.signal()));
        } else if (event instanceof GraphChanged change) {
            onGraphChanged(change);
        }
    }

    private void onGraphChanged(GraphChanged change) {
        switch (change.change()) {
            case UNLINKED -> wake(names.find(change.node()));
            case REMOVED -> {
                for (Member member : recoveries.keySet()) {
                    if (root.read().vertex(member.index()).owner() != member) {
                        refusals.forget(member);
                        disarmUpTo(member, Long.MAX_VALUE);
                    }
                }
                wake(names.find(change.node()));
            }
            case DEFINED, LINKED -> {
                // Nothing becomes up by it. Who is refused from now on is refused by the graph.
            }
        }
    }

    private void wake(int index) {
        Graph graph = root.read();
        for (Member member : Dependents.waiting(graph, index)) {
            CircuitState state = graph.state(member.index());
            if (state.state() == State.HALF_OPEN) {
                askReset(member, state.epoch());
            } else if (member.config().recoveryMode() == RecoveryMode.AUTOMATIC
                    && state.remainingWait(clock.exact()) <= 0) {
                recoveryDue(member, state.epoch());
            }
        }
    }

    /** Arms the timer of the present state, whichever event led to it; takes an older timer away. */
    private void arm(Member member) {
        CircuitState state = root.read().state(member.index());
        boolean waits = state.state() == State.OPEN && member.config().recoveryMode() == RecoveryMode.AUTOMATIC;
        if (waits) {
            arm(member, state.epoch(), Duration.ofNanos(Math.max(0, state.remainingWait(clock.exact()))));
        } else {
            disarmUpTo(member, state.epoch());
        }
    }

    private void arm(Member member, long epoch, Duration delay) {
        Timers.Timer timer = timers.schedule(delay, () -> recoveryDue(member, epoch));
        Armed fresh = new Armed(epoch, timer);
        // Whoever is late with an older epoch must not take the timer of a newer one away: the circuit would stay OPEN
        // for good.
        Armed kept = recoveries.merge(member, fresh, (known, other) -> {
            Armed loser = known.epoch() > other.epoch() ? other : known;
            loser.timer().cancel();
            return known.epoch() > other.epoch() ? known : other;
        });
        CircuitState now = root.read().stateOrNull(member.index());
        if (now == null
                || now.epoch() > kept.epoch()
                || now.state() != State.OPEN) { // it has moved on; its event arms, or has disarmed
            disarmUpTo(member, epoch);
        }
    }

    /** Takes the timer of this epoch or an older one away. */
    private void disarmUpTo(Member member, long epoch) {
        recoveries.computeIfPresent(member, (unused, known) -> {
            if (known.epoch() > epoch) {
                return known;
            }
            known.timer().cancel();
            return null;
        });
    }

    private void recoveryDue(Member member, long epoch) {
        CircuitState state = current(member, epoch);
        if (closed || state == null || state.state() != State.OPEN) {
            return;
        }
        long remaining = state.remainingWait(clock.exact());
        if (remaining > 0) { // woken by a clock that is ahead of this one
            arm(member, epoch, Duration.ofNanos(remaining));
            return;
        }
        List<Reason> reasons = DependencyCheck.reasons(root.read(), member.index());
        if (!reasons.isEmpty()) {
            recoveryRefused(member, epoch, reasons, member.config().resetTimeout());
        } else if (member.config().recoveryGuards().isEmpty()) {
            recover(member, epoch);
        } else {
            // A guard that never answers is late after the limit, so the timer is armed again in every case.
            hooks.askAll(
                    member.config().recoveryGuards(), new Asked(member, CircuitEvent.ATTEMPT_RECOVERY), against -> {
                        if (against.isEmpty()) {
                            recover(member, epoch);
                        } else {
                            recoveryRefused(
                                    member, epoch, against, member.config().retryInterval());
                        }
                    });
        }
    }

    private void recover(Member member, long epoch) {
        Cause cause = new Cause(CircuitEvent.ATTEMPT_RECOVERY, Optional.empty(), Optional.empty(), "wait over");
        Outcome outcome = commits.transition(member.index(), member, CircuitEvent.ATTEMPT_RECOVERY, epoch, cause);
        if (outcome.kind() == Outcome.Kind.REFUSED) { // a dependency opened in the meantime
            recoveryRefused(member, epoch, outcome.reasons(), member.config().resetTimeout());
        }
    }

    private void recoveryRefused(Member member, long epoch, List<Reason> reasons, Duration again) {
        CircuitState state = current(member, epoch);
        if (state != null && !closed) {
            refusals.byMachine(member, CircuitEvent.ATTEMPT_RECOVERY, state.state(), reasons);
            arm(member, epoch, again); // the backstop; a dependency that comes up wakes it earlier
        }
    }

    /** Enough probes were good: closes the circuit, if dependencies and guards allow it, now or later. */
    public void askReset(Member member, long epoch) {
        if (closed) {
            return;
        }
        if (member.config().resetGuards().isEmpty()) {
            reset(member, epoch);
            return;
        }
        List<Reason> reasons = DependencyCheck.reasons(root.read(), member.index());
        if (!reasons.isEmpty()) {
            resetRefused(member, epoch, reasons);
            return;
        }
        hooks.askAll(member.config().resetGuards(), new Asked(member, CircuitEvent.RESET), against -> {
            if (against.isEmpty()) {
                reset(member, epoch);
            } else {
                resetRefused(member, epoch, against);
                timers.schedule(member.config().retryInterval(), () -> {
                    if (current(member, epoch) != null) {
                        askReset(member, epoch);
                    }
                });
            }
        });
    }

    private void reset(Member member, long epoch) {
        Cause cause = new Cause(CircuitEvent.RESET, Optional.empty(), Optional.empty(), "probes succeeded");
        Outcome outcome = commits.transition(member.index(), member, CircuitEvent.RESET, epoch, cause);
        if (outcome.kind() == Outcome.Kind.REFUSED) {
            resetRefused(member, epoch, outcome.reasons());
        }
    }

    private void resetRefused(Member member, long epoch, List<Reason> reasons) {
        CircuitState state = current(member, epoch);
        if (state != null) {
            refusals.byMachine(member, CircuitEvent.RESET, state.state(), reasons);
        }
    }

    /** Opens the circuit, if it is still in the epoch in which this was decided. */
    public void trip(Member member, CircuitState seen, String detail) {
        if (seen.state() == State.METRICS_ONLY) {
            commits.wouldHaveOpened(member.index(), member, seen, detail);
            return;
        }
        Cause cause = new Cause(CircuitEvent.TRIP, Optional.empty(), Optional.empty(), detail);
        commits.transition(member.index(), member, CircuitEvent.TRIP, seen.epoch(), cause);
    }

    private @org.jspecify.annotations.Nullable CircuitState current(Member member, long epoch) {
        Graph graph = root.read();
        if (graph.vertex(member.index()).owner() != member) {
            return null;
        }
        CircuitState state = graph.state(member.index());
        return state.epoch() == epoch ? state : null;
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    /** Stops every timer for good. */
    public void close() {
        closed = true;
        timers.close();
        recoveries.clear();
    }

    /** A recovery timer and the epoch it was armed in. */
    private record Armed(long epoch, Timers.Timer timer) {}

    /** One asking at a time for each circuit and event. */
    private record Asked(Member member, CircuitEvent event) {}
}
