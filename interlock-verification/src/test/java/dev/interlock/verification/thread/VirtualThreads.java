package dev.interlock.verification.thread;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/** Virtual threads, for sources that are compiled for a JDK without them. */
public final class VirtualThreads {

    private static final Optional<MethodHandle> START = find();

    private VirtualThreads() {}

    /** Work that may throw. */
    @FunctionalInterface
    interface Work {

        void run() throws Exception;

        default Runnable orError() {
            return () -> {
                try {
                    run();
                } catch (Exception thrown) {
                    throw new IllegalStateException(thrown);
                }
            };
        }
    }

    private static Optional<MethodHandle> find() {
        if (Runtime.version().feature() < 21) { // 19 and 20 have them as a preview that throws
            return Optional.empty();
        }
        try {
            return Optional.of(MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class)));
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException(gone);
        }
    }

    public static boolean areThere() {
        return START.isPresent();
    }

    public static Thread start(Runnable work) {
        try {
            return (Thread) START.orElseThrow().invokeExact(work);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new IllegalStateException(thrown);
        }
    }
}
