package dev.interlock.verification.name;

import dev.interlock.testkit.property.Generator;
import java.util.List;
import java.util.Random;

/** Texts of all kinds: names, names with one wrong character, and noise from all of Unicode, half characters included; of any length. */
final class AnyText {

    private static final String ALLOWED = "abcxyzABCXYZ0189._:/-";
    private static final List<String> NASTY = List.of(
            "\u0000",
            "\n",
            "\r",
            "\u001B[2J",
            "\u0085",
            "\u2028",
            "\u2029",
            "\u202E",
            "\u2066",
            "\u200B",
            "\uFEFF",
            "\uD800",
            "\uDC00",
            "\uD83D\uDE00",
            "\uFFFF",
            "\uDB40\uDC01",
            "%s",
            "{0}",
            "'",
            "\"",
            "\\",
            "$",
            "<b>",
            " ",
            "\t",
            "é",
            "ａ",
            "٣",
            "ß",
            "İ",
            "ﬁ",
            "-",
            ".",
            "/",
            "../",
            ":");

    private AnyText() {}

    static Generator<String> any() {
        return random -> switch (random.nextInt(5)) {
            case 0 -> name(random, 1 + random.nextInt(130));
            case 1 -> spoilt(random);
            case 2 -> noise(random, random.nextInt(20));
            case 3 -> noise(random, 120 + random.nextInt(300));
            default -> random.nextInt(20) == 0 ? "x".repeat(random.nextInt(200_000)) : spoilt(random);
        };
    }

    private static String name(Random random, int length) {
        StringBuilder text = new StringBuilder("n");
        while (text.length() < length) {
            text.append(ALLOWED.charAt(random.nextInt(ALLOWED.length())));
        }
        return text.toString();
    }

    private static String spoilt(Random random) {
        StringBuilder text = new StringBuilder(name(random, 1 + random.nextInt(12)));
        text.insert(random.nextInt(text.length() + 1), NASTY.get(random.nextInt(NASTY.size())));
        return text.toString();
    }

    private static String noise(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(3)) {
                case 0 -> text.append(NASTY.get(random.nextInt(NASTY.size())));
                case 1 -> text.append((char) random.nextInt(0x10000));
                default -> text.appendCodePoint(random.nextInt(0x110000));
            }
        }
        return text.toString();
    }
}
