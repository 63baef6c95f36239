package dev.interlock.cli.demo.guard;

import dev.interlock.cli.demo.mesh.Circuits;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/** What a run can be protected by. */
public enum Protections {
    /** Circuits that know what they depend on. */
    INTERLOCK("interlock", "Interlock"),
    /** The same circuits without their edges: each on its own. */
    UNCOORDINATED("uncoordinated", "Interlock without dependencies"),
    /** Breakers of Resilience4j with the same thresholds and waits. */
    RESILIENCE4J("resilience4j", "Resilience4j");

    private final String id;
    private final String title;

    Protections(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /**
     * The name in JSON.
     *
     * @return a word
     */
    public String id() {
        return id;
    }

    /**
     * The name for people.
     *
     * @return some words
     */
    public String title() {
        return title;
    }

    /**
     * The class whose objects the calls pass, so that nobody has to believe that it is the real one.
     *
     * @return its name
     */
    public String breakerClass() {
        return this == RESILIENCE4J ? CircuitBreaker.class.getName() : "dev.interlock.Circuit";
    }

    /**
     * What makes the breakers of a run.
     *
     * @param circuits the circuits of the file
     * @return a factory
     */
    public Protection.Factory of(Circuits circuits) {
        return switch (this) {
            case INTERLOCK -> transitions -> new InterlockProtection(circuits::define, transitions);
            case UNCOORDINATED -> transitions -> new InterlockProtection(circuits::defineAlone, transitions);
            case RESILIENCE4J -> transitions -> new Resilience4jProtection(circuits.configs(), transitions);
        };
    }
}
