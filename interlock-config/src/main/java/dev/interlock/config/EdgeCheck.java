package dev.interlock.config;

import dev.interlock.CascadeMode;
import dev.interlock.CircuitConfigBuilder;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every edge names something that the file defines, or that it says code defines. */
final class EdgeCheck {

    private final FileModel model;
    private final Problems problems;
    private final Set<String> signals;
    private final Set<String> defined = new LinkedHashSet<>();

    EdgeCheck(FileModel model, Collection<String> circuits, Problems problems) {
        this.model = model;
        this.problems = problems;
        this.signals = model.signals().keySet();
        defined.addAll(circuits);
        defined.addAll(signals);
        defined.addAll(model.external().keySet());
    }

    /** Looks at what is written, so that the edge of a template is one problem and not one for each of its users. */
    void check() {
        model.templates().values().forEach(this::circuit);
        model.circuits().values().forEach(this::circuit);
        model.groups().values().forEach(group -> {
            circuit(group.defaults());
            group.members().values().forEach(member -> {
                circuit(member);
                members(member, group.members().keySet());
            });
        });
        model.signals()
                .values()
                .forEach(signal -> signal.setting(SignalOptions.CASCADES_TO)
                        .ifPresent(setting -> targets(setting, signal.names(SignalOptions.CASCADES_TO))));
    }

    private void circuit(Section<CircuitConfigBuilder> section) {
        for (Option<CircuitConfigBuilder> option : List.of(CircuitOptions.DEPENDS_ON, CircuitOptions.RECOVERS_AFTER)) {
            section.setting(option)
                    .ifPresent(setting -> section.names(option).forEach(name -> known(setting, name, defined)));
        }
        section.setting(CircuitOptions.CASCADES_TO).ifPresent(setting -> targets(setting, targetsOf(setting)));
    }

    @SuppressWarnings("unchecked") // the option's type read it
    private static Collection<String> targetsOf(Setting<CircuitConfigBuilder> setting) {
        return ((Map<String, CascadeMode>) setting.value()).keySet();
    }

    private void members(Section<CircuitConfigBuilder> member, Collection<String> all) {
        member.setting(CircuitOptions.DEPENDS_ON_MEMBERS).ifPresent(setting -> {
            for (String name : member.names(CircuitOptions.DEPENDS_ON_MEMBERS)) {
                if (!all.contains(name)) {
                    problem(setting, name, "is no member of this group", all);
                }
            }
        });
    }

    private void targets(Setting<?> setting, Collection<String> names) {
        for (String name : names) {
            if (signals.contains(name)) {
                Place place = setting.names().getOrDefault(name, setting.place());
                problems.add(
                        place,
                        setting.path(),
                        "the signal " + CleanText.quoted(name) + " cannot be a cascade target; name a circuit");
            } else {
                known(setting, name, defined);
            }
        }
    }

    private void known(Setting<?> setting, String name, Collection<String> names) {
        if (!names.contains(name)) {
            problem(setting, name, "is no circuit or signal of this file", names);
        }
    }

    private void problem(Setting<?> setting, String name, String rule, Collection<String> names) {
        Place place = setting.names().getOrDefault(name, setting.place());
        String hint = problems.hint(name, names, "; define it, or list it under 'external:' if code does");
        problems.add(place, setting.path(), CleanText.quoted(name) + " " + rule + hint);
    }
}
