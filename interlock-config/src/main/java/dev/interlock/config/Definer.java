package dev.interlock.config;

import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.NodeKind;
import dev.interlock.SignalConfig;
import dev.interlock.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

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

    void defineIn(Interlock interlock, Bindings bindings) {
        Problems problems = new Problems();
        codeNames(circuits.values(), model, (kind, name, setting) -> bound(kind, name, setting, bindings, problems));
        names(interlock.snapshot(), problems);
        problems.throwIfAny(source);

        // The circuits before the signals: a signal that is down at once finds the targets of its cascade.
        interlock.defineAll(definitions -> circuits.forEach((name, circuit) -> definitions.define(name, builder -> {
            circuit.applyTo(builder, bindings.code());
            bindings.customize(name, builder);
        })));
        defineSignals(interlock, bindings);
    }

    private void defineSignals(Interlock interlock, Bindings bindings) {
        List<String> defined = new ArrayList<>();
        try {
            signals.forEach((name, config) -> {
                Section<SignalConfig.Builder> section = section(name);
                String check = (String)
                        section.setting(SignalOptions.CHECK).orElseThrow().value();
                interlock.signal(
                        name,
                        bindings.signal(check),
                        builder ->
                                section.settings().values().forEach(setting -> setting.applyTo(builder, Code.ABSENT)));
                defined.add(name);
            });
        } catch (RuntimeException | Error raced) {
            defined.forEach(interlock::remove);
            circuits.keySet().forEach(interlock::remove);
            throw raced;
        }
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
        snapshot.find(name).filter(node -> node.kind() != NodeKind.UNRESOLVED).ifPresent(node -> {
            problems.add(
                    section.place(),
                    section.path(),
                    "the name " + CleanText.quoted(name) + " is taken in the interlock");
        });
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
