package dev.interlock;

/** Text from outside, made fit for messages and logs. */
final class Text {

    /** Longer texts are cut. */
    static final int MAX_LENGTH = 256;

    private Text() {}

    /** Without control characters, line separators and direction marks; at most {@value #MAX_LENGTH} characters. */
    static String clean(String text) {
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
                || (c >= '\u200b' && c <= '\u200f')
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069')
                || c == '\ufeff';
    }
}
