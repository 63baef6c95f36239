package dev.interlock.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The borders inside the simulator. */
class SimulatorArchitectureTest {

    private static final JavaClasses SIMULATOR = new ClassFileImporter()
            .withImportOption(place -> !place.contains("/test-classes/")) // ArchUnit's own does not know target/quick
            .importPackages("dev.interlock.simulator");

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.interlock.simulator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SIMULATOR);
    }

    /** Else the same seed would not give the same run. */
    @Test
    void simulator_readsNoClock_andDrawsNothingThatIsNotSeeded() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, ThreadLocalRandom.class)
                .check(SIMULATOR);
    }

    @Test
    void world_knowsNoPolicy() {
        noClasses()
                .that()
                .resideInAnyPackage("..simulator.engine..", "..simulator.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..simulator.policy..", "io.github.resilience4j..")
                .check(SIMULATOR);
    }
}
