package dev.interlock;

import java.util.Objects;
import java.util.Optional;

/**
 * Why a circuit is in the state it is in.
 *
 * @param event  the event that brought it there
 * @param source for a cascade, the circuit or signal whose opening started it
 * @param actor  for an operator's event, who
 * @param detail a few words for people: the condition that was met, the operator's reason; may be empty
 */
public record Cause(CircuitEvent event, Optional<String> source, Optional<Actor> actor, String detail) {

    /**
     * Checks that nothing is missing.
     *
     * @param event the event that brought it there
     * @param source for a cascade, the circuit or signal whose opening started it
     * @param actor for an operator's event, who
     * @param detail a few words for people: the condition that was met, the operator's reason; may be empty
     */
    public Cause {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(detail, "detail");
    }
}
