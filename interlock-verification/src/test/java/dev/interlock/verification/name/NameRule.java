package dev.interlock.verification.name;

/** The rules of names and of text that is shown, stated a second time: character by character, without a pattern. */
final class NameRule {

    private NameRule() {}

    /** Whether a text is a name: {@code [A-Za-z0-9][A-Za-z0-9._:/-]{0,127}}. */
    static boolean isName(String text) {
        if (text.isEmpty() || text.length() > 128 || !isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int at = 1; at < text.length(); at++) {
            char each = text.charAt(at);
            if (!isLetterOrDigit(each) && each != '.' && each != '_' && each != ':' && each != '/' && each != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9');
    }

    /** The first code point that must not be in a message: it could begin a line, move a cursor, change direction or hide; -1 if there is none. */
    static int firstThatMustNotBeShown(String text) {
        return text.codePoints()
                .filter(point -> point < 0x20
                        || (point >= 0x7F && point < 0xA0)
                        || point == 0x2028
                        || point == 0x2029
                        || (point >= 0x202A && point <= 0x202E)
                        || (point >= 0x2066 && point <= 0x2069)
                        || (point >= 0x200B && point <= 0x200F)
                        || point == 0x061C
                        || point == 0xFEFF
                        || (point >= 0xD800 && point <= 0xDFFF)
                        || (point >= 0xE0000 && point <= 0xE007F))
                .findFirst()
                .orElse(-1);
    }
}
