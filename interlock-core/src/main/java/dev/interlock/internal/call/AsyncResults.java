package dev.interlock.internal.call;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Knows results whose outcome is not there yet, or is a failure that nobody sees: a synchronous call must not count them as successes. */
final class AsyncResults {

    /** What it is, it is. */
    private static final int VALUE = 0;
    /** Ends later. Also if it has ended: whoever returns one that has now, returns one that has not some day. */
    private static final int STAGE = 1;
    /** Is asked: where there is nothing but a future, one that has succeeded is as good as its value. */
    private static final int FUTURE = 2;

    /**
     * By class, because asking an object for an interface it has not is slow, and publishers are known by name only. The answers stay with the
     * classes, those of the JDK too. So they are objects of the JDK's: one of ours would keep a class loader for as long as the process lives.
     */
    private static final ClassValue<Integer> KINDS = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            if (CompletionStage.class.isAssignableFrom(type)
                    || Flow.Publisher.class.isAssignableFrom(type)
                    || isReactive(type)) {
                return STAGE;
            }
            return Future.class.isAssignableFrom(type) ? FUTURE : VALUE;
        }
    };

    private AsyncResults() {}

    static boolean isPending(@Nullable Object result) {
        return result != null && KINDS.get(result.getClass()) != VALUE && hasNotSucceeded(result);
    }

    static IllegalStateException misuse(String circuit, Object result) {
        String returned = "circuit '" + circuit + "': call(...) returned a "
                + result.getClass().getName();
        if (KINDS.get(result.getClass()) == STAGE) {
            return new IllegalStateException(returned
                    + ", whose outcome is not known yet and would be counted as a success; use callAsync(...)");
        }
        return new IllegalStateException(
                returned + ", which has not succeeded and would be counted as a success; wait for it inside of the call"
                        + " (its get()), use callAsync(...) with a stage, or run(...) if to have begun it is enough",
                failure((Future<?>) result));
    }

    // Apart, so that what every call asks stays small enough to be inlined wherever it is asked.
    private static boolean hasNotSucceeded(Object result) {
        if (KINDS.get(result.getClass()) == STAGE) {
            return true;
        }
        try {
            Future<?> future = (Future<?>) result;
            return !future.isDone() || failure(future) != null;
        } catch (Throwable broken) { // somebody else's class: what it does not say is not known
            return true;
        }
    }

    /** Why a future has failed; null if it has not. */
    private static @Nullable Throwable failure(Future<?> future) {
        boolean interrupted = Thread.interrupted(); // some look for it before they look whether they have to wait
        try {
            if (future.isDone()) {
                Object unused = future.get();
            }
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException now) {
            interrupted = true;
            return null;
        } catch (Throwable cancelledOrBroken) {
            return cancelledOrBroken;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isReactive(@Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        if (type.getName().equals("org.reactivestreams.Publisher") || isReactive(type.getSuperclass())) {
            return true;
        }
        for (Class<?> each : type.getInterfaces()) {
            if (isReactive(each)) {
                return true;
            }
        }
        return false;
    }
}
