package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.internal.future.CallFuture;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of an asynchronous call: its outcome, or what a fallback makes of it, in the context of whoever made the call. Ended from outside, it ends the
 * call.
 *
 * @param <T> the result
 */
final class Settlement<T extends @Nullable Object> {

    private final Fallbacks<T> fallbacks;
    private final long moment = Attribution.moment();
    private final CallFuture<T> settled;
    private final Runnable inContext;
    private volatile @Nullable CompletableFuture<T> call;
    private volatile @Nullable Throwable thrown;

    private Settlement(Fallbacks<T> fallbacks, CircuitImpl circuit) {
        this.fallbacks = fallbacks;
        this.inContext = circuit.inContext(this::recover);
        this.settled = new CallFuture<>(circuit.name(), this::endedByCaller);
    }

    /** Begins the call, and completes as it does, or as a fallback does. */
    static <T extends @Nullable Object> CompletableFuture<T> of(
            Supplier<CompletableFuture<T>> start, Fallbacks<T> fallbacks, CircuitImpl circuit) {
        Settlement<T> settlement;
        try {
            settlement = new Settlement<>(fallbacks, circuit);
        } catch (Throwable hook) { // the user's carrier: nothing has begun yet
            return CompletableFuture.failedFuture(hook);
        }
        CompletableFuture<T> call = start.get();
        settlement.call = call;
        CallFuture<T> settled = settlement.settled;
        CompletableFuture<T> unused = call.whenComplete((value, failure) -> {
            if (failure == null) {
                settled.settle(value);
            } else if (!settled.isSettled()) {
                settlement.settle(Fallbacks.unwrapped(failure));
            }
        });
        return settled;
    }

    private void endedByCaller(@Nullable Throwable failure) {
        CompletableFuture<T> inner = call;
        if (inner != null) {
            CallFuture.passOn(inner, failure);
        }
    }

    private void settle(Throwable failure) {
        thrown = failure;
        try {
            inContext.run();
        } catch (Throwable hook) { // what carries the context failed: the caller must not wait for ever
            settled.settleExceptionally(hook);
        }
    }

    private void recover() {
        Throwable failure = thrown;
        if (failure == null) {
            throw new IllegalStateException("nothing was thrown");
        }
        try {
            settled.settle(fallbacks.apply(failure, moment));
        } catch (Throwable left) {
            settled.settleExceptionally(left);
        }
    }
}
