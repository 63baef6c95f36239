package dev.interlock.internal.call;

import dev.interlock.ThrowingFunction;
import dev.interlock.internal.future.CallFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Several fallbacks at once, after a call failed: the first that succeeds is the result, and the others are cancelled. Ended from outside, it ends
 * whatever runs.
 *
 * @param <T> the result
 */
final class FallbackRace<T extends @Nullable Object> {

    private final List<ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable>> runners;
    private final CircuitImpl circuit;
    private final CallFuture<T> result;
    private final AtomicInteger left;
    private final long moment;

    private FallbackRace(
            CompletableFuture<T> call,
            List<ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable>> runners,
            CircuitImpl circuit,
            long moment) {
        this.runners = runners;
        this.circuit = circuit;
        this.left = new AtomicInteger(runners.size());
        this.moment = moment;
        this.result = new CallFuture<>(circuit.name(), failure -> CallFuture.passOn(call, failure));
    }

    /** What a call completes with, or what the race makes of its failure. */
    static <T extends @Nullable Object> CompletableFuture<T> after(
            CompletableFuture<T> call,
            List<ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable>> runners,
            CircuitImpl circuit,
            long moment) {
        FallbackRace<T> race = new FallbackRace<>(call, runners, circuit, moment);
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Runnable inContext;
        try {
            inContext = circuit.inContext(() -> race.run(failed.join()));
        } catch (Throwable hook) {
            boolean unused = call.cancel(true);
            return CompletableFuture.failedFuture(hook);
        }
        CompletableFuture<T> unused = call.whenComplete((value, failure) -> {
            if (failure == null) {
                race.result.settle(value);
                return;
            }
            Throwable thrown = Fallbacks.unwrapped(failure);
            if (race.result.isSettled()) {
                return;
            }
            if (!Fallbacks.isForAll(thrown)) {
                race.result.settleExceptionally(thrown);
                return;
            }
            failed.complete(thrown);
            try {
                inContext.run();
            } catch (Throwable hook) { // what carries the context failed: the caller must not wait for ever
                race.result.settleExceptionally(hook);
            }
        });
        return race.result;
    }

    /** All begin on this thread, one after the other, and none is begun when one has succeeded. */
    private void run(Throwable thrown) {
        for (ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable> each : runners) {
            if (result.isSettled()) {
                return;
            }
            run(each, thrown);
        }
    }

    private void run(
            ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable> runner,
            Throwable thrown) {
        AtomicBoolean told = new AtomicBoolean(); // whatever the user's stage does, it is one of those that run
        try {
            CompletionStage<T> started = runner.apply(thrown);
            if (started == null) {
                throw new NullPointerException("a fallback returned no stage");
            }
            CompletionStage<T> unused = started.whenComplete((value, failure) -> {
                if (failure == null) {
                    told.set(true);
                    result.settle(value);
                } else {
                    lost(told, thrown, Fallbacks.unwrapped(failure));
                }
            });
            CompletableFuture<T> unusedToo = result.whenComplete((value, failure) -> {
                if (!told.get()) {
                    Stages.cancel(started, circuit.name(), circuit.calls.failures);
                }
            });
        } catch (Throwable failed) {
            lost(told, thrown, failed);
        }
    }

    private void lost(AtomicBoolean told, Throwable thrown, Throwable failed) {
        if (told.compareAndSet(false, true) && left.decrementAndGet() == 0 && !result.isDone()) {
            Fallbacks.carry(thrown, failed, moment);
            result.settleExceptionally(failed);
        }
    }
}
