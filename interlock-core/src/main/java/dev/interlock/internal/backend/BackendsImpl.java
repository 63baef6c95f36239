package dev.interlock.internal.backend;

import dev.interlock.Backends;
import dev.interlock.Circuit;
import dev.interlock.ThrowingFunction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks one circuit after the other. */
public record BackendsImpl(List<Circuit> circuits) implements Backends {

    /** One instance that is thrown again and again must not grow without end. */
    private static final int MAX_SUPPRESSED = 16;

    /** Copies the list. */
    public BackendsImpl {
        circuits = List.copyOf(circuits);
    }

    @Override
    public <T extends @Nullable Object, X extends Throwable> T call(ThrowingFunction<? super Circuit, T, X> work)
            throws X {
        Throwable before = null;
        for (int next = 0; ; next++) {
            Circuit circuit = circuits.get(next);
            try {
                return circuit.call(() -> work.apply(circuit));
            } catch (Throwable thrown) {
                remember(before, thrown);
                if (next == circuits.size() - 1 || !goesOn(thrown)) {
                    throw thrown;
                }
                before = thrown;
            }
        }
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> callAsync(
            ThrowingFunction<? super Circuit, ? extends CompletionStage<T>, ? extends Throwable> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        ask(0, null, work, result);
        return result;
    }

    private <T extends @Nullable Object> void ask(
            int next,
            @Nullable Throwable before,
            ThrowingFunction<? super Circuit, ? extends CompletionStage<T>, ? extends Throwable> work,
            CompletableFuture<T> result) {
        Circuit circuit = circuits.get(next);
        CompletableFuture<T> call = circuit.callAsync(() -> work.apply(circuit));
        CompletableFuture<T> unused = result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                call.cancel(true);
            }
        });
        CompletableFuture<T> unusedToo = call.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
                return;
            }
            Throwable thrown =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            remember(before, thrown);
            if (next == circuits.size() - 1 || !goesOn(thrown) || result.isDone()) {
                result.completeExceptionally(thrown);
            } else {
                ask(next + 1, thrown, work, result);
            }
        });
    }

    /** Errors and interrupts are about this thread and this process: another backend would not do better. */
    private static boolean goesOn(Throwable thrown) {
        return thrown instanceof Exception
                && !(thrown instanceof InterruptedException)
                && !Thread.currentThread().isInterrupted();
    }

    @SuppressWarnings("ReferenceEquality") // the very throwable
    private static void remember(@Nullable Throwable before, Throwable thrown) {
        if (before != null && before != thrown && thrown.getSuppressed().length < MAX_SUPPRESSED) {
            thrown.addSuppressed(before);
        }
    }
}
