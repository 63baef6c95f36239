package dev.interlock;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A call with what else it needs: a time limit, something in place of its result, a thread of its own. Made by {@link Circuit#protect}.
 * Immutable, reusable and thread-safe: every method returns another one, and {@link #get()} makes the call each time it is asked.
 *
 * <p>The order is always the same, whatever the order in which they were given: a fallback sees what the time limit threw, the time limit
 * bounds the circuit (its guards included), and the circuit sees what the work did.
 *
 * <pre>fallback ( timeout ( circuit ( work ) ) )</pre>
 *
 * @param <T> the result
 * @param <X> what the work, or a fallback, may throw
 */
public interface ProtectedCall<T extends @Nullable Object, X extends Throwable> {

    /**
     * Ends the call when it takes longer. The thread that does the work is interrupted, and {@link CallTimeoutException} is thrown. On the
     * caller's own thread that takes until the work reacts to the interrupt, which reading from a socket does not; with an
     * {@linkplain #on executor} the caller goes on at once. Work that has not reacted 100 ms later counts as a failure of this circuit. The time that
     * work waits for its executor counts towards the limit. Default: no limit. The last limit given is the one that counts.
     *
     * <p>A limit holds through {@link Interlock#close()}, and so does that of a call that begins afterwards: what is left of it then passes by the clock
     * of the machine, whatever the interlock's {@link TimeSource} says.
     *
     * @param limit 1 ms to 30 days
     * @return such a call
     * @throws InvalidConfigurationException if the limit is out of range
     */
    ProtectedCall<T, X> timeout(Duration limit);

    /**
     * Something in place of the result, when the call was refused, ended by its limit, or failed with an exception. Errors and the
     * interrupts of others pass by. Fallbacks are asked in order, and each sees what is left of those before it. One that fails throws its own exception,
     * with the one before among the suppressed ones; it belongs to the same circuit as that one.
     *
     * @param fallback makes something of what was thrown
     * @return such a call
     */
    ProtectedCall<T, X> fallback(ThrowingFunction<? super Throwable, ? extends T, ? extends X> fallback);

    /**
     * Something in place of the result for one type of throwable. As {@link #fallback(ThrowingFunction)}, but Errors and interrupts are
     * handled if they are of that type.
     *
     * @param type     what it handles
     * @param fallback makes something of what was thrown
     * @param <E>      the type
     * @return such a call
     */
    <E extends Throwable> ProtectedCall<T, X> fallback(
            Class<E> type, ThrowingFunction<? super E, ? extends T, ? extends X> fallback);

    /**
     * A value in place of the result. As {@link #fallback(ThrowingFunction)}.
     *
     * @param value the value
     * @return such a call
     */
    ProtectedCall<T, X> fallbackValue(T value);

    /**
     * Does the work and the fallbacks on an executor. Default: on the caller's thread.
     *
     * @param executor runs them; one that refuses, full or shut down, makes the call a {@link BulkheadFullException}, which is nobody's failure. One that
     *                 drops work without a word leaves the call to its time limit
     * @return such a call
     */
    ProtectedCall<T, X> on(Executor executor);

    /**
     * Does the work and the fallbacks on a virtual thread each time, named {@code interlock-call-1} and so on. As a pool's threads do, it inherits
     * no thread locals and no context class loader of the caller's; a {@link ContextCarrier} brings along what the work needs.
     *
     * @return such a call
     * @throws UnsupportedOperationException before Java 21
     */
    ProtectedCall<T, X> onVirtualThreads();

    /**
     * Makes the call, and waits for it.
     *
     * @return what the work returned, or a fallback
     * @throws X                     what the work threw, if there is no fallback for it; or what the last fallback threw
     * @throws CallRejectedException if the call was refused, and there is no fallback for that
     * @throws CallTimeoutException  if its limit was over, and there is no fallback for that
     * @throws CancellationException if this thread was interrupted while it waited for the executor
     */
    T get() throws X;

    /**
     * Makes the call on its executor.
     *
     * @return completes as {@link #get()} returns or throws. Whoever ends it from outside interrupts the work. Cancelling it, or completing it with a
     *     value, counts nothing; completing it exceptionally, as {@code orTimeout} does, is a failure of the innermost circuit in flight
     * @throws IllegalStateException if the call has no executor
     */
    CompletableFuture<T> getAsync();
}
