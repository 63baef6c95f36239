package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.AttributionPolicy;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitEvent;
import dev.interlock.CircuitMetrics;
import dev.interlock.CircuitOperator;
import dev.interlock.Explanation;
import dev.interlock.Obstacle;
import dev.interlock.Permit;
import dev.interlock.ProtectedAsyncCall;
import dev.interlock.ProtectedCall;
import dev.interlock.RetryAdvice;
import dev.interlock.State;
import dev.interlock.ThrowingRunnable;
import dev.interlock.ThrowingSupplier;
import dev.interlock.TransitionResult;
import dev.interlock.Verdict;
import dev.interlock.internal.call.Classifier.Meaning;
import dev.interlock.internal.graph.Dependents;
import dev.interlock.internal.graph.Explainer;
import dev.interlock.internal.graph.Gate;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.hook.HookKind;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.state.Terms;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A circuit's handle.
 *
 * <p>The plain closed call is the one that everything is made for: one acquire-read of the root, one indexed read of the gate, one of
 * the state, one volatile read for attribution, and one striped counter at the end. No lock, no allocation, no clock. With a slow
 * condition it has a frame, and is timed. Whether calls hold more (guards, a bulkhead) the {@link CallTerms} know, which come with the
 * state, and that they do not, the state itself says; every other state goes through {@link Admission}.
 */
public final class CircuitImpl implements Circuit, Member {

    final Calls calls;
    private final String name;
    private final int index;
    /** What a circuit that is not there, not yet or not any more, would go by. */
    private final CircuitConfig definedWith;

    /** The key that it stands for in its family; null if it is of none. */
    final @Nullable Keyed keyed;

    private final Counters counters = new Counters();
    final Admission admission;

    /** A handle for a circuit that is about to be defined. */
    public CircuitImpl(Calls calls, String name, int index, CircuitConfig config) {
        this(calls, name, index, config, null);
    }

    /** A handle for a circuit of a family that is about to be defined. */
    public CircuitImpl(Calls calls, String name, int index, CircuitConfig config, @Nullable Keyed keyed) {
        this.calls = calls;
        this.keyed = keyed;
        this.name = name;
        this.index = index;
        this.definedWith = config;
        this.admission = new Admission(this, calls);
    }

    @Override
    public <T extends @Nullable Object, X extends Throwable> T call(ThrowingSupplier<T, X> work) throws X {
        Graph graph = calls.root.read();
        CircuitState state = graph.stateOrNull(index);
        int gate = graph.gate(index);
        if (gate == 0 && state != null && state.owner() == this) {
            if (state.isSimple()) {
                return untimedCall(work, state);
            }
            CallTerms terms = CallTerms.of(state);
            if (terms.plain) {
                SlowThreshold slow = terms.slow;
                return slow == null ? untimedCall(work, state) : timedCall(work, state, terms, slow);
            }
        }
        if (admission.refusesAtOnce(graph, gate, state)) {
            throw admission.refusal(graph, gate);
        }
        return heldCall(work, null);
    }

    // Each way has a method of its own, so that the machine code of one does not keep the other from being inlined.

    private <T extends @Nullable Object, X extends Throwable> T untimedCall(
            ThrowingSupplier<T, X> work, CircuitState state) throws X {
        long moment = Attribution.moment();
        T result;
        try {
            result = work.get();
        } catch (Throwable thrown) {
            try {
                plainFailure(state, moment, null, thrown);
            } catch (StackOverflowError tooDeep) {
                // Nothing is held here, so nothing leaks: this one failure goes uncounted, and the call's own throwable
                // wins.
            }
            throw thrown;
        }
        requireSettled(result);
        if (state.isSimple()) {
            state.window().recordSuccess();
        } else {
            plainEnd(state, CallTerms.of(state), false, result);
        }
        return result;
    }

    private <T extends @Nullable Object, X extends Throwable> T timedCall(
            ThrowingSupplier<T, X> work, CircuitState state, CallTerms terms, SlowThreshold threshold) throws X {
        long moment = Attribution.moment();
        SlowFrame frame = threshold.begin(state);
        T result;
        try {
            frame.enter();
            result = work.get();
        } catch (Throwable thrown) {
            try {
                plainFailure(state, moment, frame, thrown);
            } catch (StackOverflowError tooDeep) {
                // Uncounted, as in an untimed call.
            }
            throw thrown;
        }
        frame.leave();
        requireSettled(result);
        plainEnd(state, terms, endedSlow(frame), result);
        return result;
    }

