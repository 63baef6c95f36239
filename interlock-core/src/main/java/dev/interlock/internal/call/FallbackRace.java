package dev.interlock.internal.call;

import dev.interlock.ContextCarrier;
import dev.interlock.ThrowingFunction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Several fallbacks at once, after a call failed: the first that succeeds is the result, and the others are cancelled.
 *
 * @param <T> the result
 */
final class FallbackRace<T extends @Nullable Object> {

    private final List<ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable>> runners;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicInteger left;
    private final long moment;

    private FallbackRace(
            List<ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable>> runners,
            long moment) {
        this.runners = runners;
        this.left = new AtomicInteger(runners.size());
        this.moment = moment;
    }

    /** What a call completes with, or what the race makes of its failure. Cancelling it cancels whatever runs. */
    static <T extends @Nullable Object> CompletableFuture<T> after(
            CompletableFuture<T> call,
            List<ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable>> runners,
            ContextCarrier carrier,
            long moment) {
        FallbackRace<T> race = new FallbackRace<>(runners, moment);
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Runnable inContext;
        try {
            inContext = carrier.wrap(() -> race.run(failed.join()));
        } catch (Throwable hook) {
            boolean unused = call.cancel(true);
            return CompletableFuture.failedFuture(hook);
        }
        CompletableFuture<T> unused = race.result.whenComplete((value, failure) -> {
            if (race.result.isCancelled()) {
                call.cancel(true);
            }
        });
        CompletableFuture<T> unusedToo = call.whenComplete((value, failure) -> {
            if (failure == null) {
                race.result.complete(value);
                return;
            }
            Throwable thrown = Fallbacks.unwrapped(failure);
            if (race.result.isDone() || !Fallbacks.isForAll(thrown)) {
                race.result.completeExceptionally(thrown);
                return;
            }
            failed.complete(thrown);
            try {
                inContext.run();
            } catch (Throwable hook) { // what carries the context failed: the caller must not wait for ever
                race.result.completeExceptionally(hook);
            }
        });
        return race.result;
    }

    /** All begin on this thread, one after the other, and none is begun when one has succeeded. */
    private void run(Throwable thrown) {
        for (ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable> each : runners) {
            if (result.isDone()) {
                return;
            }
            CompletionStage<T> started;
            try {
                started = each.apply(thrown);
                if (started == null) {
                    throw new NullPointerException("a fallback returned no stage");
                }
            } catch (Throwable failed) {
                lost(thrown, failed);
                continue;
            }
            CompletionStage<T> unused = started.whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    lost(thrown, Fallbacks.unwrapped(failure));
                }
            });
            CompletableFuture<T> unusedToo = result.whenComplete((value, failure) -> {
                if (started instanceof Future<?> future) {
                    future.cancel(true);
                }
            });
        }
    }

    private void lost(Throwable thrown, Throwable failed) {
        if (left.decrementAndGet() == 0 && !result.isDone()) {
            Fallbacks.carry(thrown, failed, moment);
            result.completeExceptionally(failed);
        }
    }
}
