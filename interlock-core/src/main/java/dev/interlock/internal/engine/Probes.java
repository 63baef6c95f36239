package dev.interlock.internal.engine;

import dev.interlock.Guard;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.internal.graph.DependencyCheck;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.hook.Answer;
import dev.interlock.internal.hook.HookKind;
import dev.interlock.internal.hook.HookRunner;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Episode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the probes of circuits that have one of their own: in OPEN to end the wait early, in HALF_OPEN in place of calls.
 *
 * <p>A circuit in a state in which probes are made has one under way, or a timer armed for the next, at all times; the end of each arms
 * the timer for the one after it. A probe belongs to an epoch: what it finds out in another one moves nothing. In HALF_OPEN it holds
 * a permit of the episode from before it is asked until its answer is there, and the hook runner answers for a probe that is late or
 * hangs, so the permit is never lost. While a dependency is not up no probe is made; the dependency that comes up has it
 * made at once, and the timer is the backstop.
 */
final class Probes {

    private final Engine engine;
    private final GraphRoot root;
    private final HookRunner hooks;
    private final Timers timers;
    private final ArmedTimers next = new ArmedTimers();
    private final ProbePlaces places = new ProbePlaces();
    private final AtomicLong draws = new AtomicLong();

    Probes(Engine engine, GraphRoot root, HookRunner hooks, Timers timers) {
        this.engine = engine;
        this.root = root;
        this.hooks = hooks;
        this.timers = timers;
    }

    /** Whether a circuit in this state is probed: not one that leaves OPEN only when somebody else says so. */
    static boolean areMadeIn(CircuitState state) {
        return state.isProbing()
                || (state.state() == State.OPEN
                        && state.config().probe().isPresent()
                        && state.config().recoveryMode() == RecoveryMode.AUTOMATIC);
    }

    /** Has a circuit that came into this state probed, or not any more. What made it OPEN has just failed, so there it is done later. */
    void follow(Member member, CircuitState state) {
        if (state.isProbing() && !next.isArmed(member, state.epoch())) {
            probe(member, state.epoch());
        } else if (areMadeIn(state)) { // or it was reconfigured, perhaps with another interval
            arm(member, state.epoch());
        } else {
            next.disarmUpTo(member, state.epoch());
        }
    }

    /** Makes a probe now, if that is possible, and has the next one made in any case. */
    void probe(Member member, long epoch) {
        Graph graph = root.read();
        CircuitState state = Engine.current(graph, member, epoch);
        if (engine.isClosed()) {
            return;
        }
        if (state == null
                || !areMadeIn(state)) { // moved on, perhaps while it stood in line: then the next one has its turn
            callNext();
            return;
        }
        Guard check = state.config().probe().orElseThrow();
        Episode episode = state.episode();
        if (!DependencyCheck.reasons(graph, member.index(), engine.now()).isEmpty()) {
            arm(member, epoch);
            callNext();
            return;
        }
        if (!places.take(member, epoch)) {
            arm(member, epoch); // the backstop; it is made when its turn comes
            callNext();
            return;
        }
        if (episode != null && !episode.tryEnter()) { // which is the last that is asked: it takes the permit
            leave();
            arm(member, epoch);
            return;
        }
        boolean asked = false;
        try {
            asked = hooks.askOnce(
                    HookKind.PROBE,
                    member.name(),
                    new Probed(member),
                    check,
                    answer -> answered(member, state, answer));
        } finally {
            if (!asked) { // one of another epoch is under way, and its answer will move nothing
                if (episode != null) {
                    episode.leave();
                }
                leave();
                arm(member, epoch);
            }
        }
    }

    private void leave() {
        places.leave();
        callNext();
    }

    /** Not here and now: who is next may be answered at once, and so on to the end of the stack. */
    private void callNext() {
        ProbePlaces.Waiting next = places.next();
        if (next != null) {
            engine.later(() -> probe(next.member(), next.epoch()));
        }
    }

    private void answered(Member member, CircuitState admittedIn, Answer answer) {
        leave();
        try {
            Episode episode = admittedIn.episode();
            if (episode != null) {
                ended(member, admittedIn, episode, answer);
            } else if (answer.isAllowed()) {
                engine.recoverEarly(member, admittedIn.epoch());
            }
        } finally {
            arm(member, admittedIn.epoch());
        }
    }

    private void ended(Member member, CircuitState admittedIn, Episode episode, Answer answer) {
        if (!answer.isAllowed()) {
            episode.leave();
            member.counters().lastError(answer.errorText(), admittedIn.coarseNanos());
            engine.trip(member, admittedIn, answer.errorText().type()); // what it said itself is not for everybody
        } else if (episode.succeed()) {
            engine.askReset(member, admittedIn.epoch());
        }
    }

    /** Has the next probe made after the interval, unless the circuit has moved on; that event sees to it, or has. */
    private void arm(Member member, long epoch) {
        CircuitState state = Engine.current(root.read(), member, epoch);
        if (state == null) {
            return;
        }
        Duration interval = Duration.ofNanos(state.probeWait(draws.incrementAndGet()));
        Timers.Timer timer = timers.scheduleInAnyCase(interval, () -> engine.later(() -> probe(member, epoch)));
        next.replace(member, epoch, timer);
        if (Engine.current(root.read(), member, epoch) == null) { // its event may have disarmed already
            next.disarmUpTo(member, epoch);
        }
    }

    /** The timers of the next probes. */
    ArmedTimers timers() {
        return next;
    }

    /** One probe at a time for each circuit. */
    private record Probed(Member member) {}
}
