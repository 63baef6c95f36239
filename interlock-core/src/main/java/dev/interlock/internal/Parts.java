package dev.interlock.internal;

import dev.interlock.CircuitConfig;
import dev.interlock.InterlockEvent;
import dev.interlock.InterlockSettings;
import dev.interlock.Scheduler;
import dev.interlock.Snapshot;
import dev.interlock.internal.call.Calls;
import dev.interlock.internal.engine.Engine;
import dev.interlock.internal.engine.Ticker;
import dev.interlock.internal.engine.Timers;
import dev.interlock.internal.event.Backlog;
import dev.interlock.internal.event.Dispatcher;
import dev.interlock.internal.family.FamilyWatch;
import dev.interlock.internal.graph.Commits;
import dev.interlock.internal.graph.GraphChanges;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Moment;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.graph.RecoveryLimits;
import dev.interlock.internal.graph.SnapshotView;
import dev.interlock.internal.hook.ErrorWords;
import dev.interlock.internal.hook.GuardedTime;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookRunner;
import dev.interlock.internal.hook.HookThreads;
import dev.interlock.internal.log.GraphLog;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.DefaultScheduler;
import dev.interlock.internal.time.SystemTimeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parts of one interlock, put together in the one order in which they can be: time, graph, commits, events, engine, calls. */
final class Parts {

    final GuardedTime time;
    final CoarseClock clock;
    /** Of what belongs to no circuit: the tick, hooks, signals, runs of recover(). */
    final Timers timers;
    /** The same for time limits: of hooks, signals, runs of recover(). */
    final Scheduler awake;

    final Executor hookExecutor;
    final HookFailures failures;
    final GraphRoot root;
    final Names names = new Names();
    final GraphChanges changes;
    final Commits commits;
    final Dispatcher dispatcher;
    final Engine engine;
    final Ticker ticker;
    final Calls calls;
    final FamilyWatch families;
    /** Null if nothing is to be said. */
    private final @Nullable GraphLog log;

    private final List<AutoCloseable> owned = new ArrayList<>();

    Parts(InterlockSettings settings) {
        time = new GuardedTime(settings.timeSource().orElseGet(SystemTimeSource::new));
        clock = new CoarseClock(time);
        Scheduler scheduler = settings.scheduler().orElseGet(() -> own(new DefaultScheduler()));
        hookExecutor = settings.hookExecutor().orElseGet(() -> own(new HookThreads()));
        failures = new HookFailures(time);
        timers = new Timers(scheduler, clock, failures);
        awake = timers.asAwakeScheduler();
        root = new GraphRoot(
                new RecoveryLimits(settings.recoveryBudget().orElse(Integer.MAX_VALUE), settings.panicThreshold()));
        Supplier<Moment> moments = () -> new Moment(clock.exact(), time.instant(), clock, settings.seed());
        commits = new Commits(root, moments, this::dispatch);
        changes = new GraphChanges(root, commits, names, settings.cycles(), moments);
        HookRunner hooks = new HookRunner(hookExecutor, awake, settings.hookTimeout(), failures);
        Backlog backlog = new Backlog(failures);
        engine = new Engine(root, names, commits, hooks, failures, clock, scheduler, backlog, this::dispatch);
        families = new FamilyWatch(root, engine, names, clock);
        dispatcher = new Dispatcher(
                () -> root.read().events(),
                this::onEvent,
                hookExecutor,
                settings.mailboxCapacity(),
                this::snapshot,
                time,
                failures,
                backlog);
        ticker = new Ticker(root, engine, clock, timers, dispatcher::onTick, failures);
        calls = new Calls(root, names, commits, engine, ticker, clock, time::instant, failures, hookExecutor, settings);
        GraphLog said = settings.log()
                ? new GraphLog(root, names, clock, hookExecutor, new ErrorWords(settings.errorText(), failures))
                : null;
        log = said;
        if (said != null) {
            dispatcher.subscribeOwn(said::onEvent);
        }
        ticker.alsoOnTick(this::onTick);
    }

    void start() {
        ticker.start();
    }

    Snapshot snapshot() {
        long now = clock.exact();
        ticker.revive(); // where all calls hang, who watches from outside may be the only one who comes by
        return new SnapshotView(root.read(), names, now, time.instant());
    }

    /** A circuit is going to be defined: its window may need a finer tick. */
    void serve(CircuitConfig config) {
        if (config.countWindow().isEmpty()) {
            ticker.serve(config.failureWindow());
        }
    }

    void close() {
        engine.close();
        calls.close();
        commits.close();
        ticker.stop();
        timers.close();
        dispatcher.close();
        for (AutoCloseable part : owned) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the interlock did not close", e);
            }
        }
    }

    private void onTick() {
        calls.onTick();
        families.onTick();
        if (log != null) {
            log.onTick();
        }
    }

    /** Names that others define, perhaps later. */
    void external(Collection<String> names) {
        if (log != null) {
            log.external(names);
        }
    }

    private void onEvent(InterlockEvent event) {
        engine.onEvent(event);
        families.onEvent(event);
    }

    private void dispatch() {
        ticker.revive();
        dispatcher.signal();
    }

    private <T extends AutoCloseable> T own(T part) {
        owned.add(part);
        return part;
    }
}
