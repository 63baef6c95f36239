package dev.interlock.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as files write them: {@code 500ms}, {@code 1m30s}, {@code PT10S}. */
final class Durations {

    // Nanoseconds of each unit; in this order, each at most once.
    private static final Map<String, Long> UNITS = Map.of(
            "d",
            86_400_000_000_000L,
            "h",
            3_600_000_000_000L,
            "m",
            60_000_000_000L,
            "s",
            1_000_000_000L,
            "ms",
            1_000_000L);
    private static final Pattern PARTS = Pattern.compile(
            "(?:([0-9]{1,18})d)?(?:([0-9]{1,18})h)?(?:([0-9]{1,18})m)?(?:([0-9]{1,18})s)?(?:([0-9]{1,18})ms)?");
    private static final String[] ORDER = {"d", "h", "m", "s", "ms"};
    private static final Duration TOO_LONG = Duration.ofSeconds(Long.MAX_VALUE);

    private Durations() {}

    /** The duration; empty if it is none. What overflows is longer than everything that is allowed. */
    static Optional<Duration> parse(String text) {
        if (text.isEmpty() || text.length() > 100) {
            return Optional.empty();
        }
        if (text.toUpperCase(Locale.ROOT).contains("P")) {
            try {
                return Optional.of(Duration.parse(text));
            } catch (DateTimeException notIso) {
                return Optional.empty();
            } catch (ArithmeticException overflow) {
                return Optional.of(TOO_LONG);
            }
        }
        Matcher matcher = PARTS.matcher(text);
        return matcher.matches() ? Optional.of(sum(matcher)) : Optional.empty();
    }

    private static Duration sum(Matcher matcher) {
        try {
            Duration sum = Duration.ZERO;
            for (int i = 0; i < ORDER.length; i++) {
                String number = matcher.group(i + 1);
                if (number != null) {
                    Duration unit = Duration.ofNanos(UNITS.getOrDefault(ORDER[i], 0L));
                    sum = sum.plus(unit.multipliedBy(Long.parseLong(number)));
                }
            }
            return sum;
        } catch (ArithmeticException overflow) {
            return TOO_LONG;
        }
    }

    /** Why a text is none. */
    static String rule(String text) {
        return text.matches("[0-9]{1,18}")
                ? " has no unit; write " + text + "s or " + text + "ms"
                : " is not a duration; write whole numbers with units from long to short: 500ms, 10s, 5m, 1h, 30d, 1m30s or PT10S";
    }

    /** The shortest text that reads to an equal duration. */
    static String write(Duration duration) {
        if (duration.isNegative() || duration.isZero() || !duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
            return duration.toString();
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.toString();
    }

    private static void append(StringBuilder text, long number, String unit) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }
}
