package dev.interlock.config;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes and writes JSON, as much as a schema needs. */
final class Json {

    private Json() {}

    /** Keys and values in turn. */
    static Map<String, Object> object(Object... entries) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            object.put((String) entries[i], entries[i + 1]);
        }
        return object;
    }

    static Map<String, Object> joined(Map<String, Object> first, Map<String, Object> second) {
        Map<String, Object> all = new LinkedHashMap<>(first);
        all.putAll(second);
        return all;
    }

    static Map<String, Object> ref(String definition) {
        return object("$ref", "#/$defs/" + definition);
    }

    /** As people write it: 1, not 1.0. */
    static String number(Number number) {
        return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }

    /** In lines; all but the first are indented. */
    static String write(Object value, String indent) {
        String inner = indent + "  ";
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .map(entry -> inner + text((String) entry.getKey()) + ": " + write(entry.getValue(), inner))
                    .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(each -> inner + write(each, inner))
                    .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
        }
        return value instanceof Number number ? number(number) : text((String) value);
    }

    private static String text(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
