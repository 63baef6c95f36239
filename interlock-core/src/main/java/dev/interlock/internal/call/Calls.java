package dev.interlock.internal.call;

import dev.interlock.ContextCarrier;
import dev.interlock.InterlockSettings;
import dev.interlock.internal.engine.Engine;
import dev.interlock.internal.engine.LastingTimers;
import dev.interlock.internal.engine.Ticker;
import dev.interlock.internal.graph.Commits;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.hook.ErrorWords;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.hook.HookThreads;
import dev.interlock.internal.time.CoarseClock;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What all circuits of an interlock share. */
public final class Calls {

    final GraphRoot root;
    final Names names;
    final Commits commits;
    final Engine engine;
    final Ticker ticker;
    final CoarseClock clock;
    final Supplier<Instant> timeOfDay;
    final HookFailures failures;
    final Classifier classifier;
    final Recorder recorder;
    final InFlight inFlight;
    final boolean stackTraces;
    final ErrorWords errors;
    final Executor hookExecutor;
    final LastingTimers lastingTimers;
    final Completions completions;
    /** The user's, and the chain of calls with it. */
    final ContextCarrier contextCarrier;

    private final AtomicBoolean saidUnprotected = new AtomicBoolean();

    /** Puts together what calls need. */
    public Calls(
            GraphRoot root,
            Names names,
            Commits commits,
            Engine engine,
            Ticker ticker,
            CoarseClock clock,
            Supplier<Instant> timeOfDay,
            HookFailures failures,
            Executor hookExecutor,
            InterlockSettings settings) {
        this.root = root;
        this.names = names;
        this.commits = commits;
        this.engine = engine;
        this.ticker = ticker;
        this.clock = clock;
        this.timeOfDay = timeOfDay;
        this.failures = failures;
        this.classifier = new Classifier(root, names, failures);
        this.recorder = new Recorder(engine, ticker, clock);
        this.inFlight = new InFlight(root, engine, clock);
        this.stackTraces = settings.rejectionStackTraces();
        this.errors = new ErrorWords(settings.errorText(), failures);
        this.hookExecutor = hookExecutor;
        HookThreads limitThreads = new HookThreads("interlock-limit"); // not closed: limits hold after close()
        this.lastingTimers = new LastingTimers(engine.timers(), clock, limitThreads, failures);
        this.completions = new Completions(
                lastingTimers, limitThreads, settings.hookExecutor().orElse(null));
        this.contextCarrier = CallChain.carriedBy(settings.contextCarrier());
    }

    /** What is to happen on every tick. */
    public void onTick() {
        inFlight.judge();
    }

    /** Time limits hold from now on without the scheduler. */
    public void close() {
        lastingTimers.close();
    }

    /** After close() calls pass unprotected; said once. */
    void sayUnprotected(String circuit) {
        if (saidUnprotected.compareAndSet(false, true)) {
            System.getLogger("dev.interlock")
                    .log(
                            System.Logger.Level.WARNING,
                            "the interlock is closed: calls through ''{0}'' and every other circuit pass unprotected",
                            circuit);
        }
    }
}
