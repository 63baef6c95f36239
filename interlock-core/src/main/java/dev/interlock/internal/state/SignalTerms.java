package dev.interlock.internal.state;

import dev.interlock.CircuitConfig;
import dev.interlock.SignalConfig;

/** What a health signal goes by. As a circuit's configuration it has nothing to say, but an empty window is made from it. */
public final class SignalTerms extends Terms {

    private static final CircuitConfig NOTHING = CircuitConfig.builder().build("signal");

    private final SignalConfig signal;

    /** Terms of a signal. */
    public SignalTerms(SignalConfig signal) {
        super(NOTHING);
        this.signal = signal;
    }

    /** How it is checked, and what opens when it goes down. */
    public SignalConfig signal() {
        return signal;
    }
}
