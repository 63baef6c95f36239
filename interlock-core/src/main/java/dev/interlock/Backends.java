package dev.interlock;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Several circuits whose calls are as good as each other, best first: regions, replicas, providers. Made by {@link Interlock#backends}.
 * Immutable and thread-safe.
 *
 * <p>A call goes to the first backend that admits it. If it is refused or fails with an exception, it goes to the next one; each is asked once at
 * most. Each circuit counts what it sees. So a backend that is open or blocked costs nothing, and one that begins to fail costs a call
 * until its circuit opens.
 */
public interface Backends {

    /**
     * The circuits.
     *
     * @return in the order in which they are asked
     */
    List<Circuit> circuits();

    /**
     * Calls the first backend that succeeds.
     *
     * @param work given the circuit whose backend to call
     * @param <T>  the result
     * @param <X>  what the work may throw
     * @return what it returned
     * @throws X                     what the last backend threw, with what the others threw among the suppressed ones. Errors and
     *                               interrupts are thrown at once
     * @throws CallRejectedException if the last one refused the call
     */
    <T extends @Nullable Object, X extends Throwable> T call(ThrowingFunction<? super Circuit, T, X> work) throws X;

    /**
     * Calls the first backend that succeeds, without waiting.
     *
     * @param work given the circuit whose backend to call; the next one is called by the thread that completes the stage before
     * @param <T>  the result
     * @return completes as {@link #call} returns or throws. Cancelling it cancels the call in flight, and is neutral
     */
    <T extends @Nullable Object> CompletableFuture<T> callAsync(
            ThrowingFunction<? super Circuit, ? extends CompletionStage<T>, ? extends Throwable> work);
}
