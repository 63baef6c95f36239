package dev.interlock;

import java.util.Optional;

/**
 * Which circuit a failure belongs to.
 *
 * <p>A circuit that counts a failure leaves a mark on the throwable: identity, circuit, moment. Circuits further out, whose call
 * was already running at that moment, find the mark and do not count the failure again. The marks hold throwables
 * weakly, and only the latest few thousand are kept.
 *
 * @param circuit the circuit that recorded it
 */
public record Attribution(String circuit) {

    /**
     * Tells which circuit recorded a throwable, also where it is wrapped: the cause chain is looked through.
     *
     * @param throwable what was caught
     * @return the circuit that recorded it last; empty if none did, or if it was so long ago that it is forgotten
     */
    public static Optional<Attribution> of(Throwable throwable) {
        return since(throwable, Long.MIN_VALUE);
    }

    /**
     * Tells which circuit recorded a throwable after a moment.
     *
     * @param throwable what was caught
     * @param moment    from {@link #moment()}, read when the call began
     * @return the circuit that recorded it after that; empty if none did
     */
    public static Optional<Attribution> since(Throwable throwable, long moment) {
        return Optional.ofNullable(Marks.find(throwable, moment)).map(Attribution::new);
    }

    /**
     * Marks a throwable as recorded. For integrations that count failures themselves; circuits do it by themselves.
     *
     * @param throwable what was caught
     * @param circuit   who recorded it
     */
    public static void mark(Throwable throwable, String circuit) {
        Marks.put(throwable, circuit);
    }

    /**
     * The present moment in the order of marks. One volatile read.
     *
     * @return the number of marks ever made
     */
    public static long moment() {
        return Marks.moment();
    }
}
