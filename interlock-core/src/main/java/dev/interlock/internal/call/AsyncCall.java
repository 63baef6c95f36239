package dev.interlock.internal.call;

import dev.interlock.ThrowingSupplier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** An asynchronous call: counted when its stage completes, whoever completes it, and handed back when it is cancelled. */
final class AsyncCall {

    private AsyncCall() {}

    static <T extends @Nullable Object> CompletableFuture<T> start(
            CircuitImpl circuit, ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        PermitImpl permit;
        try {
            permit = circuit.permit(false);
        } catch (Throwable refused) {
            result.completeExceptionally(refused);
            return result;
        }
        CompletionStage<T> stage;
        try {
            permit.enter();
            stage = work.get();
            if (stage == null) {
                throw new NullPointerException("the work of circuit '" + circuit.name() + "' returned no stage");
            }
        } catch (Throwable thrown) {
            permit.leave();
            permit.failure(thrown);
            result.completeExceptionally(thrown);
            return result;
        }
        permit.leave();
        try {
            connect(permit, stage, result);
        } catch (Throwable thrown) { // a stage that cannot be listened to: nobody will ever report
            permit.failure(thrown);
            result.completeExceptionally(thrown);
        }
        return result;
    }

    private static <T extends @Nullable Object> void connect(
            PermitImpl permit, CompletionStage<T> stage, CompletableFuture<T> result) {
        // The caller gave up: that says nothing about the circuit, and the work need not go on.
        CompletableFuture<T> unused = result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                permit.ignore();
                if (stage instanceof Future<?> future) {
                    future.cancel(true);
                }
            }
        });
        CompletionStage<T> unusedToo = stage.whenComplete((value, failure) -> {
            try {
                if (failure == null) {
                    permit.success(value);
                } else {
                    permit.failure(failure);
                }
            } finally { // the caller gets the outcome, whatever recording it led to
                if (failure == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(failure);
                }
            }
        });
    }
}
