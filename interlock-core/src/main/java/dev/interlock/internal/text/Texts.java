package dev.interlock.internal.text;

import dev.interlock.PrintableText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Words for messages and logs: throwables and durations in one short phrase. */
public final class Texts {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Texts() {}

    /** As {@code ConnectException: refused}. Never throws, whatever the throwable's own methods do. */
    public static String describe(Throwable thrown) {
        return describe(simpleName(thrown.getClass()), messageOf(thrown));
    }

    static String describe(String type, @Nullable String message) {
        String printable = PrintableText.of(type);
        return message == null || message.isBlank() ? printable : printable + ": " + PrintableText.of(message);
    }

    /** As {@code ConnectException}; printable. */
    public static String typeOf(Throwable thrown) {
        return PrintableText.of(simpleName(thrown.getClass()));
    }

    static String simpleName(Class<?> type) {
        String simple = type.getSimpleName();
        if (!simple.isEmpty()) {
            return simple;
        }
        String full = type.getName();
        return full.substring(full.lastIndexOf('.') + 1);
    }

    /** What it says. A user's exception may compute its message, and that may fail in any way. */
    public static @Nullable String messageOf(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (Throwable unreadable) {
            return "(its message cannot be read)";
        }
    }

    /**
     * As {@code 250 ms}, {@code 1.5 s}, {@code 42 s}, {@code 2 min}, {@code 1 h 5 min}. Rounds up: a wait that is told is never
     * shorter than the wait that is meant.
     */
    public static String duration(Duration duration) {
        long nanos = Nanos.of(duration);
        if (nanos <= 0) {
            return "0 s";
        }
        if (up(nanos, MILLI) < 1_000) {
            return up(nanos, MILLI) + " ms";
        }
        if (nanos <= 10 * SECOND) {
            long tenths = up(nanos, SECOND / 10);
            return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " s";
        }
        if (up(nanos, SECOND) < 120) {
            return up(nanos, SECOND) + " s";
        }
        if (up(nanos, SECOND) < 2 * 3_600) {
            return two(up(nanos, SECOND), 60, " min", " s");
        }
        if (up(nanos, MINUTE) < 2 * 1_440) {
            return two(up(nanos, MINUTE), 60, " h", " min");
        }
        return two(up(nanos, HOUR), DAY / HOUR, " d", " h");
    }

    /** How long ago something was, as {@code 2 s ago}: in whole seconds, because what is told by it is known from the last tick. */
    public static String ago(long nanos) {
        return nanos < SECOND ? "just now" : duration(Duration.ofSeconds(nanos / SECOND)) + " ago";
    }

    private static String two(long units, long per, String large, String small) {
        return units / per + large + (units % per == 0 ? "" : " " + units % per + small);
    }

    private static long up(long nanos, long unit) {
        return nanos / unit + (nanos % unit == 0 ? 0 : 1);
    }
}
