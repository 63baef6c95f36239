package dev.interlock.config;

import dev.interlock.CircuitConfig;
import dev.interlock.Interlock;
import dev.interlock.Reconfiguration;
import dev.interlock.SignalConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Circuits, groups, templates and signals of one file that was found to be right. Immutable and thread-safe.
 *
 * <p>A file is YAML 1.2 in UTF-8, at most 256 KiB, one document, without tags; values are at most 50 deep and aliases at most 50. Two
 * files are equal if they say the same, wherever it stands.
 */
public final class InterlockFile {

    private final String source;
    private final FileModel model;
    private final Map<String, NamedCircuit> named;
    private final Map<String, CircuitConfig> circuits;
    private final Map<String, SignalConfig> signals;

    private InterlockFile(String source, FileModel model, Map<String, NamedCircuit> named) {
        this.source = source;
        this.model = model;
        this.named = named;
        Map<String, CircuitConfig> configs = new LinkedHashMap<>();
        named.forEach((name, circuit) -> configs.put(name, circuit.withoutCode()));
        this.circuits = Collections.unmodifiableMap(configs);
        Map<String, SignalConfig> checks = new LinkedHashMap<>();
        model.signals().forEach((name, section) -> {
            SignalConfig.Builder builder = SignalConfig.builder();
            section.settings().values().forEach(setting -> setting.applyTo(builder, Code.ABSENT));
            checks.put(name, builder.build(name));
        });
        this.signals = Collections.unmodifiableMap(checks);
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return what it says
     * @throws IOException                if it cannot be read
     * @throws ConfigurationFileException with everything that is wrong with it
     */
    public static InterlockFile read(Path file) throws IOException {
        Problems problems = new Problems();
        Optional<String> text = SourceText.read(file, problems);
        return parse(file.toString(), text, problems); // as given, so that editors can jump to the line
    }

    /**
     * Reads a stream to its end, such as the standard input. Does not close it.
     *
     * @param source what to call it in messages, such as a file's path
     * @param in     the stream
     * @return what it says
     * @throws IOException                if it cannot be read
     * @throws ConfigurationFileException with everything that is wrong with it
     */
    public static InterlockFile read(String source, InputStream in) throws IOException {
        Problems problems = new Problems();
        return parse(source, SourceText.read(in, problems), problems);
    }

    /**
     * Reads a text.
     *
     * @param source what to call it in messages, such as a file's name
     * @param text   the text
     * @return what it says
     * @throws ConfigurationFileException with everything that is wrong with it
     */
    public static InterlockFile parse(String source, String text) {
        Problems problems = new Problems();
        return parse(source, SourceText.check(text, problems), problems);
    }

    private static InterlockFile parse(String source, Optional<String> text, Problems problems) {
        Optional<YamlNode> root = text.flatMap(known -> YamlReader.read(known, problems));
        if (root.isEmpty()) {
            if (problems.isEmpty()) {
                problems.add(Place.START, "", "there is nothing in this file; begin with 'circuits:'");
            }
            problems.throwIfAny(source);
        }
        FileModel model = new FileReader(problems).read(root.orElseThrow());
        Map<String, NamedCircuit> named = new Flattener(model, problems).flatten();
        model.signals().forEach((name, signal) -> taken(named, name, signal, problems));
        new EdgeCheck(model, named.keySet(), problems).check();
        new DependencyCycles(named, problems).check();
        Rehearsal rehearsal = new Rehearsal(named, problems);
        rehearsal.eachCircuit();
        rehearsal.wholeGraph();
        external(model, named, problems);
        problems.throwIfAny(source);
        return new InterlockFile(source, model, Collections.unmodifiableMap(named));
    }

    private static void taken(Map<String, NamedCircuit> circuits, String name, Section<?> signal, Problems problems) {
        NamedCircuit circuit = circuits.get(name);
        if (circuit != null) {
            problems.add(
                    signal.place(),
                    signal.path(),
                    "the name " + CleanText.quoted(name) + " is taken by "
                            + circuit.own().path() + " in line "
                            + circuit.own().place().line());
        }
    }

    private static void external(FileModel model, Map<String, NamedCircuit> circuits, Problems problems) {
        model.external().forEach((name, place) -> {
            if (circuits.containsKey(name) || model.signals().containsKey(name)) {
                problems.add(
                        place, "external", CleanText.quoted(name) + " is defined in this file; take it off the list");
            }
        });
    }

    /**
     * What the file is called in messages.
     *
     * @return its name, as given
     */
    public String source() {
        return source;
    }

    /**
     * The circuits, with everything they have from templates and groups, but without what code provides: {@code recoveryGuards},
     * {@code resetGuards}, {@code callGuards}, {@code failOn}, {@code ignore} and {@code failOnResult} are empty here. So this is for
     * looking, not for defining; {@link #defineIn(Interlock, Bindings)} puts the code in.
     *
     * @return configurations by full name ({@code group.member} for members): first the circuits outside of groups, then the
     *         members of each group, in the order of the file
     */
    public Map<String, CircuitConfig> circuits() {
        return circuits;
    }

    /**
     * The signals, without their checks.
     *
     * @return configurations by name, in the order of the file
     */
    public Map<String, SignalConfig> signals() {
        return signals;
    }

    /**
     * The groups.
     *
     * @return for each group's name the names of its members, without the group's; in the order of the file
     */
    public Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        model.groups()
                .forEach((name, group) ->
                        groups.put(name, List.copyOf(group.members().keySet())));
        return Collections.unmodifiableMap(groups);
    }

