package dev.interlock.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.InterlockEvent;
import dev.interlock.Snapshot;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.EventsMissed;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.time.ManualExecutor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the interleaving: each listener sees each event exactly once and in order, or is told the gap (S4). */
@Timeout(120)
final class DeliveryPropertiesTest {

    private static final Snapshot SNAPSHOT = (Snapshot) Proxy.newProxyInstance(
            Snapshot.class.getClassLoader(), new Class<?>[] {Snapshot.class}, (proxy, method, arguments) -> null);
    private static final ManualClock CLOCK = new ManualClock();
    /** Shared by all seeds: the clock stands still, so the log stays short. */
    private static final HookFailures FAILURES = new HookFailures(CLOCK);

    private final Commits commits = new Commits();

    /** What one listener must see: everything after its registration. Checks as it goes, and throws now and then. */
    private static final class Witness implements Consumer<InterlockEvent> {
        private final Random random;
        private final List<String> problems;
        private final long after;
        private long next;
        private long missed;
        private boolean inside;

        Witness(long seed, long after, List<String> problems) {
            this.random = new Random(seed);
            this.problems = problems;
            this.after = after;
            this.next = after + 1;
        }

        @Override
        public void accept(InterlockEvent event) {
            expect(!inside, "two deliveries at once");
            inside = true;
            if (event instanceof EventsMissed gap) {
                expect(gap.firstMissed() == next && gap.lastMissed() >= next, next + " is next, but gap " + gap);
                missed += gap.lastMissed() - gap.firstMissed() + 1;
            } else {
                expect(event.sequence() == next, next + " is next, but got " + event.sequence());
            }
            next = event.sequence() + 1;
            inside = false;
            if (random.nextInt(16) == 0) {
                throw new StackOverflowError("planted");
            }
        }

        private void expect(boolean holds, String problem) {
            if (!holds) {
                problems.add("listener after " + after + ": " + problem);
            }
        }
    }

    @Test
    void deliveries_anyInterleaving_areExactlyOnceInOrderOrToldAsGaps() {
        for (long seed = 0; seed < 2_000; seed++) {
            new DeliveryPropertiesTest().interleave(seed);
        }
    }

    private void interleave(long seed) {
        Random random = new Random(seed);
        ManualExecutor executor = new ManualExecutor();
        List<Long> engineSaw = new ArrayList<>();
        Dispatcher[] own = new Dispatcher[1];
        Dispatcher dispatcher = new Dispatcher(
                commits::newest,
                event -> {
                    engineSaw.add(event.sequence());
                    if (random.nextInt(8) == 0) {
                        commits.commit(1);
                        own[0].signal();
                    }
                },
                executor,
                1 + random.nextInt(6),
                () -> SNAPSHOT,
                CLOCK,
                FAILURES);
        own[0] = dispatcher;
        List<String> problems = new ArrayList<>();
        List<Witness> witnesses = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(6)) {
                case 0 -> commits.commit(1 + random.nextInt(4));
                case 1 -> {
                    long sequence = commits.newest().lastSequence() + 1;
                    commits.commit(new FatalEvent(sequence, 2 + random.nextInt(8)));
                }
                case 2, 3 -> dispatcher.signal();
                case 4 -> executor.runOne();
                default -> {
                    if (witnesses.size() < 4) {
                        long after = commits.newest().lastSequence();
                        Witness witness = new Witness(seed + step, after, problems);
                        witnesses.add(witness);
                        dispatcher.subscribe(InterlockEvent.class, event -> witness.accept(numbered(event)));
                    }
                }
            }
        }
        settle(dispatcher, executor);

        long last = commits.newest().lastSequence();
        assertThat(problems).as("seed %d", seed).isEmpty();
        assertThat(witnesses)
                .allSatisfy(witness -> assertThat(witness.next)
                        .as("seed %d: the end", seed)
                        .isEqualTo(Math.max(last, witness.after) + 1));
        assertThat(witnesses.stream().mapToLong(witness -> witness.missed).sum())
                .as("seed %d: gaps told are gaps counted", seed)
                .isEqualTo(dispatcher.missed());
        assertThat(engineSaw.stream().distinct().toList())
                .as("seed %d: the engine", seed)
                .hasSize((int) last)
                .isSorted();
    }

    /** An event whose number can be asked for without danger. */
    private static InterlockEvent numbered(InterlockEvent event) {
        if (!(event instanceof FatalEvent fatal)) {
            return event;
        }
        try {
            return Commits.event(fatal.sequence());
        } catch (StackOverflowError planted) {
            return Commits.event(fatal.sequence()); // It kills once.
        }
    }

    private void settle(Dispatcher dispatcher, ManualExecutor executor) {
        for (int i = 0; i < 200 && (dispatcher.position() < commits.newest().lastSequence() || i < 2); i++) {
            dispatcher.signal();
            executor.runAll();
        }
    }

    @Test
    void deliveries_ofManyThreads_areExactlyOnceInOrderOrToldAsGaps() throws Exception {
        ExecutorService hooks = Executors.newCachedThreadPool();
        ExecutorService committers = Executors.newFixedThreadPool(4);
        List<Long> engineSaw = new ArrayList<>();
        Dispatcher dispatcher = new Dispatcher(
                commits::newest, event -> engineSaw.add(event.sequence()), hooks, 64, () -> SNAPSHOT, CLOCK, FAILURES);
        List<String> problems = Collections.synchronizedList(new ArrayList<>());
        List<Witness> witnesses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Witness witness = new Witness(i, 0, problems);
            witnesses.add(witness);
            dispatcher.subscribe(InterlockEvent.class, witness);
        }
        List<Long> transitions = new ArrayList<>();
        dispatcher.subscribe(CircuitTransitioned.class, event -> transitions.add(event.sequence()));

        for (int thread = 0; thread < 4; thread++) {
            committers.execute(() -> {
                for (int i = 0; i < 5_000; i++) {
                    commits.commit(1 + i % 3);
                    dispatcher.signal();
                }
            });
        }
        committers.shutdown();
        assertThat(committers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        // No further signal: whoever drained last must have seen the last commit.
        long last = commits.newest().lastSequence();
        assertThat(dispatcher.position()).isEqualTo(last);
        hooks.shutdown();
        assertThat(hooks.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        assertThat(problems).isEmpty();
        assertThat(witnesses).allSatisfy(witness -> assertThat(witness.next).isEqualTo(last + 1));
        assertThat(engineSaw).hasSize((int) last).isSorted();
        assertThat(transitions).isSorted().doesNotHaveDuplicates();
        assertThat(dispatcher.pending()).isZero();
    }
}
