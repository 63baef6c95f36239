package dev.interlock;

import dev.interlock.internal.InterlockFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A set of circuits and their dependency graph; one per application. Thread-safe.
 *
 * <p>Names are {@code [A-Za-z0-9][A-Za-z0-9._:/-]{0,127}}. Every change of the graph is one commit: it takes place whole or not at all,
 * and everyone sees it at once.
 */
public interface Interlock extends AutoCloseable {

    /**
     * An interlock with the default settings.
     *
     * @return a new interlock
     */
    static Interlock create() {
        return create(settings -> {});
    }

    /**
     * An interlock with settings of your own.
     *
     * @param settings changes the defaults
     * @return a new interlock
     * @throws InvalidConfigurationException with every problem at once
     */
    static Interlock create(Consumer<? super InterlockSettings.Builder> settings) {
        InterlockSettings.Builder builder = InterlockSettings.builder();
        settings.accept(builder);
        return InterlockFactory.create(builder.build());
    }

    /**
     * Defines a circuit with the defaults.
     *
     * @param name its name
     * @return the circuit
     * @throws InvalidConfigurationException if it is not a name, or taken
     */
    default Circuit define(String name) {
        return define(name, config -> {});
    }

    /**
     * Defines a circuit.
     *
     * @param name   its name
     * @param config changes the defaults
     * @return the circuit
     * @throws InvalidConfigurationException with every problem at once: the name, the options, the limits of the graph
     * @throws DependencyCycleException      if its edges would close a cycle, and nothing else is wrong
     */
    Circuit define(String name, Consumer<? super CircuitConfigBuilder> config);

    /**
     * The circuit of this name, whatever it is configured with, or a new one with the defaults.
     *
     * @param name its name
     * @return the circuit
     * @throws InvalidConfigurationException as {@link #defineOrGet(String, Consumer)}
     */
    default Circuit defineOrGet(String name) {
        return defineOrGet(name, config -> {});
    }

    /**
     * The circuit of this name, <b>whatever it is configured with</b>, or a new one. One step: of many callers at once one defines the circuit and all get it.
     * For frameworks and adapters, of which several may be the first to need a circuit. Applications that own a circuit {@link #define} it, and are
     * told if they do so twice. How an existing one differs is in {@link Circuit#config()}; to change it, {@link #reconfigure(String, Consumer)}.
     *
     * @param name   its name
     * @param config changes the defaults of a new circuit; not asked if there is one
     * @return the circuit
     * @throws InvalidConfigurationException with every problem at once, if a new one cannot be defined; also if the name is that of a signal
     * @throws DependencyCycleException      if the edges of a new one would close a cycle, and nothing else is wrong
     */
    Circuit defineOrGet(String name, Consumer<? super CircuitConfigBuilder> config);

    /**
     * Defines several circuits in one commit: all or none.
     *
     * @param definitions adds them
     * @throws InvalidConfigurationException with every problem of all of them at once
     * @throws DependencyCycleException      if their edges would close a cycle, and nothing else is wrong
     */
    void defineAll(Consumer<? super Definitions> definitions);

    /** Collects what {@link #defineAll} defines. */
    interface Definitions {

        /**
         * Adds a circuit with the defaults.
         *
         * @param name its name
         * @return this
         */
        default Definitions define(String name) {
            return define(name, config -> {});
        }

        /**
         * Adds a circuit.
         *
         * @param name   its name
         * @param config changes the defaults
         * @return this
         */
        Definitions define(String name, Consumer<? super CircuitConfigBuilder> config);
    }

    /**
     * A circuit that has to be there.
     *
     * @param name its name
     * @return the circuit
     * @throws java.util.NoSuchElementException if there is none; the message names the nearest one
     */
    Circuit circuit(String name);

    /**
     * Several circuits whose calls are as good as each other, best first.
     *
     * @param circuits their names, at least one
     * @return calls the first that admits the call and succeeds
     * @throws InvalidConfigurationException    if there is none, or one twice
     * @throws java.util.NoSuchElementException if one is not there
     */
    Backends backends(List<String> circuits);

