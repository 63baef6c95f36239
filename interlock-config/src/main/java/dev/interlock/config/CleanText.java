package dev.interlock.config;

/** Text of the file, made fit for messages: a log line stays one line, and a terminal is told nothing. */
final class CleanText {

    /** Longer texts are cut; a name fits. */
    static final int MAX_LENGTH = 128;

    private CleanText() {}

    /** In quotes, without control, format and separator characters; at most {@value #MAX_LENGTH} characters. */
    static String quoted(String text) {
        return "'" + clean(text) + "'";
    }

    /** Without control, format and separator characters; at most {@value #MAX_LENGTH} characters. */
    static String clean(String text) {
        return clean(text, MAX_LENGTH);
    }

    /** Without control, format and separator characters. */
    static String clean(String text, int maxLength) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), maxLength));
        int at = 0;
        while (at < text.length() && clean.length() < maxLength) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            clean.appendCodePoint(isUnsafe(point) ? ' ' : point);
        }
        return at < text.length() ? clean + "..." : clean.toString();
    }

    private static boolean isUnsafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
