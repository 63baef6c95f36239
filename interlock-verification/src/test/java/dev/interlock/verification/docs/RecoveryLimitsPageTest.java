package dev.interlock.verification.docs;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Snapshot;
import dev.interlock.TransitionResult;
import dev.interlock.event.CascadeHappened;
import dev.interlock.event.PanicChanged;
import dev.interlock.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of docs/recovery-limits.md. */
class RecoveryLimitsPageTest {

    private static final Actor OPS = Actor.of("ops");

    private final ManualTime time = ManualTime.create();

    @Test
    void settings() {
        // docs:begin settings
        Interlock interlock = Interlock.create(settings -> settings.recoveryBudget(3) // of all circuits
                .panicThreshold(0.5));
        interlock.define("shared-cache", c -> c.cascadesTo("search", "prices").cascadeLimit(0.2)); // of one circuit
        // docs:end settings

        assertThat(interlock.circuit("shared-cache").config().cascadeLimit()).isEqualTo(0.2);
        interlock.close();
    }

    @Test
    void budget() {
        try (Interlock interlock = Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).recoveryBudget(3))) {
            for (String name : List.of("a", "b", "c", "d")) {
                interlock.define(name).operator().open(OPS, "test");
            }
            List.of("a", "b", "c").forEach(name -> interlock.circuit(name).attemptRecovery());
            Circuit circuit = interlock.circuit("d");

            // docs:begin budget
            TransitionResult result = circuit.attemptRecovery();

            assertThat(result.reasons())
                    .hasToString("[the recovery budget is used up: 3 of 3 circuits are in recovery (a, b, c)]");
            // docs:end budget

            // docs:begin asking
            assertThat(circuit.recoveryAllowed()).isFalse();
            // docs:end asking
        }
    }

    @Test
    void panic() {
        try (Interlock interlock = Interlock.create(
                s -> s.timeSource(time).scheduler(time).hookExecutor(time).panicThreshold(0.5))) {
            interlock.define("cache", c -> c.cascadesTo("search"));
            for (String name : List.of("search", "x", "y")) {
                interlock.define(name);
            }
            List<String> pager = new ArrayList<>();

            // docs:begin panic
            interlock.on(PanicChanged.class, change -> pager.add(change.panicking() + ", " + change.share() + " open"));
            interlock.on(CascadeHappened.class, cascade -> {
                if (cascade.isStopped()) {
                    pager.add(cascade.source() + " would have opened " + cascade.affected());
                }
            });
            // docs:end panic
            interlock.circuit("x").operator().open(OPS, "test");
            interlock.circuit("y").operator().open(OPS, "test");
            interlock.circuit("cache").operator().open(OPS, "test");

            assertThat(pager).containsExactlyInAnyOrder("cache would have opened [search]", "true, 0.75 open");
            // docs:begin snapshot
            Snapshot now = interlock.snapshot();
            assertThat(now.isPanicking()).isTrue();
            assertThat(now.openShare()).isEqualTo(0.75);
            // docs:end snapshot
        }
    }
}
