package dev.interlock.internal.call;

import dev.interlock.ThrowingSupplier;
import dev.interlock.internal.future.CallFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous call: its outcome is that of its caller's future. Counted when the stage completes, whoever completes it, or when the caller
 * ends the future before; handed back when that is cancelled.
 *
 * @param <T> the result
 */
final class AsyncCall<T extends @Nullable Object> implements TimeLimit.Detached, CallFuture.Ending {

    private final CircuitImpl circuit;
    private final PermitImpl permit;
    private final CallFuture<T> result;
    /** Set once, by whoever has the outcome: the stage, the time limit or the caller. That one records it, and ends the rest. */
    private final AtomicBoolean decided = new AtomicBoolean();

    private volatile @Nullable CompletionStage<T> stage;
    private volatile boolean struck;
    private volatile boolean calledOff;

    private AsyncCall(CircuitImpl circuit) {
        this.circuit = circuit;
        this.permit = circuit.permit(false);
        this.result = new CallFuture<>(circuit.name(), this);
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
        if (!call.decided.get()) { // the limit may be over by now: then nothing begins
            call.start(work);
        }
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
            fail(thrown, permit::failure);
            return;
        }
        permit.leave();
        stage = started;
        try {
            connect(started);
        } catch (Throwable thrown) { // a stage that cannot be listened to: nobody will ever report
            fail(thrown, permit::failure);
        }
        if (calledOff) { // before there was a stage
            cancelStage();
        }
    }

    private void fail(Throwable thrown, Consumer<? super Throwable> report) {
        if (!decided.compareAndSet(false, true)) {
            return;
        }
        try {
            report.accept(thrown);
        } finally {
            result.settleExceptionally(thrown);
        }
    }

    private void connect(CompletionStage<T> started) {
        CompletionStage<T> unused = started.whenComplete((value, failure) -> {
            if (failure != null) {
                fail(failure, permit::stageFailed);
                return;
            }
            if (!decided.compareAndSet(false, true)) {
                return;
            }
            try {
                permit.success(value);
            } finally { // the caller gets the outcome, whatever recording it led to
                result.settle(value);
            }
        });
    }

    @Override
    public void byCaller(@Nullable Throwable failure) {
        if (decided.compareAndSet(false, true)) {
            permit.endedByCaller(failure);
        }
    }

    @Override
    public void afterwards() {
        callOff();
    }

    private void callOff() {
        calledOff = true;
        cancelStage();
    }

    private void cancelStage() {
        Stages.cancel(stage, circuit.name(), circuit.calls.failures);
    }

    @Override
    public void end(TimeLimit limit) {
        if (decided.compareAndSet(false, true)) {
            struck = true;
            boolean unused = permit.timeOut(limit, limit.isOf(circuit));
        }
    }

    @Override
    public void cancel(Throwable over) {
        if (struck) {
            result.settleExceptionally(over);
            callOff();
        }
    }

    @Override
    public boolean hasEnded() {
        return decided.get(); // the permit may end long before, by its deadline
    }
}
