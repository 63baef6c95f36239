package dev.interlock.verification.planted;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads everything of ours a second time, with what stands in one folder in front: a core of its own, in which a fault is, and tests that see
 * no other. Everything else (JUnit, AssertJ, the JDK) is shared, so that a test runs here like any other.
 */
public final class FaultyLoader extends URLClassLoader {

    /** A loader in which the classes of the folder win. */
    public FaultyLoader(Path folder) {
        super("faulty", urls(folder), FaultyLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("dev.interlock.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    private static URL[] urls(Path folder) {
        List<URL> urls = new ArrayList<>();
        try {
            urls.add(folder.toUri().toURL());
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
        return urls.toArray(URL[]::new);
    }
}
