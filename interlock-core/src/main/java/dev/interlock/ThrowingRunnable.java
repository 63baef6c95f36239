package dev.interlock;

/**
 * Work without a result that may throw one type of exception.
 *
 * @param <X> what it may throw; inferred as {@link RuntimeException} where nothing is thrown
 */
@FunctionalInterface
public interface ThrowingRunnable<X extends Throwable> {

    /**
     * Does the work.
     *
     * @throws X if it fails
     */
    void run() throws X;
}
