package dev.interlock.internal.state;

import dev.interlock.State;

/** What an event does to a state. */
public record Decision(Effect effect, State to) {

    /** The three things that can happen. */
    public enum Effect {
        /** The circuit enters {@code to}, a renewed state included. */
        MOVES,
        /** The event succeeds and changes nothing. */
        STAYS,
        /** The event is not possible from here. */
        REFUSED
    }
}
