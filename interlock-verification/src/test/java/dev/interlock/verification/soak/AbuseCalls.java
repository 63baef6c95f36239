package dev.interlock.verification.soak;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.interlock.CallRejectedException;
import dev.interlock.CallTimeoutException;
import dev.interlock.Circuit;
import dev.interlock.CircuitFamily;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.ThrowingSupplier;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Calls in every form there is, drawn at random, each inside others; and callers that end their futures in every way there is. */
final class AbuseCalls {

    static final int KEYS = 8;

    /** One instance that ends many calls, on many threads, at the same time. */
    private final IOException shared = new IOException("shared");

    private final Interlock interlock;
    private final CircuitFamily family;
    private final List<String> names;
    private final Executor threads;
    private final ScheduledExecutorService later;

    /** Every future that a caller got. */
    final Queue<CompletableFuture<Integer>> handedOut = new ConcurrentLinkedQueue<>();

    AbuseCalls(
            Interlock interlock,
            CircuitFamily family,
            List<String> names,
            Executor threads,
            ScheduledExecutorService later) {
        this.interlock = interlock;
        this.family = family;
        this.names = names;
        this.threads = threads;
        this.later = later;
    }

    /** Whether it is one of those that are thrown here, or made of them. */
    static boolean isPlanned(Throwable thrown) {
        return thrown instanceof CallRejectedException
                || thrown instanceof CallTimeoutException
                || thrown instanceof IOException
                || thrown instanceof TimeoutException
                || thrown instanceof CancellationException
                || thrown instanceof InterruptedException
                || thrown instanceof RejectedExecutionException
                || thrown instanceof Planned;
    }

    void any(int depth) throws Exception {
        if (chance(2)) {
            call(depth);
        } else {
            begin(depth);
        }
    }

    private int call(int depth) throws Exception {
        Circuit circuit = circuit();
        ThrowingSupplier<Integer, Exception> work = () -> work(depth);
        return switch (upTo(4)) {
            case 0 -> circuit.call(work);
            case 1 -> circuit.protect(work).timeout(millis(20)).get();
            case 2 ->
                circuit.protect(work)
                        .on(threads)
                        .timeout(millis(20))
                        .fallback(thrown -> leaf())
                        .get();
            default -> withPermit(circuit, work);
        };
    }

    private static int withPermit(Circuit circuit, ThrowingSupplier<Integer, Exception> work) throws Exception {
        try (Permit permit = circuit.acquire()) {
            Integer[] made = new Integer[1];
            try {
                permit.within(() -> made[0] = work.get());
            } catch (Throwable thrown) {
                permit.failure(thrown);
                throw thrown;
            }
            if (chance(2)) {
                permit.success();
            } else {
                permit.answering();
            }
            return made[0];
        }
    }

    private int work(int depth) throws Exception {
        if (depth == 0 || chance(3)) {
            return leaf();
        }
        int made = call(depth - 1);
        if (chance(4)) {
            begin(depth - 1);
        }
        return made;
    }

    private int leaf() throws Exception {
        switch (upTo(9)) {
            case 0 -> throw shared;
            case 1 -> throw new IOException("fresh");
            case 2 -> throw new CancellationException("cut off by the driver");
            case 3 -> throw new Planned();
            case 4 -> Thread.sleep(upTo(10));
            case 5 -> LockSupport.parkNanos(3_000_000); // deaf to the interrupt, for a moment
            default -> {}
        }
        return 1;
    }

    private CompletableFuture<Integer> begin(int depth) {
        Circuit circuit = circuit();
        ThrowingSupplier<CompletionStage<Integer>, Exception> work = () -> stage(depth);
        CompletableFuture<Integer> call = switch (upTo(5)) {
            case 0 -> circuit.callAsync(work);
            case 1 -> circuit.protectAsync(work).timeout(millis(25)).getAsync();
            case 2 ->
                circuit.protectAsync(work)
                        .hedge(millis(5), 3)
                        .timeout(millis(25))
                        .fallbackRace(List.of(thrown -> stage(0), thrown -> stage(0)))
                        .getAsync();
            case 3 -> interlock.backends(names).callAsync(asked -> stage(depth));
            default ->
                circuit.<Integer, Exception>protect(() -> call(depth))
                        .on(threads)
                        .timeout(millis(50))
                        .getAsync();
        };
        handedOut.add(call);
        endByCaller(call);
        return call;
    }

    private CompletionStage<Integer> stage(int depth) throws Exception {
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        switch (upTo(6)) {
            case 0 -> stage.complete(leaf());
            case 1 -> {
                return depth == 0 ? CompletableFuture.completedStage(1) : begin(depth - 1);
            }
            case 2 -> stage.complete(depth == 0 ? 1 : call(depth - 1));
            case 3 -> later(() -> stage.completeExceptionally(shared));
            default -> later(() -> stage.complete(1));
        }
        return stage;
    }

    private void endByCaller(CompletableFuture<Integer> call) {
        switch (upTo(10)) {
            case 0 -> call.orTimeout(1 + upTo(10), MILLISECONDS);
            case 1 -> later(() -> call.cancel(true));
            case 2 -> later(() -> call.complete(7));
            case 3 -> later(() -> call.completeExceptionally(shared));
            case 4 -> later(() -> call.obtrudeValue(7));
            case 5 -> later(() -> call.obtrudeException(shared));
            case 6 -> {
                threads.execute(() -> call.cancel(true));
                threads.execute(() -> call.completeExceptionally(shared));
            }
            default -> {}
        }
    }

    private void later(Runnable end) {
        later.schedule(end, upTo(30), MILLISECONDS);
    }

    private Circuit circuit() {
        int which = upTo(names.size() + 2);
        return which < names.size() ? interlock.circuit(names.get(which)) : family.circuit("key" + upTo(KEYS));
    }

    private static Duration millis(int most) {
        return Duration.ofMillis(1 + upTo(most));
    }

    static boolean chance(int oneIn) {
        return upTo(oneIn) == 0;
    }

    static int upTo(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    private static final class Planned extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;
    }
}
