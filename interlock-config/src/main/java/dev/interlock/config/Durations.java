package dev.interlock.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as files and the command line write them: {@code 500ms}, {@code 1m30s}, {@code PT10S}. Whole milliseconds, thread-safe. */
public final class Durations {

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
    private static final Pattern LOOSE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) *"
            + "(d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?|ms|millis|milliseconds?)");
    private static final String[] ORDER = {"d", "h", "m", "s", "ms"};
    private static final Duration TOO_LONG = Duration.ofSeconds(Long.MAX_VALUE);

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text the text; never trimmed
     * @return the duration, which can be longer than everything that is allowed; empty if the text is none
     */
    public static Optional<Duration> parse(String text) {
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

    /**
     * Why a text is none, and what to write.
     *
     * @param text what {@link #parse} took for none
     * @return words to put behind the text
     */
    public static String rule(String text) {
        if (text.matches("[0-9]{1,18}")) {
            return " has no unit; write " + text + "s or " + text + "ms";
        }
        return " is not a duration; write "
                + meant(text)
                        .orElse("whole numbers with units from long to short: 500ms, 10s, 5m, 1h, 30d, 1m30s or PT10S");
    }

    /** What 1.5s, 10 s or 2 minutes stand for. */
    private static Optional<String> meant(String text) {
        Matcher matcher =
                text.length() > 100 ? null : LOOSE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher == null || !matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2);
        BigDecimal millis = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(UNITS.getOrDefault(
                        unit.startsWith("mil") || unit.equals("ms") ? "ms" : unit.substring(0, 1), 0L)))
                .movePointLeft(6);
        boolean whole = millis.signum() > 0 && millis.stripTrailingZeros().scale() <= 0;
        if (!whole) {
            return Optional.empty();
        }
        String written = write(Duration.ofMillis(millis.longValueExact()));
        return Optional.of(written.endsWith("ms") ? millis.longValueExact() + "ms" : written);
    }

    /**
     * Writes a duration.
     *
     * @param duration a duration
     * @return the shortest text that reads to an equal one
     */
    public static String write(Duration duration) {
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
