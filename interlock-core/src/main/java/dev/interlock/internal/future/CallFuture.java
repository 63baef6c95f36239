package dev.interlock.internal.future;

import dev.interlock.Attribution;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The future that a caller gets. Whoever ends it, by {@code orTimeout}, {@code completeExceptionally}, {@code complete} or {@code cancel}, ends the
 * call: the call records it first, before what depends on the future is told, so that a circuit further out finds the failure counted.
 * (A dependent of its own would be told last: a future tells the youngest first.) What the call makes of its end does not settle the future any more.
 *
 * @param <T> the result
 */
public final class CallFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    private final String circuit;
    private final Ending ending;
    private volatile boolean given;

    /** What the call does when its caller's future is ended from outside. */
    @FunctionalInterface
    public interface Ending {

        /**
         * The caller is about to have an outcome. May come more than once, and after the call has ended.
         *
         * @param failure what it ended with; null for a value, which like a {@link CancellationException} says nothing about the circuit
         */
        void byCaller(@Nullable Throwable failure);

        /** The caller has it: what still runs need not go on. */
        default void afterwards() {}
    }

    /**
     * A future of a call that has not ended.
     *
     * @param circuit whose call it is
     * @param ending  what the call does if the caller ends it
     */
    public CallFuture(String circuit, Ending ending) {
        this.circuit = circuit;
        this.ending = ending;
    }

    /** The call's own end. */
    public boolean settle(T value) {
        return !given && super.complete(value);
    }

    /** The call's own end. */
    public boolean settleExceptionally(Throwable failure) {
        return !given && super.completeExceptionally(failure);
    }

    /** Whether it has an outcome, or is about to get its caller's: then nobody need look for another. */
    public boolean isSettled() {
        return given || isDone();
    }

    /** Hands on what the caller did to the future of a call further in. */
    public static void passOn(CompletableFuture<?> inner, @Nullable Throwable failure) {
        if (failure == null || failure instanceof CancellationException) {
            boolean unused = inner.cancel(true);
        } else {
            boolean unused = inner.completeExceptionally(failure);
        }
    }

    @Override
    public boolean complete(T value) {
        return !isDone() && end(null, () -> super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return !isDone() && end(failure, () -> super.completeExceptionally(failure));
    }

    /** Whatever the call makes of it, the future is completed, and what still runs is called off. */
    private boolean end(@Nullable Throwable failure, BooleanSupplier completion) {
        given = true;
        boolean completed;
        try {
            ending.byCaller(failure);
        } finally {
            completed = completion.getAsBoolean();
            ending.afterwards();
        }
        return completed;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (!isDone()) {
            CancellationException cancelled = new CalledOff("cancelled by the caller");
            Attribution.mark(cancelled, circuit); // we did it, and so it is nobody's failure further out
            boolean unused = completeExceptionally(cancelled);
        }
        return isCancelled();
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        executor.execute(() -> {
            try {
                boolean unused = complete(supplier.get());
            } catch (Throwable thrown) {
                boolean unused = completeExceptionally(thrown);
            }
        });
        return this;
    }

    @Override
    public void obtrudeValue(T value) {
        boolean unused = complete(value);
        super.obtrudeValue(value);
    }

    @Override
    public void obtrudeException(Throwable failure) {
        boolean unused = completeExceptionally(failure);
        super.obtrudeException(failure);
    }

    /** What is derived from it is the caller's own. */
    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new DerivedFuture<>();
    }
}
