package dev.interlock.internal.future;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is derived from a {@link CallFuture}: the caller's own, and no end of the call. Whoever cancels it leaves a {@link CalledOff} behind all
 * the same: the cancellation of a plain future looks the same whoever it came from.
 *
 * @param <T> the result
 */
final class DerivedFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return completeExceptionally(new CalledOff("cancelled by the caller")) || isCancelled();
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new DerivedFuture<>();
    }
}