    private <T extends @Nullable Object> void plainEnd(CircuitState state, CallTerms terms, boolean wasSlow, T result) {
        if (terms.judgesResults && calls.classifier.ofResult(result, terms.config()) == Meaning.FAILURE) {
            calls.recorder.failure(this, state, "the result counts as a failure", wasSlow);
        } else if (wasSlow) {
            calls.recorder.success(this, state, true);
        } else {
            state.window().recordSuccess();
        }
    }

    private <T extends @Nullable Object> void requireSettled(T result) {
        if (result != null && AsyncResults.isPending(result)) {
            throw AsyncResults.misuse(name, result);
        }
    }

    private void plainFailure(CircuitState state, long moment, @Nullable SlowFrame frame, Throwable thrown) {
        if (frame != null) {
            frame.leave();
        }
        TimeLimit limit = TimeLimit.thatEnded(thrown, moment);
        Throwable counted = limit == null ? thrown : limit.requireOver();
        Meaning meaning = limit == null
                ? calls.classifier.of(thrown, this, state.config(), moment, true)
                : calls.classifier.ofTimeout(limit, state.config(), limit.isOf(this) || wasLong(frame));
        @Nullable Object[] thread = CallChain.ofThisThread();
        if (meaning == Meaning.FAILURE && CountedFailures.has(thread, counted, name, moment)) {
            meaning = Meaning.COUNTED;
        }
        switch (meaning) {
            case FAILURE -> {
                Attribution.mark(counted, name);
                CountedFailures.add(thread, counted, name);
                calls.recorder.failure(this, state, counted, frame != null && endedSlow(frame));
            }
            case SUCCESS -> calls.recorder.success(this, state, frame != null && endedSlow(frame));
            case ANSWERED -> calls.recorder.answered(this, state, frame != null && endedSlow(frame));
            case IGNORED -> calls.recorder.ignored(this, state);
            case COUNTED -> {} // by a call inside this one
        }
    }

    /** Not asked where the outcome is somebody else's: that says nothing about this circuit's speed either. */
    static boolean endedSlow(SlowFrame frame) {
        boolean attributed = frame.admittedIn.config().attribution() == AttributionPolicy.INNERMOST;
        if (!frame.threshold().isPassedBy(frame, attributed)) {
            return false;
        }
        frame.tellOuter();
        return true;
    }

    /** Whether a call that a time limit ended had been in flight so long that it says something about this circuit. */
    static boolean wasLong(@Nullable SlowFrame frame) {
        return frame == null || frame.threshold().isPassedBy(frame, false);
    }

    /**
     * A call that holds something.
     *
     * @param own the limit of this circuit's that it is under; null if there is none
     */
    <T extends @Nullable Object, X extends Throwable> T heldCall(ThrowingSupplier<T, X> work, @Nullable TimeLimit own)
            throws X {
        PermitImpl permit = permit(true);
        T result;
        try {
            permit.enter();
            result = own == null ? work.get() : own.within(permit, work);
        } catch (Throwable thrown) {
            permit.leave();
            if (own != null && own.over() != null && !(thrown instanceof Error)) {
                boolean unused = permit.timeOut(own, true);
            } else {
                permit.failure(thrown);
            }
            throw thrown;
        }
        permit.leave();
        if (AsyncResults.isPending(result)) {
            permit.ignore();
            throw AsyncResults.misuse(name, result);
        }
        permit.success(result);
        return result;
    }

