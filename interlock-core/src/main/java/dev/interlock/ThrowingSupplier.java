package dev.interlock;

/**
 * Work with a result that may throw one type of exception.
 *
 * @param <T> the result
 * @param <X> what it may throw; inferred as {@link RuntimeException} where nothing is thrown
 */
@FunctionalInterface
public interface ThrowingSupplier<T extends @org.jspecify.annotations.Nullable Object, X extends Throwable> {

    /**
     * Does the work.
     *
     * @return the result
     * @throws X if it fails
     */
    T get() throws X;
}
