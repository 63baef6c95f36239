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
     * The text with a space for each control character, line separator, direction mark and zero-width character.
     *
     * @param text any text
     * @return the same text if nothing had to be changed; at most {@value #MAX_LENGTH} characters of it
     */
    public static String of(String text) {
        StringBuilder clean = null;
        int length = Math.min(text.length(), MAX_LENGTH);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean bad = Character.isISOControl(c) || isInvisible(c);
            if (bad && clean == null) {
                clean = new StringBuilder(length).append(text, 0, i);
            }
            if (clean != null) {
                clean.append(bad ? ' ' : c);
            }
        }
        String result = clean != null ? clean.toString() : text.substring(0, length);
        return text.length() > MAX_LENGTH ? result + "..." : result;
    }

    private static boolean isInvisible(char c) {
        return c == '\u2028'
                || c == '\u2029'
                || c == '\u00ad'
                || c == '\u061c'
                || (c >= '\u200b' && c <= '\u200f')
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2060' && c <= '\u2064')
                || (c >= '\u2066' && c <= '\u2069')
                || c == '\ufeff';
    }
}
