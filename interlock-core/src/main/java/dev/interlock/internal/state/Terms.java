package dev.interlock.internal.state;

import dev.interlock.CircuitConfig;

/**
 * What a circuit goes by until it is configured anew. Part of its state, so that one compare-and-set changes the configuration for
 * everybody at once; a call goes by the terms that it was admitted under. Immutable. Whoever makes the calls adds what follows for them.
 */
public class Terms {

    private final CircuitConfig config;

    /** Terms with nothing to them but the configuration. */
    public Terms(CircuitConfig config) {
        this.config = config;
    }

    /** The configuration. */
    public final CircuitConfig config() {
        return config;
    }
}
