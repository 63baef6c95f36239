package dev.interlock;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One circuit breaker of an {@link Interlock}: calls pass through it, and it can be asked. Made by
 * {@link Interlock#define}. Thread-safe. Asking changes nothing and counts nothing.
 *
 * <p>The order of one call: gate (own state, and blocked) - call guards - bulkhead - run - classify - record - maybe trip.
 */
public interface Circuit {

    /**
     * The name.
     *
     * @return the name, unique in its interlock
     */
    String name();

    /**
     * The configuration.
     *
     * @return what the circuit was defined with
     */
    CircuitConfig config();

    /**
     * Makes a call through the circuit.
     *
     * @param work the call; what it throws is thrown on
     * @param <T>  its result
     * @param <X>  what it may throw
     * @return what the work returned
     * @throws X                     what the work threw
     * @throws CallRejectedException if the call was refused and not made
     * @throws IllegalStateException if the work returned a {@link CompletionStage}, a publisher, or a
     *                               {@link java.util.concurrent.Future} that has not succeeded: its outcome is not known yet, or is a
     *                               failure that would be counted as a success. Use {@link #callAsync}, or wait for it inside of the work
     */
    <T extends @Nullable Object, X extends Throwable> T call(ThrowingSupplier<T, X> work) throws X;

    /**
     * Makes a call without a result through the circuit.
     *
     * @param work the call; what it throws is thrown on
     * @param <X>  what it may throw
     * @throws X                     what the work threw
     * @throws CallRejectedException if the call was refused and not made
     */
    <X extends Throwable> void run(ThrowingRunnable<X> work) throws X;

    /**
     * Makes an asynchronous call through the circuit. Its outcome is that of the future returned: it is counted when the stage completes, or when
     * the caller ends the future before. {@code orTimeout} and {@code completeExceptionally} on it are a failure, whatever {@code failOn} says, unless the
     * throwable is ignored or belongs to another circuit; {@code cancel}, {@code complete} and {@code completeOnTimeout} count nothing. Each cancels the stage
     * and gives the place back. On a future <em>derived</em> from it they end that future only.
     *
     * @param work starts the call
     * @param <T>  its result
     * @return completes as the stage does; refusals and what {@code work} throws arrive in it, so that this method never
     *     throws
     */
    <T extends @Nullable Object> CompletableFuture<T> callAsync(
            ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work);

    /**
     * A call with what else it needs: time limit, fallbacks, an executor.
     *
     * <pre>{@code
     * Receipt receipt = gateway.protect(() -> api.charge(amount))
     *         .timeout(Duration.ofSeconds(2))
     *         .fallbackValue(Receipt.PENDING)
     *         .get();
     * }</pre>
     *
     * @param work the call; it is made each time that {@link ProtectedCall#get} is asked
     * @param <T>  its result
     * @param <X>  what it may throw
     * @return a call through this circuit, to be made as often as one likes
     */
    <T extends @Nullable Object, X extends Throwable> ProtectedCall<T, X> protect(ThrowingSupplier<T, X> work);

    /**
     * An asynchronous call with what else it needs: time limit, fallbacks.
     *
     * @param work starts the call, each time that {@link ProtectedAsyncCall#getAsync} is asked
     * @param <T>  its result
     * @return a call through this circuit, to be made as often as one likes
     */
    <T extends @Nullable Object> ProtectedAsyncCall<T> protectAsync(
            ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work);

    /**
     * Asks for the right to make one call, for framework code.
     *
     * @return a permit that has to be ended
     * @throws CallRejectedException if the call is refused
     */
    Permit acquire();

    /**
     * Asks for the right to make one call, without an exception when it is refused.
     *
     * @return a permit that has to be ended; empty if the call is refused
     */
    Optional<Permit> tryAcquire();

    /**
     * The present state.
     *
     * @return the state
     */
    State state();

    /**
     * Whether the circuit is OPEN or FORCED_OPEN.
     *
     * @return true if open
     */
    default boolean isOpen() {
        return state().isOpen();
    }

    /**
     * Whether the circuit is CLOSED.
     *
     * @return true if CLOSED
     */
    default boolean isClosed() {
        return state() == State.CLOSED;
    }

    /**
     * Whether the circuit is HALF_OPEN.
     *
     * @return true if HALF_OPEN
     */
    default boolean isHalfOpen() {
        return state() == State.HALF_OPEN;
    }

    /**
     * Whether some hard dependency, direct or transitive, is open.
     *
     * @return true if blocked
     */
    boolean isBlocked();

    /**
     * Whether a call would be admitted now by state, dependencies, free permits, guards and bulkhead. Asks the call guards.
     *
     * @return true if a call would be admitted
     */
    boolean isCallable();

    /**
     * What to do with the thought of calling again: stop while the circuit is open or blocked, wait while it lets few calls through. Asks the
     * call guards.
     *
     * @return the advice
     */
    RetryAdvice retryAdvice();

    /**
     * The names this circuit depends on directly, hard and soft.
     *
     * @return names
     */
    Set<String> dependencies();

    /**
     * Whether graph and guards allow a recovery, whatever the state and the wait.
     *
     * @return true if allowed
     */
    default boolean recoveryAllowed() {
        return recoveryVerdict().isAllowed();
    }

    /**
     * Whether graph and guards allow a recovery, with the reasons why not.
     *
     * @return the verdict
     */
    Verdict recoveryVerdict();

    /**
     * Whether graph and guards allow a reset, whatever the state.
     *
     * @return true if allowed
     */
    default boolean resetAllowed() {
        return resetVerdict().isAllowed();
    }

    /**
     * Whether graph and guards allow a reset, with the reasons why not.
     *
     * @return the verdict
     */
    Verdict resetVerdict();

    /**
     * Whether {@link #attemptRecovery()} would be applied: OPEN, and recovery allowed. The wait is not asked.
     *
     * @return true if it would
     */
    boolean canAttemptRecovery();

    /**
     * Whether a recovery is due: OPEN, the wait over, and recovery allowed.
     *
     * @return true if due
     */
    boolean isRecoveryDue();

    /**
     * Tries OPEN to HALF_OPEN now, without regard to what remains of the wait. Guards run on this thread.
     *
     * @return what became of it; a refusal names its reasons, is counted, and is told to {@code onRefused}
     */
    TransitionResult attemptRecovery();

    /**
     * Tries OPEN or HALF_OPEN to CLOSED now. A CLOSED circuit stays, and that succeeds without asking. Guards run on this thread.
     *
     * @return what became of it; a refusal names its reasons, is counted, and is told to {@code onRefused}
     */
    TransitionResult reset();

    /**
     * The means to move the circuit by hand.
     *
     * @return the operator's handle
     */
    CircuitOperator operator();

    /**
     * Why the circuit is as it is, what it waits for, and when it tries again.
     *
     * @return the explanation, of one published state
     */
    Explanation explain();

    /**
     * The counts.
     *
     * @return the counts at this moment
     */
    CircuitMetrics metrics();
}
