package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.ProtectedAsyncCall;
import dev.interlock.ThrowingFunction;
import dev.interlock.ThrowingSupplier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An asynchronous call with its time limit and fallbacks: race ( fallback ( timeout ( hedge ( circuit ( work ) ) ) ) ). */
final class ProtectedAsyncCallImpl<T extends @Nullable Object> implements ProtectedAsyncCall<T> {

    private final CircuitImpl circuit;
    private final ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work;
    private final @Nullable Duration timeout;
    private final HedgedCall.@Nullable Plan hedge;
    private final Fallbacks<T> fallbacks;
    private final List<ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable>> race;

    private ProtectedAsyncCallImpl(
            CircuitImpl circuit,
            ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work,
            @Nullable Duration timeout,
            HedgedCall.@Nullable Plan hedge,
            Fallbacks<T> fallbacks,
            List<ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable>> race) {
        this.circuit = circuit;
        this.work = work;
        this.timeout = timeout;
        this.hedge = hedge;
        this.fallbacks = fallbacks;
        this.race = race;
    }

    static <T extends @Nullable Object> ProtectedAsyncCall<T> of(
            CircuitImpl circuit, ThrowingSupplier<? extends CompletionStage<T>, ? extends Throwable> work) {
        return new ProtectedAsyncCallImpl<>(circuit, work, null, null, Fallbacks.none(), List.of());
    }

    @Override
    public ProtectedAsyncCall<T> timeout(Duration limit) {
        return new ProtectedAsyncCallImpl<>(circuit, work, TimeLimit.inRange(limit), hedge, fallbacks, race);
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
        return new ProtectedAsyncCallImpl<>(circuit, work, timeout, hedge, all, race);
    }

    @Override
    public ProtectedAsyncCall<T> hedge(Duration delay, int max) {
        return new ProtectedAsyncCallImpl<>(circuit, work, timeout, HedgedCall.Plan.of(delay, max), fallbacks, race);
    }

    @Override
    public ProtectedAsyncCall<T> fallbackRace(
            List<ThrowingFunction<? super Throwable, ? extends CompletionStage<T>, ? extends Throwable>> runners) {
        return new ProtectedAsyncCallImpl<>(circuit, work, timeout, hedge, fallbacks, List.copyOf(runners));
    }

    @Override
    public CompletableFuture<T> getAsync() {
        long moment = Attribution.moment();
        CompletableFuture<T> settled = Settlement.of(this::start, fallbacks, circuit);
        return race.isEmpty() ? settled : FallbackRace.after(settled, race, circuit, moment);
    }

    private CompletableFuture<T> begin() {
        return hedge == null ? circuit.callAsync(work) : HedgedCall.start(circuit, work, hedge);
    }

    private CompletableFuture<T> start() {
        if (timeout == null) {
            return begin();
        }
        Interruption interruption = new Interruption(); // of no thread: nobody waits
        TimeLimit limit = new TimeLimit(circuit, timeout, interruption);
        try {
            limit.arm(null);
        } catch (Throwable refused) {
            return CompletableFuture.failedFuture(refused);
        }
        limit.enter();
        CompletableFuture<T> call;
        try {
            call = begin();
        } catch (Throwable tooDeep) { // only the end of the stack throws here
            limit.disarm();
            return CompletableFuture.failedFuture(tooDeep);
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
