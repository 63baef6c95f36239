package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.CallRejectedException;
import dev.interlock.ThrowingFunction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is tried in place of a result, in order. Immutable.
 *
 * @param <T> the result
 */
final class Fallbacks<T extends @Nullable Object> {

    /** One instance that is thrown again and again must not grow without end. */
    private static final int MAX_SUPPRESSED = 16;

    private final List<Fallback<T>> steps;

    private Fallbacks(List<Fallback<T>> steps) {
        this.steps = steps;
    }

    static <T extends @Nullable Object> Fallbacks<T> none() {
        return new Fallbacks<>(List.of());
    }

    Fallbacks<T> with(ThrowingFunction<? super Throwable, ? extends T, ? extends Throwable> function) {
        return with(new Fallback<>(null, function));
    }

    <E extends Throwable> Fallbacks<T> with(
            Class<E> type, ThrowingFunction<? super E, ? extends T, ? extends Throwable> function) {
        return with(new Fallback<>(type, thrown -> function.apply(type.cast(thrown))));
    }

    private Fallbacks<T> with(Fallback<T> last) {
        List<Fallback<T>> all = new ArrayList<>(steps);
        all.add(last);
        return new Fallbacks<>(List.copyOf(all));
    }

    /**
     * What the first that succeeds makes of a throwable.
     *
     * @param moment when the call began: {@link Attribution#moment()}
     * @throws Throwable what is left if none succeeds
     */
    T apply(Throwable thrown, long moment) throws Throwable {
        Throwable left = thrown;
        for (Fallback<T> each : steps) {
            if (each.handles(left)) {
                try {
                    return each.function.apply(left);
                } catch (Throwable failed) {
                    carry(left, failed, moment);
                    left = failed;
                }
            }
        }
        throw left;
    }

    /** The failure of a fallback belongs to whom the failure before it belongs to: circuits further out must not count it either. */
    @SuppressWarnings("ReferenceEquality") // the very throwable
    static void carry(Throwable original, Throwable failed, long moment) {
        if (original == failed) {
            return;
        }
        if (failed.getSuppressed().length < MAX_SUPPRESSED) {
            failed.addSuppressed(original);
        }
        if (Attribution.since(failed, moment).isPresent()) {
            return;
        }
        if (original instanceof CallRejectedException refused) {
            Attribution.mark(failed, refused.circuit());
        } else {
            Attribution.since(original, moment).ifPresent(mark -> Attribution.mark(failed, mark.circuit()));
        }
    }

    /** Whether fallbacks handle it that name no type: Errors and the interrupts of others pass by. */
    static boolean isForAll(Throwable thrown) {
        return thrown instanceof Exception && !(thrown instanceof InterruptedException);
    }

    /** Without what futures wrap around it. */
    static Throwable unwrapped(Throwable thrown) {
        Throwable link = thrown;
        while (Causes.isFutureWrapper(link)) {
            Throwable cause = Causes.of(link);
            if (cause == null) {
                return link;
            }
            link = cause;
        }
        return link;
    }

    /**
     * One of them.
     *
     * @param type what it handles; null for every exception but the interrupts of others
     */
    private record Fallback<T extends @Nullable Object>(
            @Nullable Class<? extends Throwable> type,
            ThrowingFunction<? super Throwable, ? extends T, ? extends Throwable> function) {

        boolean handles(Throwable thrown) {
            return type == null ? isForAll(thrown) : type.isInstance(thrown);
        }
    }
}
