package dev.interlock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous call with what else it needs: a time limit, something in place of its result. Made by {@link Circuit#protectAsync}.
 * Immutable, reusable and thread-safe: every method returns another one, and {@link #getAsync()} makes the call each time it is asked.
 *
 * <p>The order is that of {@link ProtectedCall}. No thread waits for anything.
 *
 * @param <T> the result
 */
public interface ProtectedAsyncCall<T extends @Nullable Object> {

    /**
     * Ends the call when it takes longer: its future is cancelled, and the one returned completes with {@link CallTimeoutException}. So do
     * asynchronous calls of circuits that the work itself has started by then. Default: no limit. The last limit given is the one
     * that counts.
     *
     * @param limit 1 ms to 30 days
     * @return such a call
     * @throws InvalidConfigurationException if the limit is out of range
     */
    ProtectedAsyncCall<T> timeout(Duration limit);

    /**
     * Something in place of the result, as {@link ProtectedCall#fallback(ThrowingFunction)}. It is given the throwable without what
     * futures wrap around it, and runs on the thread that completes the call.
     *
     * @param fallback makes something of what was thrown
     * @return such a call
     */
    ProtectedAsyncCall<T> fallback(ThrowingFunction<? super Throwable, ? extends T, ? extends Throwable> fallback);

    /**
     * Something in place of the result for one type of throwable, as {@link ProtectedCall#fallback(Class, ThrowingFunction)}.
     *
     * @param type     what it handles
     * @param fallback makes something of what was thrown
     * @param <E>      the type
     * @return such a call
     */
    <E extends Throwable> ProtectedAsyncCall<T> fallback(
            Class<E> type, ThrowingFunction<? super E, ? extends T, ? extends Throwable> fallback);

    /**
     * A value in place of the result.
     *
     * @param value the value
     * @return such a call
     */
    ProtectedAsyncCall<T> fallbackValue(T value);

    /**
     * Makes the call.
     *
     * @return completes with the result, a fallback, or what was thrown. Cancelling it cancels the call, and counts nothing
     */
    CompletableFuture<T> getAsync();
}
