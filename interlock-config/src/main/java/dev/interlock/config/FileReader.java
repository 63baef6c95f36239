package dev.interlock.config;

import dev.interlock.CircuitConfigBuilder;
import dev.interlock.NodeNames;
import dev.interlock.SignalConfig;
import dev.interlock.config.YamlNode.Entry;
import dev.interlock.config.YamlNode.Scalar;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shape of the file: its sections, and the names in them. */
final class FileReader {

    static final List<String> TOP = List.of("version", "external", "templates", "groups", "circuits", "signals");
    static final List<String> OF_GROUP = List.of("defaults", "circuits");

    private final Problems problems;
    private final Mappings mappings;
    private final SectionReader<CircuitConfigBuilder> circuitReader;
    private final SectionReader<SignalConfig.Builder> signalReader;

    FileReader(Problems problems) {
        this.problems = problems;
        this.mappings = new Mappings(problems);
        this.circuitReader = new SectionReader<>(problems, CoreRules::ofCircuitOption);
        this.signalReader = new SectionReader<>(problems, CoreRules::ofSignal);
    }

    FileModel read(YamlNode root) {
        Map<String, Entry> top = mappings.read(root, "", "sections such as 'circuits:'", TOP);
        Optional.ofNullable(top.get("version")).ifPresent(entry -> version(entry.value()));
        FileModel model = new FileModel(
                external(top.get("external")),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
        named(top, "", "templates")
                .forEach((name, entry) ->
                        model.templates().put(name, circuit(name, entry, "templates", CircuitOptions.ALL, "")));
        named(top, "", "groups").forEach((name, entry) -> model.groups().put(name, group(name, entry)));
        named(top, "", "circuits")
                .forEach((name, entry) ->
                        model.circuits().put(name, circuit(name, entry, "circuits", CircuitOptions.ALL, "")));
        named(top, "", "signals").forEach((name, entry) -> model.signals().put(name, signal(name, entry)));
        return model;
    }

    private void version(YamlNode node) {
        if (!(node instanceof Scalar scalar && scalar.plain() && scalar.text().equals("1"))) {
            problems.add(
                    node.place(), "version", node.kind() + " is not a version that is known here; the only one is 1");
        }
    }

    private Map<String, Place> external(@Nullable Entry entry) {
        YamlNode node = entry == null ? null : entry.value();
        if (node == null || (node instanceof Scalar scalar && scalar.isNull())) {
            return Map.of();
        }
        Map<String, Place> places = new LinkedHashMap<>();
        NameTypes.NAMES.read(node, new ValueType.Reading(problems, "external", places));
        places.forEach((name, place) -> checkName(name, place, "external"));
        return places;
    }

    private Map<String, Entry> named(Map<String, Entry> parent, String path, String key) {
        Entry entry = parent.get(key);
        return entry == null
                ? Map.of()
                : mappings.read(entry.value(), Mappings.path(path, key), "a name and a colon in each line below it");
    }

    private FileModel.Group group(String name, Entry entry) {
        String path = Mappings.path("groups", name);
        checkName(name, entry.key().place(), path);
        Map<String, Entry> parts = mappings.read(entry.value(), path, "'defaults:' and 'circuits:' below it", OF_GROUP);
        Entry defaults = parts.get("defaults");
        String inside = Mappings.path(path, "circuits");
        Map<String, Section<CircuitConfigBuilder>> members = new LinkedHashMap<>();
        named(parts, path, "circuits")
                .forEach((member, each) ->
                        members.put(member, circuit(member, each, inside, CircuitOptions.OF_MEMBERS, name + ".")));
        return new FileModel.Group(
                defaults == null
                        ? Section.empty(
                                "defaults",
                                Mappings.path(path, "defaults"),
                                entry.key().place())
                        : circuitReader.read(
                                "defaults",
                                defaults.key().place(),
                                defaults.value(),
                                Mappings.path(path, "defaults"),
                                CircuitOptions.ALL),
                Collections.unmodifiableMap(members));
    }

    private Section<CircuitConfigBuilder> circuit(
            String name, Entry entry, String parent, List<Option<CircuitConfigBuilder>> options, String prefix) {
        String path = Mappings.path(parent, name);
        checkName(prefix + name, entry.key().place(), path);
        return circuitReader.read(name, entry.key().place(), entry.value(), path, options);
    }

    private Section<SignalConfig.Builder> signal(String name, Entry entry) {
        String path = Mappings.path("signals", name);
        checkName(name, entry.key().place(), path);
        int before = problems.size();
        Section<SignalConfig.Builder> signal =
                signalReader.read(name, entry.key().place(), entry.value(), path, SignalOptions.ALL);
        if (signal.setting(SignalOptions.CHECK).isEmpty() && problems.size() == before) {
            problems.add(entry.key().place(), path, "has no check; write 'check:' and the name that code binds to it");
        }
        return signal;
    }

    private void checkName(String name, Place place, String path) {
        NodeNames.problem(name).ifPresent(problem -> problems.add(place, path, CoreRules.words(problem)));
    }
}
