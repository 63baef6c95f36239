package dev.interlock.internal;

import dev.interlock.Backends;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.CircuitFamily;
import dev.interlock.Diagnostics;
import dev.interlock.EdgeKind;
import dev.interlock.FamilyConfig;
import dev.interlock.Finding;
import dev.interlock.Group;
import dev.interlock.Guard;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.InterlockSettings;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.Obstacle;
import dev.interlock.Preflight;
import dev.interlock.PrintableText;
import dev.interlock.Problem;
import dev.interlock.Reconfiguration;
import dev.interlock.RecoveryOptions;
import dev.interlock.RecoveryRun;
import dev.interlock.Signal;
import dev.interlock.SignalConfig;
import dev.interlock.Snapshot;
import dev.interlock.Subscription;
import dev.interlock.event.CascadeHappened;
import dev.interlock.event.TransitionRefused;
import dev.interlock.internal.CircuitFactory.Wanted;
import dev.interlock.internal.advice.Validation;
import dev.interlock.internal.backend.BackendsImpl;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.Mention;
import dev.interlock.internal.graph.NewNode;
import dev.interlock.internal.graph.Vertex;
import dev.interlock.internal.group.GroupImpl;
import dev.interlock.internal.recovery.RecoveryRuns;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The public face over the {@link Parts}: checks names, makes handles, and hands on. */
final class InterlockImpl implements Interlock {

    /** From here on a warning: a million circuits work, but they are more than one usually means. */
    private static final int MANY_CIRCUITS = 10_000;

    private final Parts parts;
    private final CircuitFactory factory;
    private final RecoveryRuns recoveries;
    private final ConcurrentHashMap<String, Group> groups = new ConcurrentHashMap<>();
    private final SignalRegistry signals;
    private final Reconfigurer reconfigurer;
    private final FamilyRegistry families;
    private final AtomicBoolean warnedOfMany = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    InterlockImpl(InterlockSettings settings) {
        this.parts = new Parts(settings);
        this.factory = new CircuitFactory(parts);
        this.signals = new SignalRegistry(parts);
        this.families = new FamilyRegistry(parts, factory);
        this.reconfigurer = new Reconfigurer(parts, factory, signals, new FamilyPlans(parts, factory, families));
        this.recoveries = new RecoveryRuns(
                this,
                parts.awake,
                parts.time,
                parts.clock::slept,
                parts.hookExecutor,
                parts.engine.transitioner()::lacksPlace);
        parts.start();
    }

    @Override
    public Circuit define(String name, Consumer<? super CircuitConfigBuilder> config) {
        return (Circuit) define(List.of(new Wanted(name, config))).get(0).owner();
    }

    @Override
    public Circuit defineOrGet(String name, Consumer<? super CircuitConfigBuilder> config) {
        Optional<Circuit> known = find(name);
        if (known.isPresent()) {
            return known.get();
        }
        try (Mention mention = parts.changes.mention()) {
            NewNode mine =
                    factory.make(List.of(new Wanted(name, config)), mention).get(0);
            while (!parts.changes.defineIfAbsent(
                    mine)) { // somebody else was faster, unless the circuit is gone again by now
                known = find(name);
                if (known.isPresent()) {
                    return known.get();
                }
            }
            warnOfMany();
            return (Circuit) mine.owner();
        }
    }

    @Override
    public void defineAll(Consumer<? super Definitions> definitions) {
        List<Wanted> wanted = new ArrayList<>();
        definitions.accept(new Definitions() {
            @Override
            public Definitions define(String name, Consumer<? super CircuitConfigBuilder> config) {
                wanted.add(new Wanted(name, config));
                return this;
            }
        });
        List<NewNode> unused = define(wanted);
    }

    private List<NewNode> define(List<Wanted> wanted) {
        try (Mention mention = parts.changes.mention()) {
            List<NewNode> made = factory.make(wanted, mention);
            parts.changes.define(made);
            warnOfMany();
            return made;
        }
    }

    private void warnOfMany() {
        if (parts.root.read().circuits() > MANY_CIRCUITS && warnedOfMany.compareAndSet(false, true)) {
            System.getLogger("dev.interlock")
                    .log(
                            System.Logger.Level.WARNING,
                            "more than {0} circuits are defined; name circuits after operations, not after requests",
                            MANY_CIRCUITS);
        }
    }

    @Override
    public Circuit circuit(String name) {
        return find(name).orElseThrow(() -> new NoSuchElementException("there is no circuit " + quoted(name)));
    }

    @Override
    public Backends backends(List<String> circuits) {
        if (circuits.isEmpty() || Set.copyOf(circuits).size() < circuits.size()) {
            throw new InvalidConfigurationException(List.of(Problem.of(
                    "backends",
                    PrintableText.of(circuits.toString()) + " has none or one twice",
                    "name each circuit once, best first")));
        }
        return new BackendsImpl(
                circuits.stream().map(this::circuit).toList(),
                (circuit, thrown) -> circuit instanceof CircuitImpl known && known.wouldCount(thrown),
                CircuitImpl::limitAround);
    }

    @Override
    public Optional<Circuit> find(String name) {
        Graph graph = parts.root.read();
        int index = parts.names.find(graph, name);
        Vertex vertex = index < 0 ? null : graph.vertexOrNull(index);
        return vertex != null && vertex.owner() instanceof Circuit circuit ? Optional.of(circuit) : Optional.empty();
    }

    @Override
    public Set<String> names() {
        return parts.root.read().circuitNames();
    }

