package dev.interlock.testkit;

import dev.interlock.ThrowingRunnable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Services that are down when the test says so. The work of a circuit asks here instead of a real service: nothing depends on chance or
 * on the real time. Thread-safe.
 *
 * <pre>{@code
 * Outage outage = new Outage();
 * outage.start("vault");
 * vault.call(() -> outage.call("vault", "secret")); // throws OutageException
 * outage.end("vault");
 * vault.call(() -> outage.call("vault", "secret")); // "secret"
 * }</pre>
 */
public final class Outage {

    private final Set<String> down = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, AtomicInteger> failuresAhead = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    /** With every service up. */
    public Outage() {}

    /**
     * Takes a service down.
     *
     * @param service its name
     */
    public void start(String service) {
        down.add(service);
    }

    /**
     * Brings a service up again, and forgets what {@link #failNext} has left.
     *
     * @param service its name
     */
    public void end(String service) {
        failuresAhead.remove(service);
        down.remove(service);
    }

    /**
     * Lets the next calls of a service fail, and the ones after them succeed.
     *
     * @param service  its name
     * @param failures how many; replaces what is left of an earlier number
     */
    public void failNext(String service, int failures) {
        failuresAhead.put(service, new AtomicInteger(failures));
    }

    /**
     * Whether a service is down.
     *
     * @param service its name
     * @return true between {@link #start} and {@link #end}
     */
    public boolean isDown(String service) {
        return down.contains(service);
    }

    /**
     * Calls a service.
     *
     * @param service its name
     * @param value   what it answers
     * @param <T>     the answer's type
     * @return the value
     * @throws OutageException if the service is down, or this call was told to fail
     */
    public <T extends @Nullable Object> T call(String service, T value) throws OutageException {
        run(service, () -> {});
        return value;
    }

    /**
     * Calls a service, which does something if it is up.
     *
     * @param service its name
     * @param work    what it does, for example calling the services it needs
     * @param <X>     what that may throw
     * @throws OutageException if the service is down, or this call was told to fail
     * @throws X               if the work does
     */
    public <X extends Throwable> void run(String service, ThrowingRunnable<X> work) throws OutageException, X {
        calls.computeIfAbsent(service, name -> new AtomicInteger()).incrementAndGet();
        AtomicInteger ahead = failuresAhead.get(service);
        boolean toldToFail = ahead != null && ahead.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (toldToFail || isDown(service)) {
            throw new OutageException(service);
        }
        work.run();
    }

    /**
     * How often a service was called: calls that a circuit refused never arrive.
     *
     * @param service its name
     * @return calls that arrived, failed ones included
     */
    public int calls(String service) {
        AtomicInteger count = calls.get(service);
        return count == null ? 0 : count.get();
    }
}
