package dev.interlock.testkit.property;

import java.util.stream.Stream;

/**
 * Knows which values are simpler than a given one.
 *
 * @param <T> the values' type
 */
@FunctionalInterface
public interface Shrinker<T> {

    /**
     * Simpler values, boldest step first. Each must be simpler by some measure that has an end, or shrinking runs until its bound.
     *
     * @param value the value to simplify; not changed
     * @return candidates, made as they are asked for; empty if there is nothing simpler
     */
    Stream<T> candidates(T value);
}
