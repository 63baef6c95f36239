package dev.interlock.config;

import java.lang.reflect.Method;
import java.util.OptionalLong;

/** How many bytes this thread has taken from the heap so far, where the JVM tells. By reflection: the tested module does not read that of the beans. */
final class Allocation {

    private Allocation() {}

    static OptionalLong bytes() {
        if (ModuleLayer.boot().findModule("jdk.management").isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Method allocated =
                    Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
            return OptionalLong.of((Long) allocated.invoke(threads));
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
