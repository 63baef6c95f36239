package dev.interlock.verification.graph;

import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.Circuit;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.TimeSource;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Changes of the graph that come between each other, and what a removed circuit leaves behind. */
class GraphRaceTest {

    private final ManualTime time = ManualTime.create();
    private final AtomicReference<Runnable> inBetween = new AtomicReference<>(() -> {});

    @Test
    void link_sourceRemovedBetweenTheCheckAndTheCommit_isRefusedAndHurtsNobody() {
        TimeSource clock = new TimeSource() {
            @Override
            public long nanoTime() {
                inBetween.getAndSet(() -> {}).run();
                return time.nanoTime();
            }

            @Override
            public Instant instant() {
                return time.instant();
            }
        };
        try (Interlock interlock = interlock(clock)) {
            Circuit dependency = interlock.define("d");
            interlock.define("u");
            interlock.define("caller", c -> c.dependsOn("u"));
            open(dependency);
            // The clock is read after whatever is asked first, and before the commit.
            inBetween.set(() -> interlock.remove("u"));

            Throwable thrown = catchThrowable(() -> interlock.link("u", EdgeKind.DEPENDS_ON, "d"));

            assertThat(thrown).isInstanceOf(NoSuchElementException.class);
            assertThat(interlock.snapshot().edges()).noneMatch(edge -> edge.to().equals("d"));
            Traffic.close(dependency);
            assertThat(interlock.circuit("caller").isBlocked()).isFalse();
        }
    }

    @Test
    void link_fromASignalToADependency_isRefusedWithTheRule() {
        try (Interlock interlock = interlock(time)) {
            interlock.define("d");
            interlock.signal("disk", () -> true, s -> {});

            assertThatThrownBy(() -> interlock.link("disk", EdgeKind.DEPENDS_ON, "d"))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("a signal depends on nothing");
        }
    }

    @Test
    void define_takenNameThatWouldAlsoCloseACycle_saysThatItIsTaken() {
        try (Interlock interlock = interlock(time)) {
            interlock.define("a");
            interlock.define("b", c -> c.dependsOn("a"));

            assertThatThrownBy(() -> interlock.define("a", c -> c.dependsOn("b")))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("there is a circuit of this name already");
        }
    }

    @Test
    void remove_circuitNobodyHolds_isGarbage() throws Exception {
        try (Interlock interlock = interlock(time)) {
            List<WeakReference<Object>> guards = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Object held = new Object();
                guards.add(new WeakReference<>(held));
                interlock.define("c" + i, c -> c.recoveryGuard("holds", () -> held.hashCode() != 0.5));
                interlock.remove("c" + i);
            }
            Traffic.eventually("the removed circuits' guards are collected", () -> {
                System.gc();
                return guards.stream().allMatch(guard -> guard.get() == null);
            });
        }
    }

    private Interlock interlock(TimeSource clock) {
        return Interlock.create(s -> s.timeSource(clock).scheduler(time).hookExecutor(time));
    }
}
