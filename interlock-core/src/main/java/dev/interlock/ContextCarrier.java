package dev.interlock;

/**
 * Carries what belongs to the caller's thread (logging context, security, tracing) to the thread that works for it. Given to
 * {@link InterlockSettings.Builder#contextCarrier}; asked for every protected call that does its work or its fallbacks elsewhere.
 *
 * <p>Most libraries of that kind have such a method already; with Micrometer's context propagation it is
 * {@code task -> ContextSnapshotFactory.builder().build().captureAll().wrap(task)}.
 */
@FunctionalInterface
public interface ContextCarrier {

    /**
     * Takes the present thread's context along.
     *
     * @param task what will be run on another thread, at most once
     * @return a task that puts the context in place, runs the given one, and takes it away again
     */
    Runnable wrap(Runnable task);
}
