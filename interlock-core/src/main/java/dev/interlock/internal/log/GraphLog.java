package dev.interlock.internal.log;

import dev.interlock.Cause;
import dev.interlock.CircuitEvent;
import dev.interlock.InterlockEvent;
import dev.interlock.NodeView;
import dev.interlock.PrintableText;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.event.EventsMissed;
import dev.interlock.event.GraphChanged;
import dev.interlock.event.PanicChanged;
import dev.interlock.event.SignalChanged;
import dev.interlock.internal.graph.Dependents;
import dev.interlock.internal.graph.Explainer;
import dev.interlock.internal.graph.Gate;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Names;
import dev.interlock.internal.hook.ErrorWords;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.text.ErrorText;
import dev.interlock.internal.text.Texts;
import dev.interlock.internal.time.CoarseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says in the log what a person wants to know of the graph: one line for each opening and closing. That of a node which others depend on, and
 * which nothing blocks, is an outage, and has a logger of its own. A listener like those of users, so it runs on hook threads, one event at a time,
 * and never on a thread that commits. What a line adds to its event is read from the graph when the line is made.
 */
public final class GraphLog {

    private static final int IDLE = 0;
    private static final int HANDED = 1;
    private static final int WORKING = 2;

    /** So late is no executor that still has the task. */
    private static final long LOST_NANOS = 5_000_000_000L;

    private final GraphRoot root;
    private final Names names;
    private final CoarseClock clock;
    private final Executor hooks;
    private final ErrorWords errors;
    private final BoundedLog library;
    private final BoundedLog circuits;
    private final BoundedLog outages;
    private final Unresolved unresolved;
    private final AtomicInteger working = new AtomicInteger(IDLE);
    /** Only the tick's: when it handed work over last. */
    private long handedNanos;

    /** What is open, since when; only for whoever delivers events, which is one thread at a time. */
    private final Map<String, Since> open = new HashMap<>();

    /** A log of one interlock's graph. */
    public GraphLog(GraphRoot root, Names names, CoarseClock clock, Executor hooks, ErrorWords errors) {
        this.root = root;
        this.names = names;
        this.clock = clock;
        this.hooks = hooks;
        this.errors = errors;
        this.library = new BoundedLog("dev.interlock", clock);
        this.circuits = new BoundedLog("dev.interlock.circuit", clock);
        this.outages = new BoundedLog("dev.interlock.outage", clock);
        this.unresolved = new Unresolved(root, names, clock, library);
    }

    /** Names that others define, perhaps later: nobody is warned of them. */
    public void external(Collection<String> external) {
        unresolved.external(external);
    }

    /** One event, in order. */
    public void onEvent(InterlockEvent event) {
        if (event instanceof CircuitTransitioned transition) {
            transitioned(transition);
        } else if (event instanceof SignalChanged signal) {
            observed(signal);
        } else if (event instanceof GraphChanged change) {
            if (change.change() == GraphChanged.Change.REMOVED) {
                open.remove(change.node());
            }
            unresolved.changed(change);
        } else if (event instanceof PanicChanged panic) {
            library.line(System.Logger.Level.WARNING, () -> panicking(panic));
        } else if (event instanceof EventsMissed missed) {
            beginAnew(missed.snapshot());
        }
    }

    /** On every tick: what is not started by an event is handed to a hook thread. */
    public void onTick() {
        boolean wanted = unresolved.isDue() || library.owes() || circuits.owes() || outages.owes();
        boolean lost = working.get() == HANDED && clock.nanos() - handedNanos >= LOST_NANOS;
        if (wanted && (lost || working.compareAndSet(IDLE, HANDED))) {
            handedNanos = clock.nanos();
            try {
                hooks.execute(this::work);
            } catch (Throwable refused) { // the next tick tries again
                working.compareAndSet(HANDED, IDLE);
            }
        }
    }

    private void work() {
        if (!working.compareAndSet(HANDED, WORKING)) {
            return; // it was taken for lost, and another one did the work
        }
        try {
            unresolved.look();
            library.sumUp();
            circuits.sumUp();
            outages.sumUp();
        } finally {
            working.set(IDLE);
        }
    }

    private void transitioned(CircuitTransitioned event) {
        Since since = open.get(event.circuit());
        boolean isOpen = event.to().isOpen();
        if (isOpen && since == null) {
            open.put(event.circuit(), new Since(event.at()));
            log(event.circuit()).line(System.Logger.Level.WARNING, () -> opened(event));
        } else if (isOpen) {
            boolean again = !event.from().isOpen();
            log(event.circuit())
                    .line(
                            again ? System.Logger.Level.DEBUG : System.Logger.Level.INFO,
                            () -> is(event) + (again ? " again" : "") + why(event.cause()));
        } else if (since != null && event.to() == State.HALF_OPEN) {
            since.attempts++;
        } else if (since != null) {
            open.remove(event.circuit());
            log(event.circuit()).line(System.Logger.Level.INFO, () -> closed(event, since));
        }
    }

