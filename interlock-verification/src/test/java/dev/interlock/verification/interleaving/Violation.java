package dev.interlock.verification.interleaving;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A rule that was broken. Its message begins with the rule, as {@code S6: ...}. */
final class Violation extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    Violation(String message) {
        super(message, null, false, false);
    }

    @SuppressWarnings("AnnotateFormatMethod") // that annotation is in a library which is not on the class path here
    static void unless(boolean holds, String message, @Nullable Object... facts) {
        if (!holds) {
            throw new Violation(message.formatted(facts));
        }
    }
}
