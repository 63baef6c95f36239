package dev.interlock.internal.call;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A throwable and its causes. Chains can be long, and can bite their own tail. */
final class Causes {

    private static final int MAX = 32;

    private Causes() {}

    /** Whether the throwable, or one of its causes, passes. */
    static boolean any(Throwable thrown, Predicate<? super Throwable> test) {
        return first(thrown, test) != null;
    }

    /** The throwable, or the first of its causes, that passes; null if none does. */
    static @Nullable Throwable first(Throwable thrown, Predicate<? super Throwable> test) {
        Throwable link = thrown;
        for (int i = 0; link != null && i < MAX; i++) {
            if (test.test(link)) {
                return link;
            }
            link = of(link);
        }
        return null;
    }

    /**
     * The cause; none if the throwable's own method throws. Whatever it throws, an Error too: it is the user's code, and the call's throwable
     * must win over it.
     */
    static @Nullable Throwable of(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable hostile) {
            return null;
        }
    }

    /** Whether it is what a future wraps around a failure that happened elsewhere. */
    static boolean isFutureWrapper(Throwable thrown) {
        return thrown instanceof CompletionException || thrown instanceof ExecutionException;
    }
}