    /**
     * The templates. They are the file's own: neither does {@link #defineIn(Interlock)} define them in the interlock, nor can a
     * file use those that code defined there.
     *
     * @return their names, in the order of the file
     */
    public List<String> templates() {
        return List.copyOf(model.templates().keySet());
    }

    /**
     * The names that edges may use although the file does not define them, because code does.
     *
     * @return what is under {@code external}, in the order of the file
     */
    public List<String> external() {
        return new ArrayList<>(model.external().keySet());
    }

    /**
     * Something to say about a circuit, a signal or an external name, with its place in the file, for checks that the loader does not make.
     *
     * @param node    its name
     * @param option  the option that it is about, as files call it; empty for the node as a whole
     * @param name    the name in that option that it is about; empty for the option as a whole
     * @param message what to say
     * @return the remark; it stands where the option stands, which can be a template, or where the node does if it does not have the option
     */
    public Problem remark(String node, String option, String name, String message) {
        return new Remarks(model, named).remark(node, option, name, message);
    }

    /**
     * Whether the file sets an option, also one that names code and that {@link #circuits()} is therefore silent about.
     *
     * @param node   the name of a circuit or signal
     * @param option the option, as files call it
     * @return true if the node has it from its own section, its templates or its group
     */
    public boolean sets(String node, String option) {
        return new Remarks(model, named).setting(node, option).isPresent();
    }

    /**
     * The guards that {@link Bindings} have to bind.
     *
     * @return names, sorted
     */
    public Set<String> guardNames() {
        Set<String> names = new TreeSet<>();
        Definer.codeNames(named.values(), model, (kind, name, setting) -> {
            if (kind == Code.Kind.GUARD) {
                names.add(name);
            }
        });
        return Collections.unmodifiableSet(names);
    }

    /**
     * Defines everything in an interlock. Enough for a file that names no code.
     *
     * @param interlock where
     * @throws ConfigurationFileException as {@link #defineIn(Interlock, Bindings)}
     */
    public void defineIn(Interlock interlock) {
        defineIn(interlock, Bindings.none());
    }

    /**
     * Defines everything in an interlock, in one commit: if anything is wrong, nothing is defined.
     *
     * @param interlock where
     * @param bindings  the code that the file names
     * @throws ConfigurationFileException                 with each name that is not bound and each that is taken
     * @throws dev.interlock.InvalidConfigurationException if the circuits do not fit to what is in the interlock, or code in
     *                                                    {@link Bindings.Builder#customize} sets what is not allowed
     * @throws dev.interlock.DependencyCycleException     if they close a cycle with what is in the interlock
     */
    public void defineIn(Interlock interlock, Bindings bindings) {
        definer().defineIn(interlock, bindings);
        LoadedFiles.add(interlock, this);
    }

