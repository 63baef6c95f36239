package dev.interlock.config;

import dev.interlock.config.YamlNode.Entry;
import dev.interlock.config.YamlNode.Mapping;
import dev.interlock.config.YamlNode.Scalar;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Mappings with unique keys, and with none that nobody knows. */
final class Mappings {

    private final Problems problems;

    Mappings(Problems problems) {
        this.problems = problems;
    }

    /** The entries by key, in the order of the file; none for a value left out. */
    Map<String, Entry> read(YamlNode node, String path, String wanted) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (node instanceof Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                String key = entry.key().text();
                Entry before = entries.putIfAbsent(key, entry);
                if (before != null) {
                    problems.add(
                            entry.key().place(),
                            path(path, key),
                            "is there twice, first in line "
                                    + before.key().place().line() + "; take one away");
                }
            }
        } else if (!(node instanceof Scalar scalar && scalar.isNull())) {
            problems.add(node.place(), path, node.kind() + " is not a mapping; write " + wanted);
        }
        return entries;
    }

    /** As {@link #read}; keys other than these are problems. */
    Map<String, Entry> read(YamlNode node, String path, String wanted, Collection<String> known) {
        Map<String, Entry> entries = read(node, path, wanted);
        entries.values().removeIf(entry -> {
            String key = entry.key().text();
            if (!known.contains(key)) {
                problems.add(entry.key().place(), path(path, key), "unknown option" + hint(key, known));
            }
            return !known.contains(key);
        });
        return entries;
    }

    private String hint(String key, Collection<String> known) {
        if (key.equals("<<")) {
            return "; keys are not merged, use a template";
        }
        if (key.equals(CircuitOptions.DEPENDS_ON_MEMBERS.key())) {
            return "; only members of groups have it, name circuits with dependsOn";
        }
        return problems.hint(key, known, known.size() > 10 ? "" : "; known are " + String.join(", ", known));
    }

    static String path(String path, String key) {
        String clean = CleanText.clean(key);
        return path.isEmpty() ? clean : path + "." + clean;
    }
}
