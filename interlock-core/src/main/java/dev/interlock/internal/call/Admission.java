package dev.interlock.internal.call;

import dev.interlock.CallRejectedException;
import dev.interlock.CircuitConfig;
import dev.interlock.Guard;
import dev.interlock.PrintableText;
import dev.interlock.Reason;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.event.WouldHaveRefused;
import dev.interlock.internal.call.Refusal.Kind;
import dev.interlock.internal.graph.DependencyCheck;
import dev.interlock.internal.graph.Explainer;
import dev.interlock.internal.graph.Gate;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.Words;
import dev.interlock.internal.hook.HookKind;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.state.Counters.Place;
import dev.interlock.internal.state.Episode;
import dev.interlock.internal.state.Ramp;
import dev.interlock.internal.state.Refused;
import dev.interlock.internal.text.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Decides on calls that are not plain closed ones, in the order of the specification: gate (own state, and blocked), call guards, bulkhead. What
 * was taken on the way is handed back when a later step refuses.
 */
final class Admission {

    private static final AtomicReferenceFieldUpdater<Admission, Attempt> LAST_ATTEMPT =
            AtomicReferenceFieldUpdater.newUpdater(Admission.class, Attempt.class, "lastAttempt");

    private final CircuitImpl circuit;
    private final Calls calls;
    /** The METRICS_ONLY refusal that was told last; null if the circuit was not blocked at the last call. */
    private volatile @Nullable Told told;

    /** The last attempt that calls made in {@link RecoveryMode#ON_CALL}; null if there was none. */
    private volatile @Nullable Attempt lastAttempt;

    final OwnRefusals ownRefusals;

    Admission(CircuitImpl circuit, Calls calls) {
        this.circuit = circuit;
        this.calls = calls;
        this.ownRefusals = new OwnRefusals(circuit);
    }

    /**
     * Whether the gate alone refuses, as in an outage nearly every call is refused; counted if it does. What an attempt of the call itself
     * could change is left to {@link #admit}.
     */
    boolean refusesAtOnce(Graph graph, int gate, @Nullable CircuitState state) {
        if (!Gate.refuses(gate) || state == null || state.owner() != circuit || CallTerms.of(state).onCall) {
            return false;
        }
        Keyed keyed = circuit.keyed;
        if (keyed != null) {
            keyed.used(); // a key whose calls are refused is wanted
        }
        count(gate);
        Calm.end();
        return true;
    }

    private void count(int gate) {
        calls.ticker.revive();
        Counters.Refusals refusals = circuit.counters().refusals();
        (kind(gate) == Kind.BLOCKED ? refusals.blocked : refusals.open).increment();
    }

    private static Kind kind(int gate) {
        return Gate.blockedCount(gate) > 0 ? Kind.BLOCKED : Kind.OPEN;
    }

    /** The exception for a call that {@link #refusesAtOnce}. */
    CallRejectedException refusal(Graph graph, int gate) {
        return details(kind(gate), graph, "").exception();
    }

    /** A permit; or, if the call is refused, an exception or null. */
    @Nullable
    PermitImpl admit(boolean throwing, boolean reportsItself) {
        if (calls.engine.isClosed()) {
            calls.sayUnprotected(circuit.name());
            return unprotected();
        }
        Graph graph = calls.root.read();
        Keyed keyed = circuit.keyed;
        if (keyed != null) {
            keyed.used();
        }
        if (graph.vertex(circuit.index()).owner() != circuit) {
            return keyed != null ? successor(keyed, throwing, reportsItself) : unprotected();
        }
        CircuitState state = graph.state(circuit.index());
        int gate = graph.gate(circuit.index());
        if (state.state() == State.DISABLED || state.state() == State.METRICS_ONLY) {
            return passing(graph, gate, state);
        }
        if (state.state() == State.OPEN && recoversOnCall(graph, gate, state) && isNextToAttempt(state)) {
            calls.engine.transitioner().attemptOnCall(circuit);
            graph = calls.root.read();
            if (graph.vertex(circuit.index()).owner() != circuit) {
                return keyed != null ? successor(keyed, throwing, reportsItself) : unprotected();
            }
            state = graph.state(circuit.index());
            gate = graph.gate(circuit.index());
        }
        if (!Gate.isUp(gate)) {
            count(gate);
            return refuse(kind(gate), graph, "", throwing);
        }
        CallInChain around = CallChain.innermostOf(circuit);
        if (around != null) {
            PermitImpl part = partOf(around, state, reportsItself);
            if (part != null) {
                return part;
            }
        }
        Ramp ramp = state.ramp();
        if (ramp != null && !ramp.admits(calls.clock.nanos())) {
            circuit.counters().refusals().ramping.increment();
            return refuse(Kind.RAMPING, graph, ramping(ramp), throwing);
        }
        Episode episode = state.episode();
        if (episode != null || keyed != null || state.config().maxConcurrent().isPresent()) {
            StackReserve.ensureForCall(); // from here on something may be held
        }
        if (episode != null && !episode.tryEnter()) {
            circuit.counters().refusals().permits.increment();
            return refuse(Kind.PERMITS, graph, permitsTaken(state, episode), throwing);
        }
        PermitImpl permit = null;
        try {
            permit = behindGate(graph, state, around, throwing, reportsItself);
        } finally {
            if (permit == null && episode != null) {
                episode.leave();
            }
        }
        if (permit == null || permit.isProtected() || keyed == null) {
            return permit;
        }
        if (episode != null) {
            episode.leave(); // before: the next circuit of the key may be this one, if its place was not given away
            // after all
        }
        return successor(keyed, throwing, reportsItself);
    }

