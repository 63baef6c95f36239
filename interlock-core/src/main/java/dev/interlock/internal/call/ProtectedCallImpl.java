package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.CallRejectedException;
import dev.interlock.CallTimeoutException;
import dev.interlock.ProtectedCall;
import dev.interlock.ThrowingFunction;
import dev.interlock.ThrowingSupplier;
import java.time.Duration;
import java.util.concurrent.CancellationException;
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
        return on(VirtualThreads.executor());
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
        return Settlement.of(() -> start(runner), fallbacks, circuit.calls.contextCarrier);
    }

    /** Begins the work, without fallbacks. A cancelled future interrupts it. */
    private CompletableFuture<T> start(Executor runner) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Interruption interruption = new Interruption();
        TimeLimit limit = timeout == null ? null : new TimeLimit(circuit, timeout, interruption);
        CompletableFuture<T> unused = result.whenComplete((value, failure) -> {
            if (limit != null) {
                limit.disarm();
            }
            if (result.isCancelled()) {
                boolean unusedToo = interruption.strike(() -> {});
            }
        });
        Runnable worker = () -> {
            try {
                result.complete(limit == null ? unlimited(interruption) : limited(limit, interruption));
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        };
        try {
            if (limit != null) {
                limit.arm(result::completeExceptionally);
            }
            runner.execute(circuit.calls.contextCarrier.wrap(worker));
        } catch (Throwable refused) {
            result.completeExceptionally(refused);
        }
        return result;
    }

    private T unlimited(Interruption interruption) throws X {
        try {
            if (!interruption.begin()) {
                throw new CancellationException("cancelled before it began");
            }
            return circuit.call(work);
        } finally {
            interruption.end();
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very throwable
    private T limited(TimeLimit limit, Interruption interruption) throws X {
        boolean mayBegin = interruption.begin();
        limit.enter();
        try {
            if (!mayBegin) {
                throw limit.over() == null
                        ? new CancellationException("cancelled before it began")
                        : limit.requireOver();
            }
            return circuit.call(() -> {
                T made = work.get();
                limit.requireInTime(); // work that swallows the interrupt is late all the same
                return made;
            });
        } catch (Throwable thrown) {
            CallTimeoutException over = limit.over();
            if (over == null || thrown == over || thrown instanceof Error || thrown instanceof CallRejectedException) {
                throw thrown;
            }
            over.addSuppressed(thrown);
            throw over;
        } finally {
            limit.leave();
            limit.disarm();
            if (mayBegin) {
                interruption.end();
            }
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
            throw new CancellationException(
                    "interrupted while waiting for the call through circuit '" + circuit.name() + "'");
        }
    }
}