    /**
     * A circuit, if it is there.
     *
     * @param name its name
     * @return the circuit, or empty
     */
    Optional<Circuit> find(String name);

    /**
     * Every circuit's name.
     *
     * @return names, sorted
     */
    Set<String> names();

    /**
     * Defines a template, to be applied by {@link CircuitConfigBuilder#template}.
     *
     * @param name     its name
     * @param template sets options
     * @throws InvalidConfigurationException if it is not a name, or taken
     */
    void template(String name, Consumer<? super CircuitConfigBuilder> template);

    /**
     * A group: the one of this name if there is one, with whatever defaults it has; else a new one without defaults.
     *
     * @param name its name; its circuits are called {@code name.member}
     * @return the group
     * @throws InvalidConfigurationException if it is not a name
     */
    Group group(String name);

    /**
     * A new group with defaults for its circuits.
     *
     * @param name     its name; its circuits are called {@code name.member}
     * @param defaults applied before each circuit's own options
     * @return the group
     * @throws InvalidConfigurationException if it is not a name, or the group is there already
     */
    Group group(String name, Consumer<? super CircuitConfigBuilder> defaults);

    /**
     * Circuits by key, for tenants, hosts or partitions whose number nobody knows beforehand.
     *
     * @param name      its name; its circuits are called {@code name/key}
     * @param template  the options and edges of each circuit
     * @param maxSize   how many keys can have a circuit at once; 1 to 100,000
     * @param idleAfter how long a circuit has to be unused until its place may be given to another key; 1 s to 30 days
     * @return a new family
     * @throws InvalidConfigurationException with every problem at once: the name, the options, circuits that are called like its own
     */
    default CircuitFamily family(
            String name, Consumer<? super CircuitConfigBuilder> template, int maxSize, Duration idleAfter) {
        return family(name, family -> family.template(template).maxSize(maxSize).idleAfter(idleAfter));
    }

    /**
     * Circuits by key, with all options.
     *
     * @param name   its name, at most 64 characters; its circuits are called {@code name/key}
     * @param config changes the defaults
     * @return a new family
     * @throws InvalidConfigurationException with every problem at once: the name, the options, circuits that are called like its own
     */
    CircuitFamily family(String name, Consumer<? super FamilyConfig.Builder> config);

    /**
     * Makes a health check a node that circuits can depend on.
     *
     * @param name   its name
     * @param check  true if healthy; throwing or late is down. Runs on the hook executor
     * @param config changes the defaults
     * @return the signal
     * @throws InvalidConfigurationException with every problem at once
     */
    Signal signal(String name, Guard check, Consumer<? super SignalConfig.Builder> config);

    /**
     * Adds an edge; adding it again does nothing. A cascade edge that was only tried ({@link CascadeMode#DRY_RUN}) becomes one
     * that is enforced.
     *
     * @param from a circuit; for a cascade also a signal
     * @param kind what the edge means
     * @param to   a circuit or signal, which may be defined later; for a cascade not a signal
     * @throws DependencyCycleException      if it would close a cycle; nothing changes
     * @throws InvalidConfigurationException if a limit of the graph is passed; nothing changes
     * @throws java.util.NoSuchElementException if {@code from} is not there
     */
    void link(String from, EdgeKind kind, String to);

    /**
     * Removes an edge.
     *
     * @param from a circuit or signal
     * @param kind what the edge means
     * @param to   the other end
     * @return whether it was there
     */
    boolean unlink(String from, EdgeKind kind, String to);

    /**
     * Removes a circuit or signal. Edges towards it stay and name something unresolved; its own edges go. If there are none, nothing is left of it.
     * Calls through the removed circuit pass unprotected.
     *
     * @param name its name
     * @return whether it was there
     */
    boolean remove(String name);

    /**
     * Changes the configuration of a circuit while it is in use: what was set and {@code change} does not touch stays. As
     * {@link #reconfigure(Consumer)} with this one change.
     *
     * @param circuit its name
     * @param change  sets options, beginning with what the circuit has
     * @return what is different now
     * @throws InvalidConfigurationException with every problem at once; nothing changes
     * @throws DependencyCycleException      if new edges would close a cycle, and nothing else is wrong; nothing changes
     */
    default Reconfiguration reconfigure(String circuit, Consumer<? super CircuitConfigBuilder> change) {
        return reconfigure(changes -> changes.change(circuit, change));
    }

