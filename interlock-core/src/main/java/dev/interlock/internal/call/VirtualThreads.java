package dev.interlock.internal.call;

import dev.interlock.Attribution;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Virtual threads, which the version of Java that this library is compiled for does not know. */
final class VirtualThreads {

    private static final @Nullable MethodHandle START = find();

    private VirtualThreads() {}

    /** Starts a virtual thread for each task of calls through a circuit. */
    static Executor executor(String circuit) {
        MethodHandle start = START;
        if (start == null) {
            UnsupportedOperationException tooOld = new UnsupportedOperationException("circuit '" + circuit
                    + "': virtual threads need Java 21 or later, this is "
                    + Runtime.version().feature()
                    + "; give an executor with on(...)");
            Attribution.mark(tooOld, circuit); // circuits around this one are not to blame
            throw tooOld;
        }
        return task -> start(start, task);
    }

    private static void start(MethodHandle handle, Runnable task) {
        try {
            Thread unused = (Thread) handle.invokeExact(task);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new IllegalStateException("a virtual thread could not be started", thrown);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException | UnsupportedOperationException beforeJava21) {
            return null;
        }
    }
}
