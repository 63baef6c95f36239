package dev.interlock.config;

import dev.interlock.CascadeMode;
import dev.interlock.config.YamlNode.Entry;
import dev.interlock.config.YamlNode.Mapping;
import dev.interlock.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sorts of values that name something: one name or a list, and cascade targets with their modes. */
final class NameTypes {

    private NameTypes() {}

    /** Names of circuits, templates, or what else is in the file. */
    static final ValueType<List<String>> NAMES = new Names();

    /** One name of something that code provides. */
    static final ValueType<String> NAME = new ValueType<>() {
        @Override
        @Nullable
        String read(YamlNode node, Reading reading) {
            String text = text(node, reading, "a name");
            if (text != null) {
                reading.places().put(text, node.place());
            }
            return text;
        }

        @Override
        String write(Object value) {
            return YamlText.scalar((String) value);
        }
    };

    private static final class Names extends ValueType<List<String>> {

        @Override
        @Nullable
        List<String> read(YamlNode node, Reading reading) {
            List<YamlNode> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
            List<String> names = new ArrayList<>();
            for (YamlNode item : items) {
                String name = text(item, reading, "a name");
                if (name != null && isNew(name, item, reading)) {
                    names.add(name);
                }
            }
            return names.isEmpty() && !items.isEmpty() ? null : List.copyOf(names); // [] is what a generator writes
        }

        @Override
        @SuppressWarnings("unchecked") // read gave it
        String write(Object value) {
            return ((List<String>) value).stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
        }

        @Override
        @SuppressWarnings("unchecked") // read gave both
        Object merge(Object earlier, Object later) {
            Set<String> all = new LinkedHashSet<>((List<String>) earlier);
            all.addAll((List<String>) later);
            return List.copyOf(all);
        }
    }

    /** Cascade targets: a list, or a mapping from name to mode. */
    static final ValueType<Map<String, CascadeMode>> CASCADE = new ValueType<>() {

        private final ValueType<CascadeMode> mode = ValueTypes.oneOf(CascadeMode.class);

        @Override
        @Nullable
        Map<String, CascadeMode> read(YamlNode node, Reading reading) {
            Map<String, CascadeMode> targets = new LinkedHashMap<>();
            boolean none = false;
            if (node instanceof Mapping mapping) {
                none = mapping.entries().isEmpty();
                for (Entry entry : mapping.entries()) {
                    String name = entry.key().text();
                    CascadeMode read = mode.read(entry.value(), reading);
                    if (isNew(name, entry.key(), reading) && read != null) {
                        targets.put(name, read);
                    }
                }
            } else {
                List<String> names = NAMES.read(node, reading);
                none = names != null && names.isEmpty();
                (names == null ? List.<String>of() : names).forEach(name -> targets.put(name, CascadeMode.ENFORCE));
            }
            return targets.isEmpty() && !none ? null : Collections.unmodifiableMap(targets);
        }

        @Override
        @SuppressWarnings("unchecked") // read gave it
        String write(Object value) {
            return ((Map<String, CascadeMode>) value)
                    .entrySet().stream()
                            .map(entry -> YamlText.scalar(entry.getKey()) + ": " + mode.write(entry.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
        }

        @Override
        @SuppressWarnings("unchecked") // read gave both
        Object merge(Object earlier, Object later) {
            Map<String, CascadeMode> all = new LinkedHashMap<>((Map<String, CascadeMode>) earlier);
            all.putAll((Map<String, CascadeMode>) later);
            return Collections.unmodifiableMap(all);
        }
    };

    private static boolean isNew(String name, YamlNode node, ValueType.Reading reading) {
        Place before = reading.places().putIfAbsent(name, node.place());
        if (before != null) {
            reading.problem(node, CleanText.quoted(name) + " is named twice, first in line " + before.line());
        }
        return before == null;
    }
}
