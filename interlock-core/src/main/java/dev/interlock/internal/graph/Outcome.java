package dev.interlock.internal.graph;

import dev.interlock.Reason;
import dev.interlock.State;
import java.util.List;

/**
 * What became of an event at the graph.
 *
 * @param kind    applied, refused or stale
 * @param from    the state before
 * @param to      the state after
 * @param reasons why it was refused
 */
public record Outcome(Kind kind, State from, State to, List<Reason> reasons) {

    /** The three things that can become of it. */
    public enum Kind {
        /** It took place. */
        APPLIED,
        /** State or dependencies speak against it. */
        REFUSED,
        /** The circuit is in another epoch than the one it was asked for. */
        STALE
    }

    /** Whether it took place. */
    public boolean isApplied() {
        return kind == Kind.APPLIED;
    }

    /** Whether the epoch has changed in the meantime. */
    public boolean isStale() {
        return kind == Kind.STALE;
    }

    static Outcome applied(State from, State to) {
        return new Outcome(Kind.APPLIED, from, to, List.of());
    }

    static Outcome refused(State state, List<Reason> reasons) {
        return new Outcome(Kind.REFUSED, state, state, reasons);
    }

    static Outcome stale(State state) {
        return new Outcome(Kind.STALE, state, state, List.of());
    }

    static Outcome gone(String name) {
        return refused(
                State.DISABLED, List.of(new Reason(Reason.Kind.GONE, name, "circuit '" + name + "' was removed")));
    }
}
