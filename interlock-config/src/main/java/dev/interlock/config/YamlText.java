package dev.interlock.config;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Text as YAML writes it: plain where that is safe everywhere, else in double quotes. */
final class YamlText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");
    private static final Pattern NULL = Pattern.compile("null", Pattern.CASE_INSENSITIVE);

    private YamlText() {}

    static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !NULL.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if ((point >= ' ' && point < 0x7F) || (point > 0xFFFF && StreamReader.isPrintable(point))) {
                quoted.appendCodePoint(point);
            } else {
                quoted.append(String.format("\\U%08X", point));
            }
        });
        return quoted.append('"').toString();
    }
}
