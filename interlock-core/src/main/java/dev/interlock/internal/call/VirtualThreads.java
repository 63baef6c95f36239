package dev.interlock.internal.call;

import dev.interlock.Attribution;
import dev.interlock.internal.time.OwnThread;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads, which the version of Java that this library is compiled for does not know. They inherit nothing: a hedge's is started by a
 * timer, so what is inherited would depend on which attempt it is. What a call needs of its caller's context the carrier brings along.
 */
final class VirtualThreads {

    private static final String NAMES = "interlock-call-";

    private static final @Nullable ThreadFactory FACTORY = find();
    private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

    private VirtualThreads() {}

    /** Starts a virtual thread for each task of calls through a circuit. */
    static Executor executor(String circuit) {
        ThreadFactory factory = FACTORY;
        if (factory == null) {
            UnsupportedOperationException tooOld = new UnsupportedOperationException("circuit '" + circuit
                    + "': virtual threads need Java 21 or later, this is "
                    + Runtime.version().feature()
                    + "; give an executor with on(...)");
            Attribution.mark(tooOld, circuit); // circuits around this one are not to blame
            throw tooOld;
        }
        return task -> OwnThread.withOwnLoader(factory.newThread(task)).start();
    }

    /** {@code Thread.ofVirtual().name(NAMES, 1).inheritInheritableThreadLocals(false).factory()}; null before Java 21. */
    private static @Nullable ThreadFactory find() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            builder = type.getMethod("name", String.class, long.class).invoke(builder, NAMES, 1L);
            builder = type.getMethod("inheritInheritableThreadLocals", boolean.class)
                    .invoke(builder, false);
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException | UnsupportedOperationException beforeJava21) {
            return null;
        }
    }

    /** Whether the present thread is virtual. */
    static boolean isCurrent() {
        MethodHandle isVirtual = IS_VIRTUAL;
        if (isVirtual == null) {
            return false;
        }
        try {
            return (boolean) isVirtual.invokeExact(Thread.currentThread());
        } catch (Throwable thrown) {
            throw new IllegalStateException("a thread does not say whether it is virtual", thrown);
        }
    }

    private static @Nullable MethodHandle findIsVirtual() {
        if (Runtime.version().feature() < 21) { // 19 and 20 have them as a preview
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException gone) {
            return null;
        }
    }
}
