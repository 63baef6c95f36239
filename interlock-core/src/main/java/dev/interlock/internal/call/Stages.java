package dev.interlock.internal.call;

import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookKind;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What the user's work returned, and its {@code cancel}, which is the user's code. */
final class Stages {

    private Stages() {}

    /** Cancels a stage that can be. Never throws: whatever else has to be ended must be ended. */
    static void cancel(@Nullable Object stage, String circuit, HookFailures failures) {
        if (stage instanceof Future<?> future) {
            try {
                future.cancel(true);
            } catch (UnsupportedOperationException readOnly) {
                // As the JDK's own minimal stages have it: the work goes on, and nobody listens.
            } catch (Throwable thrown) {
                failures.threw(HookKind.STAGE, circuit, thrown);
            }
        }
    }
}
