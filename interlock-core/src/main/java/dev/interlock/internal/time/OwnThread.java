package dev.interlock.internal.time;

/**
 * Makes the threads that this library starts by itself. They live on after whoever happened to need the first one, so nothing of that caller
 * is handed to them: not the inheritable thread locals (a security context, a tenant), not the context class loader (one web application's,
 * perhaps redeployed since), not the priority.
 */
public final class OwnThread {

    private OwnThread() {}

    /** A daemon thread that has not begun. */
    @SuppressWarnings("ThreadPriorityCheck") // not to rely on it, but not to depend on the caller's
    public static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        thread.setPriority(Thread.NORM_PRIORITY);
        return withOwnLoader(thread);
    }

    /** The thread, with the library's own class loader in place of one that it inherited. */
    public static Thread withOwnLoader(Thread thread) {
        thread.setContextClassLoader(OwnThread.class.getClassLoader());
        return thread;
    }
}
