package dev.interlock.internal.call;

import dev.interlock.CallTimeoutException;
import dev.interlock.ThrowingSupplier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous call: counted when its stage completes, whoever completes it, and handed back when it is cancelled.
 *
 * @param <T> the result
 */
final class AsyncCall<T extends @Nullable Object> implements TimeLimit.Detached {

    private final CircuitImpl circuit;
    private final PermitImpl permit;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile @Nullable CompletionStage<T> stage;
    private volatile boolean cancelled;

    private AsyncCall(CircuitImpl circuit) {
        this.circuit = circuit;
        this.permit = circuit.permit(false);
    }

    static <T extends @Nullable Object> CompletableFuture<T> start(
            CircuitImpl circuit, ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work) {
        AsyncCall<T> call;
        try {
            call = new AsyncCall<>(circuit);
        } catch (Throwable refused) {
            return CompletableFuture.failedFuture(refused);
        }
        TimeLimit limit = TimeLimit.current();
        if (limit != null) {
            limit.add(call);
        }
        call.start(work);
        return call.result;
    }

    private void start(ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work) {
        CompletionStage<T> started;
        try {
            permit.enter();
            started = work.get();
            if (started == null) {
                throw new NullPointerException("the work of circuit '" + circuit.name() + "' returned no stage");
            }
        } catch (Throwable thrown) {
            permit.leave();
            fail(thrown);
            return;
        }
        permit.leave();
        stage = started;
        try {
            connect(started);
        } catch (Throwable thrown) { // a stage that cannot be listened to: nobody will ever report
            fail(thrown);
        }
        if (cancelled) { // by a time limit, before there was a stage
            cancelStage();
        }
    }

    private void fail(Throwable thrown) {
        permit.failure(thrown);
        result.completeExceptionally(thrown);
    }

    private void connect(CompletionStage<T> started) {
        // The caller gave up: that says nothing about the circuit, and the work need not go on.
        CompletableFuture<T> unused = result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                permit.ignore();
                cancelStage();
            }
        });
        CompletionStage<T> unusedToo = started.whenComplete((value, failure) -> {
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

    private void cancelStage() {
        if (stage instanceof Future<?> future) {
            future.cancel(true);
        }
    }

    @Override
    public void end(TimeLimit limit) {
        permit.timeOut(limit);
    }

    @Override
    public void cancel(CallTimeoutException over) {
        if (result.completeExceptionally(over)) {
            cancelled = true;
            cancelStage();
        }
    }

    @Override
    public boolean hasEnded() {
        return permit.hasEnded();
    }
}
