package dev.interlock.cli.demo.run;

/**
 * Something that happened.
 *
 * @param seconds when, in seconds of the run
 * @param kind    what sort of thing it is
 * @param text    one line for people
 */
public record Moment(double seconds, Kind kind, String text) {

    /** Sorts of moments. */
    public enum Kind {
        /** The outage began. */
        OUTAGE,
        /** The targets work again. */
        REPAIR,
        /** A breaker changed its state. */
        TRANSITION,
        /** What a caller was told. */
        REFUSAL
    }
}
