package dev.interlock.internal.state;

import dev.interlock.CircuitConfig;

/**
 * What a circuit goes by until it is configured anew. Part of its state, so that one compare-and-set changes the configuration for
 * everybody at once; a call goes by the terms that it was admitted under. Immutable. Whoever makes the calls adds what follows for them.
 */
public class Terms {

    private final CircuitConfig config;

    /** Whether all there is to a closed call that ended well is that it did. */
    final boolean simple;

    /** Terms with nothing to them but the configuration. */
    public Terms(CircuitConfig config) {
        this(config, false);
    }

    /** Terms of calls. */
    protected Terms(CircuitConfig config, boolean simple) {
        this.config = config;
        this.simple = simple;
    }

    /** The configuration. */
    public final CircuitConfig config() {
        return config;
    }
}
