package dev.interlock.cli.demo.mesh;

import java.util.Locale;

/** How the target fails. */
public enum Outage {
    /** Its server is stopped: the port refuses connections. */
    REFUSE("connections refused"),
    /** It accepts connections and never answers, and no caller has a limit. */
    HANG("calls never answered"),
    /** It answers, but later than its circuit takes for normal. */
    SLOW("answers too slow"),
    /** It answers every call with status 500. */
    ERRORS("every answer a 500");

    private final String words;

    Outage(String words) {
        this.words = words;
    }

    /**
     * What can be seen of it.
     *
     * @return a few words
     */
    public String words() {
        return words;
    }

    /**
     * Whether its calls take long instead of failing, so that circuits tell it by slow calls.
     *
     * @return true if they wait
     */
    public boolean makesCallsWait() {
        return this == HANG || this == SLOW;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