    /**
     * Defines, changes and removes circuits and signals in one commit: all or nothing.
     *
     * <p>A circuit that is changed keeps its state, its epoch and what its window holds. A window whose length changes keeps what is in it and
     * not too old; one of another kind (time, count, row of failures) begins empty. What was begun or drawn stays as it was: the wait of an
     * OPEN circuit, the permits and successes of a HALF_OPEN one, a ramp. Calls in flight go by the configuration that admitted them.
     * Edges that only the old configuration names are removed, those that only the new one names are added; edges from {@link #link} stay.
     *
     * @param changes collects the changes; may be called more than once, if others change the same circuits meanwhile
     * @return what is different now
     * @throws InvalidConfigurationException with every problem at once; nothing changes
     * @throws DependencyCycleException      if new edges would close a cycle, and nothing else is wrong; nothing changes
     */
    Reconfiguration reconfigure(Consumer<? super Changes> changes);

    /**
     * What {@link #reconfigure(Consumer)} would change. Changes nothing. Limits of the graph and cycles are not looked at.
     *
     * @param changes collects the changes
     * @return what would be different
     * @throws InvalidConfigurationException with every problem at once
     */
    Reconfiguration diff(Consumer<? super Changes> changes);

    /** Collects what {@link #reconfigure(Consumer)} changes. Each name once; only a name that is removed can be defined again. */
    interface Changes {

        /**
         * Defines a circuit with the defaults.
         *
         * @param name its name
         * @return this
         */
        default Changes define(String name) {
            return define(name, config -> {});
        }

        /**
         * Defines a circuit.
         *
         * @param name   its name
         * @param config changes the defaults
         * @return this
         */
        Changes define(String name, Consumer<? super CircuitConfigBuilder> config);

        /**
         * Changes a circuit: what was set stays unless it is set anew or taken back by {@link CircuitConfigBuilder#unset(String...)}, and what holds by
         * default may follow other options. Edges, guards and throwables add up; see {@link CircuitConfigBuilder#withoutEdges}.
         *
         * @param circuit its name
         * @param change  sets options, beginning with what the circuit has
         * @return this
         */
        Changes change(String circuit, Consumer<? super CircuitConfigBuilder> change);

        /**
         * Configures a circuit anew: what is not set becomes the default.
         *
         * @param circuit its name
         * @param config  changes the defaults
         * @return this
         */
        Changes replace(String circuit, Consumer<? super CircuitConfigBuilder> config);

        /**
         * Defines a signal, as {@link Interlock#signal}.
         *
         * @param name   its name
         * @param check  true if healthy
         * @param config changes the defaults
         * @return this
         */
        Changes signal(String name, Guard check, Consumer<? super SignalConfig.Builder> config);

        /**
         * Configures a signal anew: what is not set becomes the default. Its check stays, and what it observed.
         *
         * @param signal its name
         * @param config changes the defaults
         * @return this
         */
        Changes replaceSignal(String signal, Consumer<? super SignalConfig.Builder> config);

        /**
         * Changes a family: the template of its keys, how many have a place, when they count as gone, when its host opens, and the host.
         * What is not set stays; {@code template} and {@code host} begin with what keys and host have. State, epoch and window of each key stay, as
         * with {@link #change}; the overflow circuit follows the template. Keys that come later have the new template. Of a family with more than a
         * thousand keys the first thousand change in the one commit, the others right after it, a thousand at a time. With a smaller
         * {@code maxSize} nobody loses a place that is in use. A host circuit can be neither added nor taken away.
         *
         * @param family its name
         * @param change sets options, beginning with what the family has
         * @return this
         */
        Changes changeFamily(String family, Consumer<? super FamilyConfig.Builder> change);

        /**
         * Removes a circuit or signal, as {@link Interlock#remove}.
         *
         * @param name its name
         * @return this
         */
        Changes remove(String name);

