package dev.interlock.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.InterlockEvent;
import dev.interlock.Snapshot;
import dev.interlock.Subscription;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.EventsMissed;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookKind;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.time.ManualExecutor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class MailboxTest {

    private static final int CAPACITY = 4;
    private static final Snapshot SNAPSHOT = (Snapshot) Proxy.newProxyInstance(
            Snapshot.class.getClassLoader(), new Class<?>[] {Snapshot.class}, (proxy, method, arguments) -> null);

    private final Commits commits = new Commits();
    private final ManualClock clock = new ManualClock();
    private final ManualExecutor executor = new ManualExecutor();
    private final HookFailures failures = new HookFailures(clock);
    private final List<Long> engineSaw = new ArrayList<>();
    private Consumer<InterlockEvent> engine = event -> engineSaw.add(event.sequence());
    private final Dispatcher dispatcher = dispatcher(executor);
    private final List<Long> heard = new ArrayList<>();

    @Test
    void listener_ofOneType_seesThatTypeOnly() {
        dispatcher.subscribe(CircuitTransitioned.class, event -> heard.add(event.sequence()));

        commit(5);
        executor.runAll();

        assertThat(heard).containsExactly(2L, 4L);
    }

    @Test
    void listener_throwing_isCountedAndHurtsNobody() {
        List<Long> other = new ArrayList<>();
        dispatcher.subscribe(InterlockEvent.class, event -> {
            heard.add(event.sequence());
            if (event.sequence() % 2 == 0) {
                throw new StackOverflowError("planted");
            }
            throw new IllegalStateException("planted");
        });
        dispatcher.subscribe(InterlockEvent.class, event -> other.add(event.sequence()));

        commit(3);
        executor.runAll();

        assertThat(heard).containsExactly(1L, 2L, 3L);
        assertThat(other).containsExactly(1L, 2L, 3L);
        assertThat(dispatcher.listenerFailures()).isEqualTo(3);
        assertThat(failures.total()).as("listeners are no hooks").isZero();
    }

    @Test
    void mailbox_full_dropsTheOldestAndTellsTheRangeFirst() {
        List<InterlockEvent> got = new ArrayList<>();
        dispatcher.subscribe(InterlockEvent.class, got::add);

        commit(10);
        assertThat(dispatcher.pending()).isEqualTo(CAPACITY);
        executor.runAll();

        assertThat(got.get(0)).isEqualTo(new EventsMissed(6, clock.instant(), 1, 6, SNAPSHOT));
        assertThat(got.subList(1, got.size()))
                .extracting(InterlockEvent::sequence)
                .containsExactly(7L, 8L, 9L, 10L);
        assertThat(dispatcher.missed()).isEqualTo(6);
    }

    @Test
    void mailbox_fullForAnotherType_isCountedAndGoesOn() {
        dispatcher.subscribe(CircuitTransitioned.class, event -> heard.add(event.sequence()));

        commit(20);
        executor.runAll();

        assertThat(heard).containsExactly(14L, 16L, 18L, 20L);
        assertThat(dispatcher.missed()).isEqualTo(6);
    }

    @Test
    void mailbox_overflowingWhileDelivering_tellsEachGapInItsPlace() {
        List<String> got = new ArrayList<>();
        dispatcher.subscribe(InterlockEvent.class, event -> {
            got.add(
                    event instanceof EventsMissed gap
                            ? gap.firstMissed() + "-" + gap.lastMissed()
                            : Long.toString(event.sequence()));
            if (event.sequence() == 1) {
                commit(CAPACITY + 1);
            }
        });

        commit(2);
        executor.runAll();

        assertThat(got).containsExactly("1", "2-3", "4", "5", "6", "7");
    }

    @Test
    void mailbox_overflowingWhileItTellsAGap_tellsTheSecondBeforeTheNextEvent() {
        List<String> got = new ArrayList<>();
        dispatcher.subscribe(InterlockEvent.class, event -> {
            if (event instanceof EventsMissed gap) {
                got.add(gap.firstMissed() + "-" + gap.lastMissed());
                if (gap.firstMissed() == 1) {
                    commit(2);
                }
            } else {
                got.add(Long.toString(event.sequence()));
            }
        });

        commit(CAPACITY + 1);
        executor.runAll();

        assertThat(got).containsExactly("1-1", "2-3", "4", "5", "6", "7");
    }

    @Test
    void executor_runningATaskTwice_deliversOneAtATime() {
        ManualExecutor twice = new ManualExecutor();
        Dispatcher doubled = dispatcher(task -> {
            twice.execute(task);
            twice.execute(task);
        });
        List<String> got = new ArrayList<>();
        doubled.subscribe(InterlockEvent.class, event -> {
            got.add("in " + event.sequence());
            twice.runOne();
            got.add("out " + event.sequence());
        });
        commits.commit(2);
        doubled.signal();

        twice.runAll();

        assertThat(got).containsExactly("in 1", "out 1", "in 2", "out 2");
    }

    @Test
    void gap_whoseSnapshotFails_isKeptAndToldLater() {
        AtomicInteger asked = new AtomicInteger();
        Dispatcher broken = new Dispatcher(
                commits::newest,
                engine,
                executor,
                CAPACITY,
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new StackOverflowError("planted");
                    }
                    return SNAPSHOT;
                },
                clock,
                failures);
        List<InterlockEvent> got = new ArrayList<>();
        broken.subscribe(InterlockEvent.class, got::add);
        commits.commit(6);
        broken.signal();
        executor.runAll();
        assertThat(got).isEmpty();

        broken.signal();
        executor.runAll();

        assertThat(got.get(0)).isEqualTo(new EventsMissed(2, clock.instant(), 1, 2, SNAPSHOT));
        assertThat(got).hasSize(1 + CAPACITY);
        assertThat(failures.count(HookKind.INTERNAL)).isEqualTo(1);
    }

    @Test
    void executor_refusing_isTriedAgainWithTheNextSignal() {
        AtomicInteger tries = new AtomicInteger();
        Dispatcher unlucky = dispatcher(task -> {
            if (tries.incrementAndGet() == 1) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        });
        unlucky.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));
        commits.commit(1);
        unlucky.signal();
        assertThat(heard).isEmpty();

        unlucky.signal();

        assertThat(heard).containsExactly(1L);
        assertThat(failures.count(HookKind.PLATFORM)).isEqualTo(1);
    }

    @Test
    void executor_runningOnTheCaller_keepsOrderWhenListenersCommit() {
        Dispatcher direct = dispatcher(Runnable::run);
        List<Long> other = new ArrayList<>();
        direct.subscribe(InterlockEvent.class, event -> {
            heard.add(event.sequence());
            if (event.sequence() < 2_000) {
                commits.commit(1);
                direct.signal();
            }
        });
        direct.subscribe(InterlockEvent.class, event -> other.add(event.sequence()));

        commits.commit(1);
        direct.signal();

        assertThat(heard).hasSize(2_000).isSorted().doesNotHaveDuplicates();
        assertThat(other).hasSize(2_000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void subscription_closed_endsAtOnceAlsoFromInside() {
        List<Subscription> own = new ArrayList<>();
        own.add(dispatcher.subscribe(InterlockEvent.class, event -> {
            heard.add(event.sequence());
            own.get(0).close();
            dispatcher.subscribe(InterlockEvent.class, later -> heard.add(-later.sequence()));
        }));

        commit(3);
        executor.runAll();
        assertThat(heard).containsExactly(1L);
        commit(1);
        executor.runAll();

        assertThat(heard).containsExactly(1L, -4L);
        assertThat(dispatcher.listeners()).isEqualTo(1);
    }

    private void commit(int events) {
        commits.commit(events);
        dispatcher.signal();
    }

    private Dispatcher dispatcher(Executor hooks) {
        return new Dispatcher(
                commits::newest, event -> engine.accept(event), hooks, CAPACITY, () -> SNAPSHOT, clock, failures);
    }
}
