package dev.interlock.cli.demo.net;

/**
 * The counts of one breaker at one moment.
 *
 * @param passed  calls it let through so far
 * @param refused calls it refused so far
 */
public record MeterReading(long passed, long refused) {

    /** Nothing yet. */
    public static final MeterReading ZERO = new MeterReading(0, 0);
}