        /**
         * Says that others define a name, perhaps later: no log line warns that calls pass edges which name it. Changes nothing else, and
         * holds for good.
         *
         * @param name the name of a circuit or signal
         * @return this
         */
        Changes external(String name);
    }

    /**
     * Looks for edges and options that are allowed and probably not meant.
     *
     * @return findings, sorted by subject; empty if there is nothing to say
     */
    List<Finding> validate();

    /**
     * The whole graph at this moment.
     *
     * @return an immutable snapshot
     */
    Snapshot snapshot();

    /**
     * Why a node is as it is, what it waits for, and when it tries again.
     *
     * @param name its name
     * @return the explanation
     * @throws java.util.NoSuchElementException if there is no such node
     */
    default Explanation explain(String name) {
        return snapshot().explain(name);
    }

    /**
     * The order in which circuits can recover.
     *
     * @return waves of names, dependencies first, each wave sorted
     */
    default List<List<String>> recoveryOrder() {
        return snapshot().recoveryOrder();
    }

    /**
     * Whether a workflow over several circuits would be admitted now, and if not, when it could be at the earliest. Takes no permits and counts
     * nothing. Asks the call guards.
     *
     * @param circuits their names
     * @return what stands in the way
     * @throws java.util.NoSuchElementException if there are no such circuits; the message names all of them
     */
    Preflight check(String... circuits);

    /**
     * Recovers what is OPEN, wave by wave, and waits for each to close. A second call while one runs returns the same run.
     *
     * @param options changes the defaults
     * @return the run, under way
     * @throws InvalidConfigurationException with every problem at once
     */
    RecoveryRun recover(Consumer<? super RecoveryOptions.Builder> options);

    /**
     * Recovers what is OPEN with the default options.
     *
     * @return the run, under way
     */
    default RecoveryRun recover() {
        return recover(options -> {});
    }

    /**
     * Listens to one type of event. Deliveries run outside locks, one at a time and in order, on the hook executor; a
     * listener that throws is counted and hurts nobody; one that is too slow gets a gap event instead of what it missed.
     *
     * @param type     the type; {@link InterlockEvent} for all
     * @param listener what to call; receives the gap event too, if it is of the type
     * @param <E>      the type
     * @return closes the subscription
     */
    <E extends InterlockEvent> Subscription on(Class<E> type, Consumer<? super E> listener);

    /**
     * Listens to cascades.
     *
     * @param handler told the source and what it opened
     * @return closes the subscription
     */
    Subscription onCascade(CascadeHandler handler);

    /**
     * Listens to events that were tried and refused.
     *
     * @param handler told the circuit, the event and the reasons
     * @return closes the subscription
     */
    Subscription onRefused(RefusalHandler handler);

    /** Told of cascades. */
    @FunctionalInterface
    interface CascadeHandler {

        /**
         * A circuit or signal opened others.
         *
         * @param source   the one that opened first
         * @param affected those it opened, sorted
         */
        void onCascade(String source, List<String> affected);
    }

    /** Told of refused events. */
    @FunctionalInterface
    interface RefusalHandler {

        /**
         * An event was tried and refused.
         *
         * @param circuit the circuit
         * @param event   the event
         * @param reasons why
         */
        void onRefused(String circuit, CircuitEvent event, List<Reason> reasons);
    }

    /**
     * How the library itself is doing.
     *
     * @return counts at this moment
     */
    Diagnostics diagnostics();

    /**
     * Stops timers, signals and listeners. Calls pass unprotected and are recorded nowhere from then on, and the first one says so in the log.
     * Time limits hold all the same ({@link ProtectedCall#timeout}), those of calls in flight and those of later calls, so that nobody waits for ever; hedges
     * that are not begun by then are not made.
     * No circuit moves any more, and the graph cannot be changed: {@link #define}, {@link #reconfigure}, {@link #link},
     * {@link #unlink} and {@link #remove} throw {@link IllegalStateException}. Without it the scheduler thread goes on, and the class loader
     * of an application that was undeployed stays.
     */
    @Override
    void close();
}