    private void observed(SignalChanged event) {
        String name = event.signal();
        Since since = open.remove(name);
        if (!event.up()) {
            open.put(name, new Since(event.at()));
            String detail = event.detail().isEmpty() ? "" : ": " + PrintableText.of(event.detail());
            log(name)
                    .line(
                            System.Logger.Level.WARNING,
                            () -> "signal '" + name + "' is down" + detail + above(name, "; it blocks "));
        } else if (since != null) {
            log(name)
                    .line(
                            System.Logger.Level.INFO,
                            () -> "signal '" + name + "' is up" + after(since, event.at()) + released(name));
        }
    }

    private String opened(CircuitTransitioned event) {
        StringBuilder text = new StringBuilder(is(event) + why(event.cause()));
        Graph graph = root.read();
        int index = names.find(graph, event.circuit());
        CircuitState state = index < 0 ? null : graph.stateOrNull(index);
        if (state != null && state.epoch() == event.epoch()) { // else it has moved on, and only the event is known
            ErrorText error = graph.vertex(index).circuitCounters().errorText();
            if (error != null && event.cause().event() == CircuitEvent.TRIP) {
                String words = errors.words(error);
                text.append(words.isEmpty() ? "" : "; last error: " + words);
            }
            new Explainer(graph, clock.nanos(), event.at())
                    .nextAttempt(index)
                    .ifPresent(wait -> text.append("; next attempt in ").append(Texts.duration(wait)));
        }
        return text + above(event.circuit(), "; it blocks ");
    }

    private String closed(CircuitTransitioned event, Since since) {
        Cause cause = event.cause();
        return is(event)
                + (cause.actor().isPresent() ? why(cause) : "")
                + after(since, event.at())
                + (since.attempts > 1 ? " and " + since.attempts + " attempts" : "")
                + (event.to() == State.CLOSED ? released(event.circuit()) : "");
    }

    private static String is(CircuitTransitioned event) {
        return "'" + event.circuit() + "' is " + event.to();
    }

    private static String why(Cause cause) {
        if (cause.actor().isPresent()) {
            return " by " + PrintableText.of(cause.actor().get().name()) + " ('" + PrintableText.of(cause.detail())
                    + "')";
        }
        if (cause.source().isPresent()) {
            return " by a cascade from '" + cause.source().get() + "'";
        }
        return ": " + cause.detail();
    }

    private static String after(Since since, Instant at) {
        return " after " + Texts.duration(Duration.between(since.begun, at));
    }

    /** Where lines about a node go: an outage is what blocks others, and is not itself blocked. */
    private BoundedLog log(String name) {
        Graph graph = root.read();
        int index = names.find(graph, name);
        boolean isRoot = index >= 0
                && Gate.blockedCount(graph.gate(index)) == 0
                && graph.vertex(index).hardDependents().size() > 0;
        return isRoot ? outages : circuits;
    }

    private String above(String name, String verb) {
        return circuits(above(name).circuits(), verb);
    }

    private String released(String name) {
        return circuits(above(name).free(), "; it released ");
    }

    private static String circuits(int number, String verb) {
        return number == 0 ? "" : verb + number + (number == 1 ? " circuit" : " circuits");
    }

    private Dependents.Above above(String name) {
        Graph graph = root.read();
        int index = names.find(graph, name);
        return index < 0 ? Dependents.Above.NOBODY : Dependents.above(graph, index);
    }

    private static String panicking(PanicChanged panic) {
        String open = panic.open() + " of " + panic.circuits() + " circuits are open";
        return panic.panicking()
                ? open + ", more than the panic threshold allows: nothing cascades until they are fewer"
                : open + ", not more than the panic threshold allows: cascades take place again";
    }

    private void beginAnew(Snapshot snapshot) {
        Set<String> isOpen = new HashSet<>();
        for (NodeView node : snapshot.nodes()) {
            if (node.state().isOpen()) {
                isOpen.add(node.name());
                open.putIfAbsent(node.name(), new Since(node.since()));
            }
        }
        open.keySet().retainAll(isOpen);
        unresolved.lookAtAll();
    }

    /** One time of being open, its attempts to recover included. */
    private static final class Since {
        private final Instant begun;
        private int attempts;

        Since(Instant begun) {
            this.begun = begun;
        }
    }
}
