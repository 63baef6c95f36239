package dev.interlock.config;

import dev.interlock.CircuitConfigBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what each circuit has: the templates of its group's defaults, the defaults, its own templates, and at last what it says
 * itself. What comes later replaces what came earlier; edges, guards and throwables add up.
 */
final class Flattener {

    /** Names and values that are copied in all; templates of templates could otherwise make gigabytes of 256 KiB. */
    static final long BUDGET = 2_000_000;

    /** How many templates may use each other in a row. */
    static final int MAX_DEPTH = 50;

    private final FileModel model;
    private final Problems problems;
    private final Map<String, Map<Option<CircuitConfigBuilder>, Setting<CircuitConfigBuilder>>> done = new HashMap<>();
    private final Map<String, Integer> depths = new HashMap<>();
    private final Set<String> under = new LinkedHashSet<>();
    private long spent;

    Flattener(FileModel model, Problems problems) {
        this.model = model;
        this.problems = problems;
    }

    /** Every circuit by its full name: first those outside of groups, then those of each group. */
    Map<String, NamedCircuit> flatten() {
        model.templates().values().forEach(this::template);
        Map<String, NamedCircuit> circuits = new LinkedHashMap<>();
        model.circuits().values().forEach(circuit -> add(circuits, circuit, "", null));
        model.groups().forEach((name, group) -> {
            var defaults = all(group.defaults(), new LinkedHashMap<>());
            group.members().values().forEach(member -> add(circuits, member, name + ".", defaults));
        });
        if (spent > BUDGET) {
            problems.add(
                    Place.START,
                    "templates",
                    "templates and circuits together make more than " + BUDGET + " names; make the lists shorter");
        }
        return circuits;
    }

    private void add(
            Map<String, NamedCircuit> circuits,
            Section<CircuitConfigBuilder> own,
            String prefix,
            @Nullable Map<Option<CircuitConfigBuilder>, Setting<CircuitConfigBuilder>> defaults) {
        Map<Option<CircuitConfigBuilder>, Setting<CircuitConfigBuilder>> settings = new LinkedHashMap<>();
        if (defaults != null) {
            defaults.values().forEach(setting -> put(settings, setting));
        }
        all(own, settings);
        Setting<CircuitConfigBuilder> members = settings.remove(CircuitOptions.DEPENDS_ON_MEMBERS);
        if (members != null) {
            put(settings, qualified(members, own, prefix));
        }
        String name = prefix + own.name();
        NamedCircuit before = circuits.putIfAbsent(name, new NamedCircuit(name, own, settings));
        if (before != null) {
            problems.add(
                    own.place(),
                    own.path(),
                    "the name " + CleanText.quoted(name) + " is taken by "
                            + before.own().path() + " in line "
                            + before.own().place().line());
        }
    }

    private static Setting<CircuitConfigBuilder> qualified(
            Setting<CircuitConfigBuilder> members, Section<CircuitConfigBuilder> own, String prefix) {
        List<String> names = own.names(CircuitOptions.DEPENDS_ON_MEMBERS).stream()
                .map(prefix::concat)
                .toList();
        Map<String, Place> places = new HashMap<>();
        members.names().forEach((name, place) -> places.put(prefix + name, place));
        return new Setting<>(CircuitOptions.DEPENDS_ON, names, "", members.path(), members.place(), places);
    }

    private Map<Option<CircuitConfigBuilder>, Setting<CircuitConfigBuilder>> all(
            Section<CircuitConfigBuilder> section,
            Map<Option<CircuitConfigBuilder>, Setting<CircuitConfigBuilder>> into) {
        section.setting(CircuitOptions.TEMPLATE)
                .ifPresent(use -> section.names(CircuitOptions.TEMPLATE).forEach(name -> use(name, use, into)));
        section.settings().forEach((option, setting) -> {
            if (option != CircuitOptions.TEMPLATE) {
                put(into, setting);
            }
        });
        return into;
    }

    private void use(
            String name,
            Setting<CircuitConfigBuilder> use,
            Map<Option<CircuitConfigBuilder>, Setting<CircuitConfigBuilder>> into) {
        Section<CircuitConfigBuilder> template = model.templates().get(name);
        Place place = use.names().getOrDefault(name, use.place());
        if (template == null) {
            String hint = problems.hint(name, model.templates().keySet(), "; define it under 'templates:'");
            problems.add(place, use.path(), "there is no template " + CleanText.quoted(name) + hint);
        } else if (under.contains(name)) {
            List<String> path = new ArrayList<>(under);
            path = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
            path.add(name);
            problems.add(place, use.path(), "templates use each other in a cycle: " + DependencyCycles.shown(path));
        } else if (under.size() >= MAX_DEPTH) {
            tooDeep(place, use);
        } else {
            template(template).values().forEach(setting -> put(into, setting));
            int depth = 1 + depths.getOrDefault(name, 0);
            if (!under.isEmpty()) {
                String user = under.stream().reduce((first, second) -> second).orElse("");
                depths.merge(user, depth, Math::max);
            }
            if (depth > MAX_DEPTH) {
                tooDeep(place, use);
            }
        }
    }

    private void tooDeep(Place place, Setting<CircuitConfigBuilder> use) {
        problems.add(place, use.path(), "templates use each other more than " + MAX_DEPTH + " deep");
    }

    private Map<Option<CircuitConfigBuilder>, Setting<CircuitConfigBuilder>> template(
            Section<CircuitConfigBuilder> template) {
        var known = done.get(template.name());
        if (known != null) {
            return known;
        }
        under.add(template.name());
        var settings = all(template, new LinkedHashMap<>());
        under.remove(template.name());
        done.put(template.name(), settings);
        return settings;
    }

    private void put(
            Map<Option<CircuitConfigBuilder>, Setting<CircuitConfigBuilder>> into,
            Setting<CircuitConfigBuilder> setting) {
        Setting<CircuitConfigBuilder> before = into.get(setting.option());
        spent += 1
                + setting.names().size()
                + (before == null ? 0 : before.names().size());
        if (spent <= BUDGET) {
            into.put(setting.option(), before == null ? setting : setting.after(before));
        }
    }
}
