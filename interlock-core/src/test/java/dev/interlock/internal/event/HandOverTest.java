package dev.interlock.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.InterlockEvent;
import dev.interlock.Snapshot;
import dev.interlock.TimeSource;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.time.ManualExecutor;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Who drains is held for a while only; the rest goes to the hook executor, in order and once. */
final class HandOverTest {

    private static final int MANY = 100;
    private static final Snapshot SNAPSHOT = (Snapshot) Proxy.newProxyInstance(
            Snapshot.class.getClassLoader(), new Class<?>[] {Snapshot.class}, (proxy, method, arguments) -> null);

    private final Commits commits = new Commits();
    private final ManualClock clock = new ManualClock();
    private final ManualExecutor executor = new ManualExecutor();
    private final HookFailures failures = new HookFailures(clock);
    private final Backlog backlog = new Backlog(failures);
    private final List<Long> engineSaw = new ArrayList<>();
    private final List<String> pieces = new ArrayList<>();
    private final List<Long> heard = new ArrayList<>();
    private Duration each = Duration.ofMillis(1);
    private Duration eachLook = Duration.ZERO;
    private Executor hooks = executor;
    private final Dispatcher dispatcher = new Dispatcher(
            commits::newest,
            this::engine,
            task -> hooks.execute(task),
            MANY,
            () -> SNAPSHOT,
            new BusyClock(),
            failures,
            backlog);

    @Test
    void drainer_heldForLong_handsTheRestToTheExecutor() {
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));
        commits.commit(MANY);

        dispatcher.signal();

        assertThat(engineSaw).hasSizeBetween(10, 20);
        executor.runAll();
        assertThat(engineSaw).isEqualTo(upTo(MANY));
        assertThat(heard).isEqualTo(upTo(MANY));
    }

    @Test
    void drainer_withALongWayBackToTheOldest_handsOverOnTheWay() {
        each = Duration.ZERO;
        eachLook = Duration.ofMillis(6);
        int nodes = 20 * Dispatcher.NODES_IN_A_STEP;
        for (int i = 0; i < nodes; i++) {
            commits.commit(1);
        }

        dispatcher.signal();

        assertThat(engineSaw).as("the oldest is not reached").isEmpty();
        eachLook = Duration.ZERO;
        executor.runAll();
        assertThat(engineSaw).isEqualTo(upTo(nodes));
    }

    @Test
    void listener_ofEventsBeforeTheHandOver_isNotKeptWaitingForTheRest() {
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));
        commits.commit(MANY);

        dispatcher.signal();
        executor.runOne(); // the mailbox was kicked before the rest was handed over

        assertThat(heard).isEqualTo(engineSaw).isNotEmpty();
    }

    @Test
    void listener_whoseTaskTheExecutorLost_isCalledAgain() {
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));
        hooks = task -> {}; // a pool that discards what it has no room for
        commits.commit(2);
        dispatcher.signal();
        hooks = executor;

        dispatcher.onTick();
        clock.advance(Duration.ofMillis(4_999));
        dispatcher.onTick();
        executor.runAll();
        assertThat(heard).as("it may still come").isEmpty();
        clock.advance(Duration.ofMillis(1));
        dispatcher.onTick();
        executor.runAll();

        assertThat(heard).isEqualTo(upTo(2));
    }

    @Test
    void listener_whoseTaskWasOnlySlow_hearsEachEventOnce() {
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));
        commits.commit(2);
        dispatcher.signal();
        dispatcher.onTick();
        clock.advance(Duration.ofSeconds(5));
        dispatcher.onTick();

        executor.runAll(); // both tasks

        assertThat(heard).isEqualTo(upTo(2));
    }

    @Test
    void time_standingStill_keepsEverythingOnOneThread() {
        each = Duration.ZERO;
        commits.commit(MANY);

        dispatcher.signal();

        assertThat(engineSaw).isEqualTo(upTo(MANY));
        assertThat(executor.pending()).isZero();
    }

    @Test
    void rest_handedOver_isLeftToTheExecutorByOtherSignals() {
        commits.commit(MANY);
        dispatcher.signal();
        int seen = engineSaw.size();

        commits.commit(1);
        dispatcher.signal();

        assertThat(engineSaw).hasSize(seen);
        executor.runAll();
        assertThat(engineSaw).isEqualTo(upTo(MANY + 1));
    }

    @Test
    void rest_handedToAnExecutorThatDoesNotBegin_isDeliveredByTheTicks() {
        commits.commit(MANY);
        dispatcher.signal();
        int seen = engineSaw.size();

        dispatcher.onTick();
        assertThat(engineSaw).as("the executor gets a tick to begin").hasSize(seen);
        for (int ticks = 0; ticks < 2 * MANY; ticks++) {
            dispatcher.onTick();
        }

        assertThat(engineSaw).isEqualTo(upTo(MANY));
        executor.runAll(); // begins at last, and finds nothing
        commits.commit(1);
        dispatcher.signal();
        assertThat(engineSaw).isEqualTo(upTo(MANY + 1));
    }

    @Test
    void executor_refusingTheRest_leavesItToTheDrainer() {
        hooks = task -> {
            throw new RejectedExecutionException("full");
        };
        commits.commit(MANY);

        dispatcher.signal();

        assertThat(engineSaw).isEqualTo(upTo(MANY));
    }

    @Test
    void pieces_putOffByTheEngine_areDoneBeforeTheNextEvent_andHandedOverInBetween() {
        commits.commit(1);
        for (int i = 0; i < MANY; i++) {
            int number = i;
            backlog.add(() -> {
                clock.advance(each);
                pieces.add("piece " + number);
            });
        }

        dispatcher.signal();

        assertThat(pieces).hasSizeBetween(10, 20);
        assertThat(engineSaw).isEmpty();
        executor.runAll();
        assertThat(pieces).hasSize(MANY).doesNotHaveDuplicates().endsWith("piece " + (MANY - 1));
        assertThat(engineSaw).containsExactly(1L);
    }

    @Test
    void piece_dyingOfTheStack_isDoneOnceMore_andOneThatThrowsIsNot() {
        backlog.add(() -> {
            pieces.add("dies");
            throw new StackOverflowError("planted");
        });
        backlog.add(() -> {
            pieces.add("throws");
            throw new IllegalStateException("planted");
        });
        backlog.add(() -> pieces.add("goes on"));

        dispatcher.signal();
        assertThat(dispatcher.deaths()).isEqualTo(1);
        dispatcher.signal();

        assertThat(pieces).containsExactly("dies", "dies", "throws", "goes on");
    }

    private void engine(InterlockEvent event) {
        clock.advance(each);
        engineSaw.add(event.sequence());
    }

    private static List<Long> upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    /** Goes on while somebody works. */
    private final class BusyClock implements TimeSource {
        @Override
        public long nanoTime() {
            clock.advance(eachLook);
            return clock.nanoTime();
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }
    }
}
