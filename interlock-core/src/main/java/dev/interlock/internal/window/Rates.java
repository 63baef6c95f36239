package dev.interlock.internal.window;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/** Rates: when they are met, and how they are told. */
final class Rates {

    // Rounded down: 99.96 % must not be told as 100 %.
    private static final MathContext DIGITS = new MathContext(3, RoundingMode.DOWN);

    private Rates() {}

    /** Whether a part of the calls reaches the limit, once there are enough calls. */
    static boolean met(OptionalDouble limit, long part, long calls, int requiredCalls) {
        // Divided, not multiplied: 3 of 30 is exactly the double that 0.1 is, while 0.1 * 30 may be more than 3.
        return limit.isPresent() && part > 0 && calls >= requiredCalls && (double) part / calls >= limit.getAsDouble();
    }

    /** As {@code failure rate 60 % of 25 calls (limit 50 %)}. */
    static String text(String name, OptionalDouble limit, long part, long calls) {
        return name + " " + percent((double) part / calls) + " of " + calls + (calls == 1 ? " call" : " calls")
                + " (limit " + percent(limit.orElse(1)) + ")";
    }

    private static String percent(double rate) {
        return BigDecimal.valueOf(rate)
                        .movePointRight(2)
                        .round(DIGITS)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }
}
