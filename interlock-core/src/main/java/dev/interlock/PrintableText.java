package dev.interlock;

/**
 * Text from outside, made fit for messages and logs: an exception's message, a reason, a name that was not checked. Nothing in it can
 * begin a new line, move a cursor or change the direction of what follows.
 */
public final class PrintableText {

    /** Longer texts are cut, with three dots behind. */
    public static final int MAX_LENGTH = 256;

    private PrintableText() {}

    /**
     * The text with a space for each character that is not to be seen: control and format characters, line and paragraph separators, and
     * what no character is assigned to.
     *
     * @param text any text
     * @return the same text if nothing had to be changed; at most {@value #MAX_LENGTH} characters of it
     */
    public static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    /**
     * The same with a length of your own.
     *
     * @param text      any text
     * @param maxLength from which length on it is cut
     * @return the same text if nothing had to be changed; at most that many characters of it, and three dots if there were more
     */
    public static String of(String text, int maxLength) {
        if (text.length() <= maxLength && text.codePoints().allMatch(PrintableText::isPrintable)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(Math.min(text.length(), maxLength) + 3);
        int at = 0;
        while (at < text.length() && printable.length() < maxLength) {
            int point = text.codePointAt(at);
            if (printable.length() + Character.charCount(point) > maxLength) {
                break; // half of a character is none
            }
            printable.appendCodePoint(isPrintable(point) ? point : ' ');
            at += Character.charCount(point);
        }
        return at < text.length() ? printable.append("...").toString() : printable.toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
