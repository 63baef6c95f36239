package dev.interlock;

import java.util.Objects;

/**
 * Who took an operator's action.
 *
 * @param name the name, 1 to 128 characters; control characters are removed where it is shown
 */
public record Actor(String name) {

    /**
     * Checks the name.
     *
     * @param name the name, 1 to 128 characters
     * @throws IllegalArgumentException if the name is blank or longer than 128 characters
     */
    public Actor {
        Objects.requireNonNull(name, "name");
        if (name.isBlank() || name.length() > 128) {
            throw new IllegalArgumentException("actor name '" + PrintableText.of(name) + "' is "
                    + (name.isBlank() ? "blank" : "longer than 128 characters")
                    + "; give the name of a person or a system");
        }
    }

    /**
     * An actor by name.
     *
     * @param name the name, 1 to 128 characters
     * @return the actor
     * @throws IllegalArgumentException if the name is blank or longer than 128 characters
     */
    public static Actor of(String name) {
        return new Actor(name);
    }
}