    /**
     * Makes an interlock that another version of this file defined one that this version defines, in one commit: if anything is wrong,
     * nothing changes. Circuits that are in both keep state, epoch and window (see {@link Interlock#reconfigure}); what only the other version
     * has is removed, what only this one has is defined. What code defined stays; what code changed in circuits of the file is set back.
     * A signal keeps what it observed, unless it names another check.
     *
     * <p>What automation does by mistake is refused unless it is allowed, see {@link ReloadRisk}: to remove what is open, what something depends
     * on, or more than a third of the circuits, and to go on from another version than the one that is loaded. Every problem comes in one
     * exception. Of two reloads from the same version at once one is refused.
     *
     * @param interlock where
     * @param previous  the version that is in the interlock: the one that {@link #defineIn(Interlock, Bindings)} or the last reload brought in
     * @param bindings  the code that the file names: the same object as for the other version, or the code counts as changed
     * @param allowed   what may be done although it is risky; none by default
     * @return what is different now
     * @throws ConfigurationFileException                 as {@link #defineIn(Interlock, Bindings)}, and with each risk that is not allowed
     * @throws dev.interlock.InvalidConfigurationException as {@link #defineIn(Interlock, Bindings)}
     * @throws dev.interlock.DependencyCycleException     as {@link #defineIn(Interlock, Bindings)}
     */
    public Reconfiguration reloadIn(
            Interlock interlock, InterlockFile previous, Bindings bindings, ReloadRisk... allowed) {
        List<ReloadRisk> risks = List.of(allowed);
        Problems problems = new Problems();
        boolean base = LoadedFiles.take(interlock, previous);
        boolean done = false;
        try {
            if (!base && !risks.contains(ReloadRisk.STALE_BASE)) {
                problems.add(
                        Place.START,
                        "",
                        CleanText.quoted(previous.source())
                                + " as given is not what is loaded: the interlock is defined "
                                + LoadedFiles.names(interlock)
                                + "; give the version that was loaded last, or allow ReloadRisk.STALE_BASE");
            }
            Reconfiguration changed = interlock.reconfigure(definer()
                    .changesFrom(
                            previous.definer(), interlock, bindings, problems, risks.contains(ReloadRisk.REMOVAL)));
            done = true;
            return changed;
        } finally {
            if (done && !base) {
                LoadedFiles.takeOverlapping(interlock, previous);
                LoadedFiles.takeOverlapping(interlock, this);
            }
            if (done || base) {
                LoadedFiles.add(interlock, done ? this : previous);
            }
        }
    }

    /**
     * What {@link #reloadIn} would change, if it can be done. Changes nothing. What a reload refuses as a {@link ReloadRisk} is not refused here, but
     * shown: it is for people to look at.
     *
     * @param interlock where
     * @param previous  the version that is in the interlock
     * @param bindings  the code that the file names
     * @return what would be different
     * @throws ConfigurationFileException                 as {@link #defineIn(Interlock, Bindings)}
     * @throws dev.interlock.InvalidConfigurationException as {@link #defineIn(Interlock, Bindings)}
     * @throws dev.interlock.DependencyCycleException     as {@link #defineIn(Interlock, Bindings)}
     */
    public Reconfiguration diff(Interlock interlock, InterlockFile previous, Bindings bindings) {
        return interlock.diff(definer().changesFrom(previous.definer(), interlock, bindings));
    }

    private Definer definer() {
        return new Definer(source, model, named, signals);
    }

    FileModel model() {
        return model;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InterlockFile file && model.equals(file.model) && circuits.equals(file.circuits);
    }

    @Override
    public int hashCode() {
        return model.hashCode();
    }

    @Override
    public String toString() {
        return source + ": " + circuits.size() + " circuits, " + signals.size() + " signals";
    }
}
