package dev.interlock.testkit.property;

import java.util.Random;
import java.util.function.Function;

/**
 * Makes values. Takes every choice from the given {@link Random}, whose algorithm Java specifies: the same seed gives the same value on
 * every machine.
 *
 * @param <T> the values' type
 */
@FunctionalInterface
public interface Generator<T> {

    /**
     * Makes a value.
     *
     * @param random the only source of chance
     * @return the value
     */
    T generate(Random random);

    /**
     * A generator of what a function makes of these values.
     *
     * @param function the function
     * @param <R>      its results' type
     * @return a generator of results
     */
    default <R> Generator<R> map(Function<? super T, ? extends R> function) {
        return random -> function.apply(generate(random));
    }
}
