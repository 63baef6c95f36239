package dev.interlock.config;

import java.util.Map;
import java.util.Optional;

/** Finds the place of what somebody has to say about a file. */
final class Remarks {

    private final FileModel model;
    private final Map<String, NamedCircuit> circuits;

    Remarks(FileModel model, Map<String, NamedCircuit> circuits) {
        this.model = model;
        this.circuits = circuits;
    }

    /** The option of a circuit or signal, from wherever it has it. */
    Optional<Setting<?>> setting(String node, String option) {
        NamedCircuit circuit = circuits.get(node);
        Section<?> signal = model.signals().get(node);
        return circuit != null
                ? named(circuit.settings(), option)
                : signal != null ? named(signal.settings(), option) : Optional.empty();
    }

    Problem remark(String node, String option, String name, String message) {
        String clean = CleanText.clean(message, 1_000);
        Optional<Setting<?>> setting = setting(node, option);
        if (setting.isPresent()) {
            Setting<?> known = setting.get();
            return problem(known.names().getOrDefault(name, known.place()), known.path(), clean);
        }
        NamedCircuit circuit = circuits.get(node);
        Section<?> section = circuit == null ? model.signals().get(node) : circuit.own();
        if (section != null) {
            return problem(section.place(), section.path(), clean);
        }
        Place place = model.external().get(node);
        return problem(place == null ? Place.START : place, place == null ? "" : "external", clean);
    }

    private static <B> Optional<Setting<?>> named(Map<Option<B>, Setting<B>> settings, String option) {
        for (Setting<B> setting : settings.values()) {
            if (setting.option().key().equals(option)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    private static Problem problem(Place place, String path, String message) {
        return new Problem(place.line(), place.column(), path, message);
    }
}
