package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.CallRejectedException;
import dev.interlock.CallTimeoutException;
import dev.interlock.ProtectedCall;
import dev.interlock.ThrowingFunction;
import dev.interlock.ThrowingSupplier;
import dev.interlock.internal.future.CallFuture;
import dev.interlock.internal.future.CalledOff;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A call with its time limit, fallbacks and executor: fallback ( timeout ( circuit ( work ) ) ). */
final class ProtectedCallImpl<T extends @Nullable Object, X extends Throwable> implements ProtectedCall<T, X> {

    private final CircuitImpl circuit;
    private final ThrowingSupplier<T, X> work;
    private final @Nullable Duration timeout;
    private final Fallbacks<T> fallbacks;
    private final @Nullable Executor executor;

    private ProtectedCallImpl(
            CircuitImpl circuit,
            ThrowingSupplier<T, X> work,
            @Nullable Duration timeout,
            Fallbacks<T> fallbacks,
            @Nullable Executor executor) {
        this.circuit = circuit;
        this.work = work;
        this.timeout = timeout;
        this.fallbacks = fallbacks;
        this.executor = executor;
    }

    static <T extends @Nullable Object, X extends Throwable> ProtectedCall<T, X> of(
            CircuitImpl circuit, ThrowingSupplier<T, X> work) {
        return new ProtectedCallImpl<>(circuit, work, null, Fallbacks.none(), null);
    }

    @Override
    public ProtectedCall<T, X> timeout(Duration limit) {
        return new ProtectedCallImpl<>(circuit, work, TimeLimit.inRange(limit), fallbacks, executor);
    }

    @Override
    public ProtectedCall<T, X> fallback(ThrowingFunction<? super Throwable, ? extends T, ? extends X> fallback) {
        return with(fallbacks.with(fallback));
    }

    @Override
    public <E extends Throwable> ProtectedCall<T, X> fallback(
            Class<E> type, ThrowingFunction<? super E, ? extends T, ? extends X> fallback) {
        return with(fallbacks.with(type, fallback));
    }

    @Override
    public ProtectedCall<T, X> fallbackValue(T value) {
        return with(fallbacks.with(thrown -> value));
    }

    private ProtectedCall<T, X> with(Fallbacks<T> all) {
        return new ProtectedCallImpl<>(circuit, work, timeout, all, executor);
    }

    @Override
    public ProtectedCall<T, X> on(Executor runner) {
        return new ProtectedCallImpl<>(circuit, work, timeout, fallbacks, runner);
    }

    @Override
    public ProtectedCall<T, X> onVirtualThreads() {
        return on(VirtualThreads.executor(circuit.name()));
    }

    @Override
    public T get() throws X {
        long moment = Attribution.moment();
        try {
            if (executor != null) {
                return await(start(executor));
            }
            if (timeout == null) {
                return circuit.call(work);
            }
            Interruption interruption = new Interruption();
            TimeLimit limit = new TimeLimit(circuit, timeout, interruption);
            limit.arm(null);
            return limited(limit, interruption);
        } catch (Throwable thrown) {
            return this.<X>recover(thrown, moment);
        }
    }

    /** What is thrown is of type X: the work's own, a fallback's, or unchecked. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <Y extends Throwable> T recover(Throwable thrown, long moment) throws Y {
        try {
            return fallbacks.apply(thrown, moment);
        } catch (Throwable left) {
            throw (Y) left;
        }
    }

    @Override
    public CompletableFuture<T> getAsync() {
        Executor runner = executor;
        if (runner == null) {
            throw new IllegalStateException("circuit '" + circuit.name()
                    + "': getAsync() needs an executor; give one with on(...) or onVirtualThreads(), or use protectAsync(...)"
                    + " for work that is asynchronous by itself");
        }
        return Settlement.of(() -> start(runner), fallbacks, circuit);
    }

    /** Begins the work, without fallbacks. A future that its caller ends interrupts it. */
    private CompletableFuture<T> start(Executor runner) {
        Interruption interruption = new Interruption();
        TimeLimit limit = new TimeLimit(circuit, timeout, interruption);
        CallFuture<T> result = new CallFuture<>(circuit.name(), limit::endByCaller);
        Runnable inContext;
        try {
            inContext = circuit.inContext(() -> {
                try {
                    result.settle(limited(limit, interruption));
                } catch (Throwable thrown) {
                    result.settleExceptionally(thrown);
                }
            });
            limit.arm(result::settleExceptionally);
        } catch (Throwable refused) {
            return CompletableFuture.failedFuture(refused);
        }
        try {
            runner.execute(() -> {
                try {
                    inContext.run();
                } catch (Throwable hook) { // what carries the context failed: the caller must not wait for ever
                    limit.disarm();
                    result.settleExceptionally(hook);
                }
            });
        } catch (Throwable refused) {
            limit.disarm();
            result.settleExceptionally(refused instanceof Exception ? circuit.admission.refusedBy(refused) : refused);
        }
        return result;
    }

    @SuppressWarnings("ReferenceEquality") // the very throwable
    private T limited(TimeLimit limit, Interruption interruption) throws X {
        boolean mayBegin = interruption.begin();
        limit.enter();
        try {
            if (!mayBegin) {
                limit.requireInTime();
            }
            return circuit.heldCall(work, limit);
        } catch (Throwable thrown) {
            Throwable over = limit.over();
            boolean refused = thrown instanceof CallRejectedException && !limit.isAdmitted();
            if (over == null || thrown == over || thrown instanceof Error || refused) {
                throw thrown;
            }
            if (over instanceof CallTimeoutException) { // else it is the caller's, who has it already
                over.addSuppressed(thrown);
            }
            throw TimeLimit.<RuntimeException>unchecked(over);
        } finally {
            limit.leave();
            if (mayBegin) {
                interruption.end();
            }
            limit.disarm();
            limit.passOn();
        }
    }

    private T await(CompletableFuture<T> result) throws Throwable {
        try {
            return result.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        } catch (InterruptedException interrupted) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new CalledOff("interrupted while waiting for the call through circuit '" + circuit.name() + "'");
        }
    }
}
