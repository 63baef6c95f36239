package dev.interlock.config;

import dev.interlock.PrintableText;

/** Text of the file, made fit for messages: shorter than elsewhere, because a file can be wrong in many places. */
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
        return PrintableText.of(text, maxLength);
    }
}
