package dev.interlock.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of the commands, so that the tests believe nothing but that. */
public final class JsonReader {

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String text) {
        JsonReader reader = new JsonReader(text);
        Map<String, Object> object = (Map<String, Object>) reader.value();
        if (reader.at != text.length()) {
            throw new IllegalArgumentException("more after the object: " + text.substring(reader.at));
        }
        return object;
    }

    private Object value() {
        char c = text.charAt(at);
        if (c == '{') {
            Map<String, Object> map = new LinkedHashMap<>();
            for (at++; text.charAt(at) != '}'; skip(',')) {
                String key = string();
                expect(':');
                map.put(key, value());
            }
            at++;
            return map;
        }
        if (c == '[') {
            List<Object> list = new ArrayList<>();
            for (at++; text.charAt(at) != ']'; skip(',')) {
                list.add(value());
            }
            at++;
            return list;
        }
        if (c == '"') {
            return string();
        }
        int from = at;
        while (",]}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "null" -> null;
            case "true", "false" -> Boolean.valueOf(word);
            default -> Double.valueOf(word);
        };
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
                if (text.charAt(at) == 'u') {
                    string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 5;
                    continue;
                }
            }
            string.append(text.charAt(at++));
        }
        at++;
        return string.toString();
    }

    private void skip(char c) {
        if (text.charAt(at) == c) {
            at++;
        }
    }

    private void expect(char c) {
        if (text.charAt(at) != c) {
            throw new IllegalArgumentException("'" + c + "' expected at " + at + " of " + text);
        }
        at++;
    }
}