    @Override
    public void template(String name, Consumer<? super CircuitConfigBuilder> template) {
        factory.template(name, template);
    }

    @Override
    public Group group(String name) {
        CircuitFactory.checkName(name);
        return groups.computeIfAbsent(name, unused -> new GroupImpl(this, name, null));
    }

    @Override
    public Group group(String name, Consumer<? super CircuitConfigBuilder> defaults) {
        CircuitFactory.checkName(name);
        Group group = new GroupImpl(this, name, defaults);
        if (groups.putIfAbsent(name, group) != null) {
            throw new InvalidConfigurationException(List.of(Problem.of(
                    name, "there is a group of this name already", "give defaults where it is asked for first")));
        }
        return group;
    }

    @Override
    public Signal signal(String name, Guard check, Consumer<? super SignalConfig.Builder> config) {
        CircuitFactory.checkName(name);
        SignalConfig.Builder builder = SignalConfig.builder();
        config.accept(builder);
        List<Problem> problems = builder.problems(name);
        SignalConfig built = (problems.isEmpty() ? builder : builder.edgesOnly()).build(name);
        try (Mention mention = parts.changes.mention()) {
            SignalImpl signal = signals.make(name, check, built, mention);
            List<NewNode> nodes = List.of(NewNode.signal(name, built, signal));
            if (!problems.isEmpty()) {
                List<Problem> all = new ArrayList<>(problems);
                all.addAll(parts.changes.problems(nodes));
                throw new InvalidConfigurationException(all);
            }
            parts.changes.define(nodes);
            signals.defined(signal);
            return signal;
        }
    }

    @Override
    public CircuitFamily family(String name, Consumer<? super FamilyConfig.Builder> config) {
        return families.make(name, config);
    }

    @Override
    public Reconfiguration reconfigure(Consumer<? super Changes> changes) {
        Reconfiguration done = reconfigurer.reconfigure(changes);
        warnOfMany();
        return done;
    }

    @Override
    public Reconfiguration diff(Consumer<? super Changes> changes) {
        return reconfigurer.diff(changes);
    }

    @Override
    public void link(String from, EdgeKind kind, String to) {
        CircuitFactory.checkName(to);
        parts.changes.link(from, kind, to);
    }

    @Override
    public boolean unlink(String from, EdgeKind kind, String to) {
        return parts.changes.unlink(from, kind, to);
    }

    @Override
    public boolean remove(String name) {
        signals.removed(name);
        return parts.changes.remove(name);
    }

    @Override
    public List<Finding> validate() {
        return Validation.findings(snapshot(), name -> find(name).map(Circuit::config));
    }

    @Override
    public Snapshot snapshot() {
        return parts.snapshot();
    }

    @Override
    public Preflight check(String... circuits) {
        List<String> unknown =
                Arrays.stream(circuits).filter(name -> find(name).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw new NoSuchElementException("there is no circuit "
                    + unknown.stream().map(this::quoted).collect(Collectors.joining("; there is no circuit ")));
        }
        Graph graph = parts.root.read();
        List<Obstacle> obstacles = new ArrayList<>();
        for (String name : new LinkedHashSet<>(Arrays.asList(circuits))) {
            if (find(name).orElse(null) instanceof CircuitImpl circuit) {
                circuit.obstacle(graph).ifPresent(obstacles::add);
            }
        }
        return new Preflight(obstacles);
    }

    private String quoted(String unknown) {
        return "'" + PrintableText.of(unknown) + "'"
                + Nearest.nearest(unknown, names())
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("");
    }

    @Override
    public RecoveryRun recover(Consumer<? super RecoveryOptions.Builder> options) {
        RecoveryOptions.Builder builder = RecoveryOptions.builder();
        options.accept(builder);
        return recoveries.recover(builder.build());
    }

    @Override
    public <E extends InterlockEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return parts.dispatcher.subscribe(type, listener);
    }

    @Override
    public Subscription onCascade(CascadeHandler handler) {
        return on(CascadeHappened.class, cascade -> {
            if (!cascade.isStopped() && !cascade.affected().isEmpty()) {
                handler.onCascade(cascade.source(), cascade.affected());
            }
        });
    }

    @Override
    public Subscription onRefused(RefusalHandler handler) {
        return on(
                TransitionRefused.class,
                refused -> handler.onRefused(refused.circuit(), refused.event(), refused.reasons()));
    }

    @Override
    public Diagnostics diagnostics() {
        int permits = 0;
        int inFlight = 0;
        Graph graph = parts.root.read();
        for (int index = 0; index < graph.size(); index++) {
            CircuitState state = graph.stateOrNull(index);
            Vertex vertex = graph.vertexOrNull(index);
            permits +=
                    state != null && state.episode() != null ? state.episode().outstanding() : 0;
            inFlight += vertex != null && vertex.counters() != null
                    ? vertex.counters().placesTaken()
                    : 0;
        }
        return new Diagnostics(
                parts.failures.total() + parts.time.failures(),
                parts.dispatcher.listenerFailures(),
                parts.dispatcher.missed(),
                parts.dispatcher.pending(),
                parts.engine.timers().pending(),
                permits,
                inFlight);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            recoveries.close();
            signals.close();
            parts.close();
        }
    }

    @Override
    public String toString() {
        Graph graph = parts.root.read();
        return "Interlock (circuits: " + graph.circuits() + ", open: " + graph.openCircuits()
                + (closed.get() ? ", closed)" : ")");
    }
}
