package dev.interlock.cli.demo.mesh;

import java.util.Locale;

/** How the target fails. */
public enum Outage {
    /** Its server is stopped: the port refuses connections. */
    REFUSE("its port refuses connections"),
    /** It accepts connections and never answers; the limits of its callers end that. */
    HANG("it accepts calls and never answers"),
    /** It answers, but later than its circuit takes for normal. */
    SLOW("it answers too slowly"),
    /** It answers every call with status 500. */
    ERRORS("it answers every call with status 500");

    private final String sentence;

    Outage(String sentence) {
        this.sentence = sentence;
    }

    /**
     * What can be seen of it.
     *
     * @return a part of a sentence
     */
    public String sentence() {
        return sentence;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
