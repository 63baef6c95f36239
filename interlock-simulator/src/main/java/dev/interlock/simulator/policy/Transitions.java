package dev.interlock.simulator.policy;

/** Is told when a breaker changes its state. */
@FunctionalInterface
public interface Transitions {

    /** The states that breakers of all makes have. */
    enum Phase {
        /** Calls pass. */
        CLOSED,
        /** Some calls pass, to see how it goes. */
        HALF_OPEN,
        /** No call passes. */
        OPEN
    }

    /**
     * A breaker has another state.
     *
     * @param now     when, in nanoseconds
     * @param service the number of its service
     * @param to      the state it has now
     */
    void changed(long now, int service, Phase to);
}
