package dev.interlock.internal.backend;

import dev.interlock.Attribution;
import dev.interlock.Backends;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.ThrowingFunction;
import dev.interlock.internal.future.CallFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks one circuit after the other. To go on after a failure is to make the request again, so what was begun goes on only if a circuit
 * counted it, or if the user says so.
 */
public final class BackendsImpl implements Backends {

    /** One instance that is thrown again and again must not grow without end. */
    private static final int MAX_SUPPRESSED = 16;

    /** Links of a cause chain that are looked at. */
    private static final int MAX_CAUSES = 32;

    private final List<Circuit> circuits;
    /** What a circuit that counts nothing now, because it is DISABLED or the interlock closed, would call a failure. */
    private final BiPredicate<Circuit, Throwable> wouldCount;

    /** Tells, later and on any thread, whether a time limit around the search is over. */
    private final Supplier<BooleanSupplier> limits;

    /** What goes on that was begun; null: refusals, and what a circuit counted. */
    private final @Nullable Predicate<? super Throwable> again;

    /**
     * The usual ones.
     *
     * @param circuits   best first
     * @param wouldCount what a circuit would call a failure, also while it counts nothing
     * @param limits     asked where a search begins: whether a time limit around it is over
     */
    public BackendsImpl(
            List<Circuit> circuits, BiPredicate<Circuit, Throwable> wouldCount, Supplier<BooleanSupplier> limits) {
        this(List.copyOf(circuits), wouldCount, limits, null);
    }

    private BackendsImpl(
            List<Circuit> circuits,
            BiPredicate<Circuit, Throwable> wouldCount,
            Supplier<BooleanSupplier> limits,
            @Nullable Predicate<? super Throwable> again) {
        this.circuits = circuits;
        this.wouldCount = wouldCount;
        this.limits = limits;
        this.again = again;
    }

    @Override
    public List<Circuit> circuits() {
        return circuits;
    }

    @Override
    public String toString() {
        return circuits.stream()
                .map(circuit -> "'" + circuit.name() + "' " + circuit.state())
                .collect(Collectors.joining(", ", "Backends [", "]"));
    }

    @Override
    public Backends goingOnWhen(Predicate<? super Throwable> again) {
        return new BackendsImpl(circuits, wouldCount, limits, Objects.requireNonNull(again, "again"));
    }

    @Override
    public <T extends @Nullable Object, X extends Throwable> T call(ThrowingFunction<? super Circuit, T, X> work)
            throws X {
        Search search = new Search();
        while (true) {
            Circuit circuit = search.next();
            try {
                return circuit.call(() -> {
                    search.begun = true;
                    return work.apply(circuit);
                });
            } catch (Throwable thrown) {
                if (!search.goesOn(thrown, thrown)) {
                    CallRejectedException all = search.refusalOfAll();
                    if (all != null) {
                        throw all;
                    }
                    throw thrown;
                }
            }
        }
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> callAsync(
            ThrowingFunction<? super Circuit, ? extends CompletionStage<T>, ? extends Throwable> work) {
        AtomicReference<@Nullable CompletableFuture<T>> asked = new AtomicReference<>();
        CallFuture<T> result = new CallFuture<>(circuits.get(0).name(), failure -> {
            CompletableFuture<T> call = asked.get();
            if (call != null) {
                CallFuture.passOn(call, failure);
            }
        });
        ask(new Search(), work, result, asked);
        return result;
    }

    private <T extends @Nullable Object> void ask(
            Search search,
            ThrowingFunction<? super Circuit, ? extends CompletionStage<T>, ? extends Throwable> work,
            CallFuture<T> result,
            AtomicReference<@Nullable CompletableFuture<T>> asked) {
        Circuit circuit = search.next();
        CompletableFuture<T> call = circuit.callAsync(() -> {
            search.begun = true;
            return work.apply(circuit);
        });
        asked.set(call);
        if (result.isSettled()) { // the caller ended it before this one was known
            boolean unused = call.cancel(true);
        }
        CompletableFuture<T> unused = call.whenComplete((value, failure) -> {
            if (failure == null) {
                result.settle(value);
                return;
            }
            if (result.isSettled()) {
                return;
            }
            try {
                goOn(search, work, result, asked, failure);
            } catch (Throwable broken) { // the end of the stack: the caller must not wait for ever
                result.settleExceptionally(failure);
            }
        });
    }

    private <T extends @Nullable Object> void goOn(
            Search search,
            ThrowingFunction<? super Circuit, ? extends CompletionStage<T>, ? extends Throwable> work,
            CallFuture<T> result,
            AtomicReference<@Nullable CompletableFuture<T>> asked,
            Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? causeOf(failure) : null;
        Throwable thrown = cause != null ? cause : failure;
        if (search.goesOn(thrown, failure)) {
            ask(search, work, result, asked);
        } else {
            CallRejectedException all = search.refusalOfAll();
            result.settleExceptionally(all != null ? all : thrown);
        }
    }

    /** One request on its way through the circuits. Used by one thread at a time, which futures hand it over to. */
    private final class Search {

        private final BooleanSupplier over = limits.get();
        private int asked;
        private long moment;
        /** Whether the work was begun at the circuit that was asked last. */
        private boolean begun;

        private @Nullable Throwable before;
        /** What refused the request before it was begun anywhere. */
        private final List<CallRejectedException> refusals = new ArrayList<>(circuits.size());

        Circuit next() {
            begun = false;
            moment = Attribution.moment();
            return circuits.get(asked++);
        }

        /** Whether another circuit is asked after this. {@code marked} is what circuits saw, maybe a future's wrapper around it. */
        boolean goesOn(Throwable thrown, Throwable marked) {
            remember(before, thrown);
            before = thrown;
            if (!begun && thrown instanceof CallRejectedException refusal) {
                refusals.add(refusal);
            }
            return asked < circuits.size() && mayBeTriedAgain(thrown, marked);
        }

        private boolean mayBeTriedAgain(Throwable thrown, Throwable marked) {
            // Errors and interrupts are about this thread and this process: another backend would not do better.
            if (!(thrown instanceof Exception)
                    || thrown instanceof InterruptedException
                    || Thread.currentThread().isInterrupted()
                    || over.getAsBoolean()) { // nobody waits for another backend
                return false;
            }
            if (!begun) {
                return thrown instanceof CallRejectedException;
            }
            if (again == null) {
                return isRefusal(thrown)
                        || Attribution.since(marked, moment).isPresent()
                        || wouldCount.test(circuits.get(asked - 1), thrown);
            }
            try {
                return again.test(thrown);
            } catch (Throwable broken) { // nobody said yes
                remember(broken, thrown);
                return false;
            }
        }

        /** One refusal for all circuits, if each of them refused and nothing was begun; null if one did not. */
        @Nullable
        CallRejectedException refusalOfAll() {
            return refusals.size() > 1 && refusals.size() == circuits.size() ? AllRefused.of(refusals) : null;
        }
    }

    /** By a circuit further in, whatever is wrapped around it. */
    private static boolean isRefusal(Throwable thrown) {
        Throwable link = thrown;
        for (int i = 0; link != null && i < MAX_CAUSES; i++) {
            if (link instanceof CallRejectedException) {
                return true;
            }
            link = causeOf(link);
        }
        return false;
    }

    /** A throwable of the user's may do anything, and the call's own must win over what it does. */
    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable hostile) {
            return null;
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very throwable
    private static void remember(@Nullable Throwable before, Throwable thrown) {
        if (before != null && before != thrown && thrown.getSuppressed().length < MAX_SUPPRESSED) {
            thrown.addSuppressed(before);
        }
    }
}
