package dev.interlock.verification.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.DependencyCycleException;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.NodeKind;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.testkit.InterlockChecks;
import dev.interlock.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Threads that define, remove, link and look up the same few names, while each has names of its own that come once. */
class NamesRaceTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 4_000;
    private static final int SHARED = 5;
    private static final Actor ME = Actor.of("me");
    private static final EdgeKind[] KINDS = EdgeKind.values();

    private final ManualTime time = ManualTime.create();
    private final AtomicIntegerArray there = new AtomicIntegerArray(SHARED);

    @Test
    void namesThatSeveralThreadsUse_areNeverMixedUp_andNoDefinitionIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Interlock interlock = Interlock.create(s -> s.timeSource(time).scheduler(time))) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                running.add(threads.submit(() -> run(interlock, number)));
            }
            for (Future<?> each : running) {
                each.get(300, TimeUnit.SECONDS);
            }

            Snapshot end = interlock.snapshot();
            InterlockChecks.assertConsistent(end);
            for (int at = 0; at < SHARED; at++) {
                String name = shared(at);
                boolean defined = end.find(name)
                        .map(node -> node.kind() == NodeKind.CIRCUIT)
                        .orElse(false);
                assertThat(there.get(at))
                        .as("definitions of %s less removals", name)
                        .isEqualTo(defined ? 1 : 0);
                interlock.remove(name);
            }
            assertThat(interlock.snapshot().nodes()).isEmpty();
            assertThat(((CircuitImpl) interlock.define("last")).index())
                    .as("numbers in use are those of names in use")
                    .isLessThan(2 * SHARED + 4 * THREADS);
        } finally {
            threads.shutdownNow();
        }
    }

    private void run(Interlock interlock, int thread) {
        SplittableRandom random = new SplittableRandom(thread);
        for (int round = 0; round < ROUNDS; round++) {
            withNameOfItsOwn(interlock, "own-" + thread + "-" + round, random);
            step(interlock, random);
            if (round % 16 == 0) {
                InterlockChecks.assertConsistent(interlock.snapshot());
            }
        }
    }

    /** Nobody else defines or removes it: whatever they do meanwhile, it is what this thread made of it. */
    private static void withNameOfItsOwn(Interlock interlock, String name, SplittableRandom random) {
        Circuit circuit = random.nextBoolean()
                ? interlock.define(name, c -> c.cascadesTo(shared(random.nextInt(SHARED))))
                : interlock.defineOrGet(name, c -> {});
        assertThat(interlock.find(name)).containsSame(circuit);
        assertThat(circuit.operator().forceOpen(ME, "to be told apart").isApplied())
                .as(name)
                .isTrue();
        assertThat(circuit.state()).as(name).isEqualTo(State.FORCED_OPEN);
        Snapshot before = interlock.snapshot();
        assertThat(interlock.remove(name)).as(name).isTrue();
        assertThat(interlock.find(name)).isEmpty();
        assertThat(circuit.state()).as(name).isEqualTo(State.DISABLED);
        assertThat(circuit.operator().release(ME, "gone").isApplied()).isFalse();
        assertThat(before.node(name).state()).as(name).isEqualTo(State.FORCED_OPEN);
    }

    private void step(Interlock interlock, SplittableRandom random) {
        int at = random.nextInt(SHARED);
        int to = random.nextInt(SHARED);
        String name = shared(at);
        EdgeKind kind = KINDS[random.nextInt(KINDS.length)];
        try {
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    Circuit made = interlock.define(name, c -> c.recoversAfter(shared(SHARED + to)));
                    there.incrementAndGet(at);
                    assertThat(made.name()).isEqualTo(name);
                }
                case 2, 3 -> {
                    if (interlock.remove(name)) {
                        there.decrementAndGet(at);
                    }
                }
                case 4, 5 -> interlock.link(name, kind, shared(to));
                case 6 -> interlock.unlink(name, kind, shared(to));
                default ->
                    interlock.find(name).ifPresent(found -> {
                        assertThat(found.name()).isEqualTo(name);
                        found.operator().open(ME, "for a while");
                        assertThat(found.explain().name()).isEqualTo(name);
                        found.operator().forceClose(ME, "and over");
                    });
            }
        } catch (InvalidConfigurationException | DependencyCycleException | NoSuchElementException expected) {
            // It is there already, or not any more, or would close a cycle.
        }
    }

    private static String shared(int at) {
        return "shared-" + at;
    }
}