    @Override
    public <X extends Throwable> void run(ThrowingRunnable<X> work) throws X {
        boolean unused = call(() -> {
            work.run();
            return true;
        });
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> callAsync(
            ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work) {
        return AsyncCall.start(this, work);
    }

    @Override
    public <T extends @Nullable Object, X extends Throwable> ProtectedCall<T, X> protect(ThrowingSupplier<T, X> work) {
        return ProtectedCallImpl.of(this, work);
    }

    @Override
    public <T extends @Nullable Object> ProtectedAsyncCall<T> protectAsync(
            ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work) {
        return ProtectedAsyncCallImpl.of(this, work);
    }

    @Override
    public Permit acquire() {
        PermitImpl permit = permit(false);
        permit.listen();
        return permit;
    }

    @Override
    public Optional<Permit> tryAcquire() {
        Graph graph = calls.root.read();
        if (admission.refusesAtOnce(graph, graph.gate(index), graph.stateOrNull(index))) {
            return Optional.empty();
        }
        PermitImpl permit = admission.admit(false, false);
        if (permit != null) {
            permit.listen();
        }
        return Optional.ofNullable(permit);
    }

    /** A task that runs in the context of this thread, wherever it runs. */
    Runnable inContext(Runnable task) {
        try {
            return calls.contextCarrier.wrap(task);
        } catch (Throwable hook) {
            calls.failures.threw(HookKind.PLATFORM, "context carrier", hook);
            Attribution.mark(hook, name); // thrown on to whoever makes the call; no circuit further out is to blame
            throw hook;
        }
    }

    PermitImpl permit(boolean reportsItself) {
        PermitImpl permit = admission.admit(true, reportsItself);
        if (permit == null) {
            throw new IllegalStateException("a refusal that should have been thrown");
        }
        return permit;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public CircuitConfig config() {
        CircuitState present = calls.root.read().stateOrNull(index);
        return present != null && present.owner() == this ? present.config() : definedWith;
    }

    /** The key that it stands for in its family; null if it is of none. */
    public @Nullable Keyed keyed() {
        return keyed;
    }

    /** What the circuit will go by under a configuration. */
    public Terms terms(CircuitConfig config) {
        return new CallTerms(this, config);
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public State state() {
        Graph graph = calls.root.read();
        return isThere(graph) ? graph.state(index).state() : State.DISABLED;
    }

    @Override
    public boolean isBlocked() {
        Graph graph = calls.root.read();
        return isThere(graph) && Gate.blockedCount(graph.gate(index)) > 0;
    }

    @Override
    public boolean isCallable() {
        return admission.obstacle(calls.root.read()) == null;
    }

    /** Whether a throwable would be a failure of this circuit by its configuration, also while it counts nothing. */
    public boolean wouldCount(Throwable thrown) {
        long now = Attribution.moment();
        return TimeLimit.thatEnded(thrown, now) == null
                && calls.classifier.of(thrown, this, config(), now, true) == Meaning.FAILURE;
    }

    /** Whether a time limit that this thread works under is over: asked later, and on any thread. */
    public static BooleanSupplier limitAround() {
        TimeLimit limit = TimeLimit.current();
        return () -> limit != null && limit.isAnyOver();
    }

    /** What a call would be refused for in this graph. */
    public Optional<Obstacle> obstacle(Graph graph) {
        return Optional.ofNullable(admission.obstacle(graph)).map(Refusal::obstacle);
    }

    @Override
    public RetryAdvice retryAdvice() {
        Refusal refusal = admission.obstacle(calls.root.read());
        return refusal == null ? new RetryAdvice(RetryAdvice.Kind.RETRY, Optional.empty(), "") : refusal.advice();
    }

    @Override
    public Set<String> dependencies() {
        Graph graph = calls.root.read();
        return isThere(graph) ? new LinkedHashSet<>(Dependents.direct(graph, index)) : Set.of();
    }

    @Override
    public Verdict recoveryVerdict() {
        return calls.engine.transitioner().verdict(this, CircuitEvent.ATTEMPT_RECOVERY);
    }

    @Override
    public Verdict resetVerdict() {
        return calls.engine.transitioner().verdict(this, CircuitEvent.RESET);
    }

    @Override
    public boolean canAttemptRecovery() {
        return state() == State.OPEN && recoveryAllowed();
    }

    @Override
    public boolean isRecoveryDue() {
        Graph graph = calls.root.read();
        return isThere(graph)
                && graph.state(index).state() == State.OPEN
                && graph.state(index).remainingWait(calls.clock.exact()) <= 0
                && recoveryAllowed();
    }

    @Override
    public TransitionResult attemptRecovery() {
        return calls.engine.transitioner().attempt(this, CircuitEvent.ATTEMPT_RECOVERY);
    }

    @Override
    public TransitionResult reset() {
        return calls.engine.transitioner().attempt(this, CircuitEvent.RESET);
    }

    @Override
    public CircuitOperator operator() {
        return new OperatorImpl(this, calls.engine.transitioner());
    }

    @Override
    public Explanation explain() {
        Graph graph = calls.root.read();
        int at = isThere(graph) ? index : calls.names.find(graph, name); // whatever has its name by now
        return at < 0
                ? Explainer.unknown(name)
                : new Explainer(graph, calls.clock.exact(), calls.timeOfDay.get()).explain(at);
    }

    @Override
    public CircuitMetrics metrics() {
        return MetricsReader.read(this, calls.root.read());
    }

    /** A removed circuit, also one whose name is in use again, is as if DISABLED: it lets calls pass and knows nothing. */
    boolean isThere(Graph graph) {
        return graph.vertex(index).owner() == this;
    }

    @Override
    public String toString() {
        Graph graph = calls.root.read();
        if (!isThere(graph)) {
            return "Circuit '" + name + "' (removed)";
        }
        return "Circuit '" + name + "' " + state() + (isBlocked() ? " (blocked)" : "");
    }
}
