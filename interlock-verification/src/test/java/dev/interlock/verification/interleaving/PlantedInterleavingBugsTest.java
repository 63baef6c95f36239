package dev.interlock.verification.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.interleaving.SmallCheck.Space;
import dev.interlock.verification.planted.PlantedFault;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The explorations find each fault that is put into the core, and say which rule it breaks; and the core without one passes them. */
class PlantedInterleavingBugsTest {

    /** One for each rule on each build; all of them under the profiles, because each makes its core anew. */
    static List<CoreBugs> bugs() {
        Set<String> rules = new HashSet<>();
        return Stream.of(CoreBugs.values())
                .filter(bug -> rules.add(bug.rule) || Depth.wanted() != Depth.QUICK)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void exploration_faultPutIn_findsItAndTellsTheWholeSchedule(CoreBugs bug, @TempDir Path folder) throws Exception {
        PlantedFault.compile(bug.pieces, folder);

        String found = firstViolation(bug.space, bug.rule, folder);

        System.out.println(bug + " is found: " + found.lines().findFirst().orElse(""));
        assertThat(found).startsWith(bug.rule).contains("start: graph", "1: ", " reads graph ");
    }

    @ParameterizedTest
    @EnumSource
    void bug_ofAnyRule_isAboutTheSourceAsItIs(CoreBugs bug) {
        bug.pieces.forEach(PlantedFault::check);
    }

    @Test
    void exploration_withoutAFault_findsNothing(@TempDir Path folder) throws Exception {
        assertThat(firstViolation(Space.READERS, "", folder)).isEmpty();
    }

    private static String firstViolation(Space space, String rule, Path faulty) throws Exception {
        try (Apart apart = new Apart(faulty)) {
            Class<?> check = Class.forName(SmallCheck.class.getName(), true, apart);
            @SuppressWarnings("unchecked")
            BinaryOperator<String> made =
                    check.asSubclass(BinaryOperator.class).getConstructor().newInstance();
            return made.apply(space.name(), rule);
        }
    }

    /** Core and tests once more, with the faulty class in front: a class of its own is told apart from the real one by its loader. */
    private static final class Apart extends URLClassLoader {

        private Apart(Path faulty) throws MalformedURLException {
            super(classPath(faulty), PlantedInterleavingBugsTest.class.getClassLoader());
        }

        private static URL[] classPath(Path faulty) throws MalformedURLException {
            List<URL> all = new ArrayList<>(List.of(faulty.toUri().toURL()));
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                all.add(Path.of(entry).toUri().toURL());
            }
            return all.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.interlock.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
