package dev.interlock.config;

import dev.interlock.Interlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * Which files each interlock was defined by. A reload takes its base out before it begins and puts its own file in when it is done, so of two
 * reloads from the same base one finds it gone. Nobody's code runs under the lock; interlocks are held weakly.
 */
final class LoadedFiles {

    private static final Map<Interlock, List<InterlockFile>> LOADED = new WeakHashMap<>();

    private LoadedFiles() {}

    static void add(Interlock interlock, InterlockFile file) {
        synchronized (LOADED) {
            of(interlock).add(file);
        }
    }

    /** Takes a file out; false if it is not in. */
    static boolean take(Interlock interlock, InterlockFile file) {
        synchronized (LOADED) {
            return of(interlock).remove(file);
        }
    }

    /** Takes out what another file has taken the place of. */
    static void takeOverlapping(Interlock interlock, InterlockFile file) {
        synchronized (LOADED) {
            of(interlock)
                    .removeIf(loaded -> loaded.circuits().keySet().stream().anyMatch(file.circuits()::containsKey)
                            || loaded.signals().keySet().stream().anyMatch(file.signals()::containsKey));
        }
    }

    /** What they are called, for people. */
    static String names(Interlock interlock) {
        synchronized (LOADED) {
            List<InterlockFile> loaded = of(interlock);
            return loaded.isEmpty()
                    ? "by no file, or another reload is under way"
                    : loaded.stream()
                            .map(file -> CleanText.quoted(file.source()))
                            .collect(Collectors.joining(", ", "by ", ""));
        }
    }

    private static List<InterlockFile> of(Interlock interlock) {
        return LOADED.computeIfAbsent(interlock, unused -> new ArrayList<>(1));
    }
}
