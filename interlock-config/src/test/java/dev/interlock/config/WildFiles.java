package dev.interlock.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files made of the words of the schema and of the examples, right in places and wrong in others. */
final class WildFiles {

    private static final List<String> VALUES = List.of(
            "1",
            "0",
            "-1",
            "3",
            "10000",
            "10001",
            "1000001",
            "2147483648",
            "9223372036854775808",
            "1e3",
            "0.5",
            "1.0",
            "50%",
            "0%",
            "101%",
            ".inf",
            "-.inf",
            ".nan",
            "0x10",
            "0o7",
            "1_000",
            "+1",
            "1ms",
            "30s",
            "1m30s",
            "31d",
            "0s",
            "-5s",
            "1.5s",
            "PT30S",
            "PT-1S",
            "P40D",
            "9999999999999d",
            "true",
            "yes",
            "null",
            "~",
            "\"\"",
            "''",
            "\"a\\nb\"",
            "'a'",
            "|\n  a\n  b",
            ">-\n  a",
            "[]",
            "{}",
            "[a]",
            "[a, a]",
            "{a: b}",
            "&x a",
            "*x",
            "!!int 3",
            "automatic",
            "on-call",
            "MANUAL",
            "up",
            "closed-only",
            "legacy",
            "a.b",
            "überall",
            "\u202E",
            "\uD83D\uDE00",
            "9".repeat(400),
            "n".repeat(200));

    private static final List<String> NAMES = List.of("a", "b", "c", "g.m", "t", "legacy", "1", "null", "x y", "");

    private static final List<String> WORDS = words();

    private WildFiles() {}

    private static List<String> words() {
        List<String> words = new ArrayList<>();
        Matcher keys = Pattern.compile("\"([A-Za-z]+)\":")
                .matcher(Texts.project(
                        "interlock-config/src/main/resources/dev/interlock/config/interlock.schema.json"));
        while (keys.find()) {
            words.add(keys.group(1));
        }
        return List.copyOf(words);
    }

    /** A tree of keys that the schema knows, some in the wrong place. */
    static String ofTheSchema(Random random) {
        StringBuilder out = new StringBuilder();
        for (String section : List.of("version", "external", "templates", "groups", "circuits", "signals")) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            out.append(random.nextInt(20) == 0 ? pick(random, WORDS) : section).append(':');
            switch (section) {
                case "version" ->
                    out.append(random.nextInt(9) == 0 ? " " + pick(random, VALUES) : " 1")
                            .append('\n');
                case "external" -> out.append(" [legacy]\n");
                case "groups" -> {
                    out.append("\n  g:\n    defaults:\n");
                    options(random, out, "      ");
                    out.append("    circuits:\n      m:\n");
                    options(random, out, "        ");
                }
                default -> {
                    out.append('\n');
                    for (int i = random.nextInt(3); i >= 0; i--) {
                        out.append("  ").append(pick(random, NAMES)).append(":\n");
                        if (section.equals("signals")) {
                            out.append("    check: c\n");
                        }
                        options(random, out, "    ");
                    }
                }
            }
        }
        return out.toString();
    }

    private static void options(Random random, StringBuilder out, String indent) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            String key = random.nextInt(6) == 0
                    ? pick(random, WORDS)
                    : pick(random, CircuitOptions.ALL).key();
            String value = random.nextInt(3) == 0 ? pick(random, NAMES) : pick(random, VALUES);
            out.append(indent)
                    .append(key)
                    .append(": ")
                    .append(value.replace("\n", "\n" + indent))
                    .append('\n');
        }
    }

    /** An example, or a file of all options, with some of its words, numbers and line ends changed for others. */
    static String ofAnExample(Random random, List<String> examples) {
        StringBuilder text =
                new StringBuilder(random.nextInt(3) == 0 ? GeneratedFiles.generate(random) : pick(random, examples));
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            int at = random.nextInt(text.length());
            int end = at;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            switch (random.nextInt(6)) {
                case 0 -> text.replace(at, end, pick(random, WORDS));
                case 1 -> text.replace(at, end, pick(random, VALUES));
                case 2 -> text.deleteCharAt(at);
                case 3 ->
                    text.insert(
                            at,
                            pick(random, List.of("\r", "\r\n", "\n", "\u0085", "\u2028", "\t", "# ", "&a ", "*a ")));
                case 4 -> swapLines(random, text);
                default -> {
                    int from = random.nextInt(text.length());
                    text.insert(at, text.substring(from, Math.min(text.length(), from + random.nextInt(200))));
                }
            }
        }
        return text.toString();
    }

    private static void swapLines(Random random, StringBuilder text) {
        List<String> lines = new ArrayList<>(List.of(text.toString().split("\n", -1)));
        int one = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        String kept = lines.get(one);
        lines.set(one, lines.get(other));
        lines.set(other, kept);
        text.setLength(0);
        text.append(String.join("\n", lines));
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
