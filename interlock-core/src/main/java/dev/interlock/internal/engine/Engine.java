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
import dev.interlock.internal.event.Backlog;
import dev.interlock.internal.graph.Commits;
import dev.interlock.internal.graph.DependencyCheck;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.graph.Outcome;
import dev.interlock.internal.graph.RecoveryBudget;
import dev.interlock.internal.graph.Sleepers;
import dev.interlock.internal.graph.Vertex;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookRunner;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.time.CoarseClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What follows from commits: recovery timers, the end of a ramp, wake-ups and machine-asked resets.
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
    private final Backlog backlog;
    private final Runnable signal;
    private final Probes probes;
    private final RecoveryQueue queue;
    private final Resets resets;
    private final ArmedTimers recoveries = new ArmedTimers();

    /** The last event whose graph was looked through for what is gone; only for whoever delivers events. */
    private long forgottenUpTo;

    private volatile boolean closed;

    /** An engine at work on one graph. */
    public Engine(
            GraphRoot root,
            Names names,
            Commits commits,
            HookRunner hooks,
            HookFailures failures,
            CoarseClock clock,
            Scheduler scheduler,
            Backlog backlog,
            Runnable signal) {
        this.backlog = backlog;
        this.signal = signal;
        this.root = root;
        this.names = names;
        this.commits = commits;
        this.hooks = hooks;
        this.clock = clock;
        this.timers = new Timers(scheduler, clock, failures);
        this.refusals = new Refusals(commits, clock);
        this.transitioner = new Transitioner(root, names, commits, refusals, failures, clock);
        this.probes = new Probes(this, root, hooks, timers);
        this.queue = new RecoveryQueue(this, root, clock);
        this.resets = new Resets(this, root, commits, hooks, timers, refusals);
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
        follow(event);
        backlog.add(this::lookForPlaces); // after those whom the event wakes
    }

    private void lookForPlaces() {
        queue.look(); // who left HALF_OPEN, is blocked now or is gone has left a place, and an edge may let two
        // share one
    }

    /** Has something done by whoever drains the events, so that a thousand timers at one moment do not hold the scheduler. */
    void later(Runnable piece) {
        backlog.add(piece);
        signal.run();
    }

    private void follow(InterlockEvent event) {
        if (event instanceof CircuitTransitioned transition) {
            Graph graph = root.read();
            int index = names.find(graph, transition.circuit());
            if (index < 0) { // removed since, and nothing depends on it; what is armed for it goes with that event, or
                // went
                return;
            }
            if (graph.vertex(index).owner() instanceof Member member) {
                refusals.forget(member);
                resets.retries().disarmUpTo(member, transition.epoch() - 1);
                arm(member);
            }
            if (!transition.to().isOpen()) {
                wake(index, false); // its own timers are armed, and its own probe is under way
            }
        } else if (event instanceof SignalChanged signal && signal.up()) {
            wake(signal.signal());
        } else if (event instanceof GraphChanged change) {
            onGraphChanged(change);
        }
    }

    private void onGraphChanged(GraphChanged change) {
        switch (change.change()) {
            case UNLINKED -> wake(change.node());
            case REMOVED -> {
                if (names.familyOf(change.node()).isEmpty()) { // else the family disarms the one circuit, itself
                    forgetRemoved(change.sequence());
                }
                wake(change.node());
            }
            case RECONFIGURED -> {
                wake(change.node()); // a dependency that was in the way may have gone
                Graph graph = root.read();
                int index = names.find(graph, change.node());
                if (index >= 0 && graph.vertex(index).owner() instanceof Member member) {
                    backlog.add(() -> arm(member)); // after its wake-up: calls for a timer, or does not any more
                }
            }
            case DEFINED, LINKED -> {
                // Nothing becomes up by it, and who is refused from now on is refused by the graph; but an edge that
                // closes a condensed cycle ends the gating inside it.
                Graph graph = root.read();
                int index = names.find(graph, change.node());
                if (index >= 0 && graph.vertex(index).component() >= 0) {
                    wake(index, true);
                }
            }
        }
    }

    /** Takes away what is armed for a circuit that its family gave up. Whoever arms looks afterwards whether the circuit is still there. */
    public void forget(Member member) {
        refusals.forget(member);
        recoveries.disarmUpTo(member, Long.MAX_VALUE);
        resets.retries().disarmUpTo(member, Long.MAX_VALUE);
        probes.timers().disarmUpTo(member, Long.MAX_VALUE);
    }

    /**
     * Nothing of circuits that are gone stays: no timer, and no report, which would hold their configuration. Who looks finds all that are gone
     * by then, so the thousand removals of one commit are one look.
     */
    private void forgetRemoved(long removed) {
        if (removed <= forgottenUpTo) {
            return;
        }
        long upTo = root.read().events().lastSequence();
        disarmRemoved(recoveries);
        disarmRemoved(resets.retries());
        disarmRemoved(probes.timers());
        refusals.forgetIf(this::isGone);
        forgottenUpTo = upTo;
    }

    private void disarmRemoved(ArmedTimers timers) {
        for (Member member : timers.members()) {
            if (isGone(member)) {
                timers.disarmUpTo(member, Long.MAX_VALUE);
            }
        }
    }

    private boolean isGone(Member member) {
        return isGone(root.read(), member);
    }

    private static boolean isGone(Graph graph, Member member) {
        Vertex vertex = graph.vertexOrNull(member.index());
        return vertex == null || vertex.owner() != member;
    }

    /** What the tick does for circuits: timers that nobody else runs. */
    void onTick() {
        timers.runOverdue();
    }

    /** Nothing to do if nothing has the name any more: then nobody depends on it, and whose edge went was told of that. */
    private void wake(String name) {
        int index = names.find(root.read(), name);
        if (index >= 0) {
            wake(index, true);
        }
    }

    private void wake(int index, boolean alsoItself) {
        Sleepers sleepers = new Sleepers(root.read(), index);
        backlog.addSteps(() -> sleepers.step(now(), member -> {
            if (member.index() != index || alsoItself) {
                backlog.found(() -> wake(member));
            }
        }));
    }

    private void wake(Member member) {
        Graph graph = root.read();
        if (closed || isGone(graph, member)) {
            return;
        }
        CircuitState state = graph.state(member.index());
        if (state.episode() != null && state.episode().wantsReset()) {
            askReset(member, state.epoch());
        } else if (Probes.areMadeIn(state) && !isDue(state)) {
            probes.probe(member, state.epoch());
        } else if (isDue(state)) {
            recoveryDue(member, state.epoch());
        }
    }

    private boolean isDue(CircuitState state) {
        return state.state() == State.OPEN
                && state.config().recoveryMode() == RecoveryMode.AUTOMATIC
                && state.remainingWait(clock.exact()) <= 0;
    }

    /** Arms the timers of the present state, whichever event led to it; takes older ones away. */
    private void arm(Member member) {
        CircuitState state = root.read().stateOrNull(member.index());
        if (state == null || state.owner() != member) { // removed meanwhile; that event is on its way
            return;
        }
        if (state.state() == State.OPEN && member.config().recoveryMode() == RecoveryMode.AUTOMATIC) {
            arm(member, state.epoch(), Duration.ofNanos(Math.max(0, state.remainingWait(clock.exact()))));
        } else if (state.ramp() != null) {
            arm(member, state.epoch(), Duration.ofNanos(Math.max(0, state.ramp().remainingNanos(clock.exact()))));
        } else {
            recoveries.disarmUpTo(member, state.epoch());
        }
        probes.follow(member, state);
    }

    private void arm(Member member, long epoch, Duration delay) {
        Timers.Timer timer = timers.scheduleInAnyCase(delay, () -> later(() -> due(member, epoch)));
        long armed = recoveries.replace(member, epoch, timer);
        CircuitState now = root.read().stateOrNull(member.index());
        if (now == null
                || now.owner() != member
                || now.epoch() > armed
                || (now.state() != State.OPEN
                        && now.ramp() == null)) { // it has moved on; its event arms, or has disarmed
            recoveries.disarmUpTo(member, epoch);
        }
    }

    private void due(Member member, long epoch) {
        if (closed) {
            return;
        }
        CircuitState state = current(root.read(), member, epoch);
        if (state != null && state.ramp() != null) {
            commits.rampOver(member.index(), state);
        } else {
            recoveryDue(member, epoch);
        }
    }

    private void recoveryDue(Member member, long epoch) {
        Graph graph = root.read();
        CircuitState state = current(graph, member, epoch);
        if (closed
                || state == null
                || state.state() != State.OPEN
                || state.config().recoveryMode() != RecoveryMode.AUTOMATIC) { // perhaps until a moment ago
            return;
        }
        long remaining = state.remainingWait(clock.exact());
        if (remaining > 0) { // woken by a clock that is ahead of this one
            arm(member, epoch, Duration.ofNanos(remaining));
            return;
        }
        if (!queue.isEmpty()
                && DependencyCheck.reasons(graph, member.index(), now()).isEmpty()) {
            queue.join(member, epoch); // it waits already, or those who do come first
            if (queue.contains(member, epoch)) {
                awaitPlace(member, epoch);
            }
            return;
        }
        boolean unused = tryRecovery(graph, member, epoch, "wait over");
    }

    /** A probe of an OPEN circuit was good: the rest of the wait is waived. */
    void recoverEarly(Member member, long epoch) {
        Graph graph = root.read();
        CircuitState state = current(graph, member, epoch);
        if (!closed && state != null && Probes.areMadeIn(state)) { // unless it was reconfigured since
            boolean unused = tryRecovery(graph, member, epoch, "its probe succeeded");
        }
    }

    /** There is a place for a circuit that waited for one; whether its guards are being asked. */
    boolean placeFound(Member member, long epoch) {
        Graph graph = root.read();
        CircuitState state = current(graph, member, epoch);
        if (closed || state == null) {
            return false;
        }
        if (isDue(state)) {
            return tryRecovery(graph, member, epoch, "a place was free");
        }
        probes.probe(member, epoch); // its good probe was a while ago
        return false;
    }

    /** Whether guards are being asked. */
    private boolean tryRecovery(Graph graph, Member member, long epoch, String why) {
        List<Reason> reasons = RecoveryBudget.reasonsAgainstAttempt(graph, member.index(), clock.exact());
        if (!reasons.isEmpty()) {
            recoveryRefused(member, epoch, reasons, member.config().resetTimeout());
        } else if (member.config().recoveryGuards().isEmpty()) {
            recover(member, epoch, why);
        } else {
            // A guard that never answers is late after the limit, so the timer is armed again in every case.
            boolean asked = hooks.askAll(
                    member.config().recoveryGuards(),
                    new AskedEvent(member, CircuitEvent.ATTEMPT_RECOVERY),
                    against -> {
                        if (against.isEmpty()) {
                            recover(member, epoch, why);
                        } else {
                            recoveryRefused(
                                    member, epoch, against, member.config().retryInterval());
                        }
                        queue.answered(member);
                    });
            if (!asked) { // perhaps in an older epoch, whose answer will move nothing
                arm(member, epoch, member.config().retryInterval());
            }
            return asked;
        }
        return false;
    }

    private void recover(Member member, long epoch, String why) {
        Cause cause = new Cause(CircuitEvent.ATTEMPT_RECOVERY, Optional.empty(), Optional.empty(), why);
        Outcome outcome = commits.transition(member.index(), member, CircuitEvent.ATTEMPT_RECOVERY, epoch, cause);
        if (outcome.kind() == Outcome.Kind.REFUSED) { // a dependency opened in the meantime
            recoveryRefused(member, epoch, outcome.reasons(), member.config().resetTimeout());
        }
    }

    private void recoveryRefused(Member member, long epoch, List<Reason> reasons, Duration again) {
        CircuitState state = current(root.read(), member, epoch);
        if (state != null && !closed) {
            refusals.byMachine(member, CircuitEvent.ATTEMPT_RECOVERY, state.state(), reasons);
            long remaining = state.remainingWait(clock.exact()); // more than none if a probe wanted it earlier
            boolean lacksPlace = reasons.stream().anyMatch(reason -> reason.kind() == Reason.Kind.RECOVERY_BUDGET);
            Duration backstop = lacksPlace ? untilPlaceMayBeFree(member, again) : again;
            backstop = soonest(backstop, DependencyCheck.nanosUntilReady(root.read(), member.index(), now()));
            boolean waitIsSooner = remaining > 0 && remaining < backstop.toNanos();
            // The backstop; a dependency that comes up, or a place that is free, wakes it earlier.
            arm(member, epoch, waitIsSooner ? Duration.ofNanos(remaining) : backstop);
            if (lacksPlace) {
                queue.add(member, epoch);
            }
        }
    }

    private static Duration soonest(Duration backstop, OptionalLong nanos) {
        return nanos.isPresent() && nanos.getAsLong() < backstop.toNanos()
                ? Duration.ofNanos(nanos.getAsLong())
                : backstop;
    }

    private void awaitPlace(Member member, long epoch) {
        Graph graph = root.read();
        CircuitState state = current(graph, member, epoch);
        if (state != null && !closed) {
            List<Reason> reasons = RecoveryBudget.reasons(graph, member.index(), clock.exact());
            if (!reasons.isEmpty()) { // else its place is kept for one whose guards are being asked
                refusals.byMachine(member, CircuitEvent.ATTEMPT_RECOVERY, state.state(), reasons);
            }
            arm(member, epoch, untilPlaceMayBeFree(member, member.config().resetTimeout()));
        }
    }

    /** When somebody's place may be free without an event that tells: nobody has called who has it. */
    private Duration untilPlaceMayBeFree(Member member, Duration atTheLatest) {
        long idle = RecoveryBudget.nanosUntilIdle(root.read(), clock.exact());
        Duration until = idle > 0 ? Duration.ofNanos(idle) : member.config().retryInterval();
        return until.compareTo(atTheLatest) < 0 ? until : atTheLatest;
    }

    /** Enough probes were good: closes the circuit, if dependencies and guards allow it, now or later. */
    public void askReset(Member member, long epoch) {
        resets.ask(member, epoch);
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

    /** The present state, if what was admitted in another one counts in it: they are the same, but for the configuration. Else null. */
    public @Nullable CircuitState present(Member member, CircuitState admittedIn) {
        CircuitState present = root.read().stateOrNull(member.index());
        return present != null && admittedIn.leadsTo(present) ? present : null;
    }

    static @Nullable CircuitState current(Graph graph, Member member, long epoch) {
        if (graph.vertex(member.index()).owner() != member) {
            return null;
        }
        CircuitState state = graph.state(member.index());
        return state.epoch() == epoch ? state : null;
    }

    long now() {
        return clock.exact();
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
        resets.retries().clear();
        probes.timers().clear();
        queue.clear();
        backlog.clear();
    }
}
