package dev.interlock.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.interlock.InterlockEvent;
import dev.interlock.Snapshot;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookKind;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.time.ManualExecutor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class DispatcherTest {

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
    void event_committed_reachesEngineThenListenerOnTheExecutor() {
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));

        commit(2);
        assertThat(engineSaw).containsExactly(1L, 2L);
        assertThat(heard).isEmpty();
        assertThat(dispatcher.pending()).isEqualTo(2);
        executor.runAll();

        assertThat(heard).containsExactly(1L, 2L);
        assertThat(dispatcher.pending()).isZero();
    }

    @Test
    void signal_withNothingNew_doesNothing() {
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));
        commit(1);
        executor.runAll();

        dispatcher.signal();

        assertThat(executor.pending()).isZero();
        assertThat(engineSaw).containsExactly(1L);
    }

    @Test
    void signals_missing_areMadeUpForByTheNext() {
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));
        for (int i = 0; i < 3; i++) {
            commits.commit(1);
        }

        dispatcher.signal();
        executor.runAll();

        assertThat(heard).containsExactly(1L, 2L, 3L);
    }

    @Test
    void listener_registered_seesOnlyWhatIsCommittedAfterwards() {
        commits.commit(2); // Committed, but not signalled yet.
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));

        commit(1);
        executor.runAll();

        assertThat(heard).containsExactly(3L);
    }

    @Test
    void engine_committing_appendsWithoutRecursion() {
        AtomicInteger depth = new AtomicInteger();
        engine = event -> {
            assertThat(depth.incrementAndGet()).isEqualTo(1);
            engineSaw.add(event.sequence());
            if (event.sequence() < 1_000) {
                commit(1);
            }
            depth.decrementAndGet();
        };

        commit(1);

        assertThat(engineSaw).hasSize(1_000).isSorted();
        assertThat(failures.total()).isZero();
    }

    @Test
    void engine_throwing_isCountedAndTheEventsGoOn() {
        engine = event -> {
            engineSaw.add(event.sequence());
            throw new IllegalStateException("planted");
        };
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));

        commit(2);
        executor.runAll();

        assertThat(engineSaw).containsExactly(1L, 2L);
        assertThat(heard).containsExactly(1L, 2L);
        assertThat(failures.count(HookKind.INTERNAL)).isEqualTo(2);
    }

    @Test
    void engine_dyingOfTheStack_seesThatEventOnceMoreAndNoOther() {
        engine = event -> {
            engineSaw.add(event.sequence());
            if (event.sequence() == 2) {
                throw new StackOverflowError("planted");
            }
        };
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));

        commit(3);
        assertThat(dispatcher.deaths()).isEqualTo(1);
        assertThat(dispatcher.position()).isEqualTo(1);
        dispatcher.signal();
        executor.runAll();

        assertThat(engineSaw).containsExactly(1L, 2L, 2L, 3L);
        assertThat(heard).containsExactly(1L, 2L, 3L);
    }

    @Test
    void drainer_dyingBetweenMailboxes_losesAndRepeatsNothing() {
        List<Long> other = new ArrayList<>();
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));
        dispatcher.subscribe(InterlockEvent.class, event -> other.add(event.sequence()));
        commits.commit(1);
        // Asked for its number by append, drainer, engine and the first mailbox; it kills the drainer in the second.
        commits.commit(new FatalEvent(2, 5));
        commits.commit(1);

        assertThatCode(dispatcher::signal).doesNotThrowAnyException();
        assertThat(dispatcher.position()).isEqualTo(1);
        dispatcher.signal();
        executor.runAll();

        assertThat(dispatcher.deaths()).isEqualTo(1);
        assertThat(heard).containsExactly(1L, 2L, 3L);
        assertThat(other).containsExactly(1L, 2L, 3L);
        assertThat(engineSaw).containsExactly(1L, 2L, 3L);
    }

    @Test
    void close_dispatcher_endsListenersAndNotTheEngine() {
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));

        dispatcher.close();
        dispatcher.subscribe(InterlockEvent.class, event -> heard.add(event.sequence()));
        commit(1);
        executor.runAll();

        assertThat(heard).isEmpty();
        assertThat(engineSaw).containsExactly(1L);
        assertThat(dispatcher.listeners()).isZero();
    }

    @Test
    void chain_delivered_isCut() {
        List<EventNode> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            commits.commit(1);
            nodes.add(commits.newest());
        }

        dispatcher.signal();

        assertThat(nodes).allSatisfy(node -> assertThat(node.previous()).isNull());
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
