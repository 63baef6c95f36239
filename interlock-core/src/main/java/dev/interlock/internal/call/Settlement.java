package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.ContextCarrier;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of an asynchronous call: its outcome, or what a fallback makes of it, in the context of whoever made the call.
 *
 * @param <T> the result
 */
final class Settlement<T extends @Nullable Object> {

    private final Fallbacks<T> fallbacks;
    private final long moment = Attribution.moment();
    private final CompletableFuture<T> settled = new CompletableFuture<>();
    private final Runnable inContext;
    private volatile @Nullable Throwable thrown;

    private Settlement(Fallbacks<T> fallbacks, ContextCarrier carrier) {
        this.fallbacks = fallbacks;
        this.inContext = carrier.wrap(this::recover);
    }

    /** Begins the call, and completes as it does, or as a fallback does. Cancelling it cancels the call. */
    static <T extends @Nullable Object> CompletableFuture<T> of(
            Supplier<CompletableFuture<T>> start, Fallbacks<T> fallbacks, ContextCarrier carrier) {
        Settlement<T> settlement;
        try {
            settlement = new Settlement<>(fallbacks, carrier);
        } catch (Throwable hook) { // the user's carrier: nothing has begun yet
            return CompletableFuture.failedFuture(hook);
        }
        CompletableFuture<T> call = start.get();
        CompletableFuture<T> settled = settlement.settled;
        CompletableFuture<T> unused = call.whenComplete((value, failure) -> {
            if (failure == null) {
                settled.complete(value);
            } else if (!settled.isDone()) {
                settlement.settle(Fallbacks.unwrapped(failure));
            }
        });
        CompletableFuture<T> unusedToo = settled.whenComplete((value, failure) -> {
            if (settled.isCancelled()) {
                call.cancel(true);
            }
        });
        return settled;
    }

    private void settle(Throwable failure) {
        thrown = failure;
        try {
            inContext.run();
        } catch (Throwable hook) { // what carries the context failed: the caller must not wait for ever
            settled.completeExceptionally(hook);
        }
    }

    private void recover() {
        Throwable failure = thrown;
        if (failure == null) {
            throw new IllegalStateException("nothing was thrown");
        }
        try {
            settled.complete(fallbacks.apply(failure, moment));
        } catch (Throwable left) {
            settled.completeExceptionally(left);
        }
    }
}