    /**
     * A call inside a call of this circuit and epoch, around which is what it would take: it takes nothing, and no guard is asked again. Null if
     * there is none.
     */
    private @Nullable PermitImpl partOf(CallInChain around, CircuitState state, boolean reportsItself) {
        Holding held = around.holdingIn(state);
        if (held == null || !held.isUndecided()) {
            return null;
        }
        StackReserve.ensureForCall();
        return held.join() ? begin(state, held, around, reportsItself) : null;
    }

    /** A permit, or null if the call is refused; one that protects nothing if the circuit's place is being given away. */
    private @Nullable PermitImpl behindGate(
            Graph graph, CircuitState state, @Nullable CallInChain around, boolean throwing, boolean reportsItself) {
        CircuitConfig config = state.config();
        String refusing = refusingGuard(config);
        if (refusing != null) {
            noteGuard(refusing);
            return refuse(Kind.GUARD, graph, guardRefused(refusing), throwing);
        }
        if (circuit.counters().readRefusals().call != null) {
            circuit.counters().refusals().call = null; // it admits again
        }
        // A circuit of a family counts its calls, so that its place is not given away under them.
        boolean bounded = config.maxConcurrent().isPresent() || circuit.keyed != null;
        // A call around it that was admitted in an earlier epoch has a place, and works while this one does.
        Holding lender = bounded && around != null ? around.holding() : null;
        if (lender != null && !lender.lend()) {
            lender = null;
        }
        if (bounded && lender == null) {
            Place place = circuit.counters().takePlace(config.maxConcurrent().orElse(Integer.MAX_VALUE));
            if (place == Place.RETIRED) { // only a keyed circuit ever is
                return unprotected();
            }
            if (place != Place.TAKEN) {
                circuit.counters().refusals().bulkhead.increment();
                return refuse(Kind.BULKHEAD, graph, Words.bulkheadFull(config), throwing);
            }
        }
        return begin(state, new Holding(circuit, state, bounded, lender), null, reportsItself);
    }

    /** What the call holds it has by now; if anything throws here, it is given back. */
    private PermitImpl begin(CircuitState state, Holding held, @Nullable CallInChain partOf, boolean reportsItself) {
        PermitImpl permit = null;
        try {
            SlowThreshold slow = CallTerms.of(state).slow;
            SlowFrame frame = slow == null ? null : reportsItself ? slow.begin(state) : slow.beginDetached(state);
            PermitImpl fresh = new PermitImpl(circuit, state, held, partOf, reportsItself, frame);
            CircuitConfig config = state.config();
            // A synchronous call gives its bulkhead place back by itself; what may be forgotten, or probes, has a
            // deadline.
            if (state.episode() != null || (held.isBounded() && !reportsItself)) {
                fresh.expireAfter(config.permitDeadline());
            }
            fresh.watch();
            permit = fresh; // only now: whatever throws before gives everything back
            return permit;
        } finally {
            if (permit == null) {
                held.decided();
                held.leave();
            }
        }
    }

