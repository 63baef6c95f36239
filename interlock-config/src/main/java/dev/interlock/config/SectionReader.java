package dev.interlock.config;

import dev.interlock.config.YamlNode.Entry;
import dev.interlock.config.YamlNode.Scalar;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the options of one circuit, template or signal. An option with a problem is reported, and then as if it were not there. */
final class SectionReader<B> {

    private final Problems problems;
    private final Mappings mappings;
    private final Function<Consumer<B>, List<dev.interlock.Problem>> rules;

    SectionReader(Problems problems, Function<Consumer<B>, List<dev.interlock.Problem>> rules) {
        this.problems = problems;
        this.mappings = new Mappings(problems);
        this.rules = rules;
    }

    Section<B> read(String name, Place place, YamlNode node, String path, List<Option<B>> options) {
        Map<String, Option<B>> byKey = new LinkedHashMap<>();
        options.forEach(option -> byKey.put(option.key(), option));
        Map<Option<B>, Setting<B>> settings = new LinkedHashMap<>();
        for (Entry entry :
                mappings.read(node, path, "options below it", byKey.keySet()).values()) {
            Option<B> option = byKey.get(entry.key().text());
            if (option != null) {
                setting(option, entry.value(), Mappings.path(path, option.key()), settings);
            }
        }
        return new Section<>(name, path, place, Collections.unmodifiableMap(settings));
    }

    private void setting(Option<B> option, YamlNode node, String path, Map<Option<B>, Setting<B>> settings) {
        int before = problems.size();
        Map<String, Place> names = new HashMap<>();
        Object value = option.type().read(node, new ValueType.Reading(problems, path, names));
        if (value == null) {
            if (problems.size() == before) {
                problems.add(node.place(), path, "is empty; name something, or take the option away");
            }
            return;
        }
        String written = node instanceof Scalar scalar ? scalar.text() : "";
        Setting<B> setting = new Setting<>(option, value, written, path, node.place(), Map.copyOf(names));
        List<dev.interlock.Problem> broken = rules.apply(builder -> setting.applyTo(builder, Code.ABSENT));
        for (dev.interlock.Problem problem : broken) {
            problems.add(place(problem, setting), path, CoreRules.words(problem, setting));
        }
        if (broken.isEmpty()) {
            settings.put(option, setting);
        }
    }

    /** What is wrong with a name is where the name is. */
    private static Place place(dev.interlock.Problem problem, Setting<?> setting) {
        return problem.value()
                .filter(String.class::isInstance)
                .map(setting.names()::get)
                .orElse(setting.place());
    }
}
