package dev.interlock.config;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Guard;
import dev.interlock.Interlock;
import dev.interlock.Interlock.Changes;
import dev.interlock.NodeKind;
import dev.interlock.SignalConfig;
import dev.interlock.Snapshot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Brings a file into an interlock: first everything is checked, then everything is defined. */
final class Definer {

    /** Told of each name of something that code provides. */
    @FunctionalInterface
    interface CodeNames {
        void name(Code.Kind kind, String name, Setting<?> setting);
    }

    private final String source;
    private final FileModel model;
    private final Map<String, NamedCircuit> circuits;
    private final Map<String, SignalConfig> signals;

    Definer(String source, FileModel model, Map<String, NamedCircuit> circuits, Map<String, SignalConfig> signals) {
        this.source = source;
        this.model = model;
        this.circuits = circuits;
        this.signals = signals;
    }

    /** Defines everything, as one commit. */
    void defineIn(Interlock interlock, Bindings bindings) {
        Problems problems = new Problems();
        code(bindings, problems);
        names(interlock.snapshot(), problems);
        problems.throwIfAny(source);
        interlock.reconfigure(changes -> {
            model.external().keySet().forEach(changes::external);
            circuits.forEach((name, circuit) -> changes.define(name, options(name, circuit, bindings)));
            signals.keySet().forEach(name -> changes.signal(name, check(name, bindings), options(name)));
        });
    }

    /** What makes an interlock that was defined by another file one that is defined by this one. */
    Consumer<Changes> changesFrom(Definer previous, Interlock interlock, Bindings bindings) {
        return changesFrom(previous, interlock, bindings, new Problems(), true);
    }

    /** The same, with what else is wrong. */
    Consumer<Changes> changesFrom(
            Definer previous, Interlock interlock, Bindings bindings, Problems problems, boolean removes) {
        code(bindings, problems);
        Snapshot snapshot = interlock.snapshot();
        if (!removes) {
            removals(previous, snapshot, problems);
        }
        circuits.forEach((name, circuit) -> {
            if (!previous.defines(name)) {
                free(snapshot, name, circuit.own(), problems);
            }
        });
        signals.keySet().forEach(name -> {
            if (!previous.defines(name)) {
                free(snapshot, name, section(name), problems);
            }
        });
        problems.throwIfAny(source);
        return changes -> {
            model.external().keySet().forEach(changes::external);
            previous.names()
                    .filter(name -> isThere(snapshot, name) && !keeps(name, previous, snapshot))
                    .forEach(changes::remove);
            circuits.forEach((name, circuit) -> {
                if (keeps(name, previous, snapshot)) {
                    changes.replace(name, options(name, circuit, bindings));
                } else {
                    changes.define(name, options(name, circuit, bindings));
                }
            });
            signals.keySet().forEach(name -> {
                if (keeps(name, previous, snapshot)) {
                    changes.replaceSignal(name, options(name));
                } else {
                    changes.signal(name, check(name, bindings), options(name));
                }
            });
        };
    }

    private void removals(Definer previous, Snapshot snapshot, Problems problems) {
        List<String> gone = previous.circuits.keySet().stream()
                .filter(name -> isThere(snapshot, name) && !circuits.containsKey(name))
                .toList();
        List<String> names = previous.names()
                .filter(name -> isThere(snapshot, name) && !defines(name))
                .toList();
        new Removals(configs(previous), configs(this), snapshot, problems).check(gone, names);
    }

    private static Map<String, CircuitConfig> configs(Definer definer) {
        Map<String, CircuitConfig> configs = new LinkedHashMap<>();
        definer.circuits.forEach((name, circuit) -> configs.put(name, circuit.withoutCode()));
        return configs;
    }

    private boolean defines(String name) {
        return circuits.containsKey(name) || signals.containsKey(name);
    }

    private Stream<String> names() {
        return Stream.concat(circuits.keySet().stream(), signals.keySet().stream());
    }

    /** Whether what the other file called so goes on. A signal with another check is another signal: what the old one observed says nothing. */
    private boolean keeps(String name, Definer previous, Snapshot snapshot) {
        if (!isThere(snapshot, name)) {
            return false; // somebody removed it
        }
        return circuits.containsKey(name)
                ? previous.circuits.containsKey(name)
                : signals.containsKey(name)
                        && previous.signals.containsKey(name)
                        && checkName(name).equals(previous.checkName(name));
    }

    private static boolean isThere(Snapshot snapshot, String name) {
        return snapshot.find(name)
                .filter(node -> node.kind() != NodeKind.UNRESOLVED)
                .isPresent();
    }

    private static Consumer<CircuitConfigBuilder> options(String name, NamedCircuit circuit, Bindings bindings) {
        return builder -> {
            circuit.applyTo(builder, bindings.code());
            bindings.customize(name, builder);
        };
    }

    private Consumer<SignalConfig.Builder> options(String signal) {
        return builder -> section(signal).settings().values().forEach(setting -> setting.applyTo(builder, Code.ABSENT));
    }

    private Guard check(String signal, Bindings bindings) {
        return bindings.signal(checkName(signal));
    }

    private String checkName(String signal) {
        return (String)
                section(signal).setting(SignalOptions.CHECK).orElseThrow().value();
    }

    private void code(Bindings bindings, Problems problems) {
        codeNames(circuits.values(), model, (kind, name, setting) -> bound(kind, name, setting, bindings, problems));
    }

    private Section<SignalConfig.Builder> section(String signal) {
        Section<SignalConfig.Builder> section = model.signals().get(signal);
        return section != null ? section : Section.empty(signal, signal, Place.START);
    }

    private static void bound(Code.Kind kind, String name, Setting<?> setting, Bindings bindings, Problems problems) {
        Collection<String> names = bindings.names(kind);
        if (!names.contains(name)) {
            problems.add(
                    setting.names().getOrDefault(name, setting.place()),
                    setting.path(),
                    "code binds no " + kind + " " + CleanText.quoted(name)
                            + problems.hint(name, names, "; bind it in Bindings"));
        }
    }

    private void names(Snapshot snapshot, Problems problems) {
        circuits.forEach((name, circuit) -> free(snapshot, name, circuit.own(), problems));
        signals.keySet().forEach(name -> free(snapshot, name, section(name), problems));
        for (Edge edge : snapshot.edges()) {
            if (edge.kind() == EdgeKind.CASCADES_TO && signals.containsKey(edge.to())) {
                Section<?> signal = section(edge.to());
                problems.add(
                        signal.place(),
                        signal.path(),
                        "a signal cannot be a cascade target, and '" + edge.from() + "' cascades to it");
            }
        }
    }

    private static void free(Snapshot snapshot, String name, Section<?> section, Problems problems) {
        if (isThere(snapshot, name)) {
            problems.add(
                    section.place(),
                    section.path(),
                    "the name " + CleanText.quoted(name) + " is taken in the interlock");
        }
    }

    static void codeNames(Collection<NamedCircuit> circuits, FileModel model, CodeNames told) {
        circuits.forEach(circuit -> circuit.settings().values().forEach(setting -> tell(setting, told)));
        model.signals().values().forEach(signal -> signal.settings().values().forEach(setting -> tell(setting, told)));
    }

    private static void tell(Setting<?> setting, CodeNames told) {
        setting.option()
                .kind()
                .ifPresent(kind -> setting.names().keySet().forEach(name -> told.name(kind, name, setting)));
    }
}
