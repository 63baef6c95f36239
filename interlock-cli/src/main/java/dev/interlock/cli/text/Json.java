package dev.interlock.cli.text;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, collections, strings, numbers and null as JSON, on one line. */
public final class Json {

    private Json() {}

    /**
     * Writes a value.
     *
     * @param value the value
     * @return one line
     */
    public static String write(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(@Nullable Object value, StringBuilder text) {
        if (value == null) {
            text.append("null");
        } else if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator);
                quote(String.valueOf(entry.getKey()), text);
                text.append(':');
                write(entry.getValue(), text);
                separator = ",";
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Collection<?> collection) {
            String separator = "[";
            for (Object element : collection) {
                text.append(separator);
                write(element, text);
                separator = ",";
            }
            text.append(collection.isEmpty() ? "[]" : "]");
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            quote(String.valueOf(value), text);
        }
    }

    private static void quote(String string, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
