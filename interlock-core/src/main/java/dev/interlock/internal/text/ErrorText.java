package dev.interlock.internal.text;

import dev.interlock.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * What a failure was, kept as it came and made into words when somebody asks: failures are many in an outage, and readers few. Holds strings
 * only, because a throwable, or its class, would keep alive whatever hangs on it.
 */
public final class ErrorText {

    /** Longer messages are cut before they are kept: the words show no more of them anyway. */
    private static final int KEPT = 4 * PrintableText.MAX_LENGTH;

    private final String type;
    private final @Nullable String message;

    private ErrorText(String type, @Nullable String message) {
        this.type = type;
        this.message = message;
    }

    /** In our own words. */
    public static ErrorText of(String words) {
        return new ErrorText(words, null);
    }

    /** In our own words, with the message of a throwable behind them. */
    public static ErrorText of(String words, @Nullable String message) {
        return new ErrorText(words, kept(message));
    }

    /**
     * The text of a throwable; the same object as before if it says the same, so that a row of equal failures allocates nothing. Never
     * throws, whatever the throwable's own methods do.
     */
    @SuppressWarnings(
            "ReferenceEquality") // equal messages that are not the same cost a new object, and a comparison would cost
    // more
    public static ErrorText of(Throwable thrown, @Nullable ErrorText before) {
        String type = Texts.simpleName(thrown.getClass());
        String message = Texts.messageOf(thrown);
        if (before != null && before.type == type && before.message == message) {
            return before;
        }
        return new ErrorText(type, kept(message));
    }

    private static @Nullable String kept(@Nullable String message) {
        return message == null || message.length() <= KEPT ? message : message.substring(0, KEPT);
    }

    /** What failed, without anything that it says itself: as {@code ConnectException}. */
    public String type() {
        return type;
    }

    /** What it says itself, as it came; null if nothing. */
    public @Nullable String message() {
        return message;
    }

    /** As {@code ConnectException: refused}; printable. */
    @Override
    public String toString() {
        return Texts.describe(type, message);
    }
}
