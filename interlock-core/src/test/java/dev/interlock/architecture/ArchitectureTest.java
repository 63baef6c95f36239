package dev.interlock.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.interlock.Guard;
import dev.interlock.Interlock;
import dev.interlock.Scheduler;
import dev.interlock.ThrowingRunnable;
import dev.interlock.ThrowingSupplier;
import dev.interlock.TimeSource;
import dev.interlock.internal.InterlockFactory;
import dev.interlock.internal.time.SystemTimeSource;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The borders inside the library. */
class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(place -> !place.contains("/test-classes/")) // ArchUnit's own does not know target/quick
            .importPackages("dev.interlock");

    /** What users implement: calling one of these is running user code. */
    private static final Set<Class<?>> USER_INTERFACES = Set.of(
            Guard.class,
            TimeSource.class,
            Scheduler.class,
            ThrowingSupplier.class,
            ThrowingRunnable.class,
            Interlock.CascadeHandler.class,
            Interlock.RefusalHandler.class);

    /** Each package is a slice of its own, however deep. */
    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("dev.interlock")
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    @Test
    void packages_haveNoCycles_butForTheOneFactoryEdge() {
        slices().assignedFrom(PACKAGES)
                .should()
                .beFreeOfCycles()
                .ignoreDependency(equivalentTo(Interlock.class), equivalentTo(InterlockFactory.class))
                .check(CORE);
    }

    @Test
    void publicPackage_importsNothingOfOurs_butTheFactory() {
        noClasses()
                .that()
                .resideInAPackage("dev.interlock")
                .and()
                .areNotAssignableTo(Interlock.class)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.interlock..").and(notIn("dev.interlock")))
                .check(CORE);
        Set<String> imported = Set.copyOf(CORE.get(Interlock.class).getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass())
                .filter(target -> target.getPackageName().startsWith("dev.interlock.internal"))
                .map(JavaClass::getName)
                .toList());
        assertThat(imported).containsExactly(InterlockFactory.class.getName());
    }

    @Test
    void clocks_areRead_inOneClassOnly() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(SystemTimeSource.class)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Instant.class, "now", Clock.class)
                .orShould()
                .accessClassesThat(equivalentTo(Clock.class))
                .check(CORE);
    }

    @Test
    void commitCode_callsNoUserInterface() {
        List<String> calls = CORE.stream()
                .filter(type -> Set.of("dev.interlock.internal.graph", "dev.interlock.internal.state")
                        .contains(type.getPackageName()))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> USER_INTERFACES.stream()
                        .anyMatch(user -> call.getTargetOwner().isAssignableTo(user)))
                .map(JavaCall::getDescription)
                .toList();
        assertThat(calls).isEmpty();
    }

    @Test
    void core_dependsOnNothing_butTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAPackage("dev.interlock..")
                        .or(resideInAPackage("java.."))
                        .or(resideInAPackage("jdk.jfr.."))
                        .or(resideInAPackage("org.jspecify.."))
                        .or(resideInAPackage("")))
                .check(CORE);
    }

    @Test
    void rules_seeClasses() {
        assertThat(CORE.size()).isGreaterThan(100);
        assertThat(CORE.that(alwaysTrue())).isNotEmpty();
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> notIn(String name) {
        return com.tngtech.archunit.base.DescribedPredicate.describe("not in " + name, (Predicate<JavaClass>)
                type -> !type.getPackageName().equals(name));
    }
}