    /** Its place was given away: the call goes through the circuit that the key has by now. */
    private static @Nullable PermitImpl successor(Keyed keyed, boolean throwing, boolean reportsItself) {
        return keyed.present().admission.admit(throwing, reportsItself);
    }

    /** What a call would be refused for now, in this graph; null if it would be admitted. Takes nothing. */
    @Nullable
    Refusal obstacle(Graph graph) {
        if (calls.engine.isClosed() || graph.vertex(circuit.index()).owner() != circuit) {
            return null;
        }
        CircuitState state = graph.state(circuit.index());
        int gate = graph.gate(circuit.index());
        if (state.state() == State.DISABLED || state.state() == State.METRICS_ONLY) {
            return null;
        }
        boolean attemptsFirst = state.state() == State.OPEN
                && state.config().probe().isEmpty() // else the call would start the probe, and be refused
                && Gate.blockedCount(gate) == 0 // else it would be refused all the same
                && recoversOnCall(graph, gate, state)
                && mayAttempt(lastAttempt, state, calls.clock.exact())
                && circuit.recoveryAllowed();
        if (!Gate.isUp(gate) && !attemptsFirst) {
            return details(kind(gate), graph, "");
        }
        CallInChain around = CallChain.innermostOf(circuit);
        Holding held = around == null ? null : around.holdingIn(state);
        if (held != null && held.isUndecided()) {
            return null; // a part of the call that this thread is in
        }
        Ramp ramp = state.ramp();
        if (ramp != null && !ramp.wouldAdmit(calls.clock.nanos())) {
            return details(Kind.RAMPING, graph, ramping(ramp));
        }
        Episode episode = state.episode();
        if (episode != null && !episode.admits()) {
            return details(Kind.PERMITS, graph, permitsTaken(state, episode));
        }
        CircuitConfig config = state.config();
        String refusing = refusingGuard(config);
        if (refusing != null) {
            return details(Kind.GUARD, graph, guardRefused(refusing));
        }
        Holding lender = around == null ? null : around.holding();
        boolean full = config.maxConcurrent().isPresent()
                && (lender == null || !lender.couldLend())
                && circuit.counters().placesTaken() >= config.maxConcurrent().getAsInt();
        return full ? details(Kind.BULKHEAD, graph, Words.bulkheadFull(config)) : null;
    }

    private boolean recoversOnCall(Graph graph, int gate, CircuitState state) {
        if (!CallTerms.of(state).onCall) {
            return false;
        }
        long now = calls.clock.exact();
        return state.remainingWait(now) <= 0 && (Gate.blockedCount(gate) == 0 || onlyItsCycleBlocks(graph, now));
    }

    /** Members of a condensed cycle block each other's calls, and not each other's recovery: else all of them would stay OPEN. */
    private boolean onlyItsCycleBlocks(Graph graph, long nowNanos) {
        return graph.vertex(circuit.index()).component() >= 0
                && DependencyCheck.reasons(graph, circuit.index(), nowNanos).isEmpty();
    }

    /**
     * Whether this call is to make the attempt. One call at a time, and after a refusal not before the retry interval is over: an outage
     * under load must not ask a guard, and tell of its refusal, on every call.
     */
    @SuppressWarnings("NullAway") // JSpecify mode: the updater is of a nullable field, which its type cannot say
    private boolean isNextToAttempt(CircuitState state) {
        long now = calls.clock.exact();
        Attempt last = lastAttempt;
        return mayAttempt(last, state, now) && LAST_ATTEMPT.compareAndSet(this, last, new Attempt(state.epoch(), now));
    }

    private boolean mayAttempt(@Nullable Attempt last, CircuitState state, long now) {
        return last == null
                || last.epoch() != state.epoch()
                || now - last.atNanos() >= state.config().retryInterval().toNanos();
    }

    private record Attempt(long epoch, long atNanos) {}

    /** DISABLED and METRICS_ONLY: every call passes; what would have happened to it is told. */
    private PermitImpl passing(Graph graph, int gate, CircuitState state) {
        if (state.state() == State.METRICS_ONLY && Gate.blockedCount(gate) > 0) {
            circuit.counters().refusals().wouldHaveRefused.increment();
            Told last = told;
            // As long as nothing moves, it stays as it was told.
            if (last == null || last.version() != graph.version()) {
                tellWouldHaveRefused(graph, state.epoch(), last);
            }
        } else if (told != null) {
            told = null;
        }
        CallInChain partOf = CallChain.innermostOf(circuit);
        Holding held = partOf == null ? null : partOf.holdingIn(state);
        if (held == null || !held.join()) {
            partOf = null;
            held = new Holding(circuit, state, false, null);
        }
        SlowThreshold slow = CallTerms.of(state).slow;
        SlowFrame frame = state.state() == State.METRICS_ONLY && slow != null ? slow.beginDetached(state) : null;
        PermitImpl permit = new PermitImpl(circuit, state, held, partOf, false, frame);
        permit.watch();
        return permit;
    }

