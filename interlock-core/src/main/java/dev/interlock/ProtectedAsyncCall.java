package dev.interlock;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
     * asynchronous calls of circuits that the work itself has started by then. If it is over before the work begins, as a guard can cause, no
     * work begins. Holds through {@link Interlock#close()} and after it, as {@link ProtectedCall#timeout} does. Default: no limit. The last limit given
     * is the one that counts.
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
     * Makes the call once more, while it takes long, and takes the first success. Each try is admitted by the circuit, with a permit and a
     * place of its own; while the circuit refuses there is none. The circuit counts one outcome: that success, or the failure of the last
     * try in flight. The other tries are cancelled, and neutral. A call that fails is not made again: only slow ones are. For work that may be
     * done twice.
     *
     * @param delay from one try to the next; 1 ms to 30 days. Best what few calls take longer than
     * @param max   how many tries besides the first; 1 to 10
     * @return such a call
     * @throws InvalidConfigurationException with every problem at once
     */
    ProtectedAsyncCall<T> hedge(Duration delay, int max);

    /**
     * Several fallbacks at once, after the others were asked in vain, whatever the order in which they were given: the first that succeeds is the
     * result, and the rest is cancelled. If none succeeds, what the last one threw, as {@link ProtectedCall#fallback(ThrowingFunction)} has it. They
     * begin on the thread that completes the call. Default: none; the last race given is the one that counts.
     *
     * @param fallbacks each makes a stage of what was thrown
     * @return such a call
     */
    ProtectedAsyncCall<T> fallbackRace(
            List<ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable>> fallbacks);

    /**
     * Makes the call.
     *
     * @return completes with the result, a fallback, or what was thrown. Whoever ends it from outside ends the call, as with {@link Circuit#callAsync};
     *     no fallback is asked then
     */
    CompletableFuture<T> getAsync();
}
