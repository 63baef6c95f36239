package dev.interlock.simulator.policy;

import dev.interlock.simulator.engine.Protection;
import dev.interlock.simulator.engine.Simulation;
import dev.interlock.simulator.model.Scenario;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What callers can be protected by. */
public enum PolicyKind {

    /** Nothing. */
    NONE("no protection"),
    /** Resilience4j, as it comes. */
    RESILIENCE4J("Resilience4j"),
    /** The best of a grid of settings of Resilience4j. */
    RESILIENCE4J_GRID("Resilience4j, best of grid"),
    /** Interlock. */
    INTERLOCK("Interlock"),
    /** Interlock, and calls come back little by little. */
    INTERLOCK_RAMP("Interlock, ramp"),
    /** Interlock, with active checks. */
    INTERLOCK_PROBE("Interlock, probe"),
    /** Both. */
    INTERLOCK_PROBE_RAMP("Interlock, probe and ramp");

    private final String title;

    PolicyKind(String title) {
        this.title = title;
    }

    /**
     * How tables call it.
     *
     * @return a few words
     */
    public String title() {
        return title;
    }

    /**
     * How the command line calls it.
     *
     * @return one word
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether its breakers know of each other.
     *
     * @return true for Interlock, with whatever options
     */
    public boolean isInterlock() {
        return compareTo(INTERLOCK) >= 0;
    }

    /**
     * Finds one by its word.
     *
     * @param word the word
     * @return the policy; empty if there is none
     */
    public static Optional<PolicyKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /**
     * Makes the breakers.
     *
     * @param scenario    what they are for
     * @param world       whose time they work with
     * @param seed        fixes their jitter
     * @param variant     the settings, if they are Resilience4j's
     * @param transitions is told what they do
     * @return the protection
     */
    public Protection protect(
            Scenario scenario, Simulation world, long seed, Resilience4jVariant variant, Transitions transitions) {
        return switch (this) {
            case NONE -> new Unprotected();
            case RESILIENCE4J, RESILIENCE4J_GRID ->
                new Resilience4jProtection(scenario, world, seed, variant, transitions);
            case INTERLOCK -> new InterlockProtection(scenario, world, seed, false, false, transitions);
            case INTERLOCK_RAMP -> new InterlockProtection(scenario, world, seed, true, false, transitions);
            case INTERLOCK_PROBE -> new InterlockProtection(scenario, world, seed, false, true, transitions);
            case INTERLOCK_PROBE_RAMP -> new InterlockProtection(scenario, world, seed, true, true, transitions);
        };
    }
}