    private void tellWouldHaveRefused(Graph graph, long epoch, @Nullable Told last) {
        Explainer explainer = new Explainer(graph, calls.clock.exact(), Instant.EPOCH);
        String occasion = explainer.occasion(circuit.index());
        told = new Told(occasion, epoch, graph.version());
        if (last == null || last.epoch() != epoch || !last.occasion().equals(occasion)) {
            List<String> chain = explainer.chain(circuit.index());
            calls.commits.emit((sequence, at) -> new WouldHaveRefused(sequence, at, circuit.name(), chain));
        }
    }

    /** What blocked the circuit, in which of its epochs, and the commit at which that was looked at. */
    private record Told(String occasion, long epoch, long version) {}

    private PermitImpl unprotected() {
        return PermitImpl.unprotected(circuit);
    }

    /** The first guard that refuses; null if all admit. A guard that throws admits, unless configured otherwise. */
    private @Nullable String refusingGuard(CircuitConfig config) {
        if (config.callGuards().isEmpty()) {
            return null;
        }
        for (Map.Entry<String, Guard> guard : config.callGuards().entrySet()) {
            try {
                if (!guard.getValue().allows()) {
                    return guard.getKey();
                }
            } catch (Throwable thrown) {
                if (thrown instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                calls.failures.threw(HookKind.GUARD, guard.getKey(), thrown);
                if (config.callGuardFailureRefuses()) {
                    return guard.getKey();
                }
            }
        }
        return null;
    }

    /** The executor on which the call was to run took it not: one's own lack of places, as a full bulkhead is. */
    CallRejectedException refusedBy(Throwable thrown) {
        Calm.end();
        circuit.counters().refusals().bulkhead.increment();
        CallRejectedException refused = details(
                        Kind.BULKHEAD,
                        calls.root.read(),
                        "its executor did not take the work: " + Texts.describe(thrown))
                .exception();
        refused.addSuppressed(thrown);
        return refused;
    }

    private @Nullable PermitImpl refuse(Kind kind, Graph graph, String words, boolean throwing) {
        Calm.end();
        if (!throwing) {
            return null;
        }
        throw details(kind, graph, words).exception();
    }

    /** By the coarse clock: it may be a tick late, so the wait that is told may be a tick too long, and is never too short. */
    private Refusal details(Kind kind, Graph graph, String words) {
        return new Refusal(kind, circuit, graph, calls.clock.nanos(), words);
    }

    /** Counts, and keeps for explanations, which must not ask the guard; the same within a tick is written once. */
    private void noteGuard(String guard) {
        Counters.Refusals refusals = circuit.counters().refusals();
        refusals.guard.increment();
        Refused before = refusals.call;
        long now = calls.clock.nanos();
        if (before == null
                || before.lastNanos() != now
                || !before.reasons().get(0).subject().equals(guard)) {
            refusals.call = Refused.after(
                    before, List.of(new Reason(Reason.Kind.GUARD_REFUSED, guard, guardRefused(guard))), now);
        }
    }

    private String ramping(Ramp ramp) {
        return Words.ramping(ramp, calls.clock.nanos());
    }

    private static String guardRefused(String guard) {
        return "guard '" + PrintableText.of(guard) + "' refused";
    }

    private String permitsTaken(CircuitState state, Episode episode) {
        return "HALF_OPEN, "
                + (episode.wantsReset()
                        ? Words.awaitsReset(resetGuard(state))
                        : "and " + Words.permitsTaken(state.config()));
    }

    /** The guard that refused the reset last; empty if none did. */
    private String resetGuard(CircuitState state) {
        Refused refused = circuit.counters().readRefusals().reset;
        List<Reason> guards = refused == null ? List.of() : refused.guards(state.enteredNanos());
        return guards.isEmpty() ? "" : guards.get(0).subject();
    }
}
