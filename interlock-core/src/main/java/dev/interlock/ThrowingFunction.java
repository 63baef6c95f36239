package dev.interlock;

import org.jspecify.annotations.Nullable;

/**
 * A function that may throw one type of exception.
 *
 * @param <A> what it is given
 * @param <T> the result
 * @param <X> what it may throw; inferred as {@link RuntimeException} where nothing is thrown
 */
@FunctionalInterface
public interface ThrowingFunction<A, T extends @Nullable Object, X extends Throwable> {

    /**
     * Applies the function.
     *
     * @param argument what it is given
     * @return the result
     * @throws X if it fails
     */
    T apply(A argument) throws X;
}
