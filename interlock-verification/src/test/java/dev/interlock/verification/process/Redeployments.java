package dev.interlock.verification.process;

import dev.interlock.Interlock;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A container that deploys an application again and again, and calls it with threads of its own, which live on. Run by {@link UndeployTest}.
 * The last one is not asked for: the JDK keeps the types with which it made the methods of a record last.
 */
final class Redeployments {

    private static final int DEPLOYMENTS = 5;

    private Redeployments() {}

    /** Prints how many deployments are gone, of those that were followed by another. */
    public static void main(String[] arguments) throws Exception {
        ExecutorService container = Executors.newFixedThreadPool(1);
        List<WeakReference<ClassLoader>> replaced = new ArrayList<>();
        for (int i = 0; i < DEPLOYMENTS; i++) {
            WeakReference<ClassLoader> deployed =
                    container.submit(Redeployments::deploy).get();
            if (i < DEPLOYMENTS - 1) {
                replaced.add(deployed);
            }
        }
        long end = System.nanoTime() + 60_000_000_000L;
        while (gone(replaced) < replaced.size() && System.nanoTime() < end) {
            System.gc();
            Thread.sleep(10);
        }
        System.out.println("gone: " + gone(replaced) + " of " + replaced.size());
        container.shutdown();
    }

    private static long gone(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.refersTo(null)).count();
    }

    private static WeakReference<ClassLoader> deploy() throws Exception {
        URL[] classes = {locationOf(Interlock.class), locationOf(DeployedApplication.class)};
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader loader = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader());
        thread.setContextClassLoader(loader);
        try {
            Class<?> application = loader.loadClass(DeployedApplication.class.getName());
            if (application == DeployedApplication.class) {
                throw new IllegalStateException("not loaded anew");
            }
            application.getMethod("live").invoke(null);
            return new WeakReference<>(loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL locationOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
