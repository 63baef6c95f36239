package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.CircuitEvent;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.testkit.Outage;
import dev.interlock.testkit.OutageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cascading circuit with a dependency: what it opens, and what it waits for, are two lists. */
@ExtendWith(InterlockExtension.class)
class CascadingCircuitTest {

    private static final Actor OPS = Actor.of("ops");

    private final Outage outage = new Outage();
    private final List<String> cascades = new ArrayList<>();

    private void defineInfrastructure(Interlock interlock) {
        // docs:begin infrastructure
        interlock.define("cache-layer");
        interlock.define("search-index");
        interlock.define("backup-database", c -> c.failureThreshold(5));
        interlock.define(
                "main-database",
                c -> c.failureThreshold(3)
                        .cascadesTo("cache-layer", "search-index") // opening it opens these two
                        .recoversAfter("backup-database")); // and it does not come back before this one

        interlock.onCascade((source, affected) -> cascades.add(source + " opened " + affected));
        // docs:end infrastructure
    }

    private void breakMainDatabase(Interlock interlock) {
        outage.start("main");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> interlock.circuit("main-database").run(() -> outage.call("main", "row")))
                    .isInstanceOf(OutageException.class);
        }
        assertThat(interlock.circuit("main-database")).isOpen();
    }

    @Test
    void mainDatabase_trips_opensItsTargetsInTheSameMoment(Interlock interlock) {
        defineInfrastructure(interlock);

        breakMainDatabase(interlock);

        assertThat(interlock.circuit("cache-layer")).isOpen();
        assertThat(interlock.circuit("search-index")).isOpen();
        assertThat(interlock.circuit("backup-database")).isClosed();
        assertThat(cascades).containsExactly("main-database opened [cache-layer, search-index]");
        assertThat(interlock.snapshot().node("cache-layer").cause()).hasValueSatisfying(cause -> {
            assertThat(cause.event()).isEqualTo(CircuitEvent.CASCADE);
            assertThat(cause.source()).contains("main-database");
        });
    }

    @Test
    void mainDatabase_backupDown_doesNotAttemptRecovery(Interlock interlock, ManualTime time) {
        defineInfrastructure(interlock);
        breakMainDatabase(interlock);

        // docs:begin backup
        interlock.circuit("backup-database").operator().forceOpen(OPS, "disk replaced");

        time.advance(ofMinutes(5)); // ten times its wait
        assertThat(interlock.circuit("main-database")).isOpen().refusesRecovery();

        interlock.circuit("backup-database").operator().forceClose(OPS, "disk replaced, checked");
        assertThat(interlock.circuit("main-database")).isHalfOpen(); // in the same moment
        // docs:end backup
    }

    @Test
    void backupDatabase_mainDown_recoversOnItsOwn(Interlock interlock, ManualTime time) {
        defineInfrastructure(interlock);
        breakMainDatabase(interlock);
        interlock.circuit("main-database").operator().forceOpen(OPS, "to be replaced");
        interlock.circuit("backup-database").operator().open(OPS, "restarted");

        time.advance(ofSeconds(30));

        assertThat(interlock.circuit("backup-database")).isHalfOpen();
        assertThat(interlock.circuit("main-database")).isForcedOpen();
    }

    @Test
    void cascadedCircuits_waitOver_recoverOnTheirOwn(Interlock interlock, ManualTime time) {
        defineInfrastructure(interlock);
        breakMainDatabase(interlock);

        time.advance(ofSeconds(30));

        assertThat(interlock.circuit("main-database")).isHalfOpen();
        assertThat(interlock.circuit("cache-layer")).isHalfOpen();
        assertThat(interlock.circuit("search-index")).isHalfOpen();
    }

    @Test
    void mainDatabase_targetsHeldOpen_recoversAllTheSame(Interlock interlock, ManualTime time) {
        defineInfrastructure(interlock);
        breakMainDatabase(interlock);
        interlock.circuit("cache-layer").operator().forceOpen(OPS, "being refilled");

        time.advance(ofSeconds(30));

        assertThat(interlock.circuit("main-database")).isHalfOpen();
        assertThat(interlock.circuit("cache-layer")).isForcedOpen();
    }
}
