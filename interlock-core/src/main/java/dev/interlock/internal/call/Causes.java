package dev.interlock.internal.call;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A throwable and its causes. Chains can be long, and can bite their own tail. */
final class Causes {

    private static final int MAX = 32;

    private Causes() {}

    /** Whether the throwable, or one of its causes, passes. */
    static boolean any(Throwable thrown, Predicate<? super Throwable> test) {
        Throwable link = thrown;
        for (int i = 0; link != null && i < MAX; i++) {
            if (test.test(link)) {
                return true;
            }
            link = of(link);
        }
        return false;
    }

    /** The cause; none if the throwable's own method throws, because the call's throwable must win over ours. */
    static @Nullable Throwable of(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException hostile) {
            return null;
        }
    }
}
