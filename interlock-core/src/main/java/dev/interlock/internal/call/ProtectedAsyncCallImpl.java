package dev.interlock.internal.call;

import dev.interlock.ProtectedAsyncCall;
import dev.interlock.ThrowingFunction;
import dev.interlock.ThrowingSupplier;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An asynchronous call with its time limit and fallbacks: fallback ( timeout ( circuit ( work ) ) ). */
final class ProtectedAsyncCallImpl<T extends @Nullable Object> implements ProtectedAsyncCall<T> {

    private final CircuitImpl circuit;
    private final ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work;
    private final @Nullable Duration timeout;
    private final Fallbacks<T> fallbacks;

    private ProtectedAsyncCallImpl(
            CircuitImpl circuit,
            ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work,
            @Nullable Duration timeout,
            Fallbacks<T> fallbacks) {
        this.circuit = circuit;
        this.work = work;
        this.timeout = timeout;
        this.fallbacks = fallbacks;
    }

    static <T extends @Nullable Object> ProtectedAsyncCall<T> of(
            CircuitImpl circuit, ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work) {
        return new ProtectedAsyncCallImpl<>(circuit, work, null, Fallbacks.none());
    }

    @Override
    public ProtectedAsyncCall<T> timeout(Duration limit) {
        return new ProtectedAsyncCallImpl<>(circuit, work, TimeLimit.inRange(limit), fallbacks);
    }

    @Override
    public ProtectedAsyncCall<T> fallback(
            ThrowingFunction<? super Throwable, ? extends T, ? extends Throwable> fallback) {
        return with(fallbacks.with(fallback));
    }

    @Override
    public <E extends Throwable> ProtectedAsyncCall<T> fallback(
            Class<E> type, ThrowingFunction<? super E, ? extends T, ? extends Throwable> fallback) {
        return with(fallbacks.with(type, fallback));
    }

    @Override
    public ProtectedAsyncCall<T> fallbackValue(T value) {
        return with(fallbacks.with(thrown -> value));
    }

    private ProtectedAsyncCall<T> with(Fallbacks<T> all) {
        return new ProtectedAsyncCallImpl<>(circuit, work, timeout, all);
    }

    @Override
    public CompletableFuture<T> getAsync() {
        return Settlement.of(this::start, fallbacks, circuit.calls.contextCarrier);
    }

    private CompletableFuture<T> start() {
        if (timeout == null) {
            return circuit.callAsync(work);
        }
        Interruption interruption = new Interruption(); // of no thread: nobody waits
        TimeLimit limit = new TimeLimit(circuit, timeout, interruption);
        try {
            limit.arm(over -> {});
        } catch (Throwable refused) {
            return CompletableFuture.failedFuture(refused);
        }
        limit.enter();
        CompletableFuture<T> call;
        try {
            call = circuit.callAsync(work);
        } finally {
            limit.leave();
        }
        CompletableFuture<T> unused = call.whenComplete((value, failure) -> {
            interruption.finish();
            limit.disarm();
        });
        return call;
    }
}
