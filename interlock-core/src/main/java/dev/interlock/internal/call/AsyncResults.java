package dev.interlock.internal.call;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Knows results whose outcome is not there yet: a synchronous call must not count them as successes. */
final class AsyncResults {

    /** By class, because asking an object for an interface it has not is slow, and publishers are known by name only. */
    private static final ClassValue<Boolean> PENDING = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return CompletionStage.class.isAssignableFrom(type)
                    || Flow.Publisher.class.isAssignableFrom(type)
                    || isReactive(type);
        }
    };

    private AsyncResults() {}

    static boolean isPending(@Nullable Object result) {
        return result != null && PENDING.get(result.getClass());
    }

    static IllegalStateException misuse(String circuit, Object result) {
        return new IllegalStateException("circuit '" + circuit + "': call(...) returned a "
                + result.getClass().getName()
                + ", whose outcome is not known yet and would be counted as a success; use callAsync(...)");
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
