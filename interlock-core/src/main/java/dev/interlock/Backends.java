package dev.interlock;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several circuits whose calls are as good as each other, best first: regions, replicas, providers. Made by {@link Interlock#backends}.
 * Immutable and thread-safe.
 *
 * <p>A call goes to the first backend that admits it. If it is refused, or fails with what a circuit counts as a failure, it goes to the next one; each is
 * asked once at most. What the circuit ignores or takes for an answer ({@link CircuitConfigBuilder#ignore}, {@link CircuitConfigBuilder#failOn}),
 * what its caller called off, and the end of a time limit around the search end it: the request is at fault, or nobody waits for it any more. Each circuit counts what it sees.
 * So a backend that is open or blocked costs nothing, and one that begins to fail costs a call until its circuit opens.
 *
 * <p><b>To go on after a failure is to make the request again</b>, and a failure does not say whether the backend has done its work, as a read
 * timeout. For what must not be done twice there is {@link #refusalsOnly()}.
 */
public interface Backends {

    /**
     * The circuits.
     *
     * @return in the order in which they are asked
     */
    List<Circuit> circuits();

    /**
     * The same circuits, for requests that must not be made twice: only a refusal of a call that was not begun goes on to the next one.
     *
     * @return backends that go on in that way; this object stays as it is
     */
    default Backends refusalsOnly() {
        return goingOnWhen(failure -> false);
    }

    /**
     * The same circuits, with your own answer to what is made again elsewhere. A refusal of a call that was not begun goes on in any case; Errors,
     * and interrupts of this thread, never do.
     *
     * @param again asked of what a call threw that was begun, refusals by circuits further in included; one that throws says no
     * @return backends that go on in that way; this object stays as it is
     */
    Backends goingOnWhen(Predicate<? super Throwable> again);

    /**
     * Calls the first backend that succeeds.
     *
     * @param work given the circuit whose backend to call
     * @param <T>  the result
     * @param <X>  what the work may throw
     * @return what it returned
     * @throws X                     what the last backend threw that was asked, with what the others threw among the suppressed ones
     * @throws CallRejectedException if the last one refused the call. If all did, it names all of them, its root causes are those of all, and the rest
     *                               is that of the one which may be back first
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
